"""The sample's unions add up to the table that they are made from, to the last member."""

from __future__ import annotations

from collections import Counter

import pytest

from bot.sample.table import KINDS, PRESETS, SUPERIORS, Superior
from bot.sample.unions import unions

ROWS = {
    "ldld-tp-kon-tum": (152, 4350),
    "ldld-dak-ha": (86, 2050),
    "ldld-dak-to": (66, 1560),
    "ldld-ngoc-hoi": (74, 1720),
    "ldld-dak-glei": (72, 1520),
    "ldld-sa-thay": (72, 1480),
    "ldld-kon-ray": (48, 960),
    "ldld-kon-plong": (50, 930),
    "ldld-tu-mo-rong": (42, 799),
    "ldld-ia-hdrai": (14, 320),
    "cd-vien-chuc": (70, 2980),
    "cd-giao-duc": (36, 1900),
    "cd-y-te": (24, 1950),
    "cd-cong-thuong": (20, 950),
    "cd-nong-nghiep": (26, 1000),
    "cd-xay-dung": (18, 620),
    "cd-kcn-kkt": (30, 1250),
}
MADE = unions()


@pytest.mark.parametrize("superior", SUPERIORS, ids=lambda superior: superior.code)
def test_each_superior_leads_what_the_table_says(superior: Superior) -> None:
    below = [union for union in MADE if union.superior == superior.code]
    assert (len(below), sum(union.members for union in below)) == ROWS[superior.code]
    assert Counter(union.kind for union in below) == Counter(dict(zip(KINDS, superior.unions, strict=True)))


def test_the_province_adds_up() -> None:
    assert len(SUPERIORS) == 17
    assert len(MADE) == 900
    assert sum(union.members for union in MADE) == PRESETS["kontum-2021"] == 26_339
    assert sum(superior.quota for superior in SUPERIORS) == 570
    kinds = Counter(union.kind for union in MADE)
    assert kinds == {"hcsn": 735, "dnnn": 25, "nnn": 121, "snncl": 15, "nd": 4}


def test_headcounts_are_lifelike() -> None:
    workers = sum(union.workers for union in MADE)
    assert 0.895 < 26_339 / workers < 0.91
    assert all(5 <= union.members <= union.workers for union in MADE)
    assert all(0 <= union.women <= union.members for union in MADE)
    assert all(union.women <= union.women_workers <= union.workers for union in MADE)
    with_ten_women = Counter(union.kind for union in MADE if union.women >= 10)
    assert 420 <= with_ten_women["hcsn"] <= 460
    assert 17 <= with_ten_women["dnnn"] <= 23
    assert 95 <= with_ten_women["nnn"] + with_ten_women["snncl"] <= 120


def test_non_members_are_too_few_for_the_goal_of_2023() -> None:
    assert sum(union.workers - union.members for union in MADE) < 3700


def test_codes_and_names_tell_unions_apart_and_are_plainly_invented() -> None:
    assert len({union.code for union in MADE}) == len({union.name for union in MADE}) == 900
    assert all("Mẫu" in union.name for union in MADE)


def test_every_time_the_same() -> None:
    assert unions() == MADE
