"""The paper a picture is drawn on: as wide as a phone shows it, written on from the top, as high as was needed."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Affine2D
from PIL import Image

from bot.making.lettering import BELOW, LEADING, fitted, font

WIDTH = 1080
"""Pixels. A phone shows them about 390 points wide, so letters of 34 pixels are read as ones of 12 points."""
MARGIN = 44
ROOM = WIDTH - 2 * MARGIN
TITLE, LONG_TITLE, SENTENCE, LABEL, SMALL = 50, 42, 36, 36, 34
"""The sizes of letters, in pixels."""
INK, FAINT, PALE, GROUND = "#1a1a1a", "#4d4d4d", "#e3e6ea", "#ffffff"
BLUE, ORANGE, VERMILION, GREY = "#0072b2", "#e69f00", "#d55e00", "#8a8f94"
"""Of the palette of Okabe and Ito, which everybody can tell apart."""
FILLS = (BLUE, ORANGE, VERMILION, GREY)

Span = tuple[float, float]
"""From where to where a scale goes."""


class Paper:
    """A sheet that is filled from top to bottom. `y` is where it goes on; all places are pixels from the top left."""

    def __init__(self) -> None:
        self.y: float = MARGIN
        self._drawn: list[Artist] = []

    def head(self, title: str, subtitle: str, sentence: str) -> None:
        """What stands above every picture."""
        size = TITLE if len(fitted(title, TITLE, ROOM, lines=2, bold=True)) == 1 else LONG_TITLE
        self.paragraph(title, size, lines=3, bold=True)
        self.y += 4
        self.paragraph(subtitle, SMALL, lines=2, colour=FAINT)
        self.y += 8
        self.paragraph(sentence, SENTENCE, lines=5)
        self.y += 8

    def foot(self, note: str) -> None:
        """What stands below every picture."""
        self.paragraph(note, SMALL, lines=2, colour=FAINT)
        self.y += MARGIN / 2

    def paragraph(self, text: str, size: float, *, lines: int, bold: bool = False, colour: str = INK) -> None:
        """Write a text over the whole width, in at most so many lines; nothing where it is empty."""
        if text.strip():
            self.write(fitted(text, size, ROOM, lines=lines, bold=bold), size, bold=bold, colour=colour)

    def write(
        self,
        lines: Sequence[str],
        size: float,
        *,
        x: float = MARGIN,
        right: bool = False,
        bold: bool = False,
        colour: str = INK,
    ) -> None:
        """Write lines that fit, one below the other, beginning at `x` or with `right` ending there, and go on below."""
        for line in lines:
            self.y += size * LEADING
            self.draw(letters(line, x, self.y - size * BELOW, size, right=right, bold=bold, colour=colour))

    def draw(self, artist: Artist) -> None:
        """Draw something that has no transform yet."""
        self._drawn.append(artist)

    def figure(self) -> Figure:
        """A figure as high as was gone down to, with all that was drawn."""
        height = round(self.y)
        made = Figure(figsize=(WIDTH / 72, height / 72), dpi=72, facecolor=GROUND)
        from_top = Affine2D().scale(1, -1).translate(0, height)
        for artist in self._drawn:
            artist.set_transform(from_top)
            made.add_artist(artist)
        return made


def letters(
    text: str, x: float, y: float, size: float, *, right: bool = False, bold: bool = False, colour: str = INK
) -> Text:
    """A line of text whose letters stand on `y`. It is words, whatever signs are in it, never a formula."""
    side = "right" if right else "left"
    shape = font(size, bold=bold)
    return Text(x, y, text, color=colour, ha=side, va="baseline", fontproperties=shape, parse_math=False)


def plot(figure: Figure, place: tuple[Span, Span], across: Span, upwards: Span) -> Axes:
    """Bare axes at a place, in pixels from left to right and from top to bottom, with their scales."""
    height = figure.bbox.height
    (left, right), (top, bottom) = place
    box = (left / WIDTH, 1 - bottom / height, (right - left) / WIDTH, (bottom - top) / height)
    axes = figure.add_axes(box)
    axes.set_axis_off()
    axes.set_xlim(*across)
    axes.set_ylim(*upwards)
    return axes


def png(figure: Figure) -> bytes:
    """The figure as a picture: the same figure gives the same bytes."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    drawn = Image.frombuffer("RGBA", canvas.get_width_height(), pixels).convert("RGB")
    out = io.BytesIO()
    # Pressing harder takes ten times as long and saves a tenth.
    drawn.quantize(palette=_palette(), dither=Image.Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()


@cache
def _palette() -> Image.Image:
    """The colours of pictures, and what lies between them and their ground: the borders of smooth letters and lines."""
    pairs = [(INK, GROUND, 32), (FAINT, GROUND, 16), (PALE, INK, 8)]
    pairs += [(colour, other, 12) for colour in FILLS for other in (GROUND, INK)]
    colours = {
        tuple(
            round(255 * (one + (other - one) * step / steps)) for one, other in zip(to_rgb(a), to_rgb(b), strict=True)
        )
        for a, b, steps in pairs
        for step in range(steps + 1)
    }
    palette = Image.new("P", (1, 1))
    palette.putpalette([part for colour in sorted(colours) for part in colour])
    return palette
