"""/lienlac: who of the units directly below is reached where; a superior sees whom a message would miss."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.access import Act, Role
from domain.days import day_in_zone
from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.progress.spot import short
from handlers.roles import role_name
from handlers.saying import lines
from handlers.subjects import subject_of
from handlers.telling import LOOKING_AFTER, REPORTERS
from locales import N_, _, number, plain, short_day
from storage import reaching, units
from storage.reaching import Reached, Way
from storage.units import Unit

PAGE = 8


def names_and_ways(some: Sequence[Reached]) -> list[Markup]:
    """A line for each of the officers of a unit: where they are reached, and when they last wrote there."""
    return [
        _(
            "{name}, {role}: {ways}",
            name=one.name or "—",
            role=role_name(Role(one.role)),
            ways=Markup("; ").join(map(_way, one.ways)) or _("signed out everywhere"),
        )
        for one in some
    ]


def is_reached(some: Sequence[Reached]) -> bool:
    """Whether a message gets to any of them."""
    return any(not way.blocked for one in some for way in one.ways)


def _way(way: Way) -> Markup:
    channel = way.channel.capitalize()
    if way.blocked:
        return _("{channel} (blocked)", channel=channel)
    if way.heard_at is None:
        return Markup("{}").format(channel)
    return _("{channel} ({day})", channel=channel, day=short_day(day_in_zone(way.heard_at)))


async def show(look: Look) -> None:
    """`lienlac [UNIT [PAGE]]`: the units directly below, those that nobody is reached in first."""
    above = dict.fromkeys(held.unit_id for held in look.person.offices_for(Act.NUDGE))
    unit_id = whole_number(look.args[0]) if look.args else None
    if unit_id is None and len(above) == 1:
        unit_id = next(iter(above))
    if unit_id is None:
        names = {held.unit_id: held.unit_name for held in look.person.offices}
        look.show(_("For the units below which union?"), [(names[one], f"lienlac {one}") for one in above])
        return
    unit = await units.get(look.tx, unit_id, look.today)
    if unit is None or await subject_of(look, look.person, Act.SEE_PROGRESS, unit_id) is None:
        look.show(_("Your office does not include this. If it should, please ask your superior union."))
        return
    await _show(look, unit, (whole_number(look.args[1]) if len(look.args) > 1 else None) or 0)


async def _show(look: Look, unit: Unit, page: int) -> None:
    below = await units.children(look.tx, unit.id, look.today)
    found = await reaching.in_units(look.tx, [one.id for one in below], (*REPORTERS, *LOOKING_AFTER))
    below.sort(key=lambda one: (is_reached(found.get(one.id, ())), one.name))
    said = [
        _(
            "<b>Where the unions directly below {unit} are reached:</b> {n} of {m}.",
            unit=unit.name,
            n=number(sum(map(is_reached, found.values()))),
            m=number(len(below)),
        ),
        *_by_channel(list(found.values())),
    ]
    first = page * PAGE if page * PAGE < len(below) else 0
    shown = below[first : first + PAGE]
    for one in shown:
        officers = names_and_ways(found.get(one.id, ())) or [_("nobody has joined for it yet")]
        said.append(lines([Markup("• <b>{}</b>").format(one.name), *officers]))
    more = [(str(_("Earlier ones")), f"lienlac {unit.id} {first // PAGE - 1}")] if first else []
    if first + PAGE < len(below):
        more.append((str(_("Later ones")), f"lienlac {unit.id} {first // PAGE + 1}"))
    parents = [one for one in shown if await units.children(look.tx, one.id, look.today)]
    look.show(
        lines(said),
        [(plain(_("Below {unit}", unit=short(one.name))), f"lienlac {one.id}") for one in parents],
        unnumbered=[*more, (str(_("Offices and invitations")), "moi")],
    )


def _by_channel(of_units: Sequence[Sequence[Reached]]) -> list[Markup]:
    """In how many units somebody is reached on each channel, the commonest first."""
    units_on: dict[str, int] = {}
    for some in of_units:
        for channel in {way.channel for one in some for way in one.ways if not way.blocked}:
            units_on[channel] = units_on.get(channel, 0) + 1
    each = [
        f"{channel.capitalize()} {number(n)}" for channel, n in sorted(units_on.items(), key=lambda x: (-x[1], x[0]))
    ]
    return [_("By app: {apps}.", apps=", ".join(each))] if each else []


register(
    Command(
        name="lienlac",
        words=("lien lac", "ai nhan duoc tin", "who is reached"),
        title=N_("Who is reached where"),
        needs=Act.NUDGE,
        in_menu=False,
        show=show,
    )
)
