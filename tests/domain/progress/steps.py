"""Tallies written down by hand, and a plan with one indicator of every kind."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from domain.plan import Plan, plan_path

FOUNDED = date(2020, 1, 1)


class Steps:
    """Sums over dated steps typed by a test. It remembers the days and tallies it was asked for."""

    def __init__(self) -> None:
        self._steps: list[tuple[str, int, str, date, int]] = []
        self.asked: set[date] = set()
        self.tallies: defaultdict[str, set[int | None]] = defaultdict(set)

    def add(self, tally: str, day: date, change: int = 1, *, year: int = 0, kind: str = "nnn") -> Steps:
        self._steps.append((tally, year, kind, day, change))
        return self

    def total(self, tally: str, day: date, *, counts_for: int | None = 0, kinds: Collection[str]) -> int:
        self.asked.add(day)
        self.tallies[tally].add(counts_for)
        return sum(
            change
            for name, year, kind, at, change in self._steps
            if name == tally and counts_for in (None, year) and kind in kinds and at <= day
        )


def units(sums: Steps, count: int, *, kind: str = "nnn", founded: date = FOUNDED) -> Steps:
    return sums.add("units", founded, count, year=founded.year, kind=kind)


def _words(text: str) -> dict[str, str]:
    return {"vi": text, "en": text}


def _measure(code: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "kind": kind, "name": _words(code), **more}


def _indicator(code: str, kind: str, *, scope: Collection[str] = ("nnn",), **more: Any) -> dict[str, Any]:
    formula = {"kind": kind, "numerator": more.pop("numerator", None), "denominator": more.pop("denominator", None)}
    return {
        "code": code,
        "name": _words(code),
        "clause": "",
        "department": "vp",
        "scope": list(scope),
        "formula": formula,
        "unit": _words("x"),
        **more,
    }


GRASSROOTS = ("hcsn", "dnnn", "nnn", "snncl", "nd")
MEASURES = [
    _measure("introduced", "flow"),
    _measure("agreement", "answer", holds="latest"),
    _measure("disclosure", "answer"),
    _measure("advised", "flow"),
    _measure("advice-needed", "flow"),
]
INDICATORS = [
    _indicator(
        "gioi-thieu-dang",
        "per-unit",
        scope=GRASSROOTS,
        numerator="introduced",
        goals=[{"value": 1, "first_year": 2021, "last_year": 2030}],
    ),
    _indicator(
        "thoa-uoc",
        "share-of-units",
        numerator="agreement",
        season="always",
        goals=[
            {"value": "0.70", "by": date(2023, 12, 31)},
            {"value": "0.80", "by": date(2025, 12, 31)},
            {"value": "0.85", "by": date(2030, 12, 31)},
        ],
    ),
    _indicator(
        "cong-khai-tc",
        "share-of-units",
        scope=(*GRASSROOTS, "cttt", "tinh"),
        numerator="disclosure",
        season="once-a-year",
        due_month=3,
        goals=[{"value": 1, "first_year": 2021, "last_year": 2030}],
    ),
    _indicator(
        "tu-van",
        "declared-share",
        numerator="advised",
        denominator="advice-needed",
        goals=[{"value": "0.65", "by": date(2023, 12, 31)}],
    ),
    _indicator(
        "ket-nap-2023",
        "sum",
        numerator="admissions",
        goals=[{"value": 3700, "by": date(2023, 12, 31), "since": date(2021, 1, 1)}],
    ),
    _indicator("phuc-loi", "narrative"),
]


def wide_plan(**changes: Any) -> Plan:
    """The plan that comes with the program, with indicators of the kinds it does not use."""
    plan = tomllib.loads(plan_path("kontum-66").read_text(encoding="utf-8"))
    have = {entry["code"] for entry in plan["measures"]}
    plan["measures"] += [entry for entry in MEASURES if entry["code"] not in have]
    ours = {entry["code"] for entry in INDICATORS}
    plan["indicators"] = [entry for entry in plan["indicators"] if entry["code"] not in ours] + INDICATORS
    return Plan.model_validate(plan | changes)


PLAN = wide_plan()
