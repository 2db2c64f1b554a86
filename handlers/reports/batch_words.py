"""What is said of answers that many units are given at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from domain.plan import Form
from handlers.reports.batch import Batch, varying
from handlers.reports.filling import Answers, Subject
from handlers.reports.reviewing import summary
from handlers.saying import shortened
from handlers.talk import Talk
from locales import N_, _, current, ngettext
from storage.units import Unit


async def review_of(talk: Talk, form: Form, answers: Answers, about: Subject, batch: Batch) -> list[Markup]:
    """What would be recorded: the answers, how many units get which, and who gets something else or nothing."""
    rows = [await summary(talk, form, answers, about.unit)]
    asked = varying(form)
    if asked is not None:
        labels = {option.id: option.name.say(current()) for option in asked.options}
        counted = Counter(mine[asked.key] for _unit, mine in batch.given)
        rows += [
            _("• {answer}: {units}", answer=labels[option], units=units_of(counted[option]))
            for option in labels
            if counted[option]
        ]
        apart = [(unit, mine) for unit, mine in batch.given if mine[asked.key] != answers[asked.key]]
        if apart:
            named = [f"{unit.name}: {labels[mine[asked.key]]}" for unit, mine in apart]
            rows.append(_("Exceptions: {names}", names=shortened(named)))
    for sentence_of, some in (
        (N_("Left out: {names}"), batch.left_out),
        (N_("No longer directly below your union: {names}"), batch.gone),
        (N_("Not founded yet on that day: {names}"), batch.too_young),
        (N_("By the numbers they stated they are eligible, so they get none: {names}"), batch.still_apply),
        (N_("These have the same already and would get it again: {names}"), batch.already),
    ):
        if some:
            rows.append(_(sentence_of, names=names_of(some)))
    rows.append(_("In all: {units}", units=units_of(len(batch.given))))
    return rows


def units_of(count: int) -> Markup:
    """So many units."""
    return ngettext("{n} unit", "{n} units", count)


def names_of(some: Sequence[Unit]) -> Markup:
    """The names of the units, of the first ones where they are many."""
    return shortened([unit.name for unit in some])
