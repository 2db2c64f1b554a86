"""Looking at a picture that was drawn: its words with the places they cover, and its marks by their names."""

from __future__ import annotations

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from bot.making.paper import WIDTH


def texts(figure: Figure) -> list[Text]:
    """Everything that can be read, in the order in which it was written."""
    return [text for text in figure.findobj(Text) if text.get_text()]


def words(figure: Figure) -> str:
    """All that can be read, one line after the other."""
    return " ".join(text.get_text() for text in texts(figure))


def bar(figure: Figure, name: str) -> tuple[float, float] | None:
    """From where to where a bar goes, on the scale of the figures; None where there is none."""
    for found in figure.findobj(Rectangle):
        if found.get_gid() == name:
            assert isinstance(found, Rectangle)
            return found.get_x(), found.get_x() + found.get_width()
    return None


def line(figure: Figure, name: str) -> list[tuple[float, float]] | None:
    """The points of a line or mark; None where there is none."""
    for found in figure.findobj(Line2D):
        if found.get_gid() == name:
            assert isinstance(found, Line2D)
            return [(float(x), float(y)) for x, y in np.asarray(found.get_xydata())]
    return None


def check(figure: Figure) -> None:
    """All words are on the picture, none on others, and whatever bears a name is within its width."""
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts(figure)]
    height = figure.bbox.height
    assert figure.bbox.width == WIDTH
    for place, (text, box) in enumerate(boxes):
        assert box.x0 >= 0, text
        assert box.x1 <= WIDTH, text
        assert box.y0 >= 0, text
        assert box.y1 <= height, text
        for other, beside in boxes[place + 1 :]:
            assert not _meet(box, beside), (text, other)
    for artist in (*figure.findobj(Rectangle), *figure.findobj(Line2D)):
        if artist.get_gid() is not None:
            drawn = artist.get_window_extent(renderer)
            assert drawn.x0 >= 0
            assert drawn.x1 <= WIDTH


def _meet(one: Bbox, other: Bbox) -> bool:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(across > 0.5 and down > 0.5)
