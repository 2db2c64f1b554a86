"""Where words can stand within a plot: on the paper, not on other words, and on as little of the lines as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.making.lettering import LEADING, width
from bot.making.paper import Paper

Point = tuple[float, float]
STEPS = 24
"""In so many places of a stretch it is looked whether words would lie on it."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether they have anything in common."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, point: Point) -> bool:
        """Whether a point is in it."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def within(self, page: Box) -> Box:
        """The same, moved onto the page."""
        across = max(page.left, min(self.left, page.right - (self.right - self.left))) - self.left
        down = max(page.top, min(self.top, page.bottom - (self.bottom - self.top))) - self.top
        return Box(self.left + across, self.top + down, self.right + across, self.bottom + down)


class Label:
    """Lines of words that stand together."""

    def __init__(self, lines: Sequence[str], size: float, *, bold: bool = False) -> None:
        self.lines, self.size, self.bold = lines, size, bold
        self.wide = max(width(line, size, bold=bold) for line in lines)
        self.height = len(lines) * size * LEADING

    def at(self, spot: Point) -> Box:
        """What it covers when it begins at a spot."""
        return Box(spot[0], spot[1], spot[0] + self.wide, spot[1] + self.height)

    def written(self, paper: Paper, box: Box) -> Box:
        """Write it there."""
        paper.y = box.top
        paper.write(self.lines, self.size, x=box.left, bold=self.bold)
        return box


def free_spot(
    label: Label, spots: Iterable[Point], page: Box, lines: Iterable[Sequence[Point]], written: Sequence[Box]
) -> Box:
    """Of the spots where no other words are, the one at which it covers least of the lines; else a corner."""
    places = [place for line in lines for place in _along(line)]
    corners = [(left, top) for left in (page.left, page.right) for top in (page.top, page.bottom)]
    for group in (spots, corners):
        boxes = [label.at(spot).within(page) for spot in group]
        free = [box for box in boxes if not any(box.meets(other) for other in written)]
        if free:
            return min(free, key=lambda box: sum(box.holds(place) for place in places))
    raise AssertionError("two labels leave a corner free")


def _along(line: Sequence[Point]) -> list[Point]:
    """Places along a line, close to each other."""
    return [
        (x + (to_x - x) * step / STEPS, y + (to_y - y) * step / STEPS)
        for (x, y), (to_x, to_y) in pairwise(line)
        for step in range(STEPS + 1)
    ]
