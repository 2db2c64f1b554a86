"""Cutting a text that is too long for one message into parts, none of which breaks a tag or an entity."""

from __future__ import annotations

import re

from markupsafe import Markup

PIECE = re.compile(r"</?[bi]>|&(?:\w+|#\d+);|[^<&\n]|.|\n", re.DOTALL)
MOST_TAGS = 90
"""Telegram formats at most 100 places of one message."""


def pieces(text: Markup, limit: int) -> list[Markup]:
    """The text in parts of at most `limit` UTF-16 units, cut at line borders where there are any.

    The source is counted with its tags, which is never less than what the reader sees.
    """
    if units(text) <= limit and text.count("<") <= 2 * MOST_TAGS:
        return [text]
    return [Markup(part) for part in _parts(PIECE.findall(str(text)), limit)]  # noqa: S704  it was Markup before


def units(text: str) -> int:
    """How many UTF-16 units a text has: how Telegram counts."""
    return len(text) + sum(1 for letter in text if letter > "\uffff")


def _parts(pieces: list[str], limit: int) -> list[str]:
    parts: list[str] = []
    opened: list[str] = []
    while pieces:
        start = "".join(opened)
        # Room for every tag that could be left open.
        end = _end(pieces, limit - units(start) - 8)
        chosen, pieces = pieces[:end], pieces[end:]
        for piece in chosen:
            if piece in ("<b>", "<i>"):
                opened.append(piece)
            elif piece in ("</b>", "</i>"):
                opened.pop()
        close = "".join(tag.replace("<", "</") for tag in reversed(opened))
        part = start + "".join(chosen).strip("\n") + close
        if re.sub(r"</?[bi]>", "", part).strip():
            parts.append(part)
    return parts


def _end(pieces: list[str], room: int) -> int:
    """How many pieces make the next part: to the last line border that fits, else the last space, else all that fit."""
    tags = at_line = at_space = 0
    for place, piece in enumerate(pieces):
        room -= units(piece)
        tags += piece in ("<b>", "<i>")
        if room < 0 or tags > MOST_TAGS:
            return at_line or at_space or max(place, 1)
        if piece == "\n":
            at_line = place + 1
        elif piece == " ":
            at_space = place + 1
    return len(pieces)
