"""A saying as plain bubbles, for a channel that has neither buttons nor markup: choices are lines with numbers."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape

from markupsafe import Markup

from bot.channels.pieces import PIECE, pieces, units
from handlers.saying import Button, Rows, Saying, lines
from locales import _

LONG = 80
"""So many letters fill about three lines of a narrow bubble."""


@dataclass(frozen=True, slots=True)
class Style:
    """A stretch of a bubble that is bold ("b") or italic ("i"); places and lengths in UTF-16 units."""

    start: int
    length: int
    kind: str


@dataclass(frozen=True, slots=True)
class Bubble:
    """What the reader sees, and how."""

    text: str
    styles: tuple[Style, ...] = ()


def bubbles(saying: Saying, limit: int) -> list[Bubble]:
    """The text and its choices in bubbles of at most `limit` UTF-16 units, in the language now spoken."""
    return [styled(part) for part in pieces(written_out(saying), limit)]


def written_out(saying: Saying) -> Markup:
    """The text, below it a line for each numbered choice, and at the end the words that can be typed besides."""
    buttons = [button for row in saying.rows for button in row]
    numbered = [_choice(button) for button in buttons if button.number is not None]
    parts: list[Markup | str] = [_aired(saying.text)] if saying.text else []
    if numbered:
        parts += ["", *numbered]
    if words := _words(saying.rows):
        parts += [_("Or type: {words}", words=words)] if numbered else ["", _("You can type: {words}", words=words)]
    return lines(parts)


def _aired(text: Markup) -> Markup:
    """The text with a blank line after each line that takes several in a narrow bubble, so that the next is found."""
    aired: list[str] = []
    for line in str(text).split("\n"):
        if aired and line and len(Markup(aired[-1]).striptags()) > LONG:  # noqa: S704  a line of a Markup
            aired.append("")
        aired.append(line)
    return Markup("\n".join(aired))  # noqa: S704  it was Markup before


def _choice(button: Button) -> Markup:
    return Markup("{}. {}").format(button.number, button.label)


def _words(rows: Rows) -> Markup:
    """The choices without a number, as words to type."""
    words = [button.label for row in rows for button in row if button.number is None]
    return Markup(", ").join(Markup("“{}”").format(word) for word in words)


def styled(text: Markup) -> Bubble:
    """The text without its tags, and where they stood."""
    plain: list[str] = []
    styles: list[Style] = []
    opened: list[tuple[str, int]] = []
    at = 0
    for piece in PIECE.findall(str(text)):
        if piece in ("<b>", "<i>"):
            opened.append((piece[1], at))
        elif piece in ("</b>", "</i>"):
            kind, start = opened.pop()
            if at > start:
                styles.append(Style(start, at - start, kind))
        else:
            letter = unescape(piece)
            plain.append(letter)
            at += units(letter)
    return Bubble("".join(plain), tuple(sorted(styles, key=lambda style: style.start)))
