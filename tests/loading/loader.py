"""Loading lines into a federation, and looking at what became of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from bot.loading.judging import Verdict
from bot.loading.writing import File
from storage import tables, totals
from storage.database import Database
from tests.handlers.federation import PLAN, Federation


def admitted(subject: str = "truong-1", day: str = "2026-03-12", total: int = 5, **more: Any) -> dict[str, Any]:
    """A line on new members, of whom two are women."""
    answers = {"admitted": {"total": total, "women": 2}}
    return {"subject": subject, "form": "ket-nap", "happened_on": day, "answers": answers} | more


def counted(members: int, workers: int, day: str = "2026-01-01", **more: Any) -> dict[str, Any]:
    """A line on the headcounts of truong-1."""
    answers = {"members": {"total": members, "women": 2}, "workers": {"total": workers, "women": 3}}
    return {"subject": "truong-1", "form": "so-luong", "happened_on": day, "answers": answers} | more


def briefed(number: int, day: str = "2026-03-12", **more: Any) -> dict[str, Any]:
    """A line on the people of truong-1 briefed so far."""
    return {"subject": "truong-1", "form": "tuyen-truyen", "happened_on": day, "answers": {"briefed": number}} | more


@dataclass(slots=True)
class Loader:
    """Loads lines by way of a file."""

    federation: Federation
    path: Path

    def file(self, *lines: dict[str, Any] | str) -> File:
        """The file with these lines: objects, or text as it stands."""
        self.path.write_text("".join(f"{one if isinstance(one, str) else json.dumps(one)}\n" for one in lines))
        return File(path=self.path, plan=PLAN, now=self.federation.clock.now)

    async def judge(self, *lines: dict[str, Any] | str) -> Verdict:
        file = self.file(*lines)
        async with self.federation.database.read() as tx:
            return await file.judge(tx, lambda what, done, of: None)

    async def mistakes(self, *lines: dict[str, Any] | str) -> list[str]:
        verdict = await self.judge(*lines)
        assert verdict.mistaken == len(verdict.mistakes)
        return verdict.mistakes

    async def load(self, *lines: dict[str, Any] | str) -> list[int]:
        """Judge these, which must be right, and write them; their numbers."""
        verdict = await self.judge(*lines)
        assert verdict.mistakes == []
        return await self.write(verdict)

    async def write(self, verdict: Verdict) -> list[int]:
        file = File(path=self.path, plan=PLAN, now=self.federation.clock.now)
        return await self.federation.database.write(lambda tx: file.write(tx, verdict, lambda what, done, of: None))


async def left_behind(database: Database) -> dict[str, list[Any]]:
    """What reports leave, whoever sent them: the reports with what was kept, facts and sums."""
    reports, versions = tables.reports.c, tables.report_versions.c
    said = select(reports.id, reports.unit_id, reports.form, reports.counterpart_id, versions.version, versions.status)
    said = said.add_columns(versions.plan_version, versions.answers, versions.day, versions.kept, versions.reason)
    facts = tables.facts.c
    stated = select(facts.report_id, facts.unit_id, facts.measure, facts.day, facts.counts_for, facts.number)
    stated = stated.add_columns(facts.answer, facts.until, facts.superseded_at)
    async with database.read() as tx:
        assert await totals.check(tx, PLAN) == []
        return {
            "reports": sorted(map(repr, await tx.execute(said.join_from(tables.reports, tables.report_versions)))),
            "facts": sorted(map(repr, await tx.execute(stated))),
            "sums": sorted(map(repr, await tx.execute(select(tables.totals).where(tables.totals.c.value != 0)))),
        }
