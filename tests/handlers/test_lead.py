"""The first sentence about an indicator: where it should be, what is needed a month, and where what is missing sits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from domain.plan import Season
from domain.progress import Basis, Coverage, Figure, Status
from handlers.progress.figure_lines import line
from handlers.progress.lead import how_it_stands, last_year, where_it_sits
from locales import plain, use
from storage.units import Unit
from tests.handlers.federation import FOUNDED, PLAN
from tests.handlers.made import YEAR, aim, grown, made, share

ON = date(2026, 6, 30)


def growth(kept: int, quota: int | None, expected: Fraction = Fraction(181, 365), **more: Any) -> Figure:
    target = None if quota is None else replace(aim(kept, quota), expected=expected)
    fields: dict[str, Any] = {"target": target, "status": Status.FAR_BEHIND} | grown(kept) | more
    return made("doan-vien-tang", **fields)


def unit(name: str) -> Unit:
    return Unit(id=1, code=name, name=name, kind="cttt", parent_id=None, first_day=FOUNDED, traits={})


def said(figure: Figure, on: date = ON, *, over: bool = False) -> str:
    with use("vi"):
        return plain(how_it_stands(PLAN, figure, on, over=over))


def test_value_goal_what_should_be_there_what_is_missing_and_the_pace() -> None:
    assert said(growth(120, 570)) == (
        "+120 thực (kết nạp 120)/570 (21,0%), đến ngày này cần có 283, còn thiếu 450 người, "
        "cần thêm 75 người mỗi tháng, rất chậm"
    )


def test_of_a_share_a_share_should_be_there() -> None:
    figure = share("tuyen-truyen", 30, 153, "0.70", status=Status.FAR_BEHIND)
    assert said(figure) == (
        "30/153 người (19,6%), cần 70%, đến ngày này cần có 35,0%, còn thiếu 78 người, cần thêm 13 người mỗi tháng, "
        "rất chậm"
    )


def test_with_less_than_a_month_left_the_days_are_said() -> None:
    assert "còn 20 ngày, rất chậm" in said(growth(120, 570), date(2026, 12, 11))


def test_on_the_last_day_and_afterwards_no_pace_is_asked_for() -> None:
    assert "mỗi tháng" not in said(growth(120, 570), date(2026, 12, 31))
    past = said(growth(120, 570), over=True)
    assert "mỗi tháng" not in past
    assert "đến ngày này cần có 283" in past


def test_what_is_reached_needs_nothing_and_may_be_more_than_all() -> None:
    assert said(growth(600, 570, status=Status.MET)) == "+600 thực (kết nạp 600)/570 (105,2%), đã đạt"


def test_a_duty_of_the_year_is_said_with_its_last_day() -> None:
    figure = share("doi-thoai-nnn", 1, 4, "0.70", status=Status.NOT_DUE)
    assert figure.indicator.season is Season.ONCE_A_YEAR
    assert said(figure) == "1/4 đơn vị (25,0%), cần 70%, hạn đến 31/12/2026, còn thiếu 2 đơn vị, chưa đến kỳ"


def test_what_came_in_the_month_stands_beside_the_year() -> None:
    assert said(growth(120, 570, within=-3)).startswith("+120 thực (kết nạp 120)/570 (21,0%), trong kỳ −3, ")


def test_few_units_that_miss_most() -> None:
    below = [(unit(name), growth(0, lack)) for name, lack in (("Đăk Hà", 50), ("Sa Thầy", 40), ("Kon Rẫy", 10))]
    with use("vi"):
        assert [plain(one) for one in where_it_sits(growth(0, 100), below)] == [
            "2/3 đơn vị chiếm 90,0% phần còn thiếu: Đăk Hà (50) và Sa Thầy (40)."
        ]


def test_many_units_that_all_miss_a_little() -> None:
    below = [(unit(f"Xã {number}"), growth(0, 10 + number)) for number in range(1, 10)]
    with use("vi"):
        assert [plain(one) for one in where_it_sits(growth(0, 100), below)] == [
            "Phần còn thiếu rải ở 9 đơn vị; thiếu nhiều nhất là Xã 9 (19), Xã 8 (18) và Xã 7 (17)."
        ]


@pytest.mark.parametrize(
    ("figure", "below"),
    [(growth(600, 570, status=Status.MET), [growth(1, 5)]), (growth(0, 100), []), (growth(0, 100), [growth(0, 100)])],
)
def test_where_there_is_nothing_to_tell_apart_nothing_is_said(figure: Figure, below: list[Figure]) -> None:
    assert where_it_sits(figure, [(unit("Đăk Hà"), child) for child in below]) == []


def test_that_no_unit_was_given_a_quota() -> None:
    below = [(unit("Đăk Hà"), growth(3, None)), (unit("Sa Thầy"), growth(1, None))]
    with use("vi"):
        assert [plain(one) for one in where_it_sits(growth(0, 100), below)] == [
            "Chưa giao chỉ tiêu này cho đơn vị nào bên dưới."
        ]


def test_the_year_before_of_counts_and_of_shares() -> None:
    with use("vi"):
        (counted,) = last_year(growth(120, 570), growth(98, 570))
        assert plain(counted) == "Cùng kỳ năm trước: +98 (+22)."
        (shared,) = last_year(share("tuyen-truyen", 30, 100), share("tuyen-truyen", 41, 100))
        assert plain(shared) == "Cùng kỳ năm trước: 41,0% (−11,0 điểm)."
        assert ", cùng kỳ +98" in plain(line(growth(120, 570), PLAN, before=growth(98, 570)))


@pytest.mark.parametrize(
    "before",
    [
        None,
        made("doan-vien-tang", None),
        growth(0, None, coverage=Coverage(0, 5)),
    ],
)
def test_a_year_before_that_nobody_reported_is_not_zero(before: Figure | None) -> None:
    assert last_year(growth(120, 570), before) == []


def test_a_goal_of_the_year_counts_to_its_own_end() -> None:
    target = replace(aim(0, 60, days=YEAR, basis=Basis.YEAR), expected=Fraction(1, 2))
    assert "cần thêm 10 người mỗi tháng" in said(growth(0, None, target=target))
