"""A whole file: judged, and written in one transaction if every line is right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path

from bot.bars import Counted
from bot.loading.judging import Judge, Loaded, Verdict
from bot.loading.lines import read_lines
from domain.plan import Plan
from handlers.reports.transfers import counterpart_of
from locales import local
from storage import bulk, locks, numbers, tables, units
from storage.bulk import Past
from storage.database import Tx
from storage.reports import NewReport

OFFICER = "tiendo load"
"""The name under which reports of a file stand."""
BLOCK = 2000
"""So many lines are in memory as they stand in the file."""


class NotRightAnyMore(Exception):
    """What was reported while the file was judged does not go with it; nothing was written."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.verdict = verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file to be loaded at a moment, by a plan."""

    path: Path
    plan: Plan
    now: datetime

    async def judge(self, tx: Tx, on_progress: Counted) -> Verdict:
        """Judge every line against the database as it stands. Raises `FileProblem`."""
        first = await numbers.newest(tx, tables.reports) + 1
        of_codes = await units.histories_by_code(tx)
        judge = Judge(self.plan, of_codes, first, self.now, local(self.now).date())
        judge.verdict.seen = await numbers.newest(tx, tables.audit)
        lines, size = read_lines(self.path), self.path.stat().st_size if self.path.exists() else 0
        while block := list(islice(lines, BLOCK)):
            await judge.meet(tx, block)
            for line in block:
                judge.judge(line)
            on_progress("Judged, kB", block[-1].end // 1000, size // 1000)
        return judge.verdict

    async def write(self, tx: Tx, verdict: Verdict, on_progress: Counted) -> list[int]:
        """Keep the reports of a verdict without mistakes; their numbers.

        Where something happened since it was given the file is judged again: raises `NotRightAnyMore` where a line is
        wrong now.
        """
        await locks.units(tx)
        if await numbers.newest(tx, tables.audit) != verdict.seen:
            verdict = await self.judge(tx, on_progress)
        if verdict.mistaken:
            raise NotRightAnyMore(verdict)
        officer_id = await bulk.nobody(tx, OFFICER, self.now)
        past = list(self._past(verdict.right, officer_id))
        written, counted = partial(on_progress, "Written"), partial(on_progress, "Added up")
        return await bulk.record_many(tx, self.plan, past, written, counted)

    def _past(self, right: Sequence[Loaded], officer_id: int) -> Iterator[Past]:
        for one in right:
            new = NewReport(
                unit_id=one.unit_id,
                form=one.form,
                answers=one.answers,
                day=one.day,
                officer_id=officer_id,
                office_id=one.reporter_id,
                kept=one.kept,
                counterpart_id=counterpart_of(one.answers),
            )
            yield Past(new=new, at=self.now, repeats=one.repeats, facts=one.facts)
