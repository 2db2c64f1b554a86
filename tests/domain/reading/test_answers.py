from __future__ import annotations

import pytest

from domain.reading import Problem, Unclear, Understood, read_yes_no, says_unknown

YES = (
    "có|co|đúng|dung|dung roi|dung a|ok|oke|OK|đồng ý|dong y|gửi|gui|đúng, gửi|dung roi gui|u|uh|ừ|vâng|vang|vang a|"
    "dạ|da|da co|dạ có ạ|đã|đã có|rồi|da roi|đã tổ chức|co to chuc|có nhé|dạ vâng ạ|ddusng|d9u1ng|được"
)
NO = (
    "không|khong|Không ạ|ko|k|K|kg|hong|hok|chua|chưa|chua a|da khong|dạ không|da chua|dạ chưa ạ|chưa đâu|"
    "khong phat sinh|"
    "ko co gi|không có|chưa có|chua to chuc|không đồng ý|khong dong y|khong dung|đừng|đừng gửi|chưa gửi|sai|sai roi"
)
NEITHER = "5|abc|đồng ý không|có không|có không?|được chưa|không phải không|đúng, nhưng chưa gửi|có thể|?|anh"


@pytest.mark.parametrize("typed", YES.split("|"))
def test_reads_a_yes(typed: str) -> None:
    assert read_yes_no(typed) == Understood(True)


@pytest.mark.parametrize("typed", NO.split("|"))
def test_reads_a_no(typed: str) -> None:
    assert read_yes_no(typed) == Understood(False)


@pytest.mark.parametrize("typed", NEITHER.split("|"))
def test_asks_what_is_neither(typed: str) -> None:
    assert read_yes_no(typed) == Unclear(Problem.NOT_YES_OR_NO)


@pytest.mark.parametrize("typed", ["dung gui", "dung, gui", "đung gui", "dung dong y"])
def test_asks_whether_right_or_do_not(typed: str) -> None:
    assert read_yes_no(typed) == Unclear(Problem.AMBIGUOUS, (True, False))


def test_empty_and_huge_are_asked_about() -> None:
    assert read_yes_no(" ") == Unclear(Problem.EMPTY)
    assert read_yes_no("có " * 400) == Unclear(Problem.TOO_LONG)


UNKNOWN = (
    "?|??|chưa rõ|chua ro|khong ro|ko rõ|chua biet|khong biet|hok biết|k biet|dạ chưa rõ ạ|em chưa biết|chưa biết?|"
    "chuwa rox|chưa nắm được|chua co so lieu|chưa xác định"
)


@pytest.mark.parametrize("typed", UNKNOWN.split("|"))
def test_reads_that_something_is_not_known(typed: str) -> None:
    assert says_unknown(typed)


@pytest.mark.parametrize("typed", ["", "không", "chưa", "có", "rõ", "5", "biết", "chưa rõ 5", "chưa biết " * 100])
def test_other_words_do_not_say_that_it_is_not_known(typed: str) -> None:
    assert not says_unknown(typed)
