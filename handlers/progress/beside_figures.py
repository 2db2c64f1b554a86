"""What stands beside a figure and is no number: the days of a survey, and what was told in words."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from domain.plan import Form, Indicator, QuestionType
from domain.progress import Figure
from handlers.commands import Look
from handlers.progress.figure_words import Surveys
from handlers.progress.spot import Spot
from locales import _, current, day
from storage import facts, reports, units

TOLD_ROOM = 1500
"""So many characters of what was told stand on a screen."""


async def surveys_of(look: Look, spot: Spot, figures: Iterable[Figure]) -> Surveys:
    """The days of the surveys that these figures come from, by indicator."""
    measures = {
        figure.code: figure.indicator.formula.numerator
        for figure in figures
        if figure.indicator.survey and figure.indicator.formula.numerator is not None
    }
    if not measures:
        return {}
    found = await facts.stated_between(look.tx, spot.unit.id, set(measures.values()), spot.on)
    return {code: found[measure] for code, measure in measures.items() if measure in found}


async def told(look: Look, spot: Spot, indicator: Indicator) -> list[Markup]:
    """The latest words about an indicator that is told: by the unit itself or by one below it."""
    if indicator.told_by is None:
        return []
    report = await reports.latest_told(look.tx, indicator.told_by, spot.unit.id, spot.on)
    if report is None:
        return [_("Nothing has been told yet.")]
    author = await units.get(look.tx, report.unit_id, spot.on)
    form = look.plan.form(indicator.told_by)
    words = _cut("\n".join(_texts(form, report.latest.answers)))
    if author is None or author.id == spot.unit.id:
        return [_("Told on {day}:", day=day(report.latest.day)), Markup("{}").format(words)]
    return [_("Told by {unit} on {day}:", unit=author.name, day=day(report.latest.day)), Markup("{}").format(words)]


def _texts(form: Form, answers: dict[str, object]) -> list[str]:
    """The texts of a report that everybody may read who sees its unit's figures."""
    return [
        f"{question.label.say(current())}: {answers[question.key]}"
        for question in form.questions
        if question.type is QuestionType.TEXT and not question.private and answers.get(question.key)
    ]


def _cut(words: str) -> str:
    return words if len(words) <= TOLD_ROOM else words[: TOLD_ROOM - 1].rstrip() + "…"
