"""/tiendo: how a union stands, for everyone who may see it.

Words after the command's name name a period, a unit of one's own branch, an indicator or a department, as questions
without the command do: "doi thoai den dau roi", "tien do dak ha thang 10". A button's words are those of `walking`.
"""

from __future__ import annotations

from domain.access import Act
from domain.plan import Level
from domain.progress import Span, span_of, year_span
from domain.reading import asked_about, read_period
from handlers.arguments import whole_number
from handlers.commands import Command, Look, register
from handlers.progress.asked_spans import span_asked
from handlers.progress.screens import SEVERAL
from handlers.progress.seeking import Meant, seek
from handlers.progress.spot import can_be_seen
from handlers.progress.walking import walk
from locales import N_, _
from storage.chats import Held

_LEVELS = (Level.PROVINCE, Level.DIRECT_SUPERIOR, Level.GRASSROOTS)


async def show(look: Look) -> None:
    """Show what the words after the command's name say; without any, the person's own unit."""
    own = _own_units(look)
    elsewhere = len(own) > 1
    if _is_way(look):
        await walk(look, int(look.args[0]), look.args[1:], elsewhere=elsewhere)
        return
    span, words = _period(look)
    if span is None:
        _say_no_such_period(look, own[0])
        return
    meant = await seek(look, own, words) if words else [Meant(held.unit_name, held.unit_id) for held in own]
    if len(meant) == 1:
        await walk(look, meant[0].unit_id, (span.code, meant[0].part), elsewhere=elsewhere)
    elif meant and all(one.indicator for one in meant) and len({one.unit_id for one in meant}) == 1:
        rest = (span.code, SEVERAL, *(one.part for one in meant))
        await walk(look, meant[0].unit_id, rest, elsewhere=elsewhere)
    elif meant:
        text = _("Which one do you mean?") if words else _("Which unit do you mean?")
        look.show(text, [(one.name, f"td {one.unit_id} {span.code} {one.part}".strip()) for one in meant])
    else:
        look.show(_("No indicator and no unit of your branch has these words in its name."))


def _is_way(look: Look) -> bool:
    """Whether the words are a button's: a unit by its number, then a span by its code, if any."""
    if not look.args or whole_number(look.args[0]) is None:
        return False
    if len(look.args) == 1:
        return read_period(look.args[0], look.today) is None
    # A span may have been in the plan when the button was sent.
    return look.args[1][:1].isdigit() or span_of(look.plan, look.args[1]) is not None


def _period(look: Look) -> tuple[Span | None, str]:
    """The span that is asked about, None where there are no figures of it, and the other words."""
    typed = " ".join(look.args)
    words = asked_about(f"tiendo {typed}") or typed
    found = read_period(words, look.today)
    if found is None:
        return year_span(look.plan, look.plan.year_of(look.today)), words
    span = span_asked(look.plan, found, look.today)
    return (span if span is not None and can_be_seen(look.plan, span, look.today) else None), found.rest


def _say_no_such_period(look: Look, held: Held) -> None:
    text = _("There are no figures of that period: it has not begun, or it lies before the plan.")
    year = look.plan.year_of(look.today)
    look.show(text, [(str(_("Year {year}", year=year)), f"td {held.unit_id} {year}")])


def _own_units(look: Look) -> list[Held]:
    """The person's offices, one a unit, the highest unit first."""
    by_unit = {held.unit_id: held for held in look.person.offices_for(Act.SEE_PROGRESS)}
    return sorted(by_unit.values(), key=lambda held: _LEVELS.index(look.plan.unit_kind(held.unit_kind).level))


register(
    Command(
        name="tiendo",
        words=("tien do", "td", "xem tien do", "progress"),
        title=N_("See the progress"),
        needs=Act.SEE_PROGRESS,
        takes_words=True,
        show=show,
    )
)
