"""Who may do what: one table and the one function that reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.plan import Level


class Role(StrEnum):
    """An office that a person can hold in a unit."""

    CHAIR = "chair"
    """Reports for a grassroots union."""
    DEPUTY = "deputy"
    """Reports for a grassroots union by delegation of its chair."""
    SUPERIOR_OFFICER = "superior_officer"
    """Follows and looks after the unions that a direct-superior union leads."""
    SUPERIOR_LEADER = "superior_leader"
    DEPT_OFFICER = "dept_officer"
    """Works in one of the province's departments."""
    PROVINCIAL_LEADER = "provincial_leader"
    AUDITOR = "auditor"
    """Reads and changes nothing."""
    LEGAL_ADVISER = "legal_adviser"
    """Belongs to the team that gives legal advice: reads and handles cases."""
    ADMIN = "admin"
    """Looks after the program and its offices at the province."""

    @property
    def levels(self) -> frozenset[Level]:
        """The levels at whose units the role can be held."""
        return _LEVELS[self]


_LEVELS: dict[Role, frozenset[Level]] = {
    Role.CHAIR: frozenset({Level.GRASSROOTS}),
    Role.DEPUTY: frozenset({Level.GRASSROOTS}),
    Role.SUPERIOR_OFFICER: frozenset({Level.DIRECT_SUPERIOR}),
    Role.SUPERIOR_LEADER: frozenset({Level.DIRECT_SUPERIOR}),
    Role.DEPT_OFFICER: frozenset({Level.PROVINCE}),
    Role.PROVINCIAL_LEADER: frozenset({Level.PROVINCE}),
    Role.AUDITOR: frozenset({Level.DIRECT_SUPERIOR, Level.PROVINCE}),
    Role.LEGAL_ADVISER: frozenset({Level.DIRECT_SUPERIOR, Level.PROVINCE}),
    Role.ADMIN: frozenset({Level.PROVINCE}),
}


class Act(StrEnum):
    """What an officer can ask the program to do about a unit."""

    REPORT = "report"
    """Fill a form about the unit; about one directly below it is on its behalf."""
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    SEE_PROGRESS = "see_progress"
    SEE_REPORTS = "see_reports"
    INVITE = "invite"
    """Offer an office of the unit to somebody, also as a successor, and list the offers still open."""
    REVOKE = "revoke"
    """Take an open invitation back, or end an office."""
    FOUND_AND_CLOSE = "found_and_close"
    """Found a union, close it, or hand it over to another superior."""
    ASSIGN_QUOTAS = "assign_quotas"
    """Say how much of an indicator a unit is to reach, or take that back."""
    NUDGE = "nudge"
    """Remind those in office in the unit of an indicator that is behind there."""
    REOPEN = "reopen"
    """Let the unit report again in a round that it had closed, or that is locked."""
    SET_CALENDAR = "set_calendar"
    """Set holidays, due days, pauses and greetings for the unit and all below it."""
    SEE_CASES = "see_cases"
    """See that there is a case, and its frame: union, field, people, urgency, what became of it. No words."""
    HANDLE_CASES = "handle_cases"
    """Take a case up, add what was done, hand it on, close it."""
    READ_CASE_WORDS = "read_case_words"


class Relation(StrEnum):
    """Where the unit that is acted on stands, seen from the officer's unit."""

    SELF = "self"
    CHILD = "child"
    """Directly below."""
    BELOW = "below"
    """Further below."""
    ABOVE = "above"
    BESIDE = "beside"
    """Another unit directly below the same one."""
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Office:
    """A role held in a unit. `active` is False from the day the officer left it.

    `advises`: the officer's department gives legal advice.
    """

    unit_id: int
    role: Role
    active: bool
    advises: bool = False


def relation(own: Sequence[int], other: Sequence[int]) -> Relation:
    """How the unit with path `other` stands to that with path `own` (a unit itself, then each one above it).

    A unit that is not there has no path: it stands elsewhere.
    """
    if not own or not other:
        return Relation.ELSEWHERE
    if own[0] == other[0]:
        return Relation.SELF
    if own[0] in other:
        return Relation.CHILD if other[1] == own[0] else Relation.BELOW
    if other[0] in own:
        return Relation.ABOVE
    if own[1:] and tuple(own[1:]) == tuple(other[1:]):
        return Relation.BESIDE
    return Relation.ELSEWHERE


_NOWHERE: frozenset[Relation] = frozenset()
_SELF = frozenset({Relation.SELF})
_CHILDREN = frozenset({Relation.CHILD})
_NEAR = _SELF | _CHILDREN
_ALL_BELOW = frozenset({Relation.CHILD, Relation.BELOW})
_BRANCH = _SELF | _ALL_BELOW

