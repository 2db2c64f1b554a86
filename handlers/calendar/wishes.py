"""/gionhac: at which hours one is reminded, of what, and when the summary comes."""

from __future__ import annotations

from dataclasses import replace

from domain.access import Act, Role
from domain.courtesy import WINDOWS, Hours
from handlers.arguments import whole_number
from handlers.calendar.round_words import WEEKDAYS
from handlers.commands import Command, Look, register
from handlers.saying import lines
from locales import N_, _, plain
from storage.reminding import wishes
from storage.reminding.planning import SUMMARISED, SUMMARY_HOURS
from storage.reminding.wishes import NO_SUMMARY, Wishes

ONLY, ALL, DAY, HOUR, NONE = "only", "all", "day", "hour", "none"


async def show(look: Look) -> None:
    """`gionhac [what [number]]`: say how it is, or let it be otherwise from now on."""
    assert look.person.officer_id is not None
    now = await wishes.of_officer(look.tx, look.person.officer_id)
    if look.args[:1] in ((DAY,), (HOUR,)) and len(look.args) == 1:
        _choose(look, look.args[0])
        return
    wanted = _wanted(now, look.args)
    if wanted != now:
        await wishes.keep(look.tx, look.person.officer_id, wanted, look.now)
    _show(look, wanted, changed=wanted != now)


def _wanted(now: Wishes, args: tuple[str, ...]) -> Wishes:
    what = args[0] if args else ""
    number = whole_number(args[1]) if len(args) > 1 else None
    if what in {one.value for one in Hours}:
        return replace(now, hours=Hours(what))
    if what in (ONLY, ALL):
        return replace(now, only_deadlines=what == ONLY)
    if what == NONE:
        return replace(now, summary_weekday=NO_SUMMARY)
    if what == DAY and number is not None and 1 <= number <= 5:
        return replace(now, summary_weekday=number)
    if what == HOUR and number in SUMMARY_HOURS:
        return replace(now, summary_hour=number)
    return now


def _show(look: Look, now: Wishes, *, changed: bool) -> None:
    hours = Hours(now.hours)
    said = [_("✅ Noted. From now on:")] if changed else []
    said.append(_("<b>Reminders</b> come on working days, {hours}, at most one message a day.", hours=_span(hours)))
    said.append(
        _("Of what is due you are reminded only on the day itself and once after it.")
        if now.only_deadlines
        else _("Of what is due you are reminded 5 and 2 working days before, on the day, and once after it.")
    )
    others = [one for one in Hours if one is not hours]
    ways = [(plain(_("Reminders {hours}", hours=_span(one))), f"gionhac {one.value}") for one in others]
    if now.only_deadlines:
        ways.append((str(_("Reminders before the day, too")), f"gionhac {ALL}"))
    else:
        ways.append((str(_("Only on the day")), f"gionhac {ONLY}"))
    if any(Role(held.role) in SUMMARISED for held in look.person.offices):
        if now.summary_weekday == NO_SUMMARY:
            said.append(_("No summary comes by itself."))
        else:
            weekday = _(WEEKDAYS[now.summary_weekday - 1])
            said.append(
                _(
                    "The <b>summary</b> of the week comes on {weekday}, from {hour}:00.",
                    weekday=weekday,
                    hour=now.summary_hour,
                )
            )
            ways.append((str(_("No summary")), f"gionhac {NONE}"))
        ways += [(str(_("Day of the summary")), f"gionhac {DAY}"), (str(_("Hour of the summary")), f"gionhac {HOUR}")]
    look.show(lines(said), ways)


def _choose(look: Look, what: str) -> None:
    if what == DAY:
        days = [(str(_(WEEKDAYS[number - 1])), f"gionhac {DAY} {number}") for number in range(1, 6)]
        look.show(_("On which day do you want the summary?"), days)
    else:
        look.show(
            _("From which hour on?"), unnumbered=[(f"{hour}:00", f"gionhac {HOUR} {hour}") for hour in SUMMARY_HOURS]
        )


def _span(hours: Hours) -> str:
    return ", ".join(f"{first:%H:%M}–{last:%H:%M}" for first, last in WINDOWS[hours])


register(
    Command(
        name="gionhac",
        words=("giờ nhắc", "cài đặt nhắc", "nhắc việc", "reminders"),
        title=N_("When I am reminded"),
        needs=Act.SEE_PROGRESS,
        show=show,
    )
)
