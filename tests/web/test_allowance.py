from __future__ import annotations

import pytest

from bot.web import allowance
from bot.web.allowance import Allowance, Limit


def test_so_many_times_in_so_many_seconds() -> None:
    now = 0.0
    allowed = Allowance(lambda: now)
    limit = Limit("test", times=3, seconds=10)
    for moment in (0.0, 4.0, 5.0):
        now = moment
        assert allowed.seconds_left(limit, "a") == 0
        allowed.take(limit, "a")
    assert allowed.seconds_left(limit, "a") == 5
    assert allowed.seconds_left(limit, "b") == 0, "others are not held up"
    assert allowed.seconds_left(Limit("other", times=3, seconds=10), "a") == 0
    now = 10.0
    assert allowed.seconds_left(limit, "a") == 0
    allowed.take(limit, "a")
    assert allowed.seconds_left(limit, "a") == 4


def test_what_is_given_back_is_not_counted() -> None:
    allowed, limit = Allowance(lambda: 0.0), Limit("test", times=1, seconds=10)
    allowed.take(limit, "a")
    allowed.give_back(limit, "a")
    allowed.give_back(limit, "b")
    assert allowed.seconds_left(limit, "a") == 0


def test_memory_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowance, "ROOM", 2)
    allowed, limit = Allowance(lambda: 0.0), Limit("test", times=1, seconds=10)
    for who in ("a", "b", "a", "c"):
        allowed.take(limit, who)
    assert allowed.seconds_left(limit, "b") == 0, "whoever asked longest ago is forgotten"
    assert allowed.seconds_left(limit, "a") == 10
