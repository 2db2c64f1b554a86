"""/lich: what a union sets for its branch: days off and on, due days, pauses, the Tết greeting; and taking it back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import NoReturn

from markupsafe import Markup

from domain.access import Act, Relation
from domain.calendar.branch import Setting, SettingKind
from domain.calendar.rounds import round_of, rounds_between, rounds_of
from domain.calendar.workdays import QUIET_BEFORE, WorkingDays, new_year
from domain.days import ONE_DAY
from domain.plan import Level
from domain.reading import Option
from domain.reading.days import Side
from handlers.calendar import setting_words as words
from handlers.commands import Command, register
from handlers.questions import Count, Day, Text
from handlers.saying import arranged, lines, numbered
from handlers.talk import Ended, Talk
from locales import N_, _, current, day
from storage import units
from storage.calendar import reach, rounds, settings
from storage.calendar.settings import NewSetting
from storage.chats import Held

TAKE_BACK = "back"
LOOK_AHEAD = ONE_DAY * 120
"""So far ahead due days of single rounds can be set."""
MANY = 8
LONGEST_REASON = 200
LAST_DAY = 28
"""Every month has it."""


async def set_calendar(talk: Talk) -> None:
    """What, when and why; whom it touches is shown before it is confirmed."""
    held = await _office(talk)
    known = [one for one in await settings.everything(talk.tx) if one.unit_id == held.unit_id]
    coming = [one for one in known if one.last_day >= talk.today or one.days is not None]
    text = lines([words.what_is_set(talk.plan, held.unit_name, coming), _("What would you like to set?")])
    options = [Option(kind.value, str(_(label)), tuple(said)) for kind, label, said in words.CHOICES]
    if coming:
        options.append(Option(TAKE_BACK, str(_("Take one of these back")), ("bỏ", "hủy mục")))
    chosen = await talk.choose("what", text, options)
    if chosen == TAKE_BACK:
        await _take_back(talk, held, [one.id for one in coming], known)
        return
    new = await _asked(talk, held, SettingKind(chosen))
    touched = await talk.snapshot("touched", partial(_touched, talk, held.unit_id))
    preview = words.preview(talk.plan, held.unit_name, new, units=touched[0], people=touched[1])
    sure = [Option("yes", str(_("Right, set it")), ("đúng", "đồng ý", "có", "yes"))]
    await talk.choose("sure", preview, sure)
    tx = talk.act()
    await settings.add(tx, new, talk.person.officer_id, talk.now)
    await rounds.follow_calendar(tx, talk.plan, talk.today)
    _done(talk, words.done(talk.plan, new))


async def _office(talk: Talk) -> Held:
    offices = {str(held.unit_id): held for held in talk.person.offices_for(Act.SET_CALENDAR, (Relation.SELF,))}
    chosen = talk.answer("office") or talk.answer("=office")
    if chosen is None and len(offices) > 1:
        options = [Option(unit_id, held.unit_name) for unit_id, held in offices.items()]
        chosen = await talk.choose("office", _("For which union and all below it?"), options)
    elif chosen is None:
        chosen = talk.record.answers["=office"] = next(iter(offices), "")
    if chosen not in offices:
        _refuse(talk)
    talk.record.appointment_id = offices[chosen].appointment_id
    return offices[chosen]


async def _touched(talk: Talk, unit_id: int) -> list[int]:
    below = await units.descendants(talk.tx, unit_id, talk.today)
    ids = [unit_id, *(unit.id for unit in below)]
    return [len(ids), await reach.people_in(talk.tx, unit_id, talk.today)]


async def _asked(talk: Talk, held: Held, kind: SettingKind) -> NewSetting:
    """What is to be set, as the answers say it."""
    new = NewSetting(unit_id=held.unit_id, kind=kind, first_day=talk.today, last_day=talk.today, why="")
    if kind is SettingKind.DUE:
        new = await _due(talk, held, new)
    elif kind is SettingKind.GREETING:
        on = _greeting_day(talk.today, (await settings.branch_of(talk.tx, held.unit_id, talk.today)).working)
        return replace(new, first_day=on, last_day=on, why=str(_("The Tết greeting")))
    else:
        new = await _days(talk, new)
    why = _("By which decision or for which reason?")
    return replace(
        new, why=await talk.ask("why", Text(text=why, hint=_("For example: notice 12/TB-LĐLĐ"), longest=LONGEST_REASON))
    )


async def _days(talk: Talk, new: NewSetting) -> NewSetting:
    first = await talk.ask(
        "first", Day(text=_("From which day on?"), hint=_("For example: 20/11"), today=talk.today, side=Side.COMING)
    )
    last = await talk.ask(
        "last",
        Day(
            text=_("Until which day, itself included? For one day only, type the same day."),
            today=talk.today,
            side=Side.COMING,
            earliest=first,
        ),
    )
    return replace(new, first_day=first, last_day=last)


async def _due(talk: Talk, held: Held, new: NewSetting) -> NewSetting:
    """Whose due day, of which round, and which day; of all months so many days after the cut-off."""
    level = await _level(talk, held)
    following = rounds_between(talk.plan, talk.today, talk.today + LOOK_AHEAD)
    single = [one for one in following if one.due(level) is not None and one.locks >= talk.today][:MANY]
    every = {one.kind.code: one.kind for one in single if len(one.kind.numbers) != 1 and one.phase is None}
    options = [Option(one.code, one.say(current())) for one in single]
    options += [Option(code, words.every_round(kind)) for code, kind in every.items() if kind.every.value == "month"]
    code = await talk.choose("round", _("The due day of which report?"), options)
    if code in every and round_of(talk.plan, code) is None:
        first = next(one for one in rounds_of(talk.plan, talk.plan.year_of(talk.today)) if one.kind.code == code)
        text = _("Figures are taken up to the {day}. Due on which day of the month?", day=first.cut_off.day)
        hint = _("For example: 21")
        days = await talk.ask("day", Count(text=text, hint=hint, at_least=first.cut_off.day, at_most=LAST_DAY))
        return replace(new, round=code, level=level, days=days - first.cut_off.day)
    asked = round_of(talk.plan, code)
    assert asked is not None
    text = _(
        "Report {round}: figures up to {cut_off}, due by {due}. Which day shall it be?",
        round=asked.say(current()),
        cut_off=day(asked.cut_off),
        due=day(asked.due(level) or asked.cut_off),
    )
    due = await talk.ask(
        "day", Day(text=text, hint=_("For example: 24/11"), today=talk.today, side=Side.COMING, earliest=asked.cut_off)
    )
    return replace(new, round=code, level=level, first_day=due, last_day=due)


async def _level(talk: Talk, held: Held) -> Level:
    if talk.plan.unit_kind(held.unit_kind).level is not Level.PROVINCE:
        return Level.GRASSROOTS
    options = [
        Option(Level.GRASSROOTS.value, str(_("Grassroots unions"))),
        Option(Level.DIRECT_SUPERIOR.value, str(_("Direct-superior unions"))),
    ]
    return Level(await talk.choose("level", _("The due day of whom?"), options))


def _greeting_day(today: date, working: WorkingDays) -> date:
    """The last working day before the quiet days of the next Tết."""
    days = (working.before(new_year(year) - QUIET_BEFORE, 1) for year in (today.year, today.year + 1))
    return next(day for day in days if day >= today)


async def _take_back(talk: Talk, held: Held, ids: list[int], known: list[Setting]) -> None:
    by_id = {str(one.id): one for one in known if one.id in ids}
    options = [Option(number, words.brief(talk.plan, one)) for number, one in by_id.items()]
    chosen = by_id[await talk.choose("which", _("Which one is to hold no longer?"), options)]
    tx = talk.act()
    await settings.take_back(tx, chosen.id, talk.person.officer_id, talk.now)
    await rounds.follow_calendar(tx, talk.plan, talk.today)
    _done(talk, _("✅ Taken back: {what}", what=words.brief(talk.plan, chosen)))


def _done(talk: Talk, text: Markup) -> None:
    talk.say(text, arranged(numbered([(str(_("Set something else")), "c:lich")])))


def _refuse(talk: Talk) -> NoReturn:
    talk.say(_("Your office does not include this. If it should, please ask your superior union."))
    raise Ended


register(
    Command(
        name="lich",
        words=("lịch", "lịch báo cáo", "đặt lịch", "calendar"),
        title=N_("Set the calendar"),
        needs=Act.SET_CALENDAR,
        where=(Relation.SELF,),
        converse=set_calendar,
    )
)
