"""Which commands the numbers and words of a message stand for, so that typing them is as good as tapping."""

from __future__ import annotations

from datetime import timedelta

from domain.reading import fold
from handlers.saying import Saying

MENU_HOLDS = timedelta(days=1)
"""So long the numbers and words of the last menu can be typed; its buttons can be tapped for ever."""


def offered(saying: Saying) -> dict[str, str]:
    """The command line of each number, and of each caption (folded); {} where nothing is numbered."""
    buttons = [button for row in saying.rows for button in row if button.action.startswith("c:")]
    numbers = {str(button.number): button.action[2:] for button in buttons if button.number is not None}
    return {fold(button.label): button.action[2:] for button in buttons} | numbers if numbers else {}
