"""Where a person may give, take back and end offices, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from domain.access import Act, Office, Relation, Role, may
from domain.plan import Level, Plan
from domain.reading import Option, Problem, Reading, Unclear, Understood, fold
from handlers.incoming import Incoming
from handlers.persons import Person, office_of
from handlers.questions import Offer, Question
from handlers.talk import Talk
from locales import _, number
from storage import units
from storage.database import Tx
from storage.units import Unit

SHOWN = 8
"""So many unions are listed at once; more are found by a part of their name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A unit in which the person may appoint, with the own offices that it is done from and how it stands to each."""

    unit: Unit
    level: Level
    seen_from: tuple[tuple[Office, Relation], ...]

    def roles(self, act: Act) -> list[Role]:
        """The roles in this unit about which the person may do `act`."""
        return [
            role
            for role in Role
            if any(may(office, act, towards, role=role, level=self.level) for office, towards in self.seen_from)
        ]


async def places(tx: Tx, plan: Plan, person: Person, act: Act, today: date) -> dict[int, Place]:
    """The units in which the person may do `act` about some office: the own ones first, then those below by name."""
    found: dict[int, tuple[Unit, list[tuple[Office, Relation]]]] = {}
    for held in person.offices_for(act):
        own = await units.get(tx, held.unit_id, today)
        below = await units.descendants(tx, held.unit_id, today)
        for unit in [*([own] if own is not None else []), *below]:
            seen = (office_of(held), _relation(held.unit_id, unit))
            found.setdefault(unit.id, (unit, []))[1].append(seen)
    known = [Place(unit, plan.unit_kind(unit.kind).level, tuple(seen_from)) for unit, seen_from in found.values()]
    return {place.unit.id: place for place in known if place.roles(act)}


def _relation(own: int, unit: Unit) -> Relation:
    """How a unit stands that is the own one or somewhere below it."""
    if unit.id == own:
        return Relation.SELF
    return Relation.CHILD if unit.parent_id == own else Relation.BELOW


@dataclass(frozen=True, kw_only=True)
class OneUnion(Question[int]):
    """One union out of few, which are listed, or of many, which are found by a part of the name or by the code."""

    unions: Sequence[Unit]

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return [_option(unit) for unit in self.unions] if len(self.unions) <= SHOWN else ()

    def read(self, incoming: Incoming, today: date) -> Reading[int]:
        """See `Question.read`."""
        words = fold(incoming.text).split()
        if not words:
            return Unclear(Problem.EMPTY)
        found = [unit for unit in self.unions if _is_called(unit, words)]
        same = [unit for unit in found if " ".join(words) in (fold(unit.name), fold(unit.code))]
        if len(same or found) == 1:
            return Understood((same or found)[0].id)
        found.sort(key=lambda unit: len(unit.name))
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


def _option(unit: Unit) -> Option:
    return Option(str(unit.id), unit.name, (unit.code,))


def _is_called(unit: Unit, words: Sequence[str]) -> bool:
    name = fold(unit.name)
    return all(word in name for word in words) or " ".join(words) == fold(unit.code)


async def choose_place(talk: Talk, act: Act, text: Markup) -> Place:
    """The unit in which `act` is to be done; not asked where there is only one."""
    known = await places(talk.tx, talk.plan, talk.person, act, talk.today)
    if len(known) == 1:
        return next(iter(known.values()))
    question = OneUnion(
        text=text,
        hint=_("Type a part of its name, for example: mau 12.") if len(known) > SHOWN else None,
        unions=[place.unit for place in known.values()],
    )
    while (chosen := await talk.ask("unit", question)) not in known:
        talk.forget("unit")
    return known[chosen]
