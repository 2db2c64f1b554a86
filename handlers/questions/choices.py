"""Questions that are answered by choosing: one option, several, or yes and no."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.reading import Option, Reading, match_choice, match_choices, read_yes_no
from handlers.incoming import Incoming
from handlers.questions.question import Question
from locales import _, listing


@dataclass(frozen=True, kw_only=True)
class Choice(Question[str]):
    """One option out of a list, by tap, number, label or part of it. The answer is the option's id."""

    choices: Sequence[Option]

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return self.choices

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        return match_choice(incoming.text, self.choices)

    def holds(self, kept: Any) -> bool:
        """See `Question.holds`."""
        return any(option.id == kept for option in self.choices)

    def say(self, value: str) -> str:
        """See `Question.say`."""
        return next((option.label for option in self.choices if option.id == value), value)


@dataclass(frozen=True, kw_only=True)
class MultiChoice(Question[tuple[str, ...]]):
    """Several options out of a list: "1, 3" or their names."""

    choices: Sequence[Option]

    def options(self) -> Sequence[Option]:
        """See `Question.options`. A tap chooses one alone."""
        return self.choices

    def read(self, incoming: Incoming, today: date) -> Reading[tuple[str, ...]]:
        """See `Question.read`."""
        return match_choices(incoming.text, self.choices)

    def keep(self, value: tuple[str, ...]) -> list[str]:
        """See `Question.keep`."""
        return list(value)

    def restore(self, kept: Any) -> tuple[str, ...]:
        """See `Question.restore`; a tap is kept as the one option."""
        return (kept,) if isinstance(kept, str) else tuple(kept)

    def holds(self, kept: Any) -> bool:
        """See `Question.holds`."""
        return {option.id for option in self.choices}.issuperset(self.restore(kept))

    def say(self, value: tuple[str, ...]) -> str:
        """See `Question.say`."""
        labels = {option.id: option.label for option in self.choices}
        return listing([labels.get(chosen, chosen) for chosen in value])


@dataclass(frozen=True, kw_only=True)
class YesNo(Question[bool]):
    """Yes or no, as people say it."""

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return (Option("yes", str(_("Yes"))), Option("no", str(_("No"))))

    def read(self, incoming: Incoming, today: date) -> Reading[bool]:
        """See `Question.read`."""
        return read_yes_no(incoming.text)

    def restore(self, kept: Any) -> bool:
        """See `Question.restore`; a tap is kept as the option's id."""
        return kept is True or kept == "yes"

    def say(self, value: bool) -> str:
        """See `Question.say`."""
        return str(_("Yes") if value else _("No"))
