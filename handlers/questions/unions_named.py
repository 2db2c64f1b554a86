"""Questions that are answered by saying something of unions, each by its name, in one message or several."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from domain.reading import Option, Problem, Reading, Unclear, Understood, find_personal_data, fold
from handlers.incoming import Incoming
from handlers.questions.question import Question

T = TypeVar("T")

LONGEST = 3000
"""So many characters one message has at the most."""


@dataclass(frozen=True, kw_only=True)
class OfUnions(Question[T]):
    """Pieces that each name a union: "truong mau 12 xuat sac; bo truong mau 05"; or one of the buttons, in words."""

    @property
    def numbers_choose(self) -> bool:
        """A number may stand in the name of a union."""
        return False

    @property
    def any_words(self) -> bool:
        """The name of a union may begin like that of a form or a command."""
        return True

    def read(self, incoming: Incoming, today: date) -> Reading[T]:
        """See `Question.read`."""
        kind = find_personal_data(incoming.text)
        if kind is not None:
            return Unclear(Problem.PERSONAL_DATA, details={"kind": kind.value})
        said = fold(incoming.text)
        for option in self.options():
            if said in {fold(name) for name in (option.label, *option.words)}:
                return Understood(self.of_button(option))
        if len(incoming.text) > LONGEST:
            return Unclear(Problem.TOO_LONG)
        return self.of_lines(incoming.lines or (incoming.text,))

    def of_button(self, option: Option) -> T:
        """The answer that a button of the question is; there is none where it has no buttons."""
        raise LookupError(option.id)

    @abstractmethod
    def of_lines(self, lines: Sequence[str]) -> Reading[T]:
        """What the lines of a message say of unions."""
