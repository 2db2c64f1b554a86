"""Figures in words: n of m beside every percentage, what is missing, and what a report means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from markupsafe import Markup

from domain.plan import FormulaKind
from domain.progress import Basis, Coverage, Figure, Status
from handlers.progress.figure_details import details
from handlers.progress.figure_lines import headline, line, receipt_lines
from handlers.progress.lead import how_it_stands
from locales import plain, use
from tests.handlers.federation import PLAN
from tests.handlers.made import aim, answered, dialogues, grown, made, one_dialogue, per_unit, share
from tests.handlers.more_plan import more_plan

ON = date(2026, 11, 22)
PHASE = (date(2021, 1, 1), date(2025, 12, 31))

BEHIND = dialogues(58, 121, upper=Fraction(1), status=Status.BEHIND, coverage=Coverage(90, 121))
HOPELESS = dialogues(1, 4, upper=Fraction(1, 2), status=Status.LATE, coverage=Coverage(4, 4))
BRIEFED = share("tuyen-truyen", 55, 153, "0.70", status=Status.FAR_BEHIND, coverage=Coverage(2, 5))
VISITED = share("tham-hoi", 3, 4, "1", status=Status.BEHIND, coverage=Coverage(2, 5))
NO_VISIT = made("tham-hoi", None, numerator=0, denominator=0, status=Status.NOTHING_AROSE)
ADMITTED = made("doan-vien-moi", 1234)
QUOTA = made("doan-vien-tang", **grown(7, lost=1), target=aim(6, 15), status=Status.BEHIND)
MOVED = made("doan-vien-tang", **grown(7, lost=1, reorganised=20), target=aim(6, 15), status=Status.BEHIND)
NO_QUOTA = made("doan-vien-tang", **grown(7, lost=9, came=2, adjusted=-3, reorganised=-5))
OF_PHASE = made("doan-vien-tang", **grown(7), target=aim(80, 120, days=PHASE), status=Status.BEHIND)
LEVEL = made("tong-dv-tinh", 26339, target=aim(26339, 32039, basis=Basis.YEAR), status=Status.FAR_BEHIND)
KEPT_UP = made("tong-dv-tinh", 26339, floor=26000, floor_year=2023, status=Status.MAINTAINED)
UNKNOWN = made("tong-dv-tinh", None, status=Status.NO_DATA, coverage=Coverage(0, 5))
DENSITY = share("nld-la-dv", 100, 153)
TOLD = replace(
    ADMITTED,
    value=None,
    coverage=Coverage(0, 0),
    indicator=ADMITTED.indicator.model_copy(
        update={"formula": ADMITTED.indicator.formula.model_copy(update={"kind": FormulaKind.NARRATIVE})}
    ),
)

LINES = [
    (
        BEHIND,
        "58/121 units (47.9%), goal 70%, 27 units missing, behind, 90/121 units have reported",
        "58/121 đơn vị (47,9%), cần 70%, còn thiếu 27 đơn vị, chậm, đã báo cáo 90/121 đơn vị",
    ),
    (
        HOPELESS,
        "1/4 units (25.0%), goal 70%, 2 units missing, 50.0% at the most can still be reached, overdue",
        "1/4 đơn vị (25,0%), cần 70%, còn thiếu 2 đơn vị, cao nhất chỉ còn có thể đạt 50,0%, quá hạn",
    ),
    (
        BRIEFED,
        "55/153 people (35.9%), goal 70%, 53 people missing, far behind, 2/5 units have reported",
        "55/153 người (35,9%), cần 70%, còn thiếu 53 người, rất chậm, đã báo cáo 2/5 đơn vị",
    ),
    (
        VISITED,
        "3/4 people (75.0%), goal 100%, 1 people missing, behind, 2/5 units have reported",
        "3/4 người (75,0%), cần 100%, còn thiếu 1 người, chậm, đã báo cáo 2/5 đơn vị",
    ),
    (NO_VISIT, "nothing arose", "không phát sinh"),
    (
        QUOTA,
        "+6 net (admissions 7, losses 1)/15 (40.0%), 9 people missing, behind",
        "+6 thực (kết nạp 7, giảm 1)/15 (40,0%), còn thiếu 9 người, chậm",
    ),
    (
        MOVED,
        "+6 net (admissions 7, losses 1)/15 (40.0%), by reorganisation +20, 9 people missing, behind",
        "+6 thực (kết nạp 7, giảm 1)/15 (40,0%), do sắp xếp tổ chức +20, còn thiếu 9 người, chậm",
    ),
    (
        NO_QUOTA,
        "−8 people (admissions 7, transfers in 2, losses 9, adjusted −3, by reorganisation −5), no quota assigned",
        "−8 người (kết nạp 7, chuyển đến 2, giảm 9, điều chỉnh −3, do sắp xếp tổ chức −5), chưa được giao chỉ tiêu",
    ),
    (
        OF_PHASE,
        "+80/120 people (66.6%), goal of 31 Dec 2025, 40 people missing, behind",
        "+80/120 người (66,6%), mốc 31/12/2025, còn thiếu 40 người, chậm",
    ),
    (
        LEVEL,
        "26,339/32,039 people (82.2%), 5,700 people missing, far behind",
        "26.339/32.039 người (82,2%), còn thiếu 5.700 người, rất chậm",
    ),
    (
        KEPT_UP,
        "26,339 people, to be kept at the milestone of 2023 (26,000), kept up",
        "26.339 người, duy trì mốc 2023 (26.000), duy trì được",
    ),
    (
        UNKNOWN,
        "no figures yet, no quota assigned, 0/5 units have reported",
        "chưa có số liệu, chưa được giao chỉ tiêu, đã báo cáo 0/5 đơn vị",
    ),
    (DENSITY, "100/153 people (65.3%)", "100/153 người (65,3%)"),
    (TOLD, "told in words", "báo cáo bằng lời"),
    (
        per_unit(2, 5),
        (
            "0.4 people per unit (2 in 5 units), 1/5 units have one (20.0%), goal 1, 3 people missing, behind, "
            "3/5 units have reported"
        ),
        (
            "bình quân 0,4 người/đơn vị (2 trên 5 đơn vị), 1/5 đơn vị có (20,0%), cần 1, còn thiếu 3 người, chậm, "
            "đã báo cáo 3/5 đơn vị"
        ),
    ),
]


def changed(figure: Figure, *, formula: dict[str, Any] | None = None, **indicator: Any) -> Figure:
    """The figure of an indicator that differs in this."""
    old = figure.indicator
    indicator |= {"formula": old.formula.model_copy(update=formula or {})}
    return replace(figure, indicator=old.model_copy(update=indicator))


OF_LAST_YEAR = changed(replace(BEHIND, year=2025), of_last_year=True)
RENEWING = replace(BEHIND, answers=answered(yes=58, not_yet=63, renewing=2))
MONEY = changed(
    share("tham-hoi", 1_234_567_000, 2_000_000_000, "0.75", status=Status.BEHIND, units_below=12),
    formula={"each_at_least": Fraction(3, 4)},
    unit=PLAN.indicator("tham-hoi").unit.model_copy(update={"vi": "đồng", "en": "VND"}),
)
LINES += [
    (
        RENEWING,
        (
            "58/121 units (47.9%), negotiating the next one 2, goal 70%, 27 units missing, behind, "
            "90/121 units have reported"
        ),
        "58/121 đơn vị (47,9%), đang thương lượng 2, cần 70%, còn thiếu 27 đơn vị, chậm, đã báo cáo 90/121 đơn vị",
    ),
    (
        MONEY,
        "1,234,567,000/2,000,000,000 VND (61.7%), goal 75%, 265,433,000 VND missing, 12 units below 75%, behind",
        "1.234.567.000/2.000.000.000 đồng (61,7%), cần 75%, còn thiếu 265.433.000 đồng, 12 đơn vị dưới 75%, chậm",
    ),
]


def said(language: str, figure: Figure, *, of_one: bool = False) -> str:
    """The line without the indicator's name."""
    with use(language):
        return plain(line(figure, PLAN, of_one=of_one)).partition(": ")[2]