_REPORTING = frozenset({Act.REPORT, Act.CORRECT, Act.WITHDRAW})
_SEEING = frozenset({Act.SEE_PROGRESS, Act.SEE_REPORTS})
_LEADING = frozenset({Act.FOUND_AND_CLOSE, Act.ASSIGN_QUOTAS, Act.REOPEN})
_LEADERS = frozenset({Role.SUPERIOR_OFFICER, Role.DEPT_OFFICER, Role.ADMIN})
"""Who founds and closes unions, assigns them quotas and opens rounds again: only those directly below the own one."""
_NUDGING = _LEADERS | {Role.SUPERIOR_LEADER, Role.PROVINCIAL_LEADER}
"""Who reminds those below, at any depth."""

_TABLE: dict[Role, tuple[frozenset[Relation], frozenset[Relation], frozenset[Relation]]] = {
    #                        reports for  sees     appoints officers in
    Role.CHAIR:             (_SELF,       _BRANCH, _SELF),
    Role.DEPUTY:            (_SELF,       _BRANCH, _NOWHERE),
    Role.SUPERIOR_OFFICER:  (_NEAR,       _BRANCH, _NEAR),
    Role.SUPERIOR_LEADER:   (_NOWHERE,    _BRANCH, _CHILDREN),
    Role.DEPT_OFFICER:      (_NEAR,       _BRANCH, _ALL_BELOW),
    Role.PROVINCIAL_LEADER: (_NOWHERE,    _BRANCH, _ALL_BELOW),
    Role.AUDITOR:           (_NOWHERE,    _BRANCH, _NOWHERE),
    Role.LEGAL_ADVISER:     (_NOWHERE,    _BRANCH, _NOWHERE),
    Role.ADMIN:             (_NEAR,       _BRANCH, _BRANCH),
}  # fmt: skip

_CASES: dict[Role, tuple[frozenset[Relation], frozenset[Relation], frozenset[Relation]]] = {
    #                        sees     handles    reads the words
    Role.CHAIR:             (_SELF,   _NOWHERE,  _NOWHERE),
    Role.DEPUTY:            (_SELF,   _NOWHERE,  _NOWHERE),
    Role.SUPERIOR_OFFICER:  (_BRANCH, _BRANCH,   _NOWHERE),
    Role.SUPERIOR_LEADER:   (_BRANCH, _NOWHERE,  _NOWHERE),
    Role.DEPT_OFFICER:      (_BRANCH, _BRANCH,   _BRANCH),  # the words only where the department gives legal advice
    Role.PROVINCIAL_LEADER: (_BRANCH, _NOWHERE,  _NOWHERE),
    Role.AUDITOR:           (_BRANCH, _NOWHERE,  _NOWHERE),
    Role.LEGAL_ADVISER:     (_BRANCH, _BRANCH,   _BRANCH),
    Role.ADMIN:             (_SELF,   _NOWHERE,  _NOWHERE),
}  # fmt: skip


def may(
    office: Office,
    act: Act,
    towards: Relation,
    *,
    role: Role | None = None,
    level: Level | None = None,
    author: bool = False,
) -> bool:
    """Whether the office may do `act` to a unit that stands `towards` its own.

    For inviting and revoking, `role` is the office in question and `level` that of its unit: a role is held only at
    its own levels, and a chair appoints nobody but deputies. Without a `role` the answer says whether any appointment
    is possible there. For reading the words of a case, `author` says that the person wrote them. A former officer keeps
    nothing here: the right to one's own data is the person's by law, and needs no office.
    """
    if not office.active:
        return False
    sees_cases, handles_cases, reads_words = _CASES[office.role]
    if act is Act.SEE_CASES:
        return towards in sees_cases
    if act is Act.HANDLE_CASES:
        return towards in handles_cases
    if act is Act.READ_CASE_WORDS:
        advises = office.advises or office.role is not Role.DEPT_OFFICER
        return towards in (sees_cases if author else reads_words if advises else _NOWHERE)
    reports_for, sees, appoints_in = _TABLE[office.role]
    if act in _REPORTING:
        return towards in reports_for
    if act in _SEEING:
        return towards in sees
    if act in _LEADING:
        return office.role in _LEADERS and towards is Relation.CHILD
    if act is Act.SET_CALENDAR:
        return office.role in _LEADERS and towards is Relation.SELF
    if act is Act.NUDGE:
        return office.role in _NUDGING and towards in _ALL_BELOW
    return towards in appoints_in and _appointable(office, role, level)


def _appointable(office: Office, role: Role | None, level: Level | None) -> bool:
    if role is None:
        return True
    if office.role is Role.CHAIR and role is not Role.DEPUTY:
        return False
    return level in role.levels
