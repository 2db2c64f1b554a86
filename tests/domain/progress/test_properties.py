"""What holds for any consistent sums."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from domain.progress import Figure, figures
from domain.progress.readings import COUNTS
from tests.domain.progress.steps import PLAN, Steps, units

ON = date(2026, 6, 30)
few = st.integers(0, 12)
people = st.integers(0, 60)


@st.composite
def consistent_sums(draw: st.DrawFn) -> Steps:
    """A node of non-state enterprises: no tally counts more units than there are, nor a unit twice."""
    sums = Steps()
    answers = {code: [draw(few) for _ in range(5)] for code in ("dialogue", "agreement")}
    count = max(sum(given) for given in answers.values()) + draw(few)
    units(sums, count)
    for code, year in (("dialogue", 2026), ("agreement", 0)):
        for answer, number in zip(("yes", "not_yet", "no", "not_applicable", "ended"), answers[code], strict=True):
            if answer != "ended" or code == "agreement":
                sums.add(f"{code}:{answer}", ON, number, year=year)
    some = st.integers(0, count)
    for flow in ("admissions", "losses", "hardship", "hardship-visited", "introduced", "advised", "advice-needed"):
        answered = draw(some)
        sums.add(flow, ON, draw(people) if answered else 0, year=2026).add(f"{flow}:answered", ON, answered, year=2026)
        sums.add(f"{flow}:any", ON, draw(st.integers(0, answered)), year=2026)
    known = draw(some)
    for level in ("members", "workers"):
        sums.add(level, ON, draw(people) if known else 0).add(f"{level}:known", ON, known)
    sums.add("members", date(2025, 12, 31), draw(people)).add("members:moved", ON, draw(st.integers(-20, 20)))
    uncovered = draw(st.integers(0, known))
    sums.add("members:uncovered", ON, uncovered, year=2026)
    sums.add("members:offset", ON, draw(people) if uncovered else 0, year=2026)
    sums.add("briefed", ON, draw(people), year=2026).add("briefed:answered", ON, draw(some), year=2026)
    for part in ("numerator", "denominator"):
        sums.add(f"nld-la-dv:{part}", ON, draw(people) if known else 0)
    return sums.add("nld-la-dv:known", ON, known)


def shown(sums: Steps) -> list[Figure]:
    return figures(PLAN, sums, ON, top=True)


@given(consistent_sums())
def test_coverage_never_exceeds_the_units_and_bounds_hold_the_value(sums: Steps) -> None:
    for figure in shown(sums):
        assert 0 <= figure.coverage.answered <= figure.coverage.expected
        if figure.bounds is not None:
            assert figure.value is not None
            assert 0 <= figure.bounds.lower <= figure.value <= figure.bounds.upper <= 1
        if figure.answers is not None:
            assert figure.answers.silent >= 0


@given(consistent_sums(), st.fractions(min_value=0, max_value=2, max_denominator=100), st.integers(-20, 200))
def test_missing_is_the_smallest_number_that_reaches_the_goal(sums: Steps, share: Fraction, count: int) -> None:
    for figure in shown(sums):
        is_count = figure.indicator.formula.kind in COUNTS
        goal = count if is_count else share
        missing = figure.missing_to(goal)
        if figure.value is None:
            assert missing is None
            continue
        assert missing is not None

        def with_more(more: int, figure: Figure = figure, is_count: bool = is_count) -> Fraction:
            if is_count:
                assert figure.counted is not None
                return Fraction(figure.counted + more)
            assert figure.numerator is not None
            assert figure.denominator is not None
            return Fraction(figure.numerator + more, figure.denominator)

        assert with_more(missing) >= goal
        assert missing == 0 or with_more(missing - 1) < goal


@given(consistent_sums())
def test_growth_is_the_sum_of_its_parts_and_agrees_with_the_levels(sums: Steps) -> None:
    by_code = {figure.code: figure for figure in shown(sums)}
    growth = by_code["doan-vien-tang"]
    if growth.value is not None:
        assert growth.growth is not None
        flows = sum(amount for _, amount in growth.growth.flows)
        assert growth.value == flows + growth.growth.adjusted + growth.growth.reorganised
