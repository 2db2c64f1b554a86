"""Progress as a picture: units, or indicators, against their goals; or how one figure grew through its period."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from domain.plan import Indicator
from domain.progress import Figure, Status, sort_children, sort_worst_first
from domain.progress.readings import COUNTS
from handlers.commands import Look
from handlers.progress import figure_words as words
from handlers.progress.chart import Bar, Bars, Curve, Mood, pictured
from handlers.progress.course_chart import curve_of, subtitle
from handlers.progress.figure_lines import verdict
from handlers.progress.lead import in_brief
from handlers.progress.screens import COURSE
from handlers.progress.spot import Spot, Way, figures_below, figures_of, is_grassroots
from handlers.saying import Recipe
from locales import _, ngettext, plain, short_day
from storage import units

MOST = 12
"""So many bars stand in one picture."""

_MOODS = {
    Status.FAR_BEHIND: Mood.FAR_BEHIND,
    Status.LATE: Mood.FAR_BEHIND,
    Status.BELOW_FLOOR: Mood.FAR_BEHIND,
    Status.BEHIND: Mood.BEHIND,
    Status.ON_TRACK: Mood.GOOD,
    Status.MET: Mood.GOOD,
    Status.MAINTAINED: Mood.GOOD,
}


async def send_picture(look: Look, spot: Spot, indicator: Indicator | None) -> None:
    """A picture of the unit's indicators; of one indicator of the units below, or where there are none its course."""
    if indicator is None:
        await _send_indicators(look, spot)
        return
    below = [] if is_grassroots(look, spot.unit) else await units.children(look.tx, spot.unit.id, spot.on)
    children = sort_children(await figures_below(look, spot, indicator, below))
    if not children:
        await send_course(look, spot, indicator)
        return
    figure = (await figures_of(look, spot, [indicator]))[0]
    scale = _scale([child for _unit, child in children])
    bars = [_bar(unit.name, child, scale) for unit, child in children]
    chart = _bars(
        words.titled(figure), subtitle(spot, figure), plain(in_brief(look.plan, figure, children)), bars, spot
    )
    ways = [(str(_("Through the period")), spot.to(COURSE, indicator.code))]
    _send(look, spot, chart, indicator, ways)


async def send_course(look: Look, spot: Spot, indicator: Indicator) -> None:
    """How one figure grew through the period, against the path to its goal."""
    chart = await curve_of(look, spot, indicator)
    if chart is None:
        look.show(_("There are no figures yet that could be drawn."), [_back(spot, indicator)])
    else:
        _send(look, spot, chart, indicator, [])


async def _send_indicators(look: Look, spot: Spot) -> None:
    """The indicators that have a goal, each as a share of its goal, the worst first."""
    _send(look, spot, _chart_of(spot, await figures_of(look, spot)), None, [])


def picture_of(spot: Spot, figures: Sequence[Figure]) -> Recipe:
    """The same of these figures, to go with something else that is said."""
    return pictured(_file(spot), _chart_of(spot, figures))


def _chart_of(spot: Spot, figures: Sequence[Figure]) -> Bars:
    found = sort_worst_first(figures)
    aimed = [figure for figure in found if figure.target is not None and figure.target.goal > 0]
    bars = [_bar(words.titled(one), one, _OF_GOAL) for one in aimed]
    return _bars(plain(_("Progress of the indicators")), subtitle(spot), plain(verdict(found)), bars, spot)


def _send(look: Look, spot: Spot, chart: Bars | Curve, indicator: Indicator | None, ways: Sequence[Way]) -> None:
    text = Markup("<b>{}</b>: {}").format(chart.title, chart.subtitle)
    look.show(text, [*ways, _back(spot, indicator)], recipe=pictured(_file(spot), chart))


def _file(spot: Spot) -> str:
    return f"tien-do-{spot.unit.code}-{spot.span.code}.png"


def _back(spot: Spot, indicator: Indicator | None) -> Way:
    if indicator is None:
        return spot.back
    return str(_("Back to this indicator")), spot.to(indicator.code)


_OF_GOAL, _SHARES, _AMOUNTS = "of goal", "shares", "amounts"


def _scale(figures: Sequence[Figure]) -> str:
    """What bars beside each other can be compared by: shares as they are, counts by how much of the goal they reach."""
    if any(figure.indicator.formula.kind not in COUNTS for figure in figures):
        return _SHARES
    return _OF_GOAL if any(figure.target is not None for figure in figures) else _AMOUNTS


def _bar(label: str, figure: Figure, scale: str) -> Bar:
    """One bar, in percent of its goal, in percent, or in what is counted."""
    target = figure.target
    value = target.value if target is not None else figure.counted
    goal = target.goal if target is not None else None
    if figure.status in (Status.NO_DATA, Status.NOTHING_AROSE):
        value = None
    if scale == _OF_GOAL:
        value = None if value is None or not goal else Fraction(value) / goal * 100
        goal = None if not goal else 100
    elif scale == _SHARES:
        value = None if value is None else value * 100
        goal = None if goal is None else goal * 100
    expected = goal * figure.pace if goal is not None and 0 < figure.pace < 1 else None
    return Bar(
        label=label,
        said=words.bare(figure),
        value=None if value is None else float(value),
        goal=None if goal is None else float(goal),
        expected=None if expected is None else float(expected),
        mood=_MOODS.get(figure.status, Mood.UNKNOWN),
    )


def _bars(title: str, below: str, sentence: str, bars: Sequence[Bar], spot: Spot) -> Bars:
    left = len(bars) - MOST
    more = ngettext("and {n} more", "and {n} more", left) if left > 0 else Markup("")
    return Bars(
        title=title,
        subtitle=below,
        sentence=sentence,
        bars=tuple(bars[:MOST]),
        legend=(str(_("Goal")), plain(_("Should be there by {day}", day=short_day(spot.on)))),
        note=plain(more),
    )
