from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

from domain.progress import Basis, Coverage, Figure, Status, Target, figure, figures, sort_children, sort_worst_first
from tests.domain.progress.steps import PLAN, Steps, units

ON = date(2026, 6, 30)
BLANK = {shown.code: shown for shown in figures(PLAN, Steps(), ON, top=False)}


def shown(code: str, status: Status, value: int | Fraction | None = None, goal: int | Fraction | None = None) -> Figure:
    target = None
    if goal is not None:
        target = Target(
            basis=Basis.YEAR,
            first_day=date(2026, 1, 1),
            last_day=date(2026, 12, 31),
            value=value,
            goal=goal,
            floor=None,
            missing=None if value is None else max(0, int(goal - value)),
            expected=Fraction(1, 2),
        )
    return replace(BLANK[code], value=value, status=status, target=target, coverage=Coverage(1, 1))


def test_the_worst_comes_first_and_nothing_to_divide_last() -> None:
    in_order = [
        shown("doan-vien-tang", Status.FAR_BEHIND, 10, 100),
        shown("doan-vien-tang", Status.FAR_BEHIND, 20, 100),
        shown("doi-thoai-nnn", Status.LATE, Fraction(1, 2), Fraction(7, 10)),
        shown("tong-dv-tinh", Status.BELOW_FLOOR, 80, 100),
        shown("tuyen-truyen", Status.BEHIND, Fraction(1, 4), Fraction(7, 10)),
        shown("tong-dv-tinh", Status.NO_DATA, None, 100),
        shown("tuyen-truyen", Status.ON_TRACK, Fraction(1, 2), Fraction(7, 10)),
        shown("doi-thoai-dnnn", Status.NOT_DUE, Fraction(0), Fraction(9, 10)),
        shown("doan-vien-moi", Status.MET, 5, 5),
        shown("doan-vien-tang", Status.NO_GOAL, 3),
        shown("doan-vien-giam", Status.NO_GOAL, 3),
        shown("phuc-loi", Status.NO_GOAL),
        shown("tham-hoi", Status.NOTHING_AROSE, None, Fraction(1)),
    ]
    assert sort_worst_first(reversed(in_order)) == in_order


def test_children_of_a_count_by_what_is_missing_and_of_a_share_by_the_share() -> None:
    counts = [
        ("most missing", shown("doan-vien-moi", Status.ON_TRACK, 90, 200)),
        ("little missing", shown("doan-vien-moi", Status.FAR_BEHIND, 0, 5)),
        ("least", shown("doan-vien-moi", Status.NO_GOAL, 1)),
        ("more", shown("doan-vien-moi", Status.NO_GOAL, 7)),
        ("silent", shown("doan-vien-moi", Status.NO_DATA, 0, 500)),
    ]
    assert sort_children(reversed(counts)) == counts
    shares = [
        ("none", shown("doi-thoai-nnn", Status.LATE, Fraction(0), Fraction(7, 10))),
        ("third", shown("doi-thoai-nnn", Status.LATE, Fraction(1, 3), Fraction(7, 10))),
        ("all", shown("doi-thoai-nnn", Status.MET, Fraction(1), Fraction(7, 10))),
        ("nobody asked", shown("doi-thoai-nnn", Status.NOTHING_AROSE)),
    ]
    assert sort_children(reversed(shares)) == shares


def test_a_small_unit_with_a_low_share_comes_before_a_large_one_that_misses_more() -> None:
    def of(yes: int, count: int) -> Figure:
        sums = units(Steps(), count).add("dialogue:yes", ON, yes, year=2026)
        return figure(PLAN, PLAN.indicator("doi-thoai-nnn"), sums, ON, top=False)

    children = [("small", of(0, 1)), ("large", of(1, 10))]
    assert [shown.missing for _, shown in children] == [1, 6]
    assert sort_children(reversed(children)) == children


def test_figures_come_in_the_order_of_the_plan_or_as_chosen() -> None:
    assert [entry.code for entry in BLANK.values()] == [one.code for one in PLAN.indicators if not one.top_only]
    chosen = [PLAN.indicator("tham-hoi"), PLAN.indicator("tuyen-truyen")]
    assert [entry.code for entry in figures(PLAN, Steps(), ON, top=True, indicators=chosen)] == [
        "tham-hoi",
        "tuyen-truyen",
    ]


def test_json_has_shares_as_fractions_people_as_whole_numbers_and_null_for_unknown() -> None:
    sums = units(Steps(), 4).add("dialogue:yes", ON, year=2026).add("dialogue:not_applicable", ON, year=2026)
    dialogue = figure(PLAN, PLAN.indicator("doi-thoai-nnn"), sums, ON, top=False)
    assert json.loads(json.dumps(dialogue.as_json())) == {
        "code": "doi-thoai-nnn",
        "value": 1 / 3,
        "numerator": 1,
        "denominator": 3,
        "goal": 0.7,
        "missing": 2,
        "coverage": {"answered": 2, "expected": 4},
        "bounds": {"lower": 1 / 3, "upper": 1.0},
        "year": 2026,
        "units_meeting": None,
        "units_below": None,
        "beside": {"dialogue-periodic": 0},
        "targets": [
            {
                "basis": "year",
                "from": "2026-01-01",
                "to": "2026-12-31",
                "value": 1 / 3,
                "goal": 0.7,
                "floor": None,
                "missing": 2,
            }
        ],
        "status": "not_due",
    }
    members = figure(PLAN, PLAN.indicator("tong-dv-tinh"), units(Steps(), 4), ON, top=True).as_json()
    assert (members["value"], members["missing"], members["bounds"]) == (None, None, {"lower": None, "upper": None})
    assert (members["goal"], type(members["goal"]), members["status"]) == (32039, int, "no_data")
