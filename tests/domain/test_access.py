"""Every role × act × relation, against one table written out the other way round: per act, who may do it where."""

from __future__ import annotations

from itertools import product

import pytest

from domain.access import Act, Office, Relation, Role, may, relation
from domain.plan import Level

SELF, CHILD, BELOW = Relation.SELF, Relation.CHILD, Relation.BELOW
BRANCH = {SELF, CHILD, BELOW}
ALL = dict.fromkeys(Role, BRANCH)
REPORTERS = {
    Role.CHAIR: {SELF},
    Role.DEPUTY: {SELF},
    Role.SUPERIOR_OFFICER: {SELF, CHILD},
    Role.DEPT_OFFICER: {SELF, CHILD},
    Role.ADMIN: {SELF, CHILD},
}
APPOINTERS = {
    Role.CHAIR: {SELF},
    Role.SUPERIOR_OFFICER: {SELF, CHILD},
    Role.SUPERIOR_LEADER: {CHILD},
    Role.DEPT_OFFICER: {CHILD, BELOW},
    Role.PROVINCIAL_LEADER: {CHILD, BELOW},
    Role.ADMIN: {SELF, CHILD, BELOW},
}
SEERS = ALL | {role: {SELF} for role in (Role.CHAIR, Role.DEPUTY, Role.ADMIN)}
LEADERS = {key: {CHILD} for key in (Role.SUPERIOR_OFFICER, Role.DEPT_OFFICER, Role.ADMIN)}
HANDLERS = dict.fromkeys((Role.SUPERIOR_OFFICER, Role.LEGAL_ADVISER, Role.DEPT_OFFICER), BRANCH)
ALLOWED: dict[Act, dict[Role, set[Relation]]] = {
    Act.REPORT: REPORTERS,
    Act.CORRECT: REPORTERS,
    Act.WITHDRAW: REPORTERS,
    Act.SEE_PROGRESS: ALL,
    Act.SEE_REPORTS: ALL,
    Act.INVITE: APPOINTERS,
    Act.REVOKE: APPOINTERS,
    Act.FOUND_AND_CLOSE: LEADERS,
    Act.ASSIGN_QUOTAS: LEADERS,
    Act.NUDGE: {key: {CHILD, BELOW} for key in [*LEADERS, Role.SUPERIOR_LEADER, Role.PROVINCIAL_LEADER]},
    Act.REOPEN: LEADERS,
    Act.SET_CALENDAR: {key: {SELF} for key in LEADERS},
    Act.SEE_CASES: SEERS,
    Act.HANDLE_CASES: HANDLERS,
    Act.READ_CASE_WORDS: {Role.LEGAL_ADVISER: BRANCH},
}
APPOINTING = (Act.INVITE, Act.REVOKE)
EVERYTHING = list(product(Role, Act, Relation))


@pytest.mark.parametrize(("role", "act", "towards"), EVERYTHING)
def test_who_may_do_what(role: Role, act: Act, towards: Relation) -> None:
    assert may(Office(1, role, active=True), act, towards) is (towards in ALLOWED[act].get(role, set()))


@pytest.mark.parametrize(("role", "act", "towards"), EVERYTHING)
def test_a_former_officer_may_do_nothing(role: Role, act: Act, towards: Relation) -> None:
    assert not may(Office(1, role, active=False), act, towards)


@pytest.mark.parametrize(("role", "towards"), list(product(Role, Relation)))
def test_who_reads_the_words_of_a_case(role: Role, towards: Relation) -> None:
    """The author, who may see the case, and whoever gives legal advice: the team, and the department that does."""

    def reads(*, advises: bool = False, author: bool = False) -> bool:
        return may(Office(1, role, active=True, advises=advises), Act.READ_CASE_WORDS, towards, author=author)

    assert reads(author=True) is (towards in SEERS[role])
    assert reads(advises=True) is (towards in BRANCH and role in (Role.LEGAL_ADVISER, Role.DEPT_OFFICER))


