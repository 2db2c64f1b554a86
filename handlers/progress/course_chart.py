"""How one figure grew through a period, as a picture shows it: month by month, beside its path and the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from domain.plan import Indicator
from domain.progress import Figure, Period, Status, same_last_year
from domain.progress.pace import expected_share
from domain.progress.readings import COUNTS
from handlers.commands import Look
from handlers.progress import figure_words as words
from handlers.progress.chart import Curve
from handlers.progress.lead import in_brief
from handlers.progress.spot import Spot, can_be_seen
from locales import _, day, number, plain
from storage import units
from storage.course import course


async def curve_of(look: Look, spot: Spot, indicator: Indicator) -> Curve | None:
    """The figure as of the end of each month of the period so far; None where none is known."""
    period = spot.span.measured_over(look.plan)
    days = list(_days(period, spot.on))
    figures = await course(look.tx, look.plan, spot.unit.id, indicator, days, top=spot.top, span=spot.span)
    known = [(on, figure) for on, figure in zip(days, figures, strict=True) if figure.counted is not None]
    return await _curve(look, spot, period, known) if known else None


def subtitle(spot: Spot, figure: Figure | None = None) -> str:
    """What a picture is of: the unit, the day of its figures and, of one figure, what is counted."""
    said = _("{unit}, figures up to {day}", unit=spot.named, day=day(spot.on))
    if figure is None:
        return plain(said)
    return plain(words.joined([said, _("counted in {unit}", unit=words.unit_of(figure))]))


async def _curve(look: Look, spot: Spot, period: Period, known: Sequence[tuple[date, Figure]]) -> Curve:
    last = known[-1][1]
    target, scale = last.target, 1 if last.indicator.formula.kind in COUNTS else 100
    starts = last.indicator.formula.kind in COUNTS and last.growth is not None
    points = [(0.0, 0.0)] if starts or last.numerator is not None else []
    points += [(_passed(period, on), float((figure.counted or 0) * scale)) for on, figure in known]
    path: list[tuple[float, float]] = []
    if target is not None:
        shares = [(on, expected_share(look.plan, last.indicator, period, on)) for on in _days(period, period.last_day)]
        path = [(0.0, 0.0), *((_passed(period, on), float(target.goal * share * scale)) for on, share in shares)]
    return Curve(
        title=words.titled(last),
        subtitle=subtitle(spot, last),
        sentence=plain(in_brief(look.plan, last, [])),
        points=tuple(points),
        path=tuple(path),
        before=tuple(await _before(look, spot, last.indicator, scale)),
        goal=None if target is None else float(target.goal * scale),
        goal_said="" if target is None else plain(_("Goal {goal}", goal=words.goal(last, target.goal))),
        said=words.bare(last),
        ticks=tuple(_ticks(period)),
        legend=(str(_("So far")), str(_("Path to the goal")), str(_("A year before"))),
    )


async def _before(look: Look, spot: Spot, indicator: Indicator, scale: int) -> list[tuple[float, float]]:
    """The year before, on the same days."""
    earlier = same_last_year(look.plan, spot.span, spot.span.last_day)
    if earlier is None or not can_be_seen(look.plan, earlier[0], look.today):
        return []
    span, last_day = earlier
    if await units.get(look.tx, spot.unit.id, last_day) is None:
        return []
    period = span.measured_over(look.plan)
    days = list(_days(period, last_day))
    figures = await course(look.tx, look.plan, spot.unit.id, indicator, days, top=spot.top, span=span)
    return [
        (_passed(period, on), float(figure.counted * scale))
        for on, figure in zip(days, figures, strict=True)
        if figure.counted is not None and figure.status is not Status.NO_DATA
    ]


def _days(period: Period, last: date) -> Iterator[date]:
    """The last day of each month of the period, as far as it goes, and the last of all."""
    for first in _months(period):
        ends = _next_month(first) - timedelta(days=1)
        if ends < last:
            yield ends
    yield last


def _months(period: Period) -> Iterator[date]:
    """The first days of the months of a year; of a longer period every third."""
    step = 1 if (period.last_day - period.first_day).days < 370 else 3
    first, place = period.first_day, 0
    while first <= period.last_day:
        if place % step == 0:
            yield first
        first, place = _next_month(first), place + 1


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, first.day)


def _ticks(period: Period) -> Iterator[tuple[float, str]]:
    for first in _months(period):
        label = number(first.month) if period.phase is None else f"{first:%m/%y}"
        yield _passed(period, first - timedelta(days=1)), label


def _passed(period: Period, on: date) -> float:
    """The share of the period's days that have passed at the end of the day."""
    return ((on - period.first_day).days + 1) / ((period.last_day - period.first_day).days + 1)
