"""The habits of the sample's grassroots unions, by form."""

from __future__ import annotations

from collections.abc import Mapping

from bot.sample.drawing import (
    Draw,
    Occasion,
    any_of,
    by_kind,
    day_before,
    held,
    last_year,
    number,
    one_of,
    paper,
    part,
    some_of,
)
from bot.sample.habits import ACCOUNTS, JANUARY, SCHOOL_YEAR, SPRING, TALKING, TET, YEARS_END
from bot.sample.routine import Routine
from bot.sample.table import KINDS

MILLION = 1_000_000
BOARDS = {"hcsn": 0.88, "dnnn": 0.84, "*": 0.48}
"""The share of unions with enough women that have a women's board."""
WOMEN_FOR_A_BOARD = WORKERS_FOR_A_CONFERENCE = 10
GOOD = {"excellent": 0.24, "good": 0.57, "fulfilled": 0.14, "unfulfilled": 0.02, "ungraded": 0.03}
FAIR = {"excellent": 0.08, "good": 0.50, "fulfilled": 0.28, "unfulfilled": 0.06, "ungraded": 0.08}


def _board(at: Occasion) -> str:
    if at.unit.women < WOMEN_FOR_A_BOARD:
        return "not-eligible"
    return "have" if at.random.random() < BOARDS.get(at.unit.kind, BOARDS["*"]) else "not-yet"


def _ways(chance: float) -> Draw:
    """Other forms of democracy, where there are any."""
    some = any_of("posted", "box", "board", "teams")
    return lambda at: [some(at)] if at.random.random() < chance else ["none"]


def _own(grades: Mapping[str, float]) -> Draw:
    """The grade that a union gives itself: somewhat better, and never none."""
    return one_of({"excellent": grades["excellent"] * 1.3, "good": grades["good"], "fulfilled": grades["fulfilled"]})


