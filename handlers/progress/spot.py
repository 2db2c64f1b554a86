"""Where one stands on a walk from /tiendo, and what all its screens share: ways on, pages, figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from markupsafe import Markup

from domain.plan import FormulaKind, Indicator, Level, Plan
from domain.progress import Figure, Span, SpanKind, same_last_year, span_after, span_before
from handlers.commands import Look
from handlers.progress.span_words import span_name
from locales import _, plain
from storage import figures, units
from storage.units import Unit

PAGE = 8
"""So many units or indicators can be chosen from on one page."""
NAME_ROOM = 32
"""So many characters of a unit's name stand on a button beside a value."""
WHEN = "=when"
"""What follows unit and span in a button's command where another period is to be chosen."""

Way = tuple[str, str]
"""A button's label and the command line it gives."""
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where one stands: a unit, the span that is looked at, and the day that its figures are of.

    `over`: that day has passed. `above` is the unit above where the person may see that one too.
    """

    plan: Plan
    unit: Unit
    span: Span
    on: date
    over: bool
    today: date
    above: Unit | None

    @property
    def top(self) -> bool:
        """Whether it is the province."""
        return self.unit.parent_id is None

    @property
    def usual(self) -> bool:
        """Whether it is the present year, which need not be named."""
        return self.span.kind is SpanKind.YEAR and not self.over

    @property
    def named(self) -> str:
        """The unit's name, with the period that is looked at where that is not the present year."""
        return self.unit.name if self.usual else f"{self.unit.name}, {span_name(self.plan, self.span)}"

    def to(self, *rest: object, unit: Unit | None = None, span: Span | None = None) -> str:
        """The command line of a button."""
        return " ".join(map(str, ("td", (unit or self.unit).id, (span or self.span).code, *rest)))

    def other_spans(self, *rest: object) -> list[Way]:
        """The period before, the one after, and all others."""
        beside = (span_before(self.plan, self.span), span_after(self.plan, self.span))
        ways = [
            (span_name(self.plan, span), self.to(*rest, span=span))
            for span in beside
            if span is not None and can_be_seen(self.plan, span, self.today)
        ]
        return [*ways, (str(_("Another period")), self.to(WHEN, *rest))]

    def up(self, *rest: object) -> list[Way]:
        """The unit above."""
        if self.above is None:
            return []
        return [(plain(_("Up: {unit}", unit=self.above.name)), self.to(*rest, unit=self.above))]

    @property
    def back(self) -> Way:
        """The unit's own screen."""
        return str(_("All indicators")), self.to()


def can_be_seen(plan: Plan, span: Span, today: date) -> bool:
    """Whether there can be figures of the span: it has begun, and is not over before the plan begins."""
    return span.first_day <= today and span.last_day >= plan.first_day_of(plan.year_of(plan.starts))


async def figures_of(look: Look, spot: Spot, indicators: Sequence[Indicator] | None = None) -> list[Figure]:
    """The unit's figures; of all indicators those only that some unit in it is asked about."""
    found = await figures.of_unit(
        look.tx,
        look.plan,
        spot.unit.id,
        spot.on,
        top=spot.top,
        indicators=indicators,
        span=spot.span,
        over=spot.over,
    )
    return [figure for figure in found if indicators is not None or asked_of(look, spot.unit, figure)]


async def figures_below(
    look: Look, spot: Spot, indicator: Indicator, below: Sequence[Unit]
) -> list[tuple[Unit, Figure]]:
    """One indicator of each of these units that is asked about it, in their order."""
    if indicator.top_only or not below:
        return []
    found = await figures.of_units(
        look.tx,
        look.plan,
        [unit.id for unit in below],
        spot.on,
        indicators=[indicator],
        span=spot.span,
        over=spot.over,
    )
    own = ((unit, found[unit.id][0]) for unit in below)
    return [(unit, figure) for unit, figure in own if asked_of(look, unit, figure)]


async def same_period(look: Look, spot: Spot, indicators: Sequence[Indicator]) -> dict[str, Figure]:
    """What these indicators were in the same period of the year before, by code; {} where there is none."""
    before = _year_before(look, spot)
    if before is None or not indicators or await units.get(look.tx, spot.unit.id, before[1]) is None:
        return {}
    span, on = before
    found = await figures.of_unit(
        look.tx, look.plan, spot.unit.id, on, top=spot.top, indicators=indicators, span=span, over=True
    )
    return {figure.code: figure for figure in found}


async def same_below(look: Look, spot: Spot, indicator: Indicator, below: Sequence[Unit]) -> dict[int, Figure]:
    """What one indicator of these units was in the same period of the year before, by unit; {} where there is none."""
    before = _year_before(look, spot)
    if before is None:
        return {}
    span, on = before
    ids = [unit.id for unit in below]
    found = await figures.of_units(look.tx, look.plan, ids, on, indicators=[indicator], span=span, over=True)
    return {unit_id: of_unit[0] for unit_id, of_unit in found.items()}


def _year_before(look: Look, spot: Spot) -> tuple[Span, date] | None:
    before = same_last_year(look.plan, spot.span, spot.on)
    return before if before is not None and can_be_seen(look.plan, before[0], look.today) else None


def asked_of(look: Look, unit: Unit, figure: Figure) -> bool:
    """Whether anybody in the unit is asked about the figure's indicator."""
    if figure.indicator.formula.kind is FormulaKind.NARRATIVE:
        return not is_grassroots(look, unit) or unit.kind in figure.indicator.scope
    return figure.coverage.expected > 0


def is_grassroots(look: Look, unit: Unit) -> bool:
    """Whether it is a grassroots union, which has no unit below it."""
    return look.plan.unit_kind(unit.kind).level is Level.GRASSROOTS


def show_page(
    look: Look,
    text: Markup,
    items: Sequence[Item],
    page: int,
    *,
    way: Callable[[Item], Way],
    here: str,
    ways: Sequence[Way],
) -> None:
    """A text with one page of numbered items, whose numbers run on from page to page, and the ways on from here.

    `way` is the button of an item: only those of the page are put into words. `here` is the command line of the
    screen without its page, to which a page is added.
    """
    first = page * PAGE if page * PAGE < len(items) else 0
    turns = []
    if first + PAGE < len(items):
        turns.append((str(_("Next page")), f"{here}{first // PAGE + 1}"))
    if first:
        turns.append((str(_("Page before")), f"{here}{first // PAGE - 1}"))
    look.show(text, [*map(way, items[first : first + PAGE]), *turns, *ways], first_number=first + 1)


def short(name: str) -> str:
    """A name as it stands on a button beside a value."""
    return name if len(name) <= NAME_ROOM else name[: NAME_ROOM - 1].rstrip() + "…"
