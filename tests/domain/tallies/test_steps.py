from __future__ import annotations

from domain.tallies import Place, difference
from tests.domain.tallies.by_hand import on

NEW, KEPT, CHANGED, GONE = (Place(1, "a", tally, 0, on("01/02/2022")) for tally in ("new", "kept", "changed", "gone"))


def test_a_difference_turns_what_was_into_what_is() -> None:
    before, after = {KEPT: 2, CHANGED: 5, GONE: -1}, {NEW: 3, KEPT: 2, CHANGED: 4}
    assert difference(after, before) == {NEW: 3, CHANGED: -1, GONE: 1}
    assert difference(after, {}) == after
    assert difference(after, after) == {}
