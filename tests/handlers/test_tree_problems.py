"""Every reason why the tree cannot be changed has its sentence, whatever its details are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from domain import tree
from domain.plan import Plan
from domain.tree import TreeProblem
from handlers.reports.tree_problems import sentence
from locales import plain, use
from storage.database import Tx
from tests.events_plan import PLAN
from tests.handlers.federation import Federation

DAY = date(2026, 3, 12)
CASES: dict[str, tuple[dict[str, Any], str]] = {
    "code-taken": ({"code": "truong-1"}, "truong-1"),
    "name-taken": ({"name": "CĐCS A", "code": "truong-1"}, "truong-1"),
    "unknown-unit": ({"unit": 4711}, "no such union"),
    "unknown-kind": ({"kind": "hop-tac-xa"}, "hop-tac-xa"),
    "province-exists": ({}, "one provincial federation"),
    "province-stays": ({}, "neither moved nor closed"),
    "not-there": ({"unit": "truong-1", "day": DAY}, "CĐCS Trường Mẫu 01 did not exist on 12 Mar 2026"),
    "already-so": ({"since": DAY}, "since 12 Mar 2026"),
    "other-level": ({"kind": "cttt"}, "Direct-superior union"),
    "superior-not-there": ({"unit": "dak-ha", "day": DAY}, "LĐLĐ huyện Đăk Hà did not exist on 12 Mar 2026"),
    "superior-not-above": ({"unit": None}, "cannot be the superior"),
    "already-closed": ({"end": DAY}, "from 12 Mar 2026 on already"),
    "changed-later": ({"day": DAY}, "a decision of 12 Mar 2026"),
    "has-units-below": ({"units": ["truong-1", "truong-2"]}, "CĐCS Trường Mẫu 01 and CĐCS Trường Mẫu 02"),
    "reported-later": ({"reports": list(range(1, 14)), "day": DAY}, "0001, 0002"),
    "before-plan": ({"starts": DAY}, "the plan (12 Mar 2026)"),
    "more-members": ({"members": 1200, "workers": 30}, "1,200"),
    "not-below": ({"unit": "truong-1"}, "CĐCS Trường Mẫu 01 does not stand"),
    "into-itself": ({}, "merged into itself"),
    "no-members": ({"unit": "dak-ha", "day": DAY}, "LĐLĐ huyện Đăk Hà can have no members on 12 Mar 2026"),
    "not-in-plan": ({}, "no form that records these members"),
}
"""By key the details as they are raised, units by their codes, and a part of the sentence."""


def test_every_key_is_here() -> None:
    keys = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", TreeProblem.__doc__ or "")
    assert set(keys) == set(CASES), tree.__name__


@dataclass
class At:
    """Where a sentence is said."""

    tx: Tx
    plan: Plan = PLAN
    today: date = DAY


@pytest.mark.parametrize("key", CASES)
@pytest.mark.parametrize("language", ["vi", "en"])
async def test_it_is_said_with_its_details(federation: Federation, key: str, language: str) -> None:
    details, part = CASES[key]
    ids = {name: federation.ids.get(code, code) for name, code in details.items() if name == "unit"}
    if "units" in details:
        ids["units"] = [federation.ids[code] for code in details["units"]]
    async with federation.database.read() as tx:
        with use(language):
            said = plain(await sentence(At(tx), TreeProblem(key, **(details | ids))))
    assert "{" not in said
    if language == "en":
        assert part in said
