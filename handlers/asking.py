"""How a question looks: what was wrong with the last answer, the question, its choices, and the ways out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from handlers.questions import Question
from handlers.saying import Button, Rows, Saying, arranged, lines
from locales import _

BACK, LATER, CANCEL, SKIP = "!back", "!later", "!cancel", "!skip"
"""What the ways out of a question answer; no option's id begins with an exclamation mark."""


def asking(
    question: Question[Any],
    tag: str,
    *,
    complaint: Markup | None = None,
    offered: Sequence[tuple[str, str]] = (),
    can_wait: bool = False,
    can_go_back: bool = False,
) -> Saying:
    """The message that asks a question.

    `tag` (conversation and nonce) goes into every button, `offered` are readings (id, label) of words that were
    not clear.
    """
    parts: list[Markup | str] = [question.text] if complaint is None else [complaint, question.text]
    if question.hint is not None and complaint is None:
        parts.append(Markup("<i>{}</i>").format(question.hint))
    choices = offered or [(option.id, option.label) for option in question.options()]
    buttons = [
        Button(label, f"a:{tag}:{chosen}", place if question.numbers_choose else None)
        for place, (chosen, label) in enumerate(choices, 1)
    ]
    return Saying(
        text=lines(parts),
        rows=arranged(buttons) + _left_out(question, tag) + ways_out(tag, can_go_back=can_go_back, can_wait=can_wait),
        question=tag,
    )


def _left_out(question: Question[Any], tag: str) -> Rows:
    """The row above the ways out, where the question can be left without an answer."""
    if not question.can_be_left:
        return ()
    label = _("Not known") if question.may_be_unknown else _("Skip")
    return ((Button(str(label), f"a:{tag}:{SKIP}"),),)


def ways_out(tag: str, *, can_go_back: bool, can_wait: bool) -> Rows:
    """The last row of every question: back, later, cancel."""
    row = [Button(str(_("Back")), f"a:{tag}:{BACK}")] if can_go_back else []
    if can_wait:
        row.append(Button(str(_("Later")), f"a:{tag}:{LATER}"))
    row.append(Button(str(_("Cancel")), f"a:{tag}:{CANCEL}"))
    return (tuple(row),)
