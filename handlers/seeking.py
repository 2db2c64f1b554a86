"""Finding another union of the federation by a part of its name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from domain.reading import Option, Reading, Understood, clean, fold
from handlers.incoming import Incoming
from handlers.questions import Text
from handlers.talk import Talk
from locales import _
from storage import units

OUTSIDE, AGAIN = "outside", "again"
SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class SoughtUnit(Text):
    """A part of a union's name, or "outside the province"."""

    longest: int = 80

    def options(self) -> tuple[Option, ...]:
        """See `Question.options`."""
        return (Option(OUTSIDE, str(_("Outside the province"))),)

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        if fold(clean(incoming.text)) == fold(self.options()[0].label):
            return Understood(OUTSIDE)
        return super().read(incoming, today)


async def seek_unit(
    talk: Talk, key: str, sought: SoughtUnit, *, but_not: int, kinds: Collection[str]
) -> dict[str, Any] | None:
    """The union at the other end, one of `kinds`: {"unit": id}, the id None outside the province.

    None where the question was left without an answer.
    """
    known: dict[str, Any] | None = talk.answer(f"={key}")
    if known is not None:
        return known
    while True:
        words = await talk.ask_or_skip(f"{key}.words", sought)
        if words is None:
            return None
        if words == OUTSIDE:
            return {"unit": None}
        found = await talk.snapshot(f"{key}.found", partial(_called, talk, words, but_not, kinds))
        options = [Option(unit_id, name) for unit_id, name in found]
        if not options:
            talk.forget(f"{key}.words", f"={key}.found")
            talk.complain(_("No union is called “{words}”. Please type another part of its name.", words=words))
            continue
        options.append(Option(AGAIN, str(_("None of these"))))
        chosen = await talk.choose(f"{key}.chosen", _("Which of these?"), options)
        if chosen != AGAIN:
            return {"unit": int(chosen)}
        talk.forget(f"{key}.words", f"={key}.found", f"{key}.chosen")


async def _called(talk: Talk, words: str, but_not: int, kinds: Collection[str]) -> list[tuple[str, str]]:
    """The unions whose name holds the words: their ids and names."""
    found = await units.search(talk.tx, words, talk.today, SHOWN + 1, kinds=kinds)
    return [(str(unit.id), unit.name) for unit in found if unit.id != but_not][:SHOWN]