@pytest.mark.parametrize(("figure", "english", "vietnamese"), LINES)
def test_a_figure_in_one_line(figure: Figure, english: str, vietnamese: str) -> None:
    assert (said("en", figure), said("vi", figure)) == (english, vietnamese)


@pytest.mark.parametrize(
    ("answer", "english", "vietnamese"),
    [
        ("yes", "held", "đã tổ chức"),
        ("not_yet", "not yet", "chưa"),
        ("not_applicable", "not applicable", "không thuộc diện"),
        ("silent", "not answered yet", "chưa trả lời"),
    ],
)
def test_the_answer_of_one_union_is_said_in_the_words_of_its_form(answer: str, english: str, vietnamese: str) -> None:
    figure = one_dialogue(answer)
    assert (said("en", figure, of_one=True), said("vi", figure, of_one=True)) == (english, vietnamese)


@pytest.mark.parametrize(
    ("given", "vietnamese"),
    [
        ({"not_yet": 1, "renewing": 1}, "đang thương lượng"),
        ({"yes": 1, "renewing": 1}, "đang thương lượng (vẫn được tính)"),
        ({"ended": 1}, "đã hết hạn"),
    ],
)
def test_a_union_that_negotiates(given: dict[str, int], vietnamese: str) -> None:
    figure = replace(one_dialogue("yes"), answers=answered(**given))
    assert said("vi", figure, of_one=True) == vietnamese


