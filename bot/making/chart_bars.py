"""Units against their goals, as bars below each other: the name above each bar, the figure in words beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from bot.making.legend import Sample, write_legend
from bot.making.lettering import BELOW, LEADING, fitted, width
from bot.making.paper import (
    BLUE,
    GREY,
    GROUND,
    INK,
    LABEL,
    MARGIN,
    ORANGE,
    PALE,
    ROOM,
    SMALL,
    VERMILION,
    WIDTH,
    Paper,
    plot,
)
from handlers.progress.chart import Bar, Bars, Mood

HIGHEST = 1640
"""Pixels: what is higher, a phone shows small."""
COLOURS = {Mood.GOOD: BLUE, Mood.BEHIND: ORANGE, Mood.FAR_BEHIND: VERMILION, Mood.UNKNOWN: GREY}
PATTERNS = {Mood.GOOD: "", Mood.BEHIND: "/", Mood.FAR_BEHIND: "x", Mood.UNKNOWN: "."}
"""What tells them apart on paper printed in grey."""
SAID_ROOM, BESIDE = 0.5, 26
"""The part of the width that the words beside the bars may take, and pixels between them."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How much room a row takes: lines of its name, and pixels of letters, bar and the gap before the next name."""

    lines: int
    size: float
    bar: float
    gap: float


LOOKS = (_Look(2, LABEL, 44, 20), _Look(2, SMALL, 22, 0), _Look(1, SMALL, 22, 0))
"""The roomiest first; the last one is taken where none fits."""
MARK, GOAL_ABOVE = 16, 5
MIDDLE = LEADING - BELOW - 0.36
"""How far the middle of figures is below the top of their line, in sizes of the letters."""
GOAL: dict[str, Any] = {"color": INK, "lw": 6}
EXPECTED: dict[str, Any] = {"color": INK, "marker": "^", "ms": MARK, "mew": 0}
"""The marks of a goal, across its bar, and of what is expected by now, below it."""


def draw_bars(chart: Bars) -> Figure:
    """The picture. What is drawn has a name: `value:0` is the first unit's bar, `goal:0` and `expected:0` its marks."""
    for look in LOOKS:
        paper = Paper()
        paper.head(chart.title, chart.subtitle, chart.sentence)
        _legend(paper, chart)
        top = paper.y
        said = [fitted(bar.said, look.size, ROOM * SAID_ROOM, lines=3, bold=True) for bar in chart.bars]
        places = [_row(paper, bar.label, words, look) for bar, words in zip(chart.bars, said, strict=True)]
        bottom = paper.y
        paper.foot(chart.note)
        if paper.y <= HIGHEST:
            break
    figure = paper.figure()
    if chart.bars:
        beside = max(width(line, look.size, bold=True) for words in said for line in words)
        across = (MARGIN, WIDTH - MARGIN - beside - BESIDE)
        axes = plot(figure, (across, (top, bottom)), scale_of(chart.bars), (bottom, top))
        for number, (bar, place) in enumerate(zip(chart.bars, places, strict=True)):
            _draw(axes, number, bar, place, look.bar)
    return figure


def scale_of(bars: tuple[Bar, ...]) -> tuple[float, float]:
    """From what to what the bars go: zero is always on it, and everything that is drawn."""
    shown = [x for bar in bars for x in (bar.value, bar.goal, bar.expected) if x is not None]
    low, high = min(0.0, *shown, 0.0), max(0.0, *shown, 0.0)
    return (low, high) if high > low else (0.0, 1.0)


def _legend(paper: Paper, chart: Bars) -> None:
    """What the two marks mean, where they are drawn."""
    goal, expected = chart.legend
    samples = []
    if any(bar.goal is not None for bar in chart.bars):
        samples.append(Sample(goal, [(0, -18), (0, 18)], GOAL))
    if any(bar.expected is not None for bar in chart.bars):
        samples.append(Sample(expected, [(0, 0)], EXPECTED))
    write_legend(paper, samples)


def _row(paper: Paper, label: str, said: list[str], look: _Look) -> float:
    """Write the name and what stands beside the bar below it; the height at which the bar begins."""
    paper.write(fitted(label, look.size, ROOM, lines=look.lines, keep_end=True), look.size)
    begins = paper.y + GOAL_ABOVE + 4
    paper.y = max(begins + look.bar / 2 - look.size * MIDDLE, paper.y)
    paper.write(said, look.size, x=WIDTH - MARGIN, right=True, bold=True)
    paper.y = max(paper.y, begins + look.bar + MARK) + look.gap
    return begins


def _draw(axes: Axes, number: int, bar: Bar, top: float, thick: float) -> None:
    """The bar from zero to its value, over what is missing to the goal, with the marks of goal and expectation."""
    bottom = top + thick
    if bar.goal is not None:
        axes.add_patch(Rectangle((0, top), bar.goal, thick, color=PALE, lw=0, gid=f"missing:{number}"))
    if bar.value is not None:
        fill: dict[str, Any] = {"facecolor": COLOURS[bar.mood], "edgecolor": GROUND, "hatch": PATTERNS[bar.mood]}
        axes.add_patch(Rectangle((0, top), bar.value, thick, lw=0, gid=f"value:{number}", **fill))
    axes.add_line(Line2D([0, 0], [top - 3, bottom + 3], color=INK, lw=2, clip_on=False, gid=f"zero:{number}"))
    if bar.goal is not None:
        axes.add_line(Line2D([bar.goal] * 2, [top - GOAL_ABOVE, bottom], **GOAL, clip_on=False, gid=f"goal:{number}"))
    if bar.expected is not None:
        below = bottom + 1 + MARK / 2
        axes.add_line(Line2D([bar.expected], [below], **EXPECTED, clip_on=False, gid=f"expected:{number}"))
