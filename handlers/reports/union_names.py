"""What a new union is called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.reading import PersonalData, Problem, Reading, Unclear, Understood, clean, find_personal_data
from handlers.incoming import Incoming
from handlers.questions import Text
from locales import _

LONGEST = 200
LETTERS = 4
"""So many letters a name has at the least: "CĐCS" alone."""


@dataclass(frozen=True, kw_only=True)
class UnionName(Text):
    """A union's name. It may speak of illness, as those of hospitals do, but holds no number of a person."""

    longest: int = LONGEST

    @property
    def any_words(self) -> bool:
        """No union is called like a command."""
        return False

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        text = clean(incoming.text)
        kind = find_personal_data(text)
        if kind is PersonalData.ILLNESS and len(text) <= self.longest:
            return Understood(text)
        if kind is None and sum(map(str.isalpha, text)) < LETTERS:
            return Unclear(Problem.OTHER_WORDS)
        return super().read(incoming, today)

    def explain(self, unclear: Unclear[str], words: str) -> Markup:
        """See `Question.explain`."""
        if unclear.problem is Problem.OTHER_WORDS:
            return _("That is no name of a union. Please type it in full.")
        return super().explain(unclear, words)