def test_a_union_that_is_not_asked_by_its_figures() -> None:
    figure = replace(one_dialogue("yes"), coverage=Coverage(0, 0), answers=answered(exempt=1))
    assert said("vi", figure, of_one=True) == "không thuộc diện theo số liệu"


def test_a_figure_of_the_last_year_says_so() -> None:
    with use("vi"):
        assert plain(line(OF_LAST_YEAR, PLAN)).startswith("Đối thoại tại DN ngoài nhà nước, năm 2025: 58/121 đơn vị")


def test_a_survey_says_its_days() -> None:
    surveys = {"nld-la-dv": (date(2026, 2, 3), date(2026, 5, 12))}
    with use("vi"):
        assert plain(line(DENSITY, PLAN, surveys=surveys)).endswith("(65,3%), khảo sát từ 03/02/2026 đến 12/05/2026")
        same = {"nld-la-dv": (date(2026, 5, 12), date(2026, 5, 12))}
        assert plain(line(DENSITY, PLAN, surveys=same)).endswith("(65,3%), khảo sát đến 12/05/2026")


def test_an_average_of_a_single_unit_is_its_number() -> None:
    assert said("vi", per_unit(2, 1)).startswith("2 người, cần 1")


def test_a_percentage_is_cut_and_never_rounded_up() -> None:
    assert said("vi", share("tuyen-truyen", 6996, 10000)) == "6.996/10.000 người (69,9%)"


GOOD = share("tuyen-truyen", 8, 10, "0.70", status=Status.MET)
WAITING = made("tong-dv-tinh", None, target=aim(0, 10), status=Status.NO_DATA, coverage=Coverage(0, 5))


@pytest.mark.parametrize(
    ("figures", "english", "vietnamese"),
    [
        (
            [GOOD, VISITED, BRIEFED, ADMITTED, NO_VISIT],
            "2 of 3 indicators are behind, “Members and workers briefed” the most.",
            "2/3 chỉ tiêu đang chậm, chậm nhất là “Học tập, quán triệt nghị quyết”.",
        ),
        (
            [GOOD, WAITING],
            "none of 2 indicators is behind, 1 have no figures yet.",
            "không chỉ tiêu nào trong 2 chỉ tiêu đang chậm, 1 chỉ tiêu chưa có số liệu.",
        ),
        (
            [GOOD, KEPT_UP],
            "all 2 indicators are reached or on time.",
            "cả 2 chỉ tiêu đều đã đạt hoặc đúng tiến độ.",
        ),
        ([ADMITTED], "there is nothing with a goal yet.", "chưa có nội dung nào được giao chỉ tiêu."),
    ],
)
def test_the_first_sentence_says_how_many_are_behind(figures: list[Figure], english: str, vietnamese: str) -> None:
    with use("en"):
        assert plain(headline(figures, "X & Y", ON)) == f"X & Y, figures up to 22 Nov 2026: {english}"
    with use("vi"):
        assert plain(headline(figures, "X & Y", ON)) == f"X & Y, số liệu đến ngày 22/11/2026: {vietnamese}"


def test_names_are_escaped() -> None:
    assert "<b>A &amp; B &lt;i&gt;</b>" in headline([ADMITTED], "A & B <i>", ON)


NOT_ASKED = replace(dialogues(0, 1, upper=Fraction(1)), coverage=Coverage(0, 0), answers=answered())
GROSS = replace(ADMITTED, value=11, target=aim(11, 15), status=Status.BEHIND)


