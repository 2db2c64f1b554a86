"""A direct-superior union X with five unions A to E: tallies written down by hand from what they reported in 2026."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from domain.progress import Bounds, Coverage, Figure, Status, figure
from tests.domain.progress.steps import PLAN, Steps, units

NEW_YEAR = date(2026, 1, 1)
ON = date(2026, 11, 22)
#          kind, workers, members
UNITS = {"A": ("hcsn", 30, 28), "B": ("nnn", 50, 30), "C": ("nnn", 8, 6), "D": ("nnn", 40, 20), "E": ("nnn", 25, 10)}
DENSITIES = ("nld-la-dv", "ty-le-dv")


def reported() -> Steps:
    sums = units(units(units(Steps(), 1, kind="hcsn"), 4), 1, kind="cttt")
    for kind, workers, members in UNITS.values():
        for level, people in (("workers", workers), ("members", members)):
            sums.add(level, NEW_YEAR, people, kind=kind).add(f"{level}:known", NEW_YEAR, kind=kind)
        sums.add("members:offset", NEW_YEAR, members, year=2026, kind=kind)
        sums.add("members:offset:2021-2030", NEW_YEAR, members, kind=kind)
        for density in DENSITIES:
            sums.add(f"{density}:numerator", NEW_YEAR, members, kind=kind)
            sums.add(f"{density}:denominator", NEW_YEAR, workers, kind=kind).add(
                f"{density}:known", NEW_YEAR, kind=kind
            )
    for kind, day, flow, people in (
        ("hcsn", date(2026, 3, 12), "admissions", 2),
        ("nnn", date(2026, 3, 15), "admissions", 5),
        ("nnn", date(2026, 3, 20), "losses", 1),
    ):
        sums.add(flow, day, people, year=2026, kind=kind).add(f"{flow}:answered", day, year=2026, kind=kind)
        for level in ("members", *(f"{density}:numerator" for density in DENSITIES)):
            sums.add(level, day, people if flow == "admissions" else -people, kind=kind)
    sums.add("briefed", date(2026, 5, 1), 20, year=2026, kind="hcsn").add(
        "briefed", date(2026, 9, 1), 5, year=2026, kind="hcsn"
    )
    sums.add("briefed:answered", date(2026, 5, 1), year=2026, kind="hcsn")
    sums.add("briefed:base", date(2026, 5, 1), 30, year=2026, kind="hcsn")
    sums.add("briefed", date(2026, 6, 1), 30, year=2026).add("briefed:answered", date(2026, 6, 1), year=2026)
    sums.add("briefed:base", date(2026, 6, 1), 50, year=2026)
    sums.add("dialogue:yes", date(2026, 4, 10), year=2026)
    sums.add("dialogue:not_applicable", date(2026, 4, 12), year=2026)
    sums.add("dialogue:not_yet", date(2026, 4, 14), year=2026)
    for kind, hardship, visited in (("nnn", 4, 3), ("hcsn", 0, 0)):
        for flow, people in (("hardship", hardship), ("hardship-visited", visited)):
            sums.add(flow, date(2026, 7, 1), people, year=2026, kind=kind)
            sums.add(f"{flow}:answered", date(2026, 7, 1), year=2026, kind=kind)
    sums.add("introduced", date(2026, 8, 1), 2, year=2026, kind="hcsn")
    sums.add("introduced:any", date(2026, 8, 1), year=2026, kind="hcsn")
    for kind, count in (("hcsn", 1), ("nnn", 2)):
        sums.add("introduced:answered", date(2026, 8, 1), count, year=2026, kind=kind)
    return sums


def of(code: str, sums: Steps | None = None, on: date = ON) -> Figure:
    return figure(PLAN, PLAN.indicator(code), sums or reported(), on, top=False)


@pytest.mark.parametrize(
    ("code", "value"),
    [("doan-vien-moi", 7), ("doan-vien-giam", 1), ("doan-vien-tang", 6), ("tong-dv-tinh", 100)],
)
def test_members(code: str, value: int) -> None:
    assert of(code).value == value


def test_growth_is_explained() -> None:
    growth = of("doan-vien-tang").growth
    assert growth is not None
    assert growth.flows == (("admissions", 7), ("transfers-in", 0), ("losses", -1), ("transfers-out", 0))
    assert (growth.adjusted, growth.reorganised) == (0, 0)
    assert of("doan-vien-tang").coverage == Coverage(5, 5)


def test_people_briefed() -> None:
    briefed = of("tuyen-truyen")
    assert briefed.value == Fraction(55, 153)
    assert (briefed.goal, briefed.missing) == (Fraction(7, 10), 53)
    assert briefed.coverage == Coverage(2, 5)
    assert briefed.among_answered == Fraction(55, 80)
    assert briefed.status is Status.FAR_BEHIND


def test_dialogue() -> None:
    dialogue = of("doi-thoai-nnn")
    assert (dialogue.numerator, dialogue.denominator, dialogue.missing) == (1, 3, 2)
    assert dialogue.bounds == Bounds(Fraction(1, 3), Fraction(1))
    assert dialogue.coverage == Coverage(3, 4)
    assert dialogue.answers is not None
    assert (dialogue.answers.silent, dialogue.answers.not_yet, dialogue.answers.not_applicable) == (1, 1, 1)
    assert dialogue.status is Status.NOT_DUE


def test_members_in_hardship() -> None:
    visited = of("tham-hoi")
    assert (visited.value, visited.missing, visited.coverage) == (Fraction(3, 4), 1, Coverage(2, 5))
    assert visited.status is Status.BEHIND


def test_members_introduced() -> None:
    introduced = of("gioi-thieu-dang")
    assert (introduced.value, introduced.units_meeting, introduced.missing) == (Fraction(2, 5), 1, 3)
    assert introduced.coverage == Coverage(3, 5)


@pytest.mark.parametrize(("on", "yes", "ended"), [(date(2026, 2, 22), 1, 0), (ON, 0, 1)])
def test_an_agreement_that_expired_is_answered_and_no_longer_a_yes(on: date, yes: int, ended: int) -> None:
    """B, D and E are asked about an agreement; B's ran from 01/03/2024 for 24 months."""
    sums = units(Steps(), 3).add("agreement:yes", date(2024, 3, 1)).add("agreement:yes", date(2026, 3, 1), -1)
    agreements = of("thoa-uoc", sums.add("agreement:ended", date(2026, 3, 1)), on)
    assert (agreements.numerator, agreements.denominator, agreements.coverage) == (yes, 3, Coverage(1, 3))
    assert agreements.answers is not None
    assert agreements.answers.ended == ended
    assert agreements.bounds == Bounds(Fraction(yes, 3), Fraction(1))


def test_every_level_is_asked_for_its_finances() -> None:
    assert of("cong-khai-tc").denominator == 6


def test_density() -> None:
    density = of("nld-la-dv")
    assert (density.numerator, density.denominator, density.coverage) == (100, 153, Coverage(5, 5))
    assert density.status is Status.NO_GOAL
