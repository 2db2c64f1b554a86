"""Finding another union of the federation by a part of its name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from domain.reading import Option, Reading, Understood, clean, fold
from handlers.incoming import Incoming
from handlers.questions import Text
from handlers.talk import Talk
from locales import _
from storage import units

OUTSIDE, AGAIN = "outside", "again"
SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Which unions can be meant: those of `kinds`, directly below `parent` where one is named, `but_not` this one.

    `outside`: whether it may be one outside the province.
    """

    kinds: Collection[str]
    but_not: int | None
    parent: int | None = None
    outside: bool = True


@dataclass(frozen=True, kw_only=True)
class SoughtUnit(Text):
    """A part of a union's name, or (`outside`) "outside the province"."""

    longest: int = 80
    outside: bool = True

    def options(self) -> tuple[Option, ...]:
        """See `Question.options`."""
        return (Option(OUTSIDE, str(_("Outside the province"))),) if self.outside else ()

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`."""
        if fold(clean(incoming.text)) in {fold(option.label) for option in self.options()}:
            return Understood(OUTSIDE)
        return super().read(incoming, today)


async def seek_unit(talk: Talk, key: str, text: Markup, hint: Markup | None, among: Among) -> dict[str, Any]:
    """The union that is meant: {"unit": id}, the id None outside the province."""
    known: dict[str, Any] | None = talk.answer(f"={key}")
    if known is not None:
        return known
    while True:
        words = await talk.ask(f"{key}.words", SoughtUnit(text=text, hint=hint, outside=among.outside))
        if words == OUTSIDE:
            return {"unit": None}
        found = await talk.snapshot(f"{key}.found", partial(_called, talk, words, among))
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


async def _called(talk: Talk, words: str, among: Among) -> list[tuple[str, str]]:
    """The unions whose name holds the words: their ids and names."""
    found = await units.search(talk.tx, words, talk.today, SHOWN + 1, parent=among.parent, kinds=among.kinds)
    return [(str(unit.id), unit.name) for unit in found if unit.id != among.but_not][:SHOWN]
