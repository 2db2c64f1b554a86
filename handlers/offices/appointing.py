"""Where a person may give, take back and end offices, and which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.access import Act, Office, Relation, Role, may
from domain.plan import Level, Plan
from handlers.persons import Person, office_of
from handlers.reports.seeking import one_union
from handlers.talk import Talk
from storage import units
from storage.database import Tx
from storage.units import Unit


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


async def choose_place(talk: Talk, act: Act, text: Markup) -> Place:
    """The unit in which `act` is to be done; not asked where there is only one."""
    known = await places(talk.tx, talk.plan, talk.person, act, talk.today)
    if len(known) == 1:
        return next(iter(known.values()))
    question = one_union(text, [place.unit for place in known.values()])
    while (chosen := await talk.ask("unit", question)) not in known:
        talk.forget("unit")
    return known[chosen]
