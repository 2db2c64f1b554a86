"""Asking who is left out of some units, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.reading import Problem, Reading, Unclear, Understood, called, find_personal_data
from domain.reading.exceptions import Apart, read_exceptions
from handlers.incoming import Incoming
from handlers.questions import Question
from handlers.saying import shortened
from locales import _, number
from storage.units import Unit

LONGEST = 3000


@dataclass(frozen=True, kw_only=True)
class LeftOut(Question[tuple[int, ...]]):
    """Some of the units, one after the other: "mau 05; cong ty 03". The answer is their ids."""

    units: Sequence[Unit]

    @property
    def numbers_choose(self) -> bool:
        """A number may stand in the name of a unit."""
        return False

    @property
    def any_words(self) -> bool:
        """The name of a unit may begin like that of a form."""
        return True

    def read(self, incoming: Incoming, today: date) -> Reading[tuple[int, ...]]:
        """See `Question.read`."""
        kind = find_personal_data(incoming.text)
        if kind is not None:
            return Unclear(Problem.PERSONAL_DATA, details={"kind": kind.value})
        if len(incoming.text) > LONGEST:
            return Unclear(Problem.TOO_LONG)
        found: list[int] = []
        for one in read_exceptions(incoming.lines or (incoming.text,), self.units, ()):
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
