"""The habits of the sample's grassroots unions: members, people reached, welfare, movements; by form."""

from __future__ import annotations

from bot.sample.drawing import (
    any_of,
    by_kind,
    number,
    one_of,
    part,
    some_of,
)
from bot.sample.habits import TET, YEARS_END
from bot.sample.routine import Routine
from bot.sample.table import KINDS

MILLION = 1_000_000

OF_MEMBERS = (
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
