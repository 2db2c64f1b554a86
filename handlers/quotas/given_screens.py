"""The screens of /chitieu: all quotas of a unit, and one of them with its history and what the children got."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from domain.access import Act, Relation
from domain.assigning import period_of
from handlers.commands import Look
from handlers.progress.spot import Way, short
from handlers.quotas.acknowledging import answered_for
from handlers.quotas.choosing import Task, own_quota
from handlers.quotas.given_words import brief, child, of_children, of_unit
from handlers.quotas.ledger import Topic
from handlers.quotas.outgoing import how_to_send_back, sheet_of
from handlers.quotas.proposal import Proposal
from handlers.quotas.quota_words import (
    titled,
)
from handlers.quotas.ways_to_split import read_now
from handlers.saying import lines
from locales import _, day, plain
from storage.chats import Held
from storage.units import Unit

PAGE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one stands: a unit with those directly below it as of a day; `above` where that may be seen, too."""

    unit: Unit
    below: tuple[Unit, ...]
    on: date
    above: Unit | None

    def to(self, look: Look, *rest: str, unit: Unit | None = None) -> str:
        """The command line of a button; the day goes along where it is not today."""
        on = () if self.on == look.today else (f"d{self.on:%Y%m%d}",)
        return " ".join(("chitieu", str((unit or self.unit).id), *rest, *on))


def show_all(look: Look, place: Place, known: Sequence[Topic], page: int) -> None:
    """All that the unit was given, and all that it gave, a line each."""
    first = page * PAGE if page * PAGE < len(known) else 0
    shown = known[first : first + PAGE]
    name = Markup("<b>{}</b>").format(place.unit.name)
    if known:
        rows = [_("{name}: quotas as of {day}", name=name, day=day(place.on))]
    else:
        rows = [_("{name}: no quota had been assigned by {day}.", name=name, day=day(place.on))]
    rows += [brief(look, topic, place.unit, place.below) for topic in shown]
    ways = [(plain(titled(look.plan, topic.indicator, topic)), place.to(look, f"e{topic.id}")) for topic in shown]
    turns = _turns(look, place, first, len(known))
    look.show(lines(rows), [*ways, *turns, *_up(look, place), *_assigning(look, place)], first_number=first + 1)


async def show_topic(look: Look, place: Place, topic: Topic, page: int) -> None:
    """One indicator and period: what holds of the unit, since when and why, and who below got how much."""
    given = [(unit, entry) for unit in place.below if (entry := topic.standing(unit.id)) is not None]
    first = page * PAGE if page * PAGE < len(given) else 0
    shown = given[first : first + PAGE]
    rows = [Markup("<b>{}</b>").format(titled(look.plan, topic.indicator, topic))]
    if place.on != look.today:
        rows.append(_("As of {day}", day=day(place.on)))
    if not first:
        rows += await of_unit(look, topic, place.unit)
    rows += of_children(topic, given)
    rows += [child(topic, unit, entry) for unit, entry in shown]
    # The screens of other units know their own entries and those of the units below them.
    ways = [(short(unit.name), place.to(look, f"e{entry.id}", unit=unit)) for unit, entry in shown]
    ways += _turns(look, place, first, len(given), f"e{topic.id}")
    own = topic.standing(place.unit.id)
    if own is not None and own.acknowledged_at is None and place.unit.id in answered_for(look.person):
        ways.append((str(_("Received")), f"danhan {own.id}"))
    ways += _assigning(look, place, topic)
    here = () if own is None else (f"e{own.id}",)
    ways += [*_up(look, place, *here), (str(_("All quotas")), place.to(look))]
    look.show(lines(rows), ways, first_number=first + 1)


async def send_filled_sheet(look: Look, place: Place, topic: Topic) -> None:
    """The spreadsheet to assign with, filled with what was assigned so far."""
    held, period = _office(look, place), period_of(look.plan, topic.first_day, topic.last_day)
    if held is None or period is None:
        look.show(_("Your office does not include this. If it should, please ask your superior union."))
        return
    own = await own_quota(look, held.unit, topic.indicator, period)
    task = Task(held=held, indicator=topic.indicator, period=period, own=own)
    below = await read_now(look, task)
    so_far = {line.unit_id: line.given for line in below.lines}
    proposal = Proposal(below.lines, None, below.basis).with_amounts(so_far)
    look.show(how_to_send_back(), recipe=sheet_of(look, task, proposal))


def _turns(look: Look, place: Place, first: int, count: int, *here: str) -> list[Way]:
    turns = []
    if first + PAGE < count:
        turns.append((str(_("Next page")), place.to(look, *here, f"p{first // PAGE + 1}")))
    if first:
        turns.append((str(_("Page before")), place.to(look, *here, f"p{first // PAGE - 1}")))
    return turns


def _up(look: Look, place: Place, *here: str) -> list[Way]:
    if place.above is None:
        return []
    return [(plain(_("Up: {unit}", unit=place.above.name)), place.to(look, *here, unit=place.above))]


def _office(look: Look, place: Place) -> Held | None:
    """The office in which the person assigns quotas to the units below this one."""
    offices = look.person.offices_for(Act.ASSIGN_QUOTAS, (Relation.CHILD,))
    return next((held for held in offices if held.unit_id == place.unit.id), None)


def _assigning(look: Look, place: Place, topic: Topic | None = None) -> list[Way]:
    """The ways to assign something, for those who may."""
    if _office(look, place) is None:
        return []
    if topic is None:
        return [(str(_("Assign quotas")), "giaochitieu")]
    period = period_of(look.plan, topic.first_day, topic.last_day)
    if period is None or period.last_day < look.today:
        return []
    return [
        (str(_("Assign or change")), f"giaochitieu e{topic.id}"),
        (str(_("Spreadsheet (xlsx)")), place.to(look, f"e{topic.id}", "xlsx")),
    ]
