"""The menu, the help, leaving, the language."""

from __future__ import annotations

from tests.handlers.federation import Federation


async def test_a_chair_sees_the_own_union_and_what_can_be_done(federation: Federation) -> None:
    chair = await federation.chair()
    shown = await chair.say("/menu")
    assert "Chair, CĐCS Trường Mẫu 01" in shown
    assert "[1. " in shown
    print(shown)
