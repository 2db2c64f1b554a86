"""`tiendo load` of 100.000 reports, beside a bare insert of the same rows into the same tables.

The file is what 900 unions said in five years, each line consistent with those before it.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.commands import found_sample, inserted, rows_of, run
from bench.results import Result
from bot.sample.unions import Union, unions
from domain.plan import load_plan, plan_path

REPORTS = 100_000
FIRST_DAY = date(2021, 1, 1)
DAYS = 5 * 365
PLAN = load_plan(plan_path("kontum-66"))
TABLES = ("officers", "reports", "report_versions", "facts", "audit", "totals")


async def measure() -> list[Result]:
    """The table of this benchmark."""
    with tempfile.TemporaryDirectory() as folder:
        ours, bare, lines = Path(folder) / "ours.db", Path(folder) / "bare.db", Path(folder) / "reports.jsonl"
        await found_sample(ours)
        shutil.copy(ours, bare)
        _write(lines)
        seconds, memory = await asyncio.to_thread(run, ours, "load", str(lines))
        rows = rows_of(ours, TABLES)
        bare_seconds = inserted(bare, rows)
    amount = sum(len(some) for some in rows.values())
    return [
        Result("tiendo load", f"{REPORTS / seconds:.0f} reports/s", "at least 5.000 reports/s"),
        Result(f"bare insert of the same {amount} rows", f"{REPORTS / bare_seconds:.0f} reports/s"),
        Result("bare insert ÷ tiendo load", f"{seconds / bare_seconds:.1f}×"),
        Result("peak memory of tiendo load", f"{memory / 2**20:.0f} MB", "at most 300 MB"),
    ]


def _write(file: Path) -> None:
    random = Random(66)
    made = [Said(union, random) for union in unions()]
    days = sorted(random.randrange(1, DAYS) for _ in range(REPORTS - len(made)))
    with file.open("w", encoding="utf-8") as lines:
        lines.writelines(one.line("so-luong", FIRST_DAY, one.headcounts()) for one in made)
        lines.writelines(
            made[place % len(made)].something(FIRST_DAY + timedelta(days=number)) for place, number in enumerate(days)
        )


class Said:
    """What one union has said so far, and what it says next."""

    def __init__(self, union: Union, random: Random) -> None:
        self._union = union
        self._random = random
        self._members = union.members
        self._briefed = (0, 0)

    def something(self, day: date) -> str:
        """A line that follows from what was said before."""
        forms = [self._admitted, self._lost, self._counted, self._briefed_so_far, self._visited]
        return self._random.choice(forms)(day)

    def line(self, form: str, day: date, answers: dict[str, Any]) -> str:
        """A line as it stands in the file. Two events of one day can be alike."""
        said = {"subject": self._union.code, "form": form, "happened_on": day.isoformat(), "answers": answers}
        return json.dumps(said | {"accept": ["duplicate"]}, ensure_ascii=False) + "\n"

    def headcounts(self) -> dict[str, Any]:
        """The headcounts of today, with many who are not members yet."""
        workers = self._members + 1000
        return {
            "members": {"total": self._members, "women": self._members // 2},
            "workers": {"total": workers, "women": workers // 2},
        }

    def _admitted(self, day: date) -> str:
        number = self._random.randint(1, 5)
        self._members += number
        return self.line("ket-nap", day, {"admitted": {"total": number, "women": number // 2}})

    def _lost(self, day: date) -> str:
        number = self._random.randint(0, min(2, self._members))
        self._members -= number
        return self.line("doan-vien-giam", day, {"lost": number} | ({"reason": "retired"} if number else {}))

    def _counted(self, day: date) -> str:
        return self.line("so-luong", day, self.headcounts())

    def _briefed_so_far(self, day: date) -> str:
        year, number = self._briefed
        self._briefed = (day.year, (number if year == day.year else 0) + self._random.randint(0, 3))
        return self.line("tuyen-truyen", day, {"briefed": self._briefed[1], "content": ["law", "rules"]})

    def _visited(self, day: date) -> str:
        hardship = self._random.randint(0, 3)
        visited = self._random.randint(0, hardship)
        return self.line("tham-hoi", day, {"hardship": hardship, "visited": visited, "amount": visited * 500_000})
