"""The plan of Kon Tum: nothing of its section II and of its activities is left out, and nobody is asked too much."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest

from domain.plan import Form, FormulaKind, Indicator, Plan, Question, Words, load_plan, plan_path
from domain.reading.fold import lower, strip_marks

PLAN: Plan = load_plan(plan_path("kontum-66"))
KINDS = [kind.code for kind in PLAN.unit_kinds]


def listed(codes: str) -> list[str]:
    return codes.split()


INDICATORS = listed("""
    tuyen-truyen doi-thoai-dnnn doi-thoai-nnn hoi-nghi-cbcc hoi-nghi-nld-dnnn hoi-nghi-nld-nnn dan-chu-khac-dnnn
    dan-chu-khac-nnn phuc-loi tham-hoi van-the tham-gia-chinh-sach hoc-nghe doan-vien-moi doan-vien-giam doan-vien-tang
    tong-dv-tinh tong-dv-nganh-tw tong-dv-toan-tinh ty-le-dv dn-nnn-co-cd tap-hop-nld nld-la-dv gioi-thieu-dang
    xep-loai-cttt xep-loai-cs-nn xep-loai-cs-nnn nu-cong-hcsn nu-cong-dnnn nu-cong-nnn thoa-uoc tu-van dai-dien
    su-dung-kpcd cong-khai-tc kiem-tra-tc quyet-toan-tc thu-tai-chinh thu-kpcd thu-doan-phi doi-moi-dvsn
""")

ACTIVITIES = listed("""
    tuyen-truyen tap-huan tham-hoi doi-thoai hoi-nghi-cbcc hoi-nghi-nld thuong-luong ky-thoa-uoc van-the thi-dua
    khen-thuong giam-sat phan-bien tu-van khieu-nai ngung-viec thanh-lap-cdcs giai-the-cdcs ban-nu-cong kien-toan
    gioi-thieu-dang cap-the ban-chi-dao ke-hoach to-tu-van khao-sat quy-che thu-chi cong-khai kiem-tra xep-loai
    mo-hinh tin-bai xa-hoi kien-nghi khac
