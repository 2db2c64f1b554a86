"""What was set for one branch of the tree: holidays and workdays, due days, pauses and greetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from domain.calendar.rounds import Round
from domain.calendar.workdays import WorkingDays
from domain.plan import Level


class SettingKind(StrEnum):
    """What can be set for a unit and all below it."""

    OFF = "off"
    """Days that are not worked on."""
    WORKING = "working"
    """Days that are worked on whatever the calendar says."""
    DUE = "due"
    PAUSE = "pause"
    """Nobody is reminded of anything: flood, mourning, election."""
    GREETING = "greeting"
    """The one greeting for Tết, and that nobody is reminded until it is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that was set for a unit and all below it; both days belong to it. `why`: the decision or reason.

    Of a due day, `first_day` is that day for the one round `round`; or, with `days`, of every round of the kind `round`
    whose cut-off is not before `first_day`, the day so many days after its cut-off. `level`: whose due day it is.
    """

    id: int
    unit_id: int
    kind: SettingKind
    first_day: date
    last_day: date
    why: str
    round: str | None = None
    level: Level | None = None
    days: int | None = None


class Branch:
    """What holds for a unit: `known` is what was set for it or any unit above it, that of the nearest first.

    The nearest wins, and of one unit what was set last, which is to stand first.
    """

    def __init__(self, known: Iterable[Setting] = ()) -> None:
        self._known = tuple(known)

    @cached_property
    def working(self) -> WorkingDays:
        """Which days are worked on here."""
        announced: dict[date, bool] = {}
        for one in reversed(self._known):
            if one.kind in (SettingKind.OFF, SettingKind.WORKING):
                for place in range((one.last_day - one.first_day).days + 1):
                    announced[one.first_day + timedelta(days=place)] = one.kind is SettingKind.WORKING
        return WorkingDays(announced)

    def due(self, asked: Round, level: Level) -> date | None:
        """The working day by which units of the level send here; None where they are not expected."""
        said = asked.due(level)
        if said is None:
            return None
        set_ = next((one for one in self._known if _is_about(one, asked, level)), None)
        if set_ is not None:
            said = set_.first_day if set_.days is None else asked.cut_off + timedelta(days=set_.days)
        return self.working.on_or_after(max(said, asked.cut_off))

    def pause_on(self, day: date) -> Setting | None:
        """The pause that holds on the day, if any."""
        pauses = (one for one in self._known if one.kind is SettingKind.PAUSE)
        return next((one for one in pauses if one.first_day <= day <= one.last_day), None)


def _is_about(one: Setting, asked: Round, level: Level) -> bool:
    if one.kind is not SettingKind.DUE or one.level is not level:
        return False
    if one.days is None:
        return one.round == asked.code
    return one.round == asked.kind.code and one.first_day <= asked.cut_off
