from __future__ import annotations

import pytest

from domain.reading import Option, Problem, Unclear, Understood, match_choice, match_choices

MENU = (
    Option("members", "Đoàn viên", ("kết nạp", "kn")),
    Option("briefing", "Tuyên truyền"),
    Option("dialogue", "Đối thoại, hội nghị"),
    Option("finance", "Tài chính"),
    Option("tree", "Tổ chức"),
    Option("new", "Mới"),
    Option("other", "Khác"),
)
HELD = (Option("held", "Đã tổ chức"), Option("no", "Chưa"), Option("exempt", "Không thuộc diện"))
GRADES = (
    Option("best", "Hoàn thành xuất sắc"),
    Option("good", "Hoàn thành tốt"),
    Option("fair", "Hoàn thành"),
    Option("poor", "Không hoàn thành"),
)
SEND = (Option("send", "Đúng, gửi"), Option("edit", "Sửa"), Option("stay", "Đừng gửi"))
YEARS = (Option("last", "2025"), Option("this", "2026"), Option("first", "2"))


@pytest.mark.parametrize(
    ("typed", "options", "chosen"),
    [
        ("1", MENU, "members"),
        ("1.", MENU, "members"),
        ("2)", MENU, "briefing"),
        ("số 1", MENU, "members"),
        ("so 1", MENU, "members"),
        ("một", MENU, "members"),
        ("mot", MENU, "members"),
        ("bốn", MENU, "finance"),
        ("５", MENU, "tree"),
        ("Đoàn viên", MENU, "members"),
        ("doan vien", MENU, "members"),
        ("ddoanf vieen", MENU, "members"),
        ("d9oa2n vie6n", MENU, "members"),
        ("ket nap", MENU, "members"),
        ("kn", MENU, "members"),
        ("dv", MENU, "members"),
        ("hoi nghi", MENU, "dialogue"),
        ("dt", MENU, "dialogue"),
        ("doi thoai hoi nghi", MENU, "dialogue"),
        ("em chọn tài chính ạ", MENU, "finance"),
        ("chinh", MENU, "finance"),
        ("khac", MENU, "other"),
        ("moi", MENU, "new"),
        ("chua", HELD, "no"),
        ("khong thuoc dien", HELD, "exempt"),
        ("ko thuộc diện", HELD, "exempt"),
        ("hoan thanh", GRADES, "fair"),
        ("tot", GRADES, "good"),
        ("khong hoan thanh", GRADES, "poor"),
        ("đúng gửi", SEND, "send"),
        ("đừng gửi", SEND, "stay"),
        ("sua", SEND, "edit"),
        ("2026", YEARS, "this"),
        ("1", YEARS, "last"),
    ],
)
def test_finds_the_option_meant(typed: str, options: tuple[Option, ...], chosen: str) -> None:
    assert match_choice(typed, options) == Understood(chosen)


@pytest.mark.parametrize(
    ("typed", "options", "problem", "readings"),
    [
        ("", MENU, Problem.EMPTY, ()),
        ("...", MENU, Problem.EMPTY, ()),
        ("1" * 501, MENU, Problem.TOO_LONG, ()),
        ("9", MENU, Problem.NOT_AN_OPTION, ()),
        ("0", MENU, Problem.NOT_AN_OPTION, ()),
        ("abc", MENU, Problem.NOT_AN_OPTION, ()),
        ("cd", MENU, Problem.NOT_AN_OPTION, ()),
        ("mời", MENU, Problem.NOT_AN_OPTION, ()),
        ("không phải đoàn viên", MENU, Problem.NOT_AN_OPTION, ()),
        ("tc", MENU, Problem.AMBIGUOUS, ("finance", "tree")),
        ("1 2", MENU, Problem.AMBIGUOUS, ("members", "briefing")),
        ("khong", HELD, Problem.AMBIGUOUS, ("exempt",)),
        ("ko", HELD, Problem.AMBIGUOUS, ("exempt",)),
        ("da", HELD, Problem.AMBIGUOUS, ("held",)),
        ("hoàn", GRADES, Problem.AMBIGUOUS, ("best", "good", "fair", "poor")),
        ("dung gui", SEND, Problem.AMBIGUOUS, ("send", "stay")),
        ("gui", SEND, Problem.AMBIGUOUS, ("send", "stay")),
        ("2", YEARS, Problem.AMBIGUOUS, ("first", "this")),  # the label 2 and the second
    ],
)
def test_asks_when_none_or_several_fit(
    typed: str, options: tuple[Option, ...], problem: Problem, readings: tuple[str, ...]
) -> None:
    reading = match_choice(typed, options)
    assert isinstance(reading, Unclear)
    assert reading.problem == problem
    assert set(reading.readings) == set(readings)