""")

COMPUTED = {"doan-vien-tang", "tong-dv-toan-tinh", "ty-le-dv", "nld-la-dv", "thu-tai-chinh"}
"""They follow from what is asked for others."""

COMMON = {
    *("tuyen-truyen", "tham-hoi", "van-the", "phuc-loi", "tham-gia-chinh-sach", "doan-vien-moi", "doan-vien-giam"),
    *("tong-dv-tinh", "gioi-thieu-dang", "tu-van", "dai-dien", "su-dung-kpcd", "thu-doan-phi", "cong-khai-tc"),
}
"""What every union with an employer is asked. A case that its chair opens belongs to both tu-van and dai-dien."""
EVERY_LEVEL = {"phuc-loi", "tham-gia-chinh-sach", "dai-dien", "cong-khai-tc", "thu-kpcd"}
ASKED = {
    "hcsn": COMMON | {"hoi-nghi-cbcc", "nu-cong-hcsn"},
    "dnnn": COMMON
    | {"doi-thoai-dnnn", "hoi-nghi-nld-dnnn", "dan-chu-khac-dnnn", "hoc-nghe", "nu-cong-dnnn", "thoa-uoc"},
    "nnn": COMMON | {"doi-thoai-nnn", "hoi-nghi-nld-nnn", "dan-chu-khac-nnn", "hoc-nghe", "nu-cong-nnn", "thoa-uoc"},
    "snncl": COMMON | {"nu-cong-nnn", "thoa-uoc"},
    "nd": COMMON - {"phuc-loi", "su-dung-kpcd"} | {"nu-cong-nnn"},
    "cttt": EVERY_LEVEL | {"dn-nnn-co-cd", "tap-hop-nld", "kiem-tra-tc", "quyet-toan-tc"},
    "tinh": EVERY_LEVEL | {"tong-dv-nganh-tw", "doi-moi-dvsn"},
}
GRADED = {
    "hcsn": {"xep-loai-cs-nn"},
    "dnnn": {"xep-loai-cs-nn"},
    "nnn": {"xep-loai-cs-nnn"},
    "snncl": {"xep-loai-cs-nnn"},
    "nd": {"xep-loai-cs-nnn"},
    "cttt": {"xep-loai-cttt"},
    "tinh": set(),
}
"""What an officer above says of a union."""

NONE = (None,) * 5
YEARS = (2021, 2023, 2024, 2026, 2031)
GOALS: dict[str, tuple[str | int | None, ...]] = {
    **dict.fromkeys(("phuc-loi", "doan-vien-moi", "doan-vien-giam", "tap-hop-nld", "nld-la-dv"), NONE),
    **dict.fromkeys(("thu-kpcd", "thu-doan-phi", "doi-moi-dvsn"), NONE),
    "tuyen-truyen": ("0.70", "0.70", "0.70", "0.70", None),
    "doi-thoai-dnnn": ("0.90", "0.90", "0.90", "0.90", None),
    "doi-thoai-nnn": ("0.70", "0.70", "0.70", "0.70", None),
    "hoi-nghi-cbcc": ("0.98", "0.98", "0.98", "0.98", None),
    "hoi-nghi-nld-dnnn": ("0.95", "0.95", "0.95", "0.95", None),
    "hoi-nghi-nld-nnn": ("0.60", "0.60", "0.60", "0.60", None),
    "dan-chu-khac-dnnn": ("0.95", "0.95", "0.95", "0.95", None),
    "dan-chu-khac-nnn": ("0.60", "0.60", "0.60", "0.60", None),
    "tham-hoi": (1, 1, 1, 1, None),
    "van-the": ("0.75", "0.75", "0.75", "0.75", None),
    "tham-gia-chinh-sach": ("0.65", "0.65", "0.65", "0.65", None),
    "hoc-nghe": ("0.60", "0.60", "0.60", "0.60", None),
    "doan-vien-tang": (570, 570, 570, 570, None),
    "tong-dv-tinh": (30039, 30039, 30239, 32039, None),
    "tong-dv-nganh-tw": (7661, 7661, 7661, 7961, None),
    "tong-dv-toan-tinh": (37900, 37900, 37900, 40000, None),
    "ty-le-dv": ("0.90", "0.90", "0.90", "0.92", None),
    "dn-nnn-co-cd": ("0.75", "0.75", "0.75", None, None),
    "gioi-thieu-dang": (1, 1, 1, 1, None),
    "xep-loai-cttt": ("0.80", "0.80", "0.80", "0.80", None),
    "xep-loai-cs-nn": ("0.80", "0.80", "0.80", "0.80", None),
    "xep-loai-cs-nnn": ("0.55", "0.55", "0.55", "0.55", None),
    "nu-cong-hcsn": (1, 1, None, None, None),
    "nu-cong-dnnn": (1, 1, None, None, None),
    "nu-cong-nnn": ("0.70", "0.70", None, None, None),
    "thoa-uoc": ("0.70", "0.70", "0.80", "0.85", "0.99"),
    "tu-van": ("0.65", "0.65", None, None, None),
    "dai-dien": ("0.68", "0.68", "0.68", "0.75", "0.99"),
    "su-dung-kpcd": ("0.75", "0.75", "0.75", "0.75", None),
    "cong-khai-tc": (1, 1, 1, 1, None),
    "kiem-tra-tc": (1, 1, 1, 1, None),
    "quyet-toan-tc": (1, 1, 1, 1, None),
    "thu-tai-chinh": ("0.90", "0.90", None, None, None),
}
"""The goal in force in each of the years, at the province."""


def test_every_indicator_is_there_in_the_order_of_the_plan() -> None:
    assert [indicator.code for indicator in PLAN.indicators] == INDICATORS
    assert len(INDICATORS) == 41


def test_every_kind_of_activity_is_there() -> None:
    assert [activity.code for activity in PLAN.activities] == [f"hd-{code}" for code in ACTIVITIES]
    assert len(ACTIVITIES) == 36


def asks(form: Form, kind: str, *, measure: str) -> bool:
    """Whether the form asks a union of this kind for what the measure counts, on the opener's side of a case."""
    asked = {question.key for question in form.questions if not question.for_kinds or kind in question.for_kinds}
    rules = [rule for rule in form.facts if rule.measure == measure]
    return kind in form.for_kinds and any(
        {rule.question, rule.when.question if rule.when else None} - {None} <= asked for rule in rules
    )


def measured_by(indicator: Indicator, kind: str) -> str:
    """What has to be told of a union: of a declared share what stands below the line, else what is counted."""
    formula = indicator.formula
    code = formula.denominator if formula.kind is FormulaKind.DECLARED_SHARE else formula.top_of(kind)
    assert code is not None, indicator.code
    return code


