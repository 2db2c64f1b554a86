"""Finding another union of the federation by a part of its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from markupsafe import Markup

from domain.reading import Option, Problem, Reading, Unclear, Understood, called, clean, fold, match_choice
from handlers.incoming import Incoming
from handlers.questions import Choice, Offer, Question, Text
from handlers.talk import Talk
from locales import _, number
from storage import units
from storage.units import Unit

OUTSIDE, AGAIN, OTHER_WORDS = "outside", "again", "?"
SHOWN = 8
"""So many unions are listed at once; more are found by a part of their name."""


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


@dataclass(frozen=True, kw_only=True)
class OneFound(Choice):
    """One of the unions found, by tap, number or its whole name.

    Other words are looked for among all unions, not among the few that are listed: "mau 006" can be one that is not.
    """

    def read(self, incoming: Incoming, today: date) -> Reading[str]:
        """See `Question.read`; other words than a choice come with `OTHER_WORDS` before them."""
        words = fold(incoming.text)
        named = next((option.id for option in self.choices if fold(option.label) == words), None)
        if named is not None:
            return Understood(named)
        reading = match_choice(incoming.text, self.choices[-1:], numbers={})
        if isinstance(reading, Understood) or not words:
            return reading
        return Understood(OTHER_WORDS + clean(incoming.text))

    def holds(self, kept: Any) -> bool:
        """See `Question.holds`."""
        return super().holds(kept) or str(kept).startswith(OTHER_WORDS)


async def seek_unit(talk: Talk, key: str, sought: SoughtUnit, among: Among) -> dict[str, Any] | None:
    """The union that is meant: {"unit": id}, the id None outside the province; None where it was left unanswered."""
    known: dict[str, Any] | None = talk.answer(f"={key}")
    if known is not None:
        return known
    while True:
        words = await talk.ask_or_skip(f"{key}.words", sought)
        if words is None:
            return None
        if words == OUTSIDE:
            return {"unit": None}
        found = await talk.snapshot(f"{key}.found", partial(_called, talk, words, among))
        options = [Option(unit_id, name) for unit_id, name in found]
        if not options:
            talk.forget(f"{key}.words", f"={key}.found")
            talk.complain(_("No union is called “{words}”. Please type another part of its name.", words=words))
            continue
        options.append(Option(AGAIN, str(_("None of these"))))
        chosen = await talk.ask(f"{key}.chosen", OneFound(text=_("Which of these?"), choices=options))
        if chosen != AGAIN and not chosen.startswith(OTHER_WORDS):
            return {"unit": int(chosen)}
        talk.forget(f"{key}.words", f"={key}.found", f"{key}.chosen")
        if chosen != AGAIN:
            talk.record.answers[f"{key}.words"] = chosen.removeprefix(OTHER_WORDS)


async def _called(talk: Talk, words: str, among: Among) -> list[tuple[str, str]]:
    """The unions whose name holds the words: their ids and names."""
    found = await units.search(talk.tx, words, talk.today, SHOWN + 1, parent=among.parent, kinds=among.kinds)
    return [(str(unit.id), unit.name) for unit in found if unit.id != among.but_not][:SHOWN]


@dataclass(frozen=True, kw_only=True)
class OneUnion(Question[int]):
    """One union out of few, which are listed, or of many, which are found by a part of the name or by the code."""

    unions: Sequence[Unit]

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        if len(self.unions) > SHOWN:
            return ()
        return [Option(str(unit.id), unit.name, (unit.code,)) for unit in self.unions]

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`."""
        if not fold(incoming.text):
            return Unclear(Problem.EMPTY)
        found = called(incoming.text, self.unions)
        if len(found) == 1:
            return Understood(found[0].id)
        problem = Problem.AMBIGUOUS if found else Problem.NOT_AN_OPTION
        return Unclear(problem, tuple(unit.id for unit in found[:SHOWN]), {"number": len(found)})

    def keep(self, value: int) -> str:
        """See `Question.keep`; as the option's id."""
        return str(value)

    def restore(self, kept: Any) -> int:
        """See `Question.restore`."""
        return int(kept)

    def say(self, value: int) -> str:
        """See `Question.say`."""
        return next((unit.name for unit in self.unions if unit.id == value), "")

    def explain(self, unclear: Unclear[int], words: str) -> Markup:
        """See `Question.explain`."""
        if unclear.problem is Problem.NOT_AN_OPTION:
            return _("No union of yours is called “{words}”. Please type another part of its name.", words=words[:40])
        if unclear.problem is Problem.AMBIGUOUS:
            found = number(int(str(unclear.details["number"])))
            return _("{found} unions are called so. Please choose, or type more of the name.", found=found)
        return super().explain(unclear, words)

    def offers(self, unclear: Unclear[int]) -> list[Offer[int]]:
        """See `Question.offers`."""
        return [Offer(unit_id, self.say(unit_id)) for unit_id in unclear.readings]


def one_union(text: Markup, unions: Sequence[Unit]) -> OneUnion:
    """The question for one of these unions, with a hint where they are too many to be listed."""
    hint = _("Type a part of its name, for example: mau 12.") if len(unions) > SHOWN else None
    return OneUnion(text=text, hint=hint, unions=unions)
