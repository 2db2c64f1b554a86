"""What can be chosen on a walk from /tiendo: a unit below, an indicator, a department, another period."""

from __future__ import annotations

from markupsafe import Markup

from domain.plan import Department
from domain.progress import Figure, Span, SpanKind, phase_spans, span_at, span_before
from handlers.commands import Look
from handlers.progress import figure_words as words
from handlers.progress.departments import own_first
from handlers.progress.screens import DEPARTMENTS, INDICATORS, OF_DEPARTMENT, UNITS
from handlers.progress.span_words import span_name
from handlers.progress.spot import Spot, Way, can_be_seen, figures_of, is_grassroots, show_page
from locales import _, current, ngettext
from storage import units
from storage.units import Unit


async def show_units(look: Look, spot: Spot, page: int) -> None:
    """The units directly below: unions first, then those that stand under this one without a union between."""
    below = await units.children(look.tx, spot.unit.id, spot.on)
    below.sort(key=lambda unit: is_grassroots(look, unit))
    name = Markup("<b>{}</b>").format(spot.unit.name)
    text = ngettext("{name}: {n} unit directly below.", "{name}: {n} units directly below.", len(below), name=name)

    def way(unit: Unit) -> Way:
        return unit.name, spot.to(unit=unit)

    show_page(look, text, below, page, way=way, here=spot.to(UNITS, ""), ways=[spot.back])


async def show_indicators(look: Look, spot: Spot, page: int) -> None:
    """The indicators to choose one from, those of the person's department first, then the worst first."""
    name = Markup("<b>{}</b>").format(spot.unit.name)
    own, others = own_first(look, await figures_of(look, spot))
    text = _("{name}: which indicator?", name=name)

    def way(figure: Figure) -> Way:
        return words.name_of(figure), spot.to(figure.code)

    show_page(look, text, [*own, *others], page, way=way, here=spot.to(INDICATORS, ""), ways=[spot.back])


async def show_departments(look: Look, spot: Spot, page: int) -> None:
    """The departments of the province, to see the indicators that one of them follows."""
    text = _("Which department's indicators?")

    def way(department: Department) -> Way:
        return department.name.say(current()), spot.to(f"{OF_DEPARTMENT}{department.code}")

    followed = {indicator.department for indicator in look.plan.indicators}
    found = [one for one in look.plan.departments if one.code in followed]
    show_page(look, text, found, page, way=way, here=spot.to(DEPARTMENTS, ""), ways=[spot.back])


async def show_spans(look: Look, spot: Spot, rest: tuple[str, ...]) -> None:
    """The periods that can be looked at. `rest` is what of the unit is shown: an indicator's code, or nothing."""
    text = _("Which period? A name can be typed, too, such as “tiendo thang 3/2026”.")
    ways = [(span_name(look.plan, span), spot.to(*rest, span=span)) for span in _offered(look)]
    look.show(text, [*ways, spot.back])


def _offered(look: Look) -> list[Span]:
    """Months, quarters, halves and years, each with the one before it, then the phases and terms that have begun."""
    spans: list[Span] = []
    for kind in (SpanKind.MONTH, SpanKind.QUARTER, SpanKind.HALF, SpanKind.YEAR):
        span = span_at(look.plan, kind, look.today)
        before = span_before(look.plan, span) if span is not None else None
        spans += [one for one in (span, before) if one is not None]
    return [span for span in (*spans, *phase_spans(look.plan)) if can_be_seen(look.plan, span, look.today)]
