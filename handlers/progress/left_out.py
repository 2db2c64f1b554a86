"""Asking who is left out of some units, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from domain.reading import Problem, Reading, Unclear, Understood, called
from domain.reading.exceptions import Apart, read_exceptions
from handlers.questions import OfUnions
from handlers.saying import shortened
from locales import _, number
from storage.units import Unit


@dataclass(frozen=True, kw_only=True)
class LeftOut(OfUnions[tuple[int, ...]]):
    """Some of the units, one after the other: "mau 05; cong ty 03". The answer is their ids."""

    units: Sequence[Unit]

    def of_lines(self, lines: Sequence[str]) -> Reading[tuple[int, ...]]:
        """See `OfUnions.of_lines`."""
        found: list[int] = []
        for one in read_exceptions(lines, self.units, ()):
            meant = [one.union] if isinstance(one, Apart) else called(one.words, self.units)
            if len(meant) != 1:
                words = "" if isinstance(one, Apart) else one.words
                problem = Problem.AMBIGUOUS if meant else Problem.NOT_AN_OPTION
                return Unclear(problem, details={"piece": words, "number": len(meant)})
            found.append(meant[0].id)
        return Understood(tuple(dict.fromkeys(found))) if found else Unclear(Problem.EMPTY)

    def keep(self, value: tuple[int, ...]) -> list[int]:
        """See `Question.keep`."""
        return list(value)

    def restore(self, kept: Any) -> tuple[int, ...]:
        """See `Question.restore`."""
        return tuple(kept)

    def say(self, value: tuple[int, ...]) -> str:
        """See `Question.say`."""
        return str(shortened([unit.name for unit in self.units if unit.id in value]))

    def explain(self, unclear: Unclear[tuple[int, ...]], words: str) -> Markup:
        """See `Question.explain`."""
        piece = str(unclear.details.get("piece", ""))[:60]
        if unclear.problem is Problem.NOT_AN_OPTION:
            return _("“{words}”: no union is called so.", words=piece)
        if unclear.problem is Problem.AMBIGUOUS:
            found = number(int(str(unclear.details["number"])))
            return _("“{words}”: {found} unions are called so, please type more of the name.", words=piece, found=found)
        return super().explain(unclear, words)