GRASSROOTS_ROLES = {Role.CHAIR, Role.DEPUTY}
SUPERIOR_ROLES = {Role.SUPERIOR_OFFICER, Role.SUPERIOR_LEADER, Role.AUDITOR, Role.LEGAL_ADVISER}
PROVINCE_ROLES = {Role.DEPT_OFFICER, Role.PROVINCIAL_LEADER, Role.AUDITOR, Role.LEGAL_ADVISER, Role.ADMIN}


@pytest.mark.parametrize(
    ("by", "towards", "level", "appointable"),
    [
        (Role.CHAIR, SELF, Level.GRASSROOTS, {Role.DEPUTY}),
        (Role.DEPUTY, SELF, Level.GRASSROOTS, set()),
        (Role.SUPERIOR_OFFICER, SELF, Level.DIRECT_SUPERIOR, SUPERIOR_ROLES),
        (Role.SUPERIOR_OFFICER, CHILD, Level.GRASSROOTS, GRASSROOTS_ROLES),
        (Role.SUPERIOR_OFFICER, BELOW, Level.GRASSROOTS, set()),
        (Role.SUPERIOR_LEADER, SELF, Level.DIRECT_SUPERIOR, set()),
        (Role.SUPERIOR_LEADER, CHILD, Level.GRASSROOTS, GRASSROOTS_ROLES),
        (Role.DEPT_OFFICER, SELF, Level.PROVINCE, set()),
        (Role.DEPT_OFFICER, CHILD, Level.GRASSROOTS, GRASSROOTS_ROLES),
        (Role.DEPT_OFFICER, CHILD, Level.DIRECT_SUPERIOR, SUPERIOR_ROLES),
        (Role.PROVINCIAL_LEADER, BELOW, Level.GRASSROOTS, GRASSROOTS_ROLES),
        (Role.ADMIN, SELF, Level.PROVINCE, PROVINCE_ROLES),
        (Role.ADMIN, BELOW, Level.GRASSROOTS, GRASSROOTS_ROLES),
        (Role.AUDITOR, SELF, Level.PROVINCE, set()),
        (Role.SUPERIOR_OFFICER, Relation.BESIDE, Level.DIRECT_SUPERIOR, set()),
        (Role.SUPERIOR_OFFICER, Relation.ELSEWHERE, Level.GRASSROOTS, set()),
    ],
)
@pytest.mark.parametrize("act", APPOINTING)
def test_who_may_appoint_whom(act: Act, by: Role, towards: Relation, level: Level, appointable: set[Role]) -> None:
    office = Office(1, by, active=True)
    assert {role for role in Role if may(office, act, towards, role=role, level=level)} == appointable


PROVINCE = (1,)
SUPERIOR = (10, 1)
UNION = (100, 10, 1)
DIRECT = (101, 1)


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        (UNION, UNION, SELF),
        (PROVINCE, PROVINCE, SELF),
        (PROVINCE, SUPERIOR, CHILD),
        (PROVINCE, DIRECT, CHILD),
        (PROVINCE, UNION, BELOW),
        (SUPERIOR, UNION, CHILD),
        (UNION, SUPERIOR, Relation.ABOVE),
        (UNION, PROVINCE, Relation.ABOVE),
        (UNION, (102, 10, 1), Relation.BESIDE),
        (SUPERIOR, DIRECT, Relation.BESIDE),
        (UNION, (103, 11, 1), Relation.ELSEWHERE),
        (UNION, DIRECT, Relation.ELSEWHERE),
        (SUPERIOR, (103, 11, 1), Relation.ELSEWHERE),
        (PROVINCE, (2,), Relation.ELSEWHERE),
        (PROVINCE, (), Relation.ELSEWHERE),
        ((), PROVINCE, Relation.ELSEWHERE),
    ],
)
def test_relation_of_two_units(own: tuple[int, ...], other: tuple[int, ...], expected: Relation) -> None:
    assert relation(own, other) is expected
