"""A plan in which direct-superior unions grade the unions below, each by itself or many at once."""

from __future__ import annotations

from domain.facts import Answer
from domain.plan import (
    FactRule,
    Form,
    FormOption,
    Measure,
    MeasureKind,
    Plan,
    Question,
    QuestionType,
    Words,
)
from tests.handlers.federation import PLAN


def words(vi: str, en: str) -> Words:
    return Words(vi=vi, en=en)


GRADES = (
    FormOption(id="excellent", name=words("Hoàn thành xuất sắc", "Excellent"), words=("xuất sắc",)),
    FormOption(id="good", name=words("Hoàn thành tốt", "Good"), words=("tốt",)),
    FormOption(id="done", name=words("Hoàn thành", "Fair"), words=("hoàn thành",)),
    FormOption(id="failed", name=words("Không hoàn thành", "Failed"), words=("không hoàn thành",)),
)
GRADE = Measure(code="mau-grade", kind=MeasureKind.ANSWER, holds="year-latest", name=words("Xếp loại", "Grade"))
FORM = Form(
    code="cong-nhan",
    group=PLAN.groups[0].code,
    name=words("Công nhận xếp loại", "Recognised grade"),
    words=("xếp loại", "cong nhan"),
    for_kinds=("hcsn", "dnnn", "nnn", "snncl", "nd"),
    from_above=True,
    in_bulk=True,
    questions=(
        Question(
            key="grade",
            type=QuestionType.CHOICE,
            label=words("Xếp loại", "Grade"),
            ask=words("Xếp loại nào?", "Which grade?"),
            options=GRADES,
        ),
        Question(
            key="decision",
            type=QuestionType.TEXT,
            label=words("Số quyết định", "Decision number"),
            ask=words("Số quyết định?", "Which decision?"),
        ),
        Question(
            key="day",
            type=QuestionType.DAY,
            label=words("Ngày quyết định", "Day of the decision"),
            ask=words("Ngày quyết định?", "On which day?"),
        ),
    ),
    facts=(
        FactRule(
            measure="mau-grade",
            value="grade",
            answers={"excellent": Answer.YES, "good": Answer.YES, "done": Answer.NO, "failed": Answer.NO},
            day="day",
        ),
    ),
)
OTHERS = tuple(form for form in PLAN.forms if not form.in_bulk)
RECORDED = {form.activity for form in OTHERS}
GRADING = Plan.model_validate(
    {
        **PLAN.model_dump(exclude={"activities", "forms", "rounds"}),
        "activities": tuple(one for one in PLAN.activities if one.code in RECORDED),
        "measures": (*PLAN.measures, GRADE),
        "forms": (*OTHERS, FORM),
    }
)
