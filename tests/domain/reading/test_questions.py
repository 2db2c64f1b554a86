"""Bare questions about progress, as people type them, and what must not be taken for one."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.reading.fold import fold
from domain.reading.questions import asked_about
from tests.domain.reading.test_any_text import TEXTS

ASKED = [
    ("doi thoai den dau roi", "doi thoai"),
    ("Đối thoại đến đâu rồi?", "đối thoại"),
    ("doi thoai toi dau roi", "doi thoai"),
    ("kn den dau", "kn"),
    ("truong mau 01 lam den dau roi", "truong mau 01"),
    ("doi thoai thuc hien den muc nao roi", "doi thoai"),
    ("ket nap duoc bao nhieu roi", "ket nap"),
    ("da ket nap duoc bao nhieu nguoi", "ket nap"),
    ("kết nạp được mấy người rồi ạ", "kết nạp"),
    ("doan vien moi duoc bao nhieu", "doan vien moi"),
    ("thu đoàn phí đạt mấy phần trăm rồi", "thu đoàn phí"),
    ("thu kpcd dat bao nhieu % roi", "thu kpcd"),
    ("dak ha con thieu bao nhieu", "dak ha"),
    ("bao nhieu don vi da doi thoai", "doi thoai"),
    ("co bao nhieu don vi chua ky thoa uoc", "ky thoa uoc"),
    ("dak ha the nao roi", "dak ha"),
    ("thoa uoc ra sao", "thoa uoc"),
    ("thỏa ước sao rồi", "thỏa ước"),
    ("kpcd ntn", "kpcd"),
    ("van the the nao roi the", "van the"),
    ("con dak ha thi sao", "dak ha"),
    ("dak ha da bao cao chua", "dak ha"),
    ("doi thoai dat chi tieu chua", "doi thoai"),
    ("don vi nao cham doi thoai", "doi thoai"),
    ("don vi nao chua doi thoai", "doi thoai"),
    ("đơn vị nào kết nạp nhiều nhất", "kết nạp"),
    ("tinh hinh doi thoai thang 10", "doi thoai thang 10"),
    ("tình hình thực hiện kết nạp quý 3", "kết nạp quý 3"),
    ("ket qua doi thoai 10/2026", "doi thoai 10/2026"),
    ("so lieu dak ha thang 10", "dak ha thang 10"),
    ("xem tien do dak ha", "dak ha"),
    ("xem doi thoai", "doi thoai"),
    ("cho xem ket nap thang 10", "ket nap thang 10"),
    ("cho em xem tien do sa thay a", "sa thay"),
    ("chi oi cho em hoi doi thoai o dak ha den dau roi a", "doi thoai o dak ha"),
    ("bao cao tien do dak ha", "dak ha"),
    ("kiem tra tien do thoa uoc", "thoa uoc"),
    ("tien do dak ha thang 10/2026", "dak ha thang 10/2026"),
    ("TIẾN ĐỘ ĐĂK HÀ THÁNG 10", "đăk hà tháng 10"),
    ("tien do giai doan 2021-2025", "giai doan 2021-2025"),
    ("tien do dak ha den dau roi", "dak ha"),
    ("sa thay tien do the nao", "sa thay"),
    ("ket nap thang 10 duoc bao nhieu", "ket nap thang 10"),
    ("nam ngoai ket nap duoc bao nhieu", "nam ngoai ket nap"),
    ("tinh den 20/10 ket nap duoc bao nhieu", "tinh den 20/10 ket nap"),
    ("quy 3 nam 2025 ket nap", "quy 3 nam 2025 ket nap"),
    ("6 thang dau nam ket nap dak ha", "6 thang dau nam ket nap dak ha"),
    ("tieens ddooj dak ha", "dak ha"),  # keystrokes left as they were
]
ABOUT_EVERYTHING = [
    "tien do",
    "tien do the nao rồi",
    "tình hình thế nào",
    "tinh hinh chung",
    "den dau roi",
    "toi dau roi em",
    "don vi nao cham",
    "huyen nao cham nhat",
    "chi tieu nao chua dat",
    "ai chua bao cao",
]
NOT_ASKED = [
    "",
    "5",
    "5 nu 2",
    "ket nap 5",
    "kn 5 nu 2",
    "doi thoai",
    "doi thoai dak ha",
    "bao cao",
    "bc",
    "bao cao ket nap",
    "gui bao cao",
    "so lieu",
    "so lieu 28 nu 10",
    "so lieu doan vien 28",
    "sa thay tien do",
    "menu",
    "huy",
    "gui",
    "quay lai",
    "de sau",
    "xem",
    "xem 17",
    "co",
    "chua",
    "chua doi thoai",
    "doi thoai roi",
    "da to chuc",
    "chưa rõ",
    "khong biet bao nhieu",
    "em khong nho la bao nhieu",
    "chưa biết thế nào",
    "bao nhieu",
    "bao nhieu cung duoc",
    "con thieu bao nhieu",
    "nữ bao nhiêu",
    "5 nguoi nu bao nhieu",
    "the nao",
    "ntn",
    "ai cung duoc",
    "don vi nao cung co",
    "cau nay la sao",
    "bao cao the nao",
    "nhap so lieu the nao",
    "lam the nao",
    "cách báo cáo thế nào",
    "thang 10",
    "thang 10 a",
    "thang truoc ngay 5",
    "nam 2025",
    "nam ngoai em nhe",
    "nam nay chua to chuc",
    "thang nay ket nap 5 nguoi",
    "quy 3",
    "giai doan 2021-2025",
    "den dau nam",
    "đến đầu tháng",  # another word than "đâu"
    "ngay 20/10",
    "hom nay",
    "cuoi thang truoc",
    "khoang 20 nguoi",
    "toi dau bung",
    "Chúng tôi đã tổ chức đối thoại định kỳ với người sử dụng lao động và bàn xem tăng ca thế nào cho hợp lý",
    "x" * 501,
]


@pytest.mark.parametrize(("typed", "about"), ASKED)
def test_what_is_asked_about(typed: str, about: str) -> None:
    assert asked_about(typed) == about


@pytest.mark.parametrize("typed", ABOUT_EVERYTHING)
def test_asks_about_everything(typed: str) -> None:
    assert asked_about(typed) == ""


@pytest.mark.parametrize("typed", NOT_ASKED)
def test_is_no_question_about_progress(typed: str) -> None:
    assert asked_about(typed) is None


@pytest.mark.parametrize("typed", [typed for typed, _about in ASKED] + ABOUT_EVERYTHING)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_spelling_and_signs_do_not_matter(typed: str, form: Literal["NFC", "NFD"]) -> None:
    plain = fold(asked_about(typed) or "")
    for other in (typed.upper(), f"  {typed} ???", typed.replace(" ", "  ")):
        assert fold(asked_about(unicodedata.normalize(form, other)) or "") == plain
    bare = "".join(c for c in unicodedata.normalize("NFD", typed) if not unicodedata.combining(c))
    assert fold(asked_about(bare.replace("đ", "d").replace("Đ", "D")) or "") == plain


ANSWERS = [
    "5",
    "05",
    "hai mươi lăm",
    "1.234",
    "5 nu 2",
    "5 nguoi nu 2",
    "khong phat sinh",
    "5tr2",
    "5 trieu ruoi",
    "95,5%",
    "75 phan tram",
    "hom qua",
    "hôm nay",
    "12/3",
    "ngay 12 thang 3",
    "thu 6 tuan truoc",
    "12/3/2026",
    "nam ngoai",
    "năm 2025",
    "2025-2026",
    "nam hoc 2025-2026",
    "co",
    "đã tổ chức",
    "roi",
    "chua",
    "không thuộc diện",
    "chua to chuc",
    "chua ro",
    "dung roi",
    "1 va 3",
]
AROUND = ["", "dạ", "da vang", "em thua", "a", "ạ", "nhe", "chi oi", "thang truoc", "nam nay", "thi"]


@given(st.sampled_from(AROUND), st.sampled_from(ANSWERS), st.sampled_from(AROUND))
def test_no_answer_is_taken_for_a_question(before: str, answer: str, after: str) -> None:
    assert asked_about(f"{before} {answer} {after}") is None


PIECES = " ".join((*(typed for typed, _about in ASKED), *ABOUT_EVERYTHING, *NOT_ASKED[:-2])).split()


@given(TEXTS | st.lists(st.sampled_from(PIECES), max_size=7).map(" ".join))
@example("den dau " * 60)
@example("\u0301the nao")
def test_any_text_is_judged_and_what_is_asked_about_stood_in_it(text: str) -> None:
    words = iter(fold(text).split())
    assert all(word in words for word in fold(asked_about(text) or "").split())
