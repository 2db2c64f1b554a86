"""Which commands the numbers and words of a message stand for, so that typing them is as good as tapping."""

from __future__ import annotations

from dataclasses import replace

from domain.reading import fold
from handlers.saying import Saying
from storage.menus import Offer


def offer_of(saying: Saying) -> Offer:
    """The command line of each caption (folded) of a message, and of each number."""
    buttons = [button for row in saying.rows for button in row if button.action.startswith("c:")]
    return Offer(
        numbers={str(one.number): one.action[2:] for one in buttons if one.number is not None},
        words={fold(one.label): one.action[2:] for one in buttons},
    )


def without_numbers(saying: Saying) -> Saying:
    """The same where nothing can be chosen by a number: while a question is open, numbers answer that."""
    if not any(button.number is not None for row in saying.rows for button in row):
        return saying
    return replace(saying, rows=tuple(tuple(replace(button, number=None) for button in row) for row in saying.rows))