def test_numbers_are_those_on_the_screen() -> None:
    numbers = {11: "members", 12: "other"}
    assert match_choice("12", MENU, numbers) == Understood("other")
    assert isinstance(match_choice("1", MENU, numbers), Unclear)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("3", ("dialogue",)),
        ("1, 3", ("members", "dialogue")),
        ("3;1", ("members", "dialogue")),
        ("1,3", ("members", "dialogue")),
        ("1 và 3", ("members", "dialogue")),
        ("1 va 3", ("members", "dialogue")),
        ("1 3", ("members", "dialogue")),
        ("1. 3.", ("members", "dialogue")),
        ("1\n3", ("members", "dialogue")),
        ("1, 1", ("members",)),
        ("đoàn viên, tài chính", ("members", "finance")),
        ("doan vien va tai chinh", ("members", "finance")),
        ("1, tai chinh", ("members", "finance")),
        ("Đối thoại, hội nghị", ("dialogue",)),
        ("tất cả", tuple(option.id for option in MENU)),
        ("tat ca", tuple(option.id for option in MENU)),
    ],
)
def test_finds_all_options_meant(typed: str, chosen: tuple[str, ...]) -> None:
    assert match_choices(typed, MENU) == Understood(chosen)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("", Problem.EMPTY, ()),
        ("1" * 501, Problem.TOO_LONG, ()),
        ("1, 9", Problem.NOT_AN_OPTION, ()),
        ("7-9", Problem.NOT_AN_OPTION, ()),
        ("1, tc", Problem.AMBIGUOUS, (("finance",), ("tree",))),
        ("1-3", Problem.AMBIGUOUS, (("members", "briefing", "dialogue"), ("members", "dialogue"))),
        ("tất cả trừ 2", Problem.NOT_AN_OPTION, ()),
    ],
)
def test_asks_about_a_list_that_is_not_clear(
    typed: str, problem: Problem, readings: tuple[tuple[str, ...], ...]
) -> None:
    reading = match_choices(typed, MENU)
    assert isinstance(reading, Unclear)
    assert (reading.problem, reading.readings) == (problem, readings)


WAYS = (
    Option("meeting", "Hội nghị"),
    Option("online", "Trực tuyến"),
    Option("none", "Chưa", ("không có",), alone=True),
)


@pytest.mark.parametrize(
    ("typed", "chosen"),
    [
        ("3", ("none",)),
        ("chua", ("none",)),
        ("khong co", ("none",)),
        ("1, 2", ("meeting", "online")),
        ("tất cả", ("meeting", "online")),
    ],
)
def test_an_option_that_stands_alone_is_taken_alone(typed: str, chosen: tuple[str, ...]) -> None:
    assert match_choices(typed, WAYS) == Understood(chosen)


@pytest.mark.parametrize(
    ("typed", "problem", "readings"),
    [
        ("1, 3", Problem.NOT_TOGETHER, (("meeting",), ("none",))),
        ("hội nghị, chưa", Problem.NOT_TOGETHER, (("meeting",), ("none",))),
        ("1 2 3", Problem.NOT_TOGETHER, (("meeting", "online"), ("none",))),
        ("1-3", Problem.NOT_TOGETHER, (("meeting", "online"), ("none",))),
    ],
)
def test_an_option_that_stands_alone_is_asked_about_among_others(
    typed: str, problem: Problem, readings: tuple[tuple[str, ...], ...]
) -> None:
    reading = match_choices(typed, WAYS)
    assert isinstance(reading, Unclear)
    assert (reading.problem, reading.readings) == (problem, readings)
