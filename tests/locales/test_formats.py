from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

import locales
from domain import days

ROOMS = ("bot", "domain", "handlers", "locales", "schedules", "storage")
INSTANT = datetime(2026, 3, 13, 1, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "vi", "en"),
    [
        (lambda: locales.number(26339), "26.339", "26,339"),
        (lambda: locales.number(0), "0", "0"),
        (lambda: locales.number(-1234), "−1.234", "−1,234"),
        (lambda: locales.signed(6), "+6", "+6"),
        (lambda: locales.signed(-1), "−1", "−1"),
        (lambda: locales.signed(0), "0", "0"),
        (lambda: locales.money(5_000_000), "5.000.000 đồng", "5,000,000 VND"),
        (lambda: locales.day(date(2026, 3, 12)), "12/03/2026", "12 Mar 2026"),
        (lambda: locales.short_day(date(2026, 3, 12)), "12/03", "12 Mar"),
        (lambda: locales.clock_time(INSTANT), "08:42", "08:42"),
        (lambda: locales.moment(INSTANT), "08:42 ngày 13/03/2026", "08:42 on 13 Mar 2026"),
        (lambda: locales.listing(["a", "b", "c"]), "a, b và c", "a, b, and c"),
        (lambda: locales.listing(["a"]), "a", "a"),
        (lambda: locales.listing([]), "", ""),
    ],
)
def test_each_language_writes_its_own_way(written, vi, en) -> None:  # type: ignore[no-untyped-def]
    with locales.use("vi"):
        assert written() == vi
    with locales.use("en"):
        assert written() == en


@pytest.mark.parametrize(("hundredths", "vi"), [(9500, "95,0%"), (9550, "95,5%"), (9555, "95,55%"), (95, "0,95%")])
def test_a_share_can_be_written_with_more_decimals(hundredths: int, vi: str) -> None:
    assert locales.percent(Fraction(hundredths, 10000), most_decimals=2) == vi


@pytest.mark.parametrize(
    ("share", "vi"),
    [
        (Fraction(6996, 10000), "69,9%"),
        (Fraction(2, 3), "66,6%"),
        (Fraction(359, 1000), "35,9%"),
        (Fraction(1), "100,0%"),
        (1, "100,0%"),
        (Fraction(0), "0,0%"),
        (Fraction(9999999, 10000000), "99,9%"),
        (Fraction(37, 3), "1.233,3%"),
        (Fraction(-2, 3), "−66,6%"),
    ],
)
def test_shares_are_cut_to_one_decimal(share: Fraction | int, vi: str) -> None:
    assert locales.percent(share) == vi
    with locales.use("en"):
        assert locales.percent(share) == vi.translate(str.maketrans(",.", ".,"))


@given(st.fractions(min_value=0, max_value=20))
def test_a_share_never_reads_higher_than_it_is(share: Fraction) -> None:
    with locales.use("en"):
        shown = Fraction(locales.percent(share).rstrip("%").replace(",", "")) / 100
    assert shown <= share < shown + Fraction(1, 1000)


def test_a_late_evening_in_utc_is_the_next_day_in_viet_nam() -> None:
    assert locales.moment(datetime(2026, 3, 12, 17, 0, tzinfo=UTC)) == "00:00 ngày 13/03/2026"


def test_an_instant_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        locales.clock_time(datetime(2026, 3, 13, 8, 42))  # noqa: DTZ001 - the mistake under test


def test_listed_items_are_escaped_but_for_sentences() -> None:
    assert locales.listing(["<b>&{x}", Markup("<i>y</i>")]) == "&lt;b&gt;&amp;{x} và <i>y</i>"


def test_the_time_zone_is_named_in_two_places_that_may_not_see_each_other() -> None:
    rooms = Path(locales.__file__).parents[1]
    code = (file for room in ROOMS for file in (rooms / room).rglob("*.py"))
    named = {file.name for file in code if locales.ZONE.key in file.read_text(encoding="utf-8")}
    assert named == {"formats.py", "days.py"}
    assert days.ZONE.key == locales.ZONE.key


@pytest.mark.parametrize(
    ("mean", "vi"),
    [
        (Fraction(2, 5), "0,4"),
        (Fraction(2, 3), "0,66"),
        (Fraction(1, 30), "0,03"),
        (Fraction(1999, 1000), "1,99"),
        (Fraction(5), "5,0"),
        (Fraction(12345, 10), "1.234,5"),
    ],
)
def test_an_average_is_cut_and_never_rounded_up(mean: Fraction, vi: str) -> None:
    assert locales.average(mean) == vi