@pytest.mark.parametrize(
    ("form", "figures", "english", "vietnamese"),
    [
        ("ket-nap", [replace(ADMITTED, value=11), NO_QUOTA], ["11 new members"], ["11 đoàn viên mới"]),
        (
            "ket-nap",
            [ADMITTED, QUOTA],
            ["+6 net (admissions 7, losses 1)/15 (40.0%)"],
            ["+6 thực (kết nạp 7, giảm 1)/15 (40,0%)"],
        ),
        ("ket-nap", [GROSS, NO_QUOTA], ["11/15 new members (73.3%)"], ["11/15 đoàn viên mới (73,3%)"]),
        (
            "chuyen-di",
            [ADMITTED, made("doan-vien-tang", **grown(7, lost=1))],
            ["+6 people (admissions 7, losses 1)"],
            ["+6 người (kết nạp 7, giảm 1)"],
        ),
        (
            "tuyen-truyen",
            [share("tuyen-truyen", 25, 30, "0.70", status=Status.MET), QUOTA],
            ["25/30 people (83.3%), goal 70%"],
            ["25/30 người (83,3%), cần 70%"],
        ),
        ("tham-hoi", [NO_VISIT], ["nothing arose"], ["không phát sinh"]),
    ],
)
def test_what_a_report_means_for_the_year(
    form: str, figures: list[Figure], english: list[str], vietnamese: list[str]
) -> None:
    with use("en"):
        assert meaning(form, figures) == [f"This year so far: {one}" for one in english]
    with use("vi"):
        assert meaning(form, figures) == [f"Lũy kế năm nay: {one}" for one in vietnamese]


def test_what_other_reports_mean() -> None:
    with use("vi"):
        assert meaning("doi-thoai", [NOT_ASKED, one_dialogue("yes")]) == ["Đối thoại năm nay: đã tổ chức"]
        assert meaning("so-luong", [replace(KEPT_UP, value=33, floor=None), QUOTA, DENSITY]) == [
            "Đoàn viên: 33 người",
            "NLĐ tại cơ sở là đoàn viên: 100/153 người (65,3%)",
        ]


def test_everything_about_one_indicator() -> None:
    figure = dialogues(
        1,
        3,
        upper=Fraction(1),
        status=Status.NOT_DUE,
        coverage=Coverage(3, 4),
        among_answered=Fraction(1, 2),
        answers=answered(yes=1, not_yet=1, not_applicable=1, silent=1),
    )
    with use("vi"):
        assert shown(details(PLAN, figure)) == [
            "Đã báo cáo 3/4 đơn vị, riêng đơn vị đã báo cáo 1/2 đơn vị (50,0%)",
            "Trả lời: đã tổ chức 1, chưa 1, không thuộc diện 1, chưa trả lời 1",
            "Cao nhất còn có thể đạt: 3/3 đơn vị (100,0%)",
        ]


def test_units_that_negotiate_and_units_that_are_not_asked() -> None:
    given = answered(yes=1, not_yet=2, renewing=2, silent=1, exempt=3)
    figure = dialogues(1, 4, upper=Fraction(1), coverage=Coverage(3, 4), answers=given)
    with use("vi"):
        assert "Trả lời: đã tổ chức 1, chưa 2, chưa trả lời 1, không thuộc diện theo số liệu 3" in shown(
            details(PLAN, figure)
        )
        assert ", đang thương lượng 2, " in plain(how_it_stands(PLAN, figure, date(2026, 11, 22)))


def test_measures_beside_an_indicator() -> None:
    figure = replace(DENSITY, beside=(("hardship-visited", 3), ("more-spent", 1_234_567_000), ("losses", 0)))
    with use("vi"):
        besides = "Số liệu kèm theo: đoàn viên khó khăn đã được thăm hỏi 3, spent in all 1.234.567.000 đồng"
        assert besides in shown(details(more_plan(), figure))


def test_the_milestone_that_was_passed() -> None:
    figure = replace(LEVEL, floor=30039, floor_year=2023)
    with use("vi"):
        assert "Mốc 2023 đã qua: 30.039" in shown(details(PLAN, figure))


def test_the_share_among_those_that_have_reported() -> None:
    with use("vi"):
        assert (
            "riêng đơn vị đã báo cáo 55/80 người (68,7%)"
            in shown(details(PLAN, replace(BRIEFED, among_answered=Fraction(55, 80))))[0]
        )


def test_every_goal_of_an_indicator() -> None:
    phase = aim(3000, 5700, days=(date(2021, 1, 1), date(2030, 12, 31)), basis=Basis.MILESTONE)
    year = aim(6, 570, basis=Basis.YEAR)
    figure = made("doan-vien-tang", **grown(7, lost=1), target=year, targets=(year, phase), status=Status.FAR_BEHIND)
    with use("vi"):
        assert shown(details(PLAN, figure))[1:] == [
            "Mục tiêu năm, đến 31/12/2026: +6/570 người (1,0%), còn thiếu 564 người",
            "Mốc 31/12/2030: +3.000/5.700 người (52,6%), còn thiếu 2.700 người",
        ]


def meaning(form: str, figures: list[Figure]) -> list[str]:
    return shown(receipt_lines(PLAN, figures, PLAN.form(form), 2026))


def shown(texts: list[Markup]) -> list[str]:
    return [plain(text) for text in texts]
