"""The habits of the sample's grassroots unions: dialogue, agreements, cases, finance, organisation; by form."""

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
from bot.sample.habits import ACCOUNTS, JANUARY, SCHOOL_YEAR, SPRING, TALKING, YEARS_END
from bot.sample.routine import Routine
from bot.sample.table import KINDS

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
)
