"""Whatever is typed, reading answers: it never raises, and it does not look at what is too long."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from domain.reading import (
    HUNDRED,
    Option,
    Problem,
    Side,
    Unclear,
    Understood,
    find_personal_data,
    match_choice,
    match_choices,
    read_control,
    read_count,
    read_count_with_women,
    read_day,
    read_money,
    read_percent,
    read_year,
    read_yes_no,
    says_unknown,
)

OPTIONS = (Option("a", "Đoàn viên", ("kn",)), Option("b", "Đối thoại, hội nghị"), Option("c", "2 - 3", alone=True))
WORDS = (
    "0 1 5 12 31 2026 1.234 1,2 99999999999 năm nam nữ nu người trăm tram nghìn triệu tr k tỷ rưỡi mươi muoi mười lẻ "
    "tư lăm chục không ko chưa đã dạ đúng dung gửi khoảng đến nhầm hôm qua nay thứ t6 tuần trước ngày tháng mùng "
    "cuối cách đây , . / - – ~ ? ( ) % đ c mootj a1 d9 tất cả và kn bị bệnh phần lệ rõ 95,5 26-27 học \u200b \u202e"
)
PIECES = WORDS.split(" ")
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="0123456789.,/- đkoltr", max_size=30),
    st.builds(
        lambda pieces, joint: joint.join(pieces),
        st.lists(st.sampled_from(PIECES), max_size=12),
        st.sampled_from(["", " ", " "]),
    ),
)


def read_all(text: str) -> tuple[Understood[Any] | Unclear[Any], ...]:
    today = date(2026, 3, 18)
    return (
        read_count(text),
        read_count_with_women(text),
        read_money(text),
        read_day(text, today),
        read_day(text, today, Side.COMING),
        read_day(text, today, Side.EITHER),
        read_percent(text),
        read_year(text, 2026),
        read_yes_no(text),
        match_choice(text, OPTIONS),
        match_choices(text, OPTIONS),
    )


@given(TEXTS)
@example("\u0301")
@example("²")
@example("0" * 500)
def test_any_text_is_understood_or_asked_about(text: str) -> None:
    for reading in read_all(text):
        assert isinstance(reading, Understood | Unclear)
    read_control(text)
    says_unknown(text)
    find_personal_data(text)


@given(TEXTS)
def test_readings_offered_are_possible_answers(text: str) -> None:
    today = date(2026, 3, 18)
    count = read_count(text)
    for value in count.readings if isinstance(count, Unclear) else (count.value,):
        assert 0 <= value <= 999_999_999
    people = read_count_with_women(text)
    for pair in people.readings if isinstance(people, Unclear) else (people.value,):
        assert pair.women is None or 0 <= pair.women <= pair.total
    day = read_day(text, today)
    for past in day.readings if isinstance(day, Unclear) else (day.value,):
        assert past <= today
    planned = read_day(text, today, Side.COMING)
    for coming in planned.readings if isinstance(planned, Unclear) else (planned.value,):
        assert coming >= today
    share = read_percent(text)
    for percent in share.readings if isinstance(share, Unclear) else (share.value,):
        assert 0 <= percent <= 10 * HUNDRED


@given(st.sampled_from(["5 ", "một ", "12/3 ", "có ", "1,"]))
def test_huge_texts_are_not_read(piece: str) -> None:
    for reading in read_all(piece * 2000):
        assert isinstance(reading, Unclear)
        assert reading.problem is Problem.TOO_LONG
