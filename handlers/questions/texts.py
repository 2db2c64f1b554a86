"""Questions that are answered in free words, which are never to hold personal data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.limits import LONGEST_TEXT
from domain.reading import Problem, Reading, Unclear, Understood, clean, find_personal_data
from handlers.incoming import Incoming
from handlers.questions.question import Question


@dataclass(frozen=True, kw_only=True)
class Text(Question[str]):
    """Free words, at most `longest` characters. Identity and phone numbers are refused."""

    longest: int = LONGEST_TEXT

    @property
    def numbers_choose(self) -> bool:
        """A number may be the text itself."""
        return False

    @property
    def any_words(self) -> bool:
        """The name of a command may be the text itself."""
        return True

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        text = clean(incoming.text)
        kind = find_personal_data(text)
        if kind is not None:
            return Unclear(Problem.PERSONAL_DATA, details={"kind": kind.value})
        if not text:
            return Unclear(Problem.EMPTY)
        if len(text) > self.longest:
            return Unclear(Problem.TOO_LONG, details={"length": len(text), "limit": self.longest})
        return Understood(text)

    def say(self, value: str) -> str:
        """See `Question.say`."""
        return value
