"""Every mistake is named with its line, its field and what was expected, and nothing is written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from storage import tables, tree
from tests.handlers.federation import PLAN
from tests.loading.loader import Loader, admitted, briefed, counted

GOOD = admitted("truong-2")


def answered(form: str = "ket-nap", **answers: Any) -> dict[str, Any]:
    """A line of truong-1 with answers; underscores in keys stand for hyphens."""
    given = {key.replace("_", "-"): value for key, value in answers.items()}
    return {"subject": "truong-1", "form": form, "happened_on": "2026-03-12", "answers": given}


FIVE = {"total": 5, "women": 2}
LOST = {"lost": 1, "reason": "retired"}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # The line itself
        ("{", "not JSON: "),
        ('{"subject": NaN}', "not JSON: NaN is no number"),
        ('{"subject": "a", "subject": "b"}', 'not JSON: the key "subject" stands in it twice'),
        ("[" * 20_000, "not JSON: nested too deeply"),
        ("[]", "expected a JSON object"),
        ('{"subject": "' + "x" * 70_000 + '"}', "the line is longer than 65536 bytes"),
        # Its head
        ({}, "subject: the code of a unit is missing"),
        (admitted(color=1), "color: there is no such key; there are subject, form, "),
        (admitted("nowhere"), 'subject: there is no unit with the code "nowhere"'),
        (admitted(["truong-1"]), 'subject: there is no unit with the code ["truong-1"]'),  # type: ignore[arg-type]
        (admitted(form="ket"), 'form: there is no form with the code "ket"'),
        (admitted("dak-ha"), "form: a unit of the kind cttt is not asked “ket-nap”"),
        (admitted(answers=[]), "answers: expected an object, found []"),
        (admitted(day="12/03/2026"), 'happened_on: expected a day such as 2026-03-12, found "12/03/2026"'),
        (admitted(day="20260312"), "happened_on: expected a day such as 2026-03-12"),
        (admitted(day="2026-02-30"), "happened_on: there is no day 2026-02-30"),
        (admitted(day="2026-03-14"), "happened_on: 2026-03-14 has not come yet"),
        (admitted(day="2019-12-31"), "happened_on: 2019-12-31 is before the unit was founded (2020-01-01)"),
        (admitted(counts_for=2025), "counts_for: the form “ket-nap” asks for no year, and 2026-03-12 is of 2026"),
        (admitted(reporter="sa-thay"), 'reporter: "sa-thay" is neither the unit itself nor above it on that day'),
        (admitted(accept="duplicate"), 'accept: expected a list, found "duplicate"'),
        (admitted(accept=["all"]), 'accept: "all" is none of duplicate, headcount-gap, '),
        (admitted(reason="gọi 0905123456"), "reason: the text seems to hold personal data (phone number)"),
        # Its answers
        (answered(), "answers.admitted: the answer is missing"),
        (answered(admitted=FIVE, colour=1), "answers.colour: the form “ket-nap” has no such question"),
        (answered(admitted=5), 'answers.admitted: expected {"total": 5, "women": 2}, found 5'),
        (answered(admitted={"total": 5}), "answers.admitted.women: the number of women is missing"),
        (answered(admitted={"total": 5, "women": 7}), "answers.admitted.women: 7 is more than the total 5"),
        (answered(admitted={"total": "5", "women": 2}), 'answers.admitted.total: expected a whole number, found "5"'),
        (answered(admitted={"total": True, "women": 0}), "answers.admitted.total: expected a whole number, found true"),
        (answered(admitted={"total": -1, "women": 0}), "answers.admitted.total: -1 is less than 0"),
        (answered(admitted={"total": 10**6, "women": 0}), "answers.admitted.total: 1000000 is more than 999999"),
        (answered(admitted=FIVE, day="2026-03-11"), "happened_on: 2026-03-12 differs from the answer to “day”"),
        (answered(admitted=FIVE, place="moon"), 'answers.place: "moon" is none of existing, new, occupational'),
        (answered(admitted=FIVE, decision=""), "answers.decision: the text is empty"),
        (answered(admitted=FIVE, decision="x" * 501), "answers.decision: the text has 501 characters, at most 500"),
        (answered(admitted=FIVE, decision="0905 123 456"), "answers.decision: the text seems to hold personal data"),
        (answered(admitted=FIVE, evidence={"photo": "ab"}), "answers.evidence: a picture cannot come from a file"),
        (answered("doan-vien-giam", lost=1), "answers.reason: the answer is missing"),
        (answered("doan-vien-giam", lost=0, reason="retired"), "answers.reason: this is not asked with the answer"),
        (answered("doan-vien-giam", lost=1.0, reason="retired"), "answers.lost: expected a whole number, found 1.0"),
        (
            answered("chuyen-di", moved=1, other_end="dak-ha"),
            'answers.other-end: the unit "dak-ha" is of the kind cttt',
        ),
        (answered("chuyen-di", moved=1, other_end="nowhere"), "answers.other-end: there is no unit with the code"),
        (answered("chuyen-di", moved=1, other_end="truong-1"), "answers.other-end: it is the reporting unit itself"),
        (answered("tham-hoi", hardship=1, visited=1, amount=-5), "answers.amount: -5 is less than 0"),
        (answered("tham-hoi", hardship=1, visited=1, reasons=[]), "answers.reasons: expected a list of options"),
        (
            answered("tham-hoi", hardship=1, visited=1, reasons=["illness", "illness"]),
            "answers.reasons: an option stands in it twice",
        ),
        (briefed(5), "answers.briefed: the headcount “workers” of the unit is not known"),
        (answered(admitted=FIVE, stated=[{"measure": "admissions", "number": 1}]), "answers.stated.0.measure: "),
        (answered(admitted=FIVE, stated=[{"measure": "workers"}]), "answers.stated.0: expected "),
    ],
)
async def test_a_mistake_is_named(loader: Loader, line: dict[str, Any] | str, expected: str) -> None:
    (said, *_further) = await loader.mistakes(GOOD, "", line, GOOD | {"happened_on": "2026-03-11"})
    assert said.startswith(f"Line 3: {expected}"), said


async def test_every_mistake_of_a_line_is_named(loader: Loader) -> None:
    wrong = admitted(color=1, accept=["no"], answers={"admitted": 5, "place": "moon"})
    assert [said.split(": ")[1] for said in await loader.mistakes(wrong)] == [
        "color",
        "accept",
        "answers.admitted",
        "answers.place",
    ]


async def test_what_depends_on_a_wrong_answer_is_not_judged(loader: Loader) -> None:
    assert len(await loader.mistakes(answered("doan-vien-giam", lost="many", reason="retired"))) == 1


async def test_a_closed_unit_reports_what_was_before_its_closing(loader: Loader) -> None:
    federation = loader.federation
    await federation.database.write(
        lambda tx: tree.close(tx, PLAN, federation.ids["truong-1"], date(2026, 2, 1), now=federation.clock.now)
    )
    (said,) = await loader.mistakes(admitted(day="2026-01-31"), admitted(day="2026-02-01"))
    assert said == "Line 2: happened_on: 2026-02-01 is not before the unit closed (2026-02-01)"


@pytest.mark.parametrize(
    ("earlier", "line", "expected"),
    [
        (admitted(), admitted(), "answers: line 1 says the same or has the same decision"),
        (counted(28, 40), counted(33, 40, "2026-03-01"), "answers.members: by what was reported so far it was 28 on"),
        (counted(28, 30), admitted(total=3), "answers.stated: this makes 31 members, more than the 30 workers known"),
        (GOOD, counted(31, 30), "answers.members: 31 members are more than the 30 workers"),
        (counted(28, 30), briefed(31), "answers.briefed: 31 is more than the headcount “workers” of 30"),
    ],
)
async def test_a_finding_is_a_mistake_with_what_lines_before_it_said(
    loader: Loader, earlier: dict[str, Any], line: dict[str, Any], expected: str
) -> None:
    (said,) = await loader.mistakes(earlier, line)
    assert said.startswith(f"Line 2: {expected}"), said
    await loader.load(earlier)
    (said,) = await loader.mistakes(line)
    assert said.startswith(f"Line 1: {expected.replace('line 1', 'report 0001')}"), said


async def test_a_running_count_that_falls_and_more_visits_than_hardship(loader: Loader) -> None:
    visits = answered("tham-hoi", hardship=1, visited=2)
    said = await loader.mistakes(counted(28, 30), briefed(25, "2026-03-01"), briefed(20), visits)
    assert said[0].startswith("Line 3: answers.briefed: 20 is less than the 25 stated earlier")
    assert said[1].startswith("Line 4: answers.visited: over the year that makes 2, more than the 1 in hardship")


async def test_a_gap_that_is_accepted_takes_a_reason(loader: Loader) -> None:
    said = await loader.mistakes(counted(28, 40), counted(33, 40, "2026-03-01", accept=["headcount-gap"]))
    assert said == ["Line 2: reason: accepting “headcount-gap” takes a reason"]


async def test_workers_that_were_outgrown_are_stated_and_not_accepted(loader: Loader) -> None:
    outgrown = admitted(total=3, accept=["members-above-workers"])
    assert len(await loader.mistakes(counted(28, 30), outgrown)) == 1
    outgrown["answers"] |= {"stated": [{"measure": "workers", "number": 35, "day": "2026-03-13"}]}
    assert len(await loader.load(counted(28, 30), outgrown)) == 2


async def test_what_applies_by_a_stated_number_cannot_be_left_out(loader: Loader) -> None:
    stated = {"members": {"total": 28, "women": 15}, "workers": {"total": 30, "women": 16}}
    line = answered("nu-cong", status="not-eligible") | {"accept": ["duplicate"]}
    headcounts = {"subject": "truong-1", "form": "so-luong", "happened_on": "2026-03-01", "answers": stated}
    assert await loader.mistakes(line) == []
    said = await loader.mistakes(headcounts, line)
    assert said == [
        "Line 2: answers.status: the unit stated 15 (members-women) on 2026-03-01, and from 10 on this applies to it"
    ]


async def test_one_mistake_and_nothing_is_written(loader: Loader) -> None:
    verdict = await loader.judge(GOOD, *[admitted(day="2026-03-14")] * 150)
    assert (verdict.lines, verdict.mistaken, len(verdict.mistakes), verdict.right) == (151, 150, 100, [])
    assert await loader.federation.count(tables.reports) == 0
