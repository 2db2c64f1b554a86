"""Which commands the numbers and words of a message stand for, so that typing them is as good as tapping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from domain.reading import fold
from handlers.saying import Saying

MENU_HOLDS = timedelta(days=1)
"""So long the numbers and words of the last menu can be typed; its buttons can be tapped for ever."""


def offered(said: Iterable[Saying]) -> dict[str, str]:
    """The command line of each caption (folded), and of each number of the last message that has any."""
    words: dict[str, str] = {}
    numbers: dict[str, str] = {}
    for saying in said:
        buttons = [button for row in saying.rows for button in row if button.action.startswith("c:")]
        words |= {fold(button.label): button.action[2:] for button in buttons}
        numbers = {str(one.number): one.action[2:] for one in buttons if one.number is not None} or numbers
    return words | numbers


def without_numbers(menu: dict[str, str]) -> dict[str, str]:
    """What is left of a menu once a question is open: the numbers are the question's from then on."""
    return {words: line for words, line in menu.items() if not words.isdecimal()}
