"""What becomes of the sample's cases: taken up, supported and closed by the superior, or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.sample.drawing import Draw, Occasion
from bot.sample.filed import Edit, Filed
from bot.sample.filling import filled
from bot.sample.habits import moment
from domain.cases import open_steps, part
from domain.plan import Form

GOES_ON = 0.8
"""The share of cases at each step that come to the next one within the time drawn."""
DAYS = (1, 12)
"""How long a step takes."""


def looked_after(form: Form, draws: Mapping[str, Draw], opened: Filed, at: Occasion, superior: int) -> Filed:
    """The case with all that its superior does about it, one step after the other."""
    now, sent, edits = replace(at, answers=opened.answers), opened.sent, []
    for step in open_steps(form, opened.answers):
        if at.random.random() >= GOES_ON:
            break
        sent = moment(at.random, sent.date() + timedelta(days=at.random.randint(*DAYS)))
        now = replace(now, day=sent.date())
        now = replace(now, answers=filled(part(form, step, now.answers).questions, draws, now))
        edits.append(Edit(at=sent, reason=None, answers=dict(now.answers), office=superior))
    return replace(opened, edits=tuple(edits))