OF_UNIONS = (
    # Members.
    Routine(
        form="gioi-thieu-dang",
        share={"hcsn": 0.62, "dnnn": 0.7, "*": 0.25},
        times=1.4,
        answers={
            "introduced": one_of({0: 0.1, 1: 0.55, 2: 0.25, 3: 0.1}),
            "trained": some_of("introduced", 0.7),
            "admitted": some_of("trained", 0.7),
        },
        slips="introduced",
    ),
    Routine(form="hd-cap-the", kinds=KINDS, share={"*": 0.12}, answers={"new-cards": number(1, 8)}, slips="new-cards"),
    # Different people and amounts so far this year.
    Routine(
        form="tuyen-truyen",
        kinds=KINDS,
        in_quarters=True,
        answers={"briefed": by_kind({"nd": part("members", 0.4, 0.85), "*": part("workers", 0.55, 1.0)})},
    ),
    Routine(
        form="van-the",
        kinds=KINDS,
        share={"hcsn": 0.95, "*": 0.8},
        in_quarters=True,
        answers={
            "culture": by_kind(
                {"hcsn": part("workers", 0.6, 1.0), "nd": part("members", 0.3, 0.7), "*": part("workers", 0.3, 0.9)}
            ),
            "kind": any_of("culture", "sport", "trip"),
        },
    ),
    Routine(
        form="hoc-nghe",
        share={"dnnn": 0.95, "nnn": 0.75},
        in_quarters=True,
        answers={
            "mobilised": part("members", 0.7, 0.85),
            "vocational": by_kind({"dnnn": part("members", 0.5, 0.8), "nnn": part("members", 0.2, 0.7)}),
        },
    ),
    Routine(
        form="thu-doan-phi",
        share={"hcsn": 0.95, "*": 0.8},
        in_quarters=True,
        answers={
            "due": part("members", 0.3 * MILLION, 0.6 * MILLION, step=1000),
            "collected": part("due", 0.82, 1.0, step=1000),
        },
    ),
    Routine(
        form="su-dung-kpcd",
        share={"hcsn": 0.9, "*": 0.65},
        in_quarters=True,
        answers={
            "received": part("workers", 0.9 * MILLION, 1.5 * MILLION, step=1000),
            "usable": part("received", 0.73, 0.8, step=1000),
        },
    ),
    # Welfare.
    Routine(
        form="qua-tang",
        kinds=KINDS,
        share={"*": 0.7},
        times=1.3,
        season=TET,
        answers={
            "occasion": one_of({"tet": 0.85, "workers-month": 0.1, "shelter": 0.02, "other": 0.03}),
            "gifts": part("members", 0.1, 0.6),
            "cost": part("gifts", 0.3 * MILLION, 0.6 * MILLION, step=10_000),
        },
        slips="gifts",
    ),
    Routine(
        form="phuc-loi",
        kinds=KINDS[:-1],
        share={"*": 0.3},
        answers={
            "beneficiaries": part("members", 0.1, 0.8),
            "value": part("beneficiaries", 0.1 * MILLION, 0.4 * MILLION, step=10_000),
            "agreements": one_of({0: 0.7, 1: 0.25, 2: 0.05}),
        },
    ),
    Routine(
        form="hd-xa-hoi",
        kinds=KINDS,
        share={"*": 0.2},
        answers={
            "content": any_of("Ủng hộ Quỹ vì người nghèo", "Hiến máu tình nguyện", "Giúp đỡ học sinh vùng khó khăn"),
            "cost": part("workers", 20_000, 100_000, step=10_000),
        },
    ),
    # Dialogue, conferences, policy.
    Routine(
        form="doi-thoai",
        share={"*": 0.95},
        season=TALKING,
        answers={
            "status": held({"dnnn": 0.92, "nnn": 0.62}, WORKERS_FOR_A_CONFERENCE),
            "kind": one_of({"periodic": 0.85, "on-request": 0.12, "incident": 0.03}),
        },
    ),
    Routine(form="hoi-nghi-cbcc", schools=True, season=SCHOOL_YEAR, answers={"status": held({"*": 0.98})}),
    Routine(form="hoi-nghi-cbcc", schools=False, season=SPRING, early=0.4, answers={"status": held({"*": 0.97})}),
    Routine(
        form="hoi-nghi-nld",
        share={"*": 0.95},
        season=SPRING,
        early=0.2,
        answers={
            "status": held({"dnnn": 0.96, "nnn": 0.6}, WORKERS_FOR_A_CONFERENCE),
            "other-forms": by_kind({"dnnn": _ways(0.96), "nnn": _ways(0.6)}),
        },
    ),
    Routine(
        form="tham-gia-chinh-sach",
        kinds=KINDS,
        share={"*": 0.85},
        answers={
            "status": one_of({"joined": 0.75, "not-yet": 0.25}),
            "documents": number(1, 4),
            "vocational": some_of("documents", 0.3),
        },
    ),
    Routine(
        form="hd-kien-nghi",
        share={"*": 0.12},
        answers={"content": any_of("Cải thiện bữa ăn ca", "Sửa chữa khu vệ sinh", "Chi trả phụ cấp đúng hạn")},
    ),
    Routine(form="hd-giam-sat", kinds=KINDS, share={"*": 0.15}),
    # Agreements and cases; what becomes of a case is the superior's part.
    Routine(
        form="hd-thuong-luong", kinds=("dnnn", "nnn", "snncl"), share={"*": 0.2}, answers={"session": number(1, 3)}
    ),
    Routine(
        form="vu-viec",
        kinds=KINDS,
        share={"hcsn": 0.02, "*": 0.15},
        answers={
            "people": one_of({1: 0.6, 2: 0.2, 5: 0.15, 30: 0.05}),
            "urgent": one_of({"today": 0.1, "week": 0.4, "later": 0.5}),
            "how": one_of({"call": 0.6, "describe": 0.4}),
            "text": any_of("Chậm chi trả lương hai tháng", "Chưa được chốt sổ bảo hiểm", "Bị thay đổi vị trí việc làm"),
            "support": one_of({"spoken": 0.4, "written": 0.25, "settling": 0.2, "court": 0.05, "none": 0.1}),
            "represented": one_of({"yes": 0.75, "no": 0.25}),
        },
    ),
    Routine(
        form="hd-khieu-nai",
        kinds=KINDS,
        share={"*": 0.02},
        answers={
            "petitions": number(1, 3),
            "text": any_of("Đề nghị xem xét việc nâng lương", "Khiếu nại quyết định phân công"),
            "settled": some_of("petitions", 0.7),
        },
    ),
    Routine(
        form="hd-ngung-viec",
        kinds=("nnn",),
        share={"*": 0.03},
        answers={
            "workers": part("workers", 0.3, 0.9),
            "began": any_of("7 giờ sáng", "đầu ca chiều"),
            "text": any_of("Người lao động đề nghị điều chỉnh đơn giá", "Người lao động đề nghị trả đủ tiền tăng ca"),
        },
    ),
    # Finance, organisation.
    Routine(
        form="cong-khai-tc",
        kinds=KINDS,
        share={"*": 0.92},
        season=ACCOUNTS,
        answers={
            "year": last_year,
            "status": one_of({"settlement": 0.5, "both": 0.4, "estimate": 0.05, "not-yet": 0.05}),
        },
    ),
    Routine(
        form="nu-cong",
        share={"*": 0.96},
        season=SPRING,
        answers={"status": _board, "day": day_before(1000), "board-size": number(3, 5)},
    ),
    Routine(
        form="hd-kien-toan",
        kinds=KINDS,
        share={"*": 0.12},
        answers={"added": number(1, 3), "decision": paper("QĐ-CĐCS")},
    ),
    Routine(
        form="xep-loai",
        kinds=KINDS,
        share={"*": 0.85},
        season=JANUARY,
        early=0.8,
        answers={"year": last_year, "grade": by_kind({"hcsn": _own(GOOD), "dnnn": _own(GOOD), "*": _own(FAIR)})},
    ),
    Routine(
        form="hd-kiem-tra",
        kinds=KINDS,
        share={"*": 0.3},
        season=YEARS_END,
        answers={"conclusion": any_of("Chấp hành đúng quy định", "Đúng quy định; cần bổ sung hồ sơ lưu")},
    ),
    # Movements, praise, news.
    Routine(
        form="hd-thi-dua",
        kinds=KINDS,
        share={"*": 0.4},
        answers={"registered": part("members", 0.3, 1.0), "initiatives": one_of({0: 0.6, 1: 0.3, 3: 0.1})},
    ),
    Routine(form="hd-khen-thuong", kinds=KINDS, share={"*": 0.35}, season=YEARS_END, answers={"persons": number(1, 6)}),
    Routine(form="hd-tin-bai", kinds=KINDS, share={"*": 0.25}, times=1.5, answers={"items": number(1, 3)}),
    Routine(
        form="hd-mo-hinh",
        kinds=KINDS,
        share={"*": 0.06},
        answers={"content": any_of("Tủ sách công đoàn", "Bữa cơm công đoàn", "Góc chia sẻ của đoàn viên nữ")},
    ),
    Routine(
        form="hd-khac",
        kinds=KINDS,
        share={"*": 0.1},
        answers={"content": any_of("Tham gia ngày chủ nhật xanh", "Chăm sóc khuôn viên cơ quan")},
    ),
)
