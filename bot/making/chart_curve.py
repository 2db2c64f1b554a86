"""How one figure grew through a period: its line up to today, the path to the goal, and the year before."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from bot.making.legend import Sample, write_legend
from bot.making.lettering import LEADING, fitted, width
from bot.making.paper import BLUE, GREY, INK, MARGIN, ROOM, SENTENCE, SMALL, WIDTH, Paper, Span, letters, plot
from bot.making.spots import Box, Label, free_spot
from handlers.progress.chart import Curve

HEIGHT = 640
"""Pixels of the plot without its months."""
LEFT = MARGIN + 40
"""Where the period begins: before it there is room for the zero."""
VALUE: dict[str, Any] = {"color": BLUE, "lw": 8, "solid_capstyle": "round"}
PATH: dict[str, Any] = {"color": INK, "lw": 4, "ls": (0, (3, 2))}
BEFORE: dict[str, Any] = {"color": GREY, "lw": 4}
GOAL: dict[str, Any] = {"color": INK, "lw": 3}
TODAY: dict[str, Any] = {"color": BLUE, "marker": "o", "ms": 22, "mew": 0}
FLAT = 0.5
"""Where all values are above this part of the largest, the picture does not begin at zero: nothing would be seen."""
ROOM_FOR_WORDS = 0.15
"""Of the height, above what is drawn and below it."""

Line = tuple[tuple[float, float], ...]


def draw_curve(chart: Curve) -> Figure:
    """The picture. What is drawn has a name: `value`, `path`, `before`, `goal`, `today`."""
    paper = Paper()
    paper.head(chart.title, chart.subtitle, chart.sentence)
    value, path, before = chart.legend
    across = [(-30.0, 0.0), (30.0, 0.0)]
    shown = [(value, VALUE, chart.points), (path, PATH, chart.path), (before, BEFORE, chart.before)]
    write_legend(paper, [Sample(words, across, look, wide=60) for words, look, line in shown if line])
    top, bottom = paper.y, paper.y + HEIGHT
    plane = _Plane(top, bottom, scale_of(chart))
    _write_labels(paper, chart, plane)
    paper.y = bottom + 12
    _write_ticks(paper, chart, bottom)
    paper.foot(chart.note)
    figure = paper.figure()
    _draw(plot(figure, ((LEFT, WIDTH - MARGIN), (top, bottom)), (0, 1), plane.scale), chart)
    return figure


def scale_of(chart: Curve) -> Span:
    """From what to what the picture goes: everything that is drawn with room for words, and zero where that serves."""
    values = [value for line in (chart.points, chart.path, chart.before) for _share, value in line]
    values += [] if chart.goal is None else [chart.goal]
    low, high = min(values, default=0.0), max(values, default=0.0)
    if low <= FLAT * high:
        low, high = min(low, 0.0), max(high, 0.0)
    room = ROOM_FOR_WORDS * ((high - low) or abs(high) or 1.0)
    return (low - room if low else low, high + room)


class _Plane:
    """Where a point of the plot lies on the paper."""

    def __init__(self, top: float, bottom: float, scale: Span) -> None:
        self.top, self.bottom, self.scale = top, bottom, scale

    def at(self, share: float, value: float) -> tuple[float, float]:
        """Pixels from the top left."""
        low, high = self.scale
        across = min(max(share, 0.0), 1.0) * (WIDTH - MARGIN - LEFT)
        return LEFT + across, self.bottom - (value - low) / (high - low) * (self.bottom - self.top)


def _write_labels(paper: Paper, chart: Curve, plane: _Plane) -> None:
    """The words at the goal and at today's value, where they cover as little as can be."""
    page = Box(LEFT, plane.top, WIDTH - MARGIN, plane.bottom)
    low, high = plane.scale
    if low <= 0 <= high:
        paper.draw(letters("0", LEFT - 14, plane.at(0, 0)[1] + SMALL * 0.35, SMALL, right=True))
    lines = [[plane.at(*point) for point in line] for line in (chart.points, chart.path, chart.before)]
    written: list[Box] = []
    if chart.goal is not None and chart.goal_said.strip():
        goal = Label(fitted(chart.goal_said, SMALL, ROOM * 0.7, lines=2), SMALL)
        _left, y = plane.at(0, chart.goal)
        above, below = y - goal.height - 4, y + 6
        spots = [(x, at) for at in (above, below) for x in (LEFT + 4, WIDTH - MARGIN - goal.wide)]
        written.append(goal.written(paper, free_spot(goal, spots, page, lines, written)))
    if chart.said.strip():
        today = Label(fitted(chart.said, SENTENCE, ROOM * 0.6, lines=2, bold=True), SENTENCE, bold=True)
        x, y = plane.at(*chart.points[-1]) if chart.points else plane.at(0.5, sum(plane.scale) / 2)
        sides = (x - today.wide - 20, x + 20, x - today.wide / 2)
        heights = (y - today.height - 18, y + 18, y - today.height / 2)
        spots = [(side, at) for at in heights for side in sides]
        today.written(paper, free_spot(today, spots, page, lines, written))


def _write_ticks(paper: Paper, chart: Curve, bottom: float) -> None:
    """The months below the plot: every second or third of them where all would not fit."""
    ticks = sorted(chart.ticks)
    wide = max((width(label, SMALL) for _share, label in ticks), default=0.0)
    room = (WIDTH - MARGIN - LEFT) / max(len(ticks) - 1, 1)
    step = int((wide + 16) // room) + 1
    for share, label in ticks[::step]:
        x = LEFT + share * (WIDTH - MARGIN - LEFT)
        paper.draw(Line2D([x, x], [bottom, bottom + 10], color=INK, lw=3))
        begins = min(max(x - width(label, SMALL) / 2, 4.0), WIDTH - 4 - width(label, SMALL))
        paper.draw(letters(label, begins, bottom + 16 + SMALL, SMALL))
    paper.y += SMALL * LEADING + 20


def _draw(axes: Axes, chart: Curve) -> None:
    """The lines, what matters most on top."""
    low, _high = axes.get_ylim()
    axes.add_line(Line2D([0, 1], [low, low], color=INK, lw=3, clip_on=False))
    if low < 0:
        axes.add_line(Line2D([0, 1], [0, 0], color=GREY, lw=2, gid="zero"))
    if chart.goal is not None:
        axes.add_line(Line2D([0, 1], [chart.goal] * 2, **GOAL, gid="goal"))
    for name, line, look in (
        ("before", chart.before, BEFORE),
        ("path", chart.path, PATH),
        ("value", chart.points, VALUE),
        ("today", chart.points[-1:], TODAY),
    ):
        if line:
            axes.add_line(Line2D(*zip(*line, strict=True), **look, clip_on=False, gid=name))
