"""Questions that are answered by a picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.reading import Problem, Reading, Unclear, Understood
from handlers.incoming import Incoming
from handlers.questions.question import Question
from locales import _


@dataclass(frozen=True, kw_only=True)
class Photo(Question[str]):
    """A picture as evidence. The answer is the SHA-256 under which it is stored."""

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        if incoming.photo is not None:
            return Understood(incoming.photo)
        return Unclear(Problem.NOT_A_PICTURE, details={"why": incoming.photo_problem or ""})

    def say(self, value: str) -> str:
        """See `Question.say`."""
        return str(_("1 photo"))
