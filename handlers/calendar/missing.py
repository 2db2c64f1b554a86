"""/chuagui: who below has not sent a round, how late, when they were last heard, and whom nobody can reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from domain.access import Act, Role
from domain.calendar.rounds import Round, round_of
from domain.days import day_in_zone
from domain.plan import Level
from handlers.arguments import whole_number
from handlers.calendar.round_words import named, weekday
from handlers.commands import Command, Look, register
from handlers.offices.reached import is_reached, names_and_ways
from handlers.progress.spot import short
from handlers.saying import lines
from handlers.subjects import subject_of
from handlers.telling import LOOKING_AFTER, REPORTERS
from locales import N_, _, ngettext, number, plain, short_day
from storage import reaching, units
from storage.calendar import rounds, submissions
from storage.calendar.submissions import Submission
from storage.reaching import Reached

PAGE = 8
ALL = "all"


@dataclass(frozen=True, slots=True)
class Missing:
    """A unit that has not sent, and who is in office there, with the ways to them."""

    submission: Submission
    officers: Sequence[Reached]

    @property
    def reachable(self) -> bool:
        """Whether a message gets to anybody there."""
        return is_reached(self.officers)

    @property
    def heard_at(self) -> datetime | None:
        """When somebody of it last wrote."""
        return max((way.heard_at for one in self.officers for way in one.ways if way.heard_at), default=None)


async def show(look: Look) -> None:
    """`chuagui [UNIT [ROUND [PAGE]]]`: the units directly below that are waited for, the longest overdue first."""
    unit_id = whole_number(look.args[0]) if look.args else None
    above = dict.fromkeys(held.unit_id for held in look.person.offices_for(Act.NUDGE))
    if unit_id is None and len(above) == 1:
        unit_id = next(iter(above))
    if unit_id is None:
        names = {held.unit_id: held.unit_name for held in look.person.offices}
        look.show(_("For the units below which union?"), [(names[one], f"chuagui {one}") for one in above])
        return
    unit = await units.get(look.tx, unit_id, look.today)
    about = await subject_of(look, look.person, Act.SEE_PROGRESS, unit_id)
    if unit is None or about is None:
        look.show(_("Your office does not include this. If it should, please ask your superior union."))
        return
    code = look.args[1] if len(look.args) > 1 else await _latest(look, unit_id)
    asked = round_of(look.plan, code) if code is not None else None
    if asked is None:
        look.show(_("No reporting round is open below {unit} now.", unit=unit.name))
        return
    page = (whole_number(look.args[2]) if len(look.args) > 2 else None) or 0
    await _show(look, unit, asked, page)


async def _latest(look: Look, unit_id: int) -> str | None:
    """The round that is due first of those that run below the unit."""
    for one in await rounds.running(look.tx, look.plan):
        if (await submissions.standing(look.tx, one.code, superior_id=unit_id)).missing:
            return one.code
    return None


async def _show(look: Look, unit: units.Unit, asked: Round, page: int) -> None:
    known = await submissions.below(look.tx, asked.code, unit.id)
    missing = await missing_among(look, [one for one in known if one.waits or (one.locked_at and not one.closed_at)])
    name = Markup("<b>{}</b>").format(named(look.plan, [asked.code]))
    expected = sum(one.excused is None for one in known)
    head = _(
        "Report {round}, units directly below {unit}: {n} of {m} have sent it.",
        round=name,
        unit=unit.name,
        n=number(expected - len(missing)),
        m=number(expected),
    )
    said = [head, *_late(look, known)]
    if not known:
        said = [_("No unit directly below {unit} is expected in {round}.", unit=unit.name, round=name)]
    first = page * PAGE if page * PAGE < len(missing) else 0
    shown = missing[first : first + PAGE]
    said += [Markup("{}. {}").format(place, _line(look, one)) for place, one in enumerate(shown, first + 1)]
    ways = [(short(one.submission.unit_name), f"chuagui1 {one.submission.unit_id} {asked.code}") for one in shown]
    more = []
    if any(one.reachable for one in missing):
        free = sum(one.reachable for one in missing)
        label = ngettext("Remind {n} unit", "Remind all {n} units", free)
        more.append((plain(label), f"nhacky {unit.id} {asked.code} {ALL}"))
    if first:
        more.append((str(_("Earlier ones")), f"chuagui {unit.id} {asked.code} {first // PAGE - 1}"))
    if first + PAGE < len(missing):
        more.append((str(_("Later ones")), f"chuagui {unit.id} {asked.code} {first // PAGE + 1}"))
    if look.plan.unit_kind(unit.kind).level is Level.PROVINCE:
        said += await _of_branches(look, asked)
    # What sends to many at once is no number that somebody may mean for a unit.
    look.show(
        lines(said),
        ways,
        first_number=first + 1,
        unnumbered=[*more, (str(_("Who is reached where")), f"lienlac {unit.id}")],
    )


def _late(look: Look, known: Sequence[Submission]) -> list[Markup]:
    late = sum(one.late for one in known)
    dues = {one.due for one in known}
    said = [_("To be sent by {day}.", day=weekday(max(dues)))] if dues else []
    if late:
        said.append(ngettext("{n} of them came late.", "{n} of them came late.", late))
    excused = sum(one.excused is not None for one in known)
    if excused:
        said.append(
            ngettext(
                "{n} unit was closed and is not waited for.", "{n} units were closed and are not waited for.", excused
            )
        )
    return said


async def missing_among(look: Look, some: Sequence[Submission]) -> list[Missing]:
    """The same with who can be reached there: the longest overdue first, then by name."""
    of_unit = await reaching.in_units(look.tx, [one.unit_id for one in some], (*REPORTERS, *LOOKING_AFTER))
    found = [Missing(one, of_unit.get(one.unit_id, ())) for one in some]
    return sorted(found, key=lambda one: (one.submission.due, one.submission.unit_name))


def _line(look: Look, one: Missing) -> Markup:
    """A unit: how late, when it was last heard, and whether anybody can be reached there."""
    unit = one.submission
    parts: list[Markup] = []
    if unit.overdue(look.today):
        parts.append(ngettext("{n} day late", "{n} days late", (look.today - unit.due).days))
    if not one.officers:
        parts.append(_("nobody has joined for it yet"))
    elif not any(officer.ways for officer in one.officers):
        parts.append(_("its officer is signed out everywhere"))
    elif not one.reachable:
        parts.append(_("its officer has blocked the bot"))
    elif one.heard_at is not None:
        parts.append(_("last heard on {day}", day=short_day(day_in_zone(one.heard_at))))
    return (
        Markup("{}: {}").format(unit.unit_name, Markup(", ").join(parts))
        if parts
        else Markup("{}").format(unit.unit_name)
    )


async def _of_branches(look: Look, asked: Round) -> list[Markup]:
    """At the province: how the round stands in each branch, the one with the most missing first."""
    below = await submissions.standing_below(look.tx, asked.code)
    branches = await units.children(look.tx, (await _top(look)), look.today)
    missing = [(unit, below[unit.id]) for unit in branches if unit.id in below and below[unit.id].missing]
    missing.sort(key=lambda pair: (-pair[1].missing, pair[0].name))
    if not missing:
        return []
    said = [_("Not sent yet by grassroots unions:")]
    said += [
        Markup("• {}: {}/{}").format(unit.name, number(one.missing), number(one.expected - one.excused))
        for unit, one in missing[:PAGE]
    ]
    return said


async def _top(look: Look) -> int:
    top = await units.top(look.tx, look.today)
    assert top is not None
    return top.id


def from_the_list() -> Markup:
    """What is said where no unit was named."""
    return _("Please choose the unit from the list of those that have not sent.")


async def show_one(look: Look) -> None:
    """`chuagui1 UNIT ROUND`: one unit that has not sent, and what can be done about it."""
    unit_id = whole_number(look.args[0]) if len(look.args) > 1 else None
    if unit_id is None:
        look.show(from_the_list(), [(str(_("Who has not sent")), "chuagui")])
        return
    one = await submissions.get(look.tx, look.args[1], unit_id)
    about = await subject_of(look, look.person, Act.NUDGE, unit_id)
    if one is None or about is None:
        look.show(_("Your office does not include this. If it should, please ask your superior union."))
        return
    found = (await missing_among(look, [one]))[0]
    ways: list[tuple[str, str]] = []
    said = [_line(look, found), *names_and_ways(found.officers)]
    if one.waits and found.reachable:
        ways.append((str(_("Remind them")), f"nhacky {one.unit_id} {one.round}"))
    if one.waits and not found.officers:
        ways.append((str(_("Invite an officer")), f"moi {one.unit_id} {Role.CHAIR}"))
    if one.waits and await subject_of(look, look.person, Act.REPORT, one.unit_id) is not None:
        ways.append((str(_("Close it on its behalf")), f"chot {one.unit_id} {one.round}"))
    if not one.waits:
        said.append(_("It has sent this report.") if one.closed_at else _("The round is locked."))
        ways.append((str(_("Open it again")), f"molai {one.unit_id} {one.round}"))
    ways.append((str(_("See the figures")), f"td {one.unit_id}"))
    if one.superior_id is not None:
        ways.append((str(_("Back to the list")), f"chuagui {one.superior_id} {one.round}"))
    look.show(lines(said), ways)


register(
    Command(
        name="chuagui",
        words=("chưa gửi", "chưa báo cáo", "đơn vị chưa báo cáo", "missing"),
        title=N_("Who has not sent"),
        needs=Act.NUDGE,
        show=show,
    )
)
register(
    Command(
        name="chuagui1",
        words=(),
        title=N_("One unit that has not sent"),
        needs=Act.NUDGE,
        in_menu=False,
        show=show_one,
    )
)
