"""What an officer wants to be called."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.reading import Problem, Reading, Unclear, Understood
from handlers.incoming import Incoming
from handlers.questions import Text
from locales import _

LONGEST = 60
MOST_DIGITS = 4
_BETWEEN = frozenset(" '’-.")


@dataclass(frozen=True, kw_only=True)
class Name(Text):
    """A person's name.

    One syllable is a name, and so is "Y" or "A" before it; letters may carry marks that no precomposed
    character has (ơ̆). Two of one name in a union are told apart by a short number ("A Mẫu 05"); other signs are no
    part of a name.
    """

    longest: int = LONGEST

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        reading = super().read(incoming, today)
        if isinstance(reading, Understood) and not _is_name(reading.value):
            return Unclear(Problem.OTHER_WORDS)
        return reading

    def explain(self, unclear: Unclear[str], words: str) -> Markup:
        """See `Question.explain`."""
        if unclear.problem is Problem.PERSONAL_DATA:
            return super().explain(unclear, words)
        return _("A name has letters only, at most {n} characters. Please type your name again.", n=self.longest)


def ask_name() -> Name:
    """The question for the name under which an officer's reports go."""
    return Name(
        text=_("What name should be shown with your reports?"),
        hint=_("For example: Nguyễn Thị Mẫu, or Y Mẫu."),
    )


def _is_name(text: str) -> bool:
    kinds = {unicodedata.category(letter)[0] for letter in text if letter not in _BETWEEN and not letter.isdigit()}
    digits = sum(letter.isdigit() for letter in text)
    return "L" in kinds and kinds <= {"L", "M"} and digits <= MOST_DIGITS
