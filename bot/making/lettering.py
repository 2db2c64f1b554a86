"""The letters of pictures: how wide words are, and how they are broken into lines that fit.

One point is one pixel (72 dpi). The font is DejaVu Sans as it comes with matplotlib, whose letters have every accent
of Vietnamese, so that pictures look the same on every machine.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontProperties, get_font

FOLDER = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
FILES = {False: FOLDER / "DejaVuSans.ttf", True: FOLDER / "DejaVuSans-Bold.ttf"}
LEADING, BELOW = 1.34, 0.26
"""The height of a line, and what of it lies below its letters' feet, in sizes of the letters: Vietnamese has accents
upon accents and dots below."""
SLACK = 1.015
UNKNOWN = "\N{REPLACEMENT CHARACTER}"


@cache
def font(size: float, *, bold: bool = False) -> FontProperties:
    """The letters of a size in pixels."""
    return FontProperties(fname=FILES[bold], size=size)


def clean(text: str) -> str:
    """The text on one line, its accents joined with their letters, what the font has no letter for marked as such."""
    known = _known()
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return "".join(letter if ord(letter) in known else UNKNOWN for letter in words)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How many pixels a line is wide, or a little less: drawn letters stand on whole pixels."""
    return SLACK * size * sum(_advance(letter, bold=bold) for letter in text)


def broken(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Lines no wider than `room`, broken between words, and within a word only where it alone is longer than a line."""
    lines: list[str] = []
    for word in clean(text).split(" "):
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] += f" {word}"
            continue
        rest = word
        while len(rest) > 1 and width(rest, size, bold=bold) > room:
            fits = max(1, _longest(rest, size, room, bold=bold))
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return lines


def fitted(text: str, size: float, room: float, *, lines: int, bold: bool = False, keep_end: bool = False) -> list[str]:
    """At most so many lines: of a longer text the end is cut off, or with `keep_end` the middle.

    The names of unions often begin alike and differ at their end.
    """
    whole = clean(text)
    if len(done := broken(whole, size, room, bold=bold)) <= lines:
        return done

    def cut(kept: int) -> list[str]:
        behind = kept // 2 if keep_end else 0
        begins, ends = _whole_words(whole, kept - behind), _whole_words(whole[::-1], behind)[::-1]
        return broken(f"{begins} … {ends}" if ends else f"{begins}…", size, room, bold=bold)

    return cut(bisect_right(range(len(whole)), lines, key=lambda kept: len(cut(kept))) - 1)


def _whole_words(text: str, length: int) -> str:
    """The beginning of a text, up to the last word that is whole; where there is none, to the letter."""
    begins = text[:length]
    if text[length : length + 1] not in ("", " ") and " " in begins:
        begins = begins[: begins.rindex(" ")]
    return begins.rstrip()


def _longest(word: str, size: float, room: float, *, bold: bool) -> int:
    """How many letters of a word fit."""
    taken = 0.0
    for place, letter in enumerate(word):
        taken += SLACK * size * _advance(letter, bold=bold)
        if taken > room:
            return place
    return len(word)


@cache
def _known() -> frozenset[int]:
    return frozenset(get_font(FILES[False]).get_charmap()) & frozenset(get_font(FILES[True]).get_charmap())


@cache
def _advance(letter: str, *, bold: bool) -> float:
    """How wide a letter is, in sizes of its font."""
    loaded = get_font(FILES[bold])
    loaded.set_size(64, 72)
    return loaded.load_char(ord(letter)).linearHoriAdvance / 65536 / 64
