from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

from domain.quotas import Quota, in_force

FIRST = Quota(
    indicator="doan-vien-moi",
    unit=7,
    first_day=date(2026, 1, 1),
    last_day=date(2026, 12, 31),
    amount=Fraction(15),
    decision="12/QĐ-LĐLĐ",
    decided=date(2026, 1, 10),
    given_by=1,
    reason="",
    known_at=datetime(2026, 1, 12, tzinfo=UTC),
)
REVISED = replace(
    FIRST, amount=Fraction(12), decided=date(2026, 6, 1), known_at=datetime(2026, 6, 1, tzinfo=UTC), reason="revised"
)
WITHDRAWN = replace(FIRST, amount=None, decided=date(2026, 9, 1), known_at=datetime(2026, 9, 1, tzinfo=UTC))


def test_the_latest_decision_by_the_day_holds_in_whatever_order_entries_come() -> None:
    for entries in ([FIRST, REVISED, WITHDRAWN], [WITHDRAWN, REVISED, FIRST]):
        assert in_force(entries, date(2026, 1, 9)) == ()
        assert in_force(entries, date(2026, 1, 10)) == (FIRST,)
        assert in_force(entries, date(2026, 8, 31)) == (REVISED,)
        assert in_force(entries, date(2026, 9, 1)) == ()


def test_of_two_entries_decided_on_one_day_the_one_known_later_holds() -> None:
    slip = replace(FIRST, amount=Fraction(150), known_at=datetime(2026, 1, 11, tzinfo=UTC))
    assert in_force([FIRST, slip], date(2026, 2, 1)) == (FIRST,)


def test_an_entry_entered_late_does_not_override_a_later_decision() -> None:
    late = replace(FIRST, amount=Fraction(99), known_at=datetime(2026, 12, 1, tzinfo=UTC))
    assert in_force([REVISED, late], date(2026, 12, 2)) == (REVISED,)


def test_units_indicators_and_periods_have_quotas_of_their_own() -> None:
    others = [
        replace(FIRST, unit=8),
        replace(FIRST, indicator="doan-vien-tang"),
        replace(FIRST, first_day=date(2021, 1, 1), last_day=date(2030, 12, 31)),
    ]
    assert set(in_force([FIRST, *others], date(2026, 2, 1))) == {FIRST, *others}
