"""What the words of a question about progress mean: an indicator, a department, a unit, or an indicator of a unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.plan import Indicator, Level, Plan
from domain.reading import fold
from handlers.commands import Look
from handlers.progress.answering import form_of
from handlers.progress.screens import OF_DEPARTMENT
from locales import current
from storage import units
from storage.chats import Held
from storage.units import Unit

FOUND_AT_MOST = 8
_BETWEEN = {"o", "tai", "cua", "ben", "in", "of"}
"""Words between an indicator and a unit that say nothing."""


@dataclass(frozen=True, slots=True)
class Meant:
    """What words can mean: a unit, or `part` of its figures as buttons name it, an `indicator` or a department."""

    name: str
    unit_id: int
    part: str = ""
    indicator: bool = False


async def seek(look: Look, own: Sequence[Held], words: str) -> list[Meant]:
    """All that has these words in its name or code, at most eight of a kind: indicators and departments, shown of the
    first of the person's `own` units, and units of their branches.

    Where nothing has all of them, some may name an indicator and the others a unit: "doi thoai o dak ha".
    """
    said = fold(words).split()
    top = own[0]
    parts = [
        Meant(indicator.name.say(current()), top.unit_id, indicator.code, indicator=True)
        for indicator in _indicators(look.plan, said)
        if _is_asked(look.plan, top.unit_kind, indicator, top=top.parent_id is None)
    ]
    found = await _units(look, own, said)
    parts += _departments(look, top, said)
    if parts or found:
        return [*parts[:FOUND_AT_MOST], *(Meant(unit.name, unit.id) for unit in found)]
    return await _indicator_of_unit(look, own, said)


async def _indicator_of_unit(look: Look, own: Sequence[Held], said: list[str]) -> list[Meant]:
    """The indicator with the most words that leaves some for a unit, whichever of both comes first."""
    for length in range(len(said) - 1, 0, -1):
        for of_indicator, of_unit in ((said[:length], said[length:]), (said[-length:], said[:-length])):
            # One word beside others is too little to know an indicator by its name.
            indicators = _indicators(look.plan, of_indicator, of_words=2)
            named = [word for word in of_unit if word not in _BETWEEN]
            found = await _units(look, own, named) if indicators and named else []
            meant = [
                Meant(f"{indicator.name.say(current())} – {unit.name}", unit.id, indicator.code, indicator=True)
                for unit in found
                for indicator in indicators
                if _is_asked(look.plan, unit.kind, indicator, top=unit.parent_id is None)
            ]
            if meant:
                return meant[:FOUND_AT_MOST]
    return []


async def _units(look: Look, own: Sequence[Held], said: Sequence[str]) -> list[Unit]:
    """The units so called; where one alone is no grassroots union, that one: the others bear the name of its place."""
    found = {
        unit.id: unit
        for held in own
        for unit in await units.search(look.tx, " ".join(said), look.today, FOUND_AT_MOST, under=held.unit_id)
    }
    above = [unit for unit in found.values() if look.plan.unit_kind(unit.kind).level is not Level.GRASSROOTS]
    return above if len(above) == 1 else list(found.values())


def _departments(look: Look, held: Held, said: Sequence[str]) -> list[Meant]:
    """The departments of the province so called that follow an indicator; {} elsewhere than at the province."""
    if held.parent_id is not None:
        return []
    following = {indicator.department for indicator in look.plan.indicators}
    return [
        Meant(department.name.say(current()), held.unit_id, f"{OF_DEPARTMENT}{department.code}")
        for department in look.plan.departments
        if department.code in following and _holds((department.name.vi, department.name.en, department.code), said)
    ]


def _indicators(plan: Plan, said: Sequence[str], *, of_words: int = 1) -> list[Indicator]:
    """Those that have the words, so many at least, in their name or code, and those whose form is called so: "kpcd"."""
    phrase = " ".join(said)
    return [
        indicator
        for indicator in plan.indicators
        if phrase in _phrases(plan)[indicator.code] or (len(said) >= of_words and _holds(_names(indicator), said))
    ]


def _names(indicator: Indicator) -> tuple[str, ...]:
    return indicator.name.vi, indicator.name.en, indicator.code, indicator.code.replace("-", " ")


@lru_cache(maxsize=8)
def _phrases(plan: Plan) -> dict[str, frozenset[str]]:
    """How the forms are called, folded, with which unions answer about an indicator, by the indicator's code."""
    return {
        indicator.code: frozenset(
            fold(words)
            for kind in plan.unit_kinds
            if (form := form_of(plan, indicator, kind.code)) is not None
            for words in (form.name.vi, form.name.en, *form.words)
        )
        for indicator in plan.indicators
    }


def _holds(names: Iterable[str], said: Sequence[str]) -> bool:
    """Whether each of the words begins a word of the names: "thoa uoc" is not "thoại … nước"."""
    line = " ".join(("", *map(fold, names)))
    return bool(said) and all(f" {word}" in line for word in said)


def _is_asked(plan: Plan, unit_kind: str, indicator: Indicator, *, top: bool) -> bool:
    """Whether the indicator is shown of a unit of this kind."""
    if indicator.top_only:
        return top
    return plan.unit_kind(unit_kind).level is not Level.GRASSROOTS or unit_kind in indicator.scope
