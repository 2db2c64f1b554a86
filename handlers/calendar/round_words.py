"""How rounds and their days are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup

from domain.calendar.rounds import round_of
from domain.calendar.workdays import WorkingDays
from domain.plan import Plan
from locales import N_, _, current, listing, ngettext, short_day
from storage.calendar.submissions import Submission

WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def named(plan: Plan, codes: Iterable[str]) -> Markup:
    """The rounds with these codes in one breath: "tháng 3/2026 và quý 1/2026"."""
    found = [round_of(plan, code) for code in codes]
    return listing(one.say(current()) for one in found if one is not None)


def of_submissions(plan: Plan, some: Sequence[Submission]) -> Markup:
    """What the rounds of these submissions are called in one breath."""
    return named(plan, dict.fromkeys(one.round for one in some))


def weekday(on: date) -> Markup:
    """A day with its day of the week: "thứ Hai, 23/03"."""
    return _("{weekday}, {day}", weekday=_(WEEKDAYS[on.weekday()]), day=short_day(on))


def time_left(working: WorkingDays, due: date, today: date) -> Markup:
    """How long it is until a day, or how long ago it was."""
    if today > due:
        return ngettext("{n} day late", "{n} days late", (today - due).days)
    if today == due:
        return _("today is the last day")
    return ngettext("{n} working day left", "{n} working days left", working.until(today, due))
