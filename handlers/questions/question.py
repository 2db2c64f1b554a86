"""What every kind of question can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from domain.reading import Control, Option, Problem, Reading, Unclear, read_control, says_unknown
from handlers.incoming import Incoming
from handlers.problems import explain

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Offer(Generic[T]):
    """A reading that is offered where the words were not clear: the answer it would be, and its label."""

    value: T
    label: str


@dataclass(frozen=True, kw_only=True)
class Question(ABC, Generic[T]):
    """A typed question. `text` asks, `hint` gives an example or help.

    `skippable`: "bỏ qua" answers it with nothing (the answer is None). `may_be_unknown`: so does "chưa rõ".
    """

    text: Markup
    hint: Markup | None = None
    skippable: bool = False
    may_be_unknown: bool = False

    @property
    def can_be_left(self) -> bool:
        """Whether it can be answered with nothing."""
        return self.skippable or self.may_be_unknown

    def is_left_by(self, words: str) -> bool:
        """Whether the words answer it with nothing."""
        if self.may_be_unknown and says_unknown(words):
            return True
        return self.can_be_left and read_control(words) is Control.SKIP

    def options(self) -> Sequence[Option]:
        """The choices to tap or number; none for a question that is typed."""
        return ()

    @property
    def takes(self) -> frozenset[Control]:
        """Control words that are answers to this very question, not ways out of it."""
        return frozenset()

    @property
    def any_words(self) -> bool:
        """Whether any words can be the answer, even those that name a command."""
        return False

    @property
    def numbers_choose(self) -> bool:
        """Whether a bare number chooses among what is offered. Where a number is the answer itself, it never does."""
        return True

    @abstractmethod
    def read(self, incoming: Incoming, today: date) -> Reading[T]:
        """What the message means as an answer."""

    def keep(self, value: T) -> Any:
        """The answer in its canonical form, fit for JSON."""
        return value

    def restore(self, kept: Any) -> T:
        """The answer that `keep` kept."""
        value: T = kept
        return value

    def holds(self, kept: Any) -> bool:
        """Whether an answer that was kept can still be given: what it depends on may have changed meanwhile."""
        return True

    @abstractmethod
    def say(self, value: T) -> str:
        """The answer in words, for the review and for a button."""

    def explain(self, unclear: Unclear[T], words: str) -> Markup:
        """What is wrong with the words, and what to type instead."""
        details = {"words": words, **unclear.details}
        if unclear.problem is Problem.AMBIGUOUS and len(unclear.readings) == 1:
            return explain(Problem.AMBIGUOUS, details, only=self.say(unclear.readings[0]))
        return explain(unclear.problem, details)

    def offers(self, unclear: Unclear[T]) -> list[Offer[T]]:
        """What the words may have meant, to choose from."""
        return [Offer(value, self.say(value)) for value in unclear.readings]
