"""A number that is proposed: taken with a tap or a yes, or another one typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.reading import Option, Reading, Unclear, Understood, read_yes_no
from handlers.incoming import Incoming
from handlers.questions.question import Question

PROPOSED = "proposed"


@dataclass(frozen=True, kw_only=True)
class Proposed(Question[int]):
    """What `typed` asks for, with a button (`label`) for the one that is `proposed`; None: there is none."""

    typed: Question[int]
    proposed: int | None
    label: str

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return () if self.proposed is None else (Option(PROPOSED, self.label),)

    @property
    def numbers_choose(self) -> bool:
        """See `Question.numbers_choose`."""
        return self.typed.numbers_choose

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`; a yes takes what is proposed."""
        answered = read_yes_no(incoming.text)
        if self.proposed is not None and isinstance(answered, Understood) and answered.value:
            return Understood(self.proposed)
        return self.typed.read(incoming, today)

    def restore(self, kept: Any) -> int:
        """See `Question.restore`; a tap is kept as the option's id."""
        return self.proposed or 0 if kept == PROPOSED else self.typed.restore(kept)

    def holds(self, kept: Any) -> bool:
        """See `Question.holds`."""
        return self.proposed is not None if kept == PROPOSED else self.typed.holds(kept)

    def say(self, value: int) -> str:
        """See `Question.say`."""
        return self.typed.say(value)

    def explain(self, unclear: Unclear[int], words: str) -> Markup:
        """See `Question.explain`."""
        return self.typed.explain(unclear, words)
