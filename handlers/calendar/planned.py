"""The one message of a person and day: everything that was planned for it, put into words when it leaves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from domain.access import Act, Relation
from handlers.calendar import due_words
from handlers.calendar.expected import expected_of
from handlers.calendar.missing import Missing, missing_among
from handlers.calendar.missing_words import handed_on
from handlers.calendar.summary import Told, summary
from handlers.commands import Look
from handlers.house import House
from handlers.persons import person_of
from handlers.progress.spot import short
from handlers.saying import Recipe, Saying, arranged, lines, numbered
from locales import _, local, plain, use
from storage.calendar import settings, submissions
from storage.calendar.submissions import Submission
from storage.chats import Chat
from storage.database import Tx
from storage.reminding.items import Kind, Reason, Reminder


@dataclass(slots=True)
class Composed:
    """What is said, None where nothing is left to say; which reminders dropped out, each with the reason; and what is
    to be remembered beside a reminder.
    """

    saying: Saying | None = None
    dropped: dict[int, Reason] = field(default_factory=dict)
    kept: dict[int, dict[str, Any]] = field(default_factory=dict)


@dataclass(slots=True)
class _Message:
    parts: list[Markup] = field(default_factory=list)
    ways: list[tuple[str, str]] = field(default_factory=list)
    """Buttons: label and action."""
    recipe: Recipe | None = None


async def compose(tx: Tx, house: House, chat: Chat, some: Sequence[Reminder], now: datetime) -> Composed:
    """Put the reminders of one person into words, the most urgent first; what was done meanwhile drops out."""
    today = local(now).date()
    look = Look(house=house, person=await person_of(tx, chat, today), now=now, today=today, tx=tx, args=(), edits=None)
    made, message = Composed(), _Message()
    with use(chat.language):
        await _say_due(look, [one for one in some if one.kind in (Kind.DUE, Kind.LATER)], message, made)
        await _say_lists(look, [one for one in some if one.kind is Kind.LIST], message, made)
        for one in some:
            if one.kind is Kind.ACT and one.payload is not None:
                _take_over(message, Saying.of(one.payload))
        await _say_summaries(look, [one for one in some if one.kind is Kind.SUMMARY], message, made)
        if any(one.kind is Kind.GREETING for one in some):
            message.parts.append(_greeting())
        if message.parts:
            text = Markup("\n\n").join(message.parts)
            if house.sample:
                text = lines([text, Markup("<i>{}</i>").format(_("SAMPLE DATA"))])
            made.saying = Saying(text=text, rows=arranged(numbered(message.ways)), recipe=message.recipe)
    return made


async def _say_due(look: Look, some: Sequence[Reminder], message: _Message, made: Composed) -> None:
    """Reports that the person's units have not sent; of one that waits in several rounds only once."""
    own = {held.unit_id: held for held in look.person.offices_for(Act.REPORT, (Relation.SELF,))}
    by_unit: defaultdict[int, list[Reminder]] = defaultdict(list)
    for one in some:
        by_unit[one.unit_id].append(one)
    of_units: list[tuple[Submission, ...]] = []
    for unit_id, reminders in by_unit.items():
        if unit_id not in own:
            made.dropped |= {one.id: Reason.LEFT for one in reminders}
            continue
        codes = {one.about for one in reminders}
        waiting = [one for one in await submissions.waiting_of(look.tx, [unit_id]) if one.round in codes]
        still = {one.round for one in waiting}
        made.dropped |= {one.id: Reason.REPORTED for one in reminders if one.about not in still}
        cut_offs = dict.fromkeys(one.cut_off for one in waiting)
        of_units += [tuple(one for one in waiting if one.cut_off == cut_off) for cut_off in cut_offs]
    of_units.sort(key=lambda group: (group[0].due, group[0].unit_name))
    for group in of_units:
        held = own[group[0].unit_id]
        branch = await settings.branch_of(look.tx, held.unit_id, look.today)
        if branch.pause_on(look.today) is not None:
            rounds = {one.round for one in group}
            mine = [one for one in by_unit[held.unit_id] if one.about in rounds]
            made.dropped |= {one.id: Reason.PAUSE for one in mine}
            continue
        missing = [one.form for one in await expected_of(look, held.unit_kind, group) if one.missing]
        below = await submissions.standing(look.tx, group[0].round, superior_id=held.unit_id)
        message.parts.append(due_words.due(look.plan, group, missing, below, branch.working, look.today))
        message.ways += _due_ways(group, alone=len(of_units) == 1, complete=not missing)


def _due_ways(group: Sequence[Submission], *, alone: bool, complete: bool) -> list[tuple[str, str]]:
    """All ways to act where there is one thing to act on; else the first two of each, with the unit's name."""
    ways = [(label, f"c:{line}") for label, line in due_words.ways(group, complete=complete)]
    if alone:
        return ways
    name = short(group[0].unit_name)
    return [(plain(_("{what}: {unit}", what=label, unit=name)), action) for label, action in ways[:2]]


async def _say_lists(look: Look, some: Sequence[Reminder], message: _Message, made: Composed) -> None:
    """Who below has not sent; rounds that the same units have not sent are one matter."""
    above = {held.unit_id: held for held in look.person.offices_for(Act.NUDGE)}
    groups: defaultdict[tuple[int, date, frozenset[int]], list[tuple[Sequence[Submission], list[Missing]]]]
    groups = defaultdict(list)
    for one in some:
        if one.unit_id not in above:
            made.dropped[one.id] = Reason.LEFT
            continue
        known = await submissions.below(look.tx, one.about, one.unit_id)
        missing = await missing_among(look, [each for each in known if each.waits])
        if not missing:
            made.dropped[one.id] = Reason.REPORTED
            continue
        units = frozenset(each.submission.unit_id for each in missing)
        groups[one.unit_id, known[0].cut_off, units].append((known, missing))
    for (unit_id, _cut_off, _units), same in groups.items():
        codes = [expected[0].round for expected, _missing in same]
        message.parts.append(handed_on(look.plan, above[unit_id].unit_name, codes, *same[0], look.now))
        message.ways.append((str(_("The list")), f"c:chuagui {unit_id} {codes[0]}"))
        message.ways.append((str(_("Remind them all")), f"c:nhacky {unit_id} {codes[0]} all"))


async def _say_summaries(look: Look, some: Sequence[Reminder], message: _Message, made: Composed) -> None:
    """Where the person's units stand: of several summaries of a day the one of the longest time."""
    by_unit: defaultdict[int, list[Reminder]] = defaultdict(list)
    for one in some:
        by_unit[one.unit_id].append(one)
    for unit_id, reminders in by_unit.items():
        if all(held.unit_id != unit_id for held in look.person.offices):
            made.dropped |= {one.id: Reason.LEFT for one in reminders}
            continue
        told: Told | None = await summary(look, unit_id, reminders)
        if told is None:
            continue
        message.parts.append(told.text)
        message.ways += told.ways
        message.recipe = message.recipe or told.recipe
        made.kept |= {one.id: told.values for one in reminders}


def _greeting() -> Markup:
    return _(
        "A happy and healthy New Year to you and your family, comrade. From the 25th of the twelfth lunar month to the "
        "6th of the first, nobody is reminded of anything here."
    )


def _take_over(message: _Message, saying: Saying) -> None:
    message.parts.append(saying.text)
    message.ways += [(button.label, button.action) for row in saying.rows for button in row]
