"""The question that shows who gets how much and takes changes: "dak ha 35; sa thay 80"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from domain.limits import MOST
from domain.plan import Indicator, Plan
from domain.reading import (
    Option,
    Problem,
    Reading,
    Unclear,
    Understood,
    read_count,
    read_money,
    read_percent,
)
from domain.reading.amounts import Gets, ReadAmount, read_amounts
from domain.reading.exceptions import NotClear, Puzzle
from handlers.questions import OfUnions
from handlers.quotas.proposal import Line, is_money, is_share


@dataclass(frozen=True, slots=True)
class Told:
    """What one message said: what unions get by their ids, what was not clear, or which button was chosen."""

    gets: dict[int, int | None]
    not_clear: tuple[NotClear, ...] = ()
    chosen: str | None = None


@dataclass(frozen=True, kw_only=True)
class WhoGets(OfUnions[Told]):
    """Changes typed one after the other, or one of the buttons. `how`: how an amount is read."""

    lines: Sequence[Line]
    buttons: Sequence[Option]
    how: ReadAmount

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return self.buttons

    @property
    def numbers_choose(self) -> bool:
        """A number alone is no answer, since whose it is must be said; it turns the pages."""
        return True

    def of_button(self, option: Option) -> Told:
        """See `OfUnions.of_button`."""
        return Told({}, chosen=option.id)

    def of_lines(self, lines: Sequence[str]) -> Reading[Told]:
        """See `OfUnions.of_lines`."""
        found = read_amounts(lines, self.lines, self.how)
        if not found:
            return Unclear(Problem.EMPTY)
        gets = {one.union.unit_id: one.amount for one in found if isinstance(one, Gets)}
        return Understood(Told(gets, tuple(one for one in found if isinstance(one, NotClear))))

    def keep(self, value: Told) -> Any:
        """See `Question.keep`; a button that was named is kept as one that was tapped."""
        if value.chosen is not None:
            return value.chosen
        return {
            "gets": list(map(list, value.gets.items())),
            "not_clear": [[one.words, one.puzzle.value, one.found] for one in value.not_clear],
        }

    def restore(self, kept: Any) -> Told:
        """See `Question.restore`."""
        if isinstance(kept, str):
            return Told({}, chosen=kept)
        not_clear = (NotClear(words, Puzzle(puzzle), found) for words, puzzle, found in kept["not_clear"])
        return Told(dict(kept["gets"]), tuple(not_clear))

    def say(self, value: Told) -> str:
        """See `Question.say`."""
        of_unit = {line.unit_id: line.name for line in self.lines}
        return "; ".join(of_unit.get(unit_id, "") for unit_id in value.gets)


def reader_of(plan: Plan, indicator: Indicator) -> ReadAmount:
    """How amounts of an indicator are read: as shares, money, or numbers."""
    if is_share(indicator):
        return read_percent
    return read_money if is_money(plan, indicator) else _read_count


def _read_count(text: str) -> Reading[int]:
    """A number of people or units that is no slip of the finger."""
    said = read_count(text)
    if isinstance(said, Understood) and said.value > MOST:
        return Unclear(Problem.TOO_LARGE)
    return said
