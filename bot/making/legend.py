"""What the marks and lines of a picture mean, above it: a sample of each and its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.lines import Line2D

from bot.making.lettering import LEADING, fitted, width
from bot.making.paper import MARGIN, ROOM, SMALL, WIDTH, Paper

BETWEEN = 44


@dataclass(frozen=True, slots=True)
class Sample:
    """A mark or line with its words: points (right, down) in pixels around the middle, drawn with `look`."""

    words: str
    points: Sequence[tuple[float, float]]
    look: dict[str, Any]
    wide: float = 24


def write_legend(paper: Paper, samples: Iterable[Sample]) -> None:
    """Write the samples side by side, those that do not fit below. One without words is left out."""
    x: float = MARGIN
    for sample in samples:
        if not sample.words.strip():
            continue
        indent = sample.wide + 14
        lines = fitted(sample.words, SMALL, ROOM - indent, lines=2)
        wide = indent + max(width(line, SMALL) for line in lines)
        if x > MARGIN and x + wide <= WIDTH - MARGIN and len(lines) == 1:
            paper.y -= SMALL * LEADING
        else:
            x = MARGIN
        middle = (x + sample.wide / 2, paper.y + SMALL * 0.75)
        xs, ys = zip(*((middle[0] + right, middle[1] + down) for right, down in sample.points), strict=True)
        paper.draw(Line2D(xs, ys, **sample.look))
        paper.write(lines, SMALL, x=x + indent)
        x += wide + BETWEEN if len(lines) == 1 else WIDTH
    paper.y += 14
