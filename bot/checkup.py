"""The checks of `tiendo doctor`: one sentence each, which says how to mend what is wrong."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from bot.channels.in_use import KINDS
from bot.clock import clock_of
from bot.finding import Finding
from bot.ready import plan_followed, plan_of
from bot.settings import Settings, SettingsError, load
from bot.ways_in import channel_findings, page_finding, public_finding, usage_findings
from domain.plan import PlanError
from locales import LANGUAGES, IncompleteCatalogue
from locales import load as load_catalogues
from storage import inbox, meta, migrate, outbox
from storage.database import Database, DatabaseUnreachable, opened

LEAST_SPACE = 500 * 1024 * 1024
"""Bytes that should be free where the data lie."""


async def checkup() -> AsyncIterator[Finding]:
    """Check one thing after the other; what rests on something broken is left out."""
    try:
        settings = load()
    except SettingsError as problem:
        for sentence in problem.sentences:
            yield Finding(False, sentence)
        return
    yield Finding(True, "The settings can be read.")
    yield _plan(settings)
    yield _catalogues()
    yield _data_folder(settings)
    yield _space(settings)
    async for finding in _database(settings):
        yield finding
    for kind in KINDS:
        async for finding in channel_findings(settings, kind):
            yield finding
    yield await page_finding(settings)
    yield await public_finding(settings)


def _plan(settings: Settings) -> Finding:
    try:
        plan = plan_of(settings)
    except PlanError as problem:
        return Finding(False, f"The plan has mistakes: {problem}.")
    return Finding(
        True, f"The plan {plan.code} can be read: {len(plan.indicators)} indicators, {len(plan.forms)} forms."
    )


def _catalogues() -> Finding:
    try:
        load_catalogues()
    except IncompleteCatalogue as problem:
        return Finding(False, f"{problem} Install Tiendo again, or run `python -m locales.check` in a clone.")
    return Finding(True, f"The sentences are complete in {' and '.join(LANGUAGES)}.")


def _data_folder(settings: Settings) -> Finding:
    folder = settings.data_folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        return Finding(False, f"Nothing can be written to {folder} ({problem.strerror}): set TIENDO_DATA_DIR.")
    return Finding(True, f"Files can be written to {folder}.")


def _space(settings: Settings) -> Finding:
    folder = settings.data_folder if settings.data_folder.exists() else Path()
    free = shutil.disk_usage(folder).free
    sentence = f"{free // 2**20} MB are free on the disk"
    return Finding(free >= LEAST_SPACE, sentence + ("." if free >= LEAST_SPACE else ": make room, 500 MB at least."))


async def _database(settings: Settings) -> AsyncIterator[Finding]:
    file = settings.sqlite_file
    if file is not None and not file.exists():
        yield Finding(False, f"There is no database at {file}: run `tiendo init`.")
        return
    try:
        revision = await migrate.current(settings.database_url)
        async with opened(settings.database_url) as database:
            yield Finding(True, "The database can be reached.")
            if revision is None:
                yield Finding(False, "The database is empty: run `tiendo init`.")
            elif revision != migrate.head():
                yield Finding(False, "The database is of another version; `tiendo serve` brings an older one up.")
            else:
                yield Finding(True, "The database is of this version.")
                async for finding in _contents(settings, database):
                    yield finding
    except (DatabaseUnreachable, OSError) as problem:
        yield Finding(False, f"The database cannot be opened ({problem}): check TIENDO_DATABASE_URL.")


async def _contents(settings: Settings, database: Database) -> AsyncIterator[Finding]:
    async with database.read() as tx:
        sample = await meta.get(tx, "sample")
        aside, said = await inbox.quarantined(tx), await outbox.counts(tx)
        try:
            plan = await plan_followed(tx, plan_of(settings))
        except SettingsError as problem:
            yield Finding(False, problem.sentences[0])
        except PlanError:
            yield Finding(False, "Whether the database follows the plan cannot be said while the plan has mistakes.")
        else:
            if plan is None:
                yield Finding(False, "The database has no plan and no units yet: run `tiendo init`.")
            else:
                yield Finding(True, f"The database follows the plan {plan}{' (sample data)' if sample else ''}.")
    try:
        clock = clock_of(settings, sample=sample is not None)
        now = clock.now()
    except SettingsError as problem:
        yield Finding(False, problem.sentences[0])
    else:
        yield Finding(True, f"The clock says {now:%Y-%m-%d %H:%M} UTC{' (set)' if settings.clock else ''}.")
        async for usage in usage_findings(settings, database, clock):
            yield usage
    yield Finding(
        aside == 0,
        "No message was set aside." if aside == 0 else f"{aside} messages could not be handled: see the log.",
    )
    dead = said.get("dead", 0)
    yield Finding(
        dead == 0,
        "Every message could be sent or waits." if dead == 0 else f"{dead} messages could never be sent: see the log.",
    )
