"""Asking who is not like the others, in as many messages as it takes, each said back as it was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from markupsafe import Markup

from domain.reading import Option, Problem, Reading, Unclear, Understood
from domain.reading.exceptions import Apart, NotClear, Puzzle, read_exceptions
from handlers.questions import OfUnions
from handlers.saying import lines, shortened
from handlers.talk import Talk
from locales import N_, _, number
from storage.units import Unit

DONE = "done"
KEY = "except"
"""The questions are `except0`, `except1` …, one for each message."""

Exceptions = dict[int, str | None]
"""By the ids of unions: the id of the option that each gets instead; None: it is left out."""

_NOT_CLEAR: dict[Puzzle, str] = {
    Puzzle.NO_UNION: N_("“{words}”: no union is called so."),
    Puzzle.SEVERAL_UNIONS: N_("“{words}”: {found} unions are called so, please type more of the name."),
    Puzzle.NO_OPTION: N_("“{words}”: it is not clear what this union gets."),
    Puzzle.NO_AMOUNT: N_("“{words}”: it is not clear how much. Please type the name and one number."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What one message said: exceptions, and pieces that were not clear. `done`: there are no more."""

    apart: Exceptions
    not_clear: tuple[NotClear, ...] = ()
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class WhoElse(OfUnions[Told]):
    """Exceptions typed one after the other: "truong mau 12 xuat sac; bo truong mau 05"; or that there are no more."""

    unions: Sequence[Unit]
    choices: Sequence[Option]

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return (Option(DONE, str(_("No more exceptions")), ("xong", "xong rồi", "hết", "không có", "không", "done")),)

    def of_button(self, option: Option) -> Told:
        """See `OfUnions.of_button`."""
        return Told({}, done=True)

    def of_lines(self, lines: Sequence[str]) -> Reading[Told]:
        """See `OfUnions.of_lines`."""
        found = read_exceptions(lines, self.unions, self.choices)
        if not found:
            return Unclear(Problem.EMPTY)
        apart = {one.union.id: one.option for one in found if isinstance(one, Apart)}
        return Understood(Told(apart, tuple(one for one in found if isinstance(one, NotClear))))

    def keep(self, value: Told) -> Any:
        """See `Question.keep`; that there are no more is kept like its button."""
        if value.done:
            return DONE
        return {
            "apart": list(map(list, value.apart.items())),
            "not_clear": [[one.words, one.puzzle.value, one.found] for one in value.not_clear],
        }

    def restore(self, kept: Any) -> Told:
        """See `Question.restore`."""
        if kept == DONE:
            return Told({}, done=True)
        not_clear = (NotClear(words, Puzzle(puzzle), found) for words, puzzle, found in kept["not_clear"])
        return Told(dict(kept["apart"]), tuple(not_clear))

    def say(self, value: Told) -> str:
        """See `Question.say`."""
        gets: dict[str | None, str] = {option.id: option.label for option in self.choices}
        gets[None] = str(_("left out"))
        of_unit = {unit.id: unit.name for unit in self.unions}
        known = [(of_unit[unit], option) for unit, option in value.apart.items() if unit in of_unit]
        return str(shortened([f"{name}: {gets[option]}" for name, option in known]))


async def ask_exceptions(talk: Talk, unions: Sequence[Unit], choices: Sequence[Option]) -> Exceptions:
    """Ask for exceptions until there are no more; of two about the same union the later one holds."""
    ask = _("Is any union an exception? Type them one after the other, or “done”.")
    known: Exceptions = {}
    said: list[Markup | str] = []
    hint: Markup | None = _("For example: leave out mau 05")
    if choices:
        hint = _("For example: mau 12 {answer}; leave out mau 05", answer=choices[0].label)
    for place in count():
        question = WhoElse(text=lines([*said, ask]), hint=hint, unions=unions, choices=choices)
        told = await talk.ask(f"{KEY}{place}", question)
        if told.done:
            return known
        known |= told.apart
        said = list(_said_back(question, told))
        ask, hint = _("Type further exceptions, or “done”."), None
    raise AssertionError("the count has no end")


def forget_exceptions(talk: Talk) -> None:
    """Drop all exceptions, so that they are asked for again."""
    talk.forget(*[key for key in talk.record.answers if key.startswith(KEY) and key.removeprefix(KEY).isdigit()])


def _said_back(question: WhoElse, told: Told) -> Iterable[Markup]:
    if told.apart:
        yield _("Noted: {exceptions}", exceptions=question.say(told))
    yield from said_unclear(told.not_clear)


def said_unclear(not_clear: Sequence[NotClear]) -> Iterable[Markup]:
    """The pieces that were not understood, each with the reason."""
    if not_clear:
        yield _("Not clear:")
    for one in not_clear:
        yield _(_NOT_CLEAR[one.puzzle], words=one.words[:60], found=number(one.found))