def told(kind: str, *, from_above: bool) -> set[str]:
    """The indicators about which the unions of this kind are asked, by themselves or by an officer above."""
    forms = [form for form in PLAN.forms if form.from_above is from_above]
    found = set()
    for indicator in PLAN.indicators:
        if kind not in indicator.scope or indicator.code in COMPUTED:
            continue
        if indicator.formula.kind is FormulaKind.NARRATIVE:
            if any(form.code == indicator.told_by and kind in form.for_kinds for form in forms):
                found.add(indicator.code)
        elif any(asks(form, kind, measure=measured_by(indicator, kind)) for form in forms):
            found.add(indicator.code)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_union_is_asked_what_concerns_its_kind_and_nothing_else(kind: str) -> None:
    assert told(kind, from_above=False) == ASKED[kind]
    assert told(kind, from_above=True) == GRADED[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_every_indicator_of_a_scope_is_told(kind: str) -> None:
    """Nobody would ever answer for a union in scope that is not asked."""
    in_scope = {indicator.code for indicator in PLAN.indicators if kind in indicator.scope}
    assert in_scope - COMPUTED == ASKED[kind] | GRADED[kind]


def test_an_employer_is_not_spoken_of_to_unions_without_one() -> None:
    forms = {form.code for form in PLAN.forms_for("nd")}
    assert forms.isdisjoint(
        {"doi-thoai", "hoi-nghi-nld", "hoi-nghi-cbcc", "thoa-uoc", "hd-thuong-luong", "hd-ngung-viec"}
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("from_above", [False, True])
def test_a_menu_fits_a_phone(kind: str, from_above: bool) -> None:
    sizes = Counter(form.group for form in PLAN.forms_for(kind, from_above=from_above))
    assert 1 <= len(sizes) <= 8
    assert max(sizes.values()) <= 9, sizes


@pytest.mark.parametrize("form", PLAN.forms, ids=lambda form: form.code)
def test_a_report_is_short(form: Form) -> None:
    main = [question for question in form.questions if not question.details]
    assert 1 <= len(main) <= 6
    for kind in form.for_kinds:
        asked = [question for question in main if not question.for_kinds or kind in question.for_kinds]
        assert asked, kind


@pytest.mark.parametrize("kind", KINDS)
def test_no_words_open_two_forms(kind: str) -> None:
    typed = Counter(strip_marks(lower(words)) for form in PLAN.forms_for(kind) for words in set(form.words))
    assert [words for words, times in typed.items() if times > 1] == []


@pytest.mark.parametrize("form", PLAN.forms, ids=lambda form: form.code)
def test_no_words_mean_two_options(form: Form) -> None:
    for question in asked_in(form):
        typed = Counter(
            words
            for option in question.options
            for words in {strip_marks(lower(said)) for said in (option.name.vi, option.name.en, *option.words)}
        )
        assert [words for words, times in typed.items() if times > 1] == [], question.key


def in_force(indicator: Indicator, year: int) -> Fraction | None:
    """The goal of the year, else that of the next milestone."""
    for goal in indicator.goals:
        if goal.first_year is not None and goal.first_year <= year <= (goal.last_year or year):
            return goal.value
    coming = [(goal.by, goal.value) for goal in indicator.goals if goal.by is not None and goal.by.year >= year]
    return min(coming)[1] if coming else None


@pytest.mark.parametrize("code", INDICATORS)
def test_the_goals_are_those_of_the_plan(code: str) -> None:
    found = tuple(in_force(PLAN.indicator(code), year) for year in YEARS)
    assert found == tuple(None if goal is None else Fraction(goal) for goal in GOALS[code])


def test_what_only_the_province_aims_for() -> None:
    assert {one.code for one in PLAN.indicators if any(goal.top_only for goal in one.goals)} == {
        *("doan-vien-tang", "tong-dv-tinh", "tong-dv-nganh-tw", "tong-dv-toan-tinh", "ty-le-dv"),
    }
    assert {one.code for one in PLAN.indicators if one.top_only} == {
        *("tong-dv-nganh-tw", "tong-dv-toan-tinh", "doi-moi-dvsn"),
    }


def test_what_becomes_known_in_the_year_after() -> None:
    assert {one.code: one.due_month for one in PLAN.indicators if one.of_last_year} == {
        **dict.fromkeys(("xep-loai-cttt", "xep-loai-cs-nn", "xep-loai-cs-nnn"), 1),
        **dict.fromkeys(("cong-khai-tc", "quyet-toan-tc"), 3),
    }


def names() -> Iterator[Words]:
    for entries in (PLAN.groups, PLAN.activities, PLAN.measures, PLAN.forms, PLAN.indicators):
        yield from (entry.name for entry in entries)
    for form in PLAN.forms:
        yield from (question.label for question in asked_in(form))
        yield from (difference.label for difference in form.differences)


def asked_in(form: Form) -> tuple[Question, ...]:
    return (*form.questions, *form.follow_up)


def test_names_fit_a_button() -> None:
    assert [words for words in names() if max(len(words.vi), len(words.en)) > 40] == []


NOT_OURS = re.compile(r"\b(bạn|quý khách|user|upload|deadline|report|email|online|vui lòng)\b", re.IGNORECASE)


@pytest.mark.parametrize("form", PLAN.forms, ids=lambda form: form.code)
def test_sentences_are_whole_and_polite(form: Form) -> None:
    """Parameters of the plan stand as numbers in them, and only the headcount is left to be filled in."""
    said = [words for question in asked_in(form) for words in (question.label, question.ask, question.hint) if words]
    said += [option.name for question in asked_in(form) for option in question.options]
    for words in said:
        assert not NOT_OURS.search(words.vi), words.vi
        assert set(re.findall(r"{.*?}", words.vi + words.en)) <= {"{base}", "{what}"}, words
    for question in asked_in(form):
        assert {question.ask.vi[-1], question.ask.en[-1]} <= {"?", "."}, question.key
