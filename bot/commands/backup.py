"""`tiendo backup` and `tiendo restore`: everything into one file, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import app, fail, run

if TYPE_CHECKING:
    from storage.archive import BackupRefused


@app.command()
def backup(file: Path) -> None:
    """Write everything as it stands now to FILE; the bot may run meanwhile."""
    rows, pictures, missing = run(_backup(file))
    typer.echo(f"{file}: {rows} rows and {pictures} pictures.")
    if missing:
        typer.echo(f"{missing} pictures were missing in the data folder and are not in it.", err=True)


@app.command()
def restore(file: Path, *, yes: bool = typer.Option(False, "--yes", help="Do not ask.")) -> None:
    """Replace everything by what FILE holds. Asks first where somebody sits at a terminal."""
    if not yes and sys.stdin.isatty():
        typer.confirm("Everything in the database is replaced by the backup. Go on?", abort=True)
    rows, pictures, _missing = run(_restore(file))
    typer.echo(f"Restored {rows} rows and {pictures} pictures.")


async def _backup(file: Path) -> tuple[int, int, int]:
    from bot.clock import SystemClock
    from bot.settings import load
    from storage.archive import BackupRefused
    from storage.backup import backup as write

    settings = load()
    try:
        made = await write(settings.database_url, file, settings.data_folder, SystemClock().now())
    except BackupRefused as problem:
        fail(f"No backup was made: {_why(problem)}.")
    except OSError as problem:
        fail(f"{file} cannot be written: {problem.strerror}.")
    return sum(part.rows for part in made.tables.values()), len(made.files), len(made.missing_files)


async def _restore(file: Path) -> tuple[int, int, int]:
    from bot.preparing import make_folders
    from bot.settings import load
    from storage.archive import BackupRefused
    from storage.restore import restore as read

    settings = load()
    make_folders(settings)
    try:
        made = await read(settings.database_url, file, settings.data_folder)
    except BackupRefused as problem:
        fail(f"Nothing was changed: {_why(problem)}.")
    except OSError as problem:
        fail(f"{file} cannot be read: {problem.strerror}.")
    return sum(part.rows for part in made.tables.values()), len(made.files), len(made.missing_files)


def _why(problem: BackupRefused) -> str:
    from storage.archive import DamagedBackup, OtherSchema

    if isinstance(problem, OtherSchema):
        if problem.revision is None:
            return "the database has no tables yet, run `tiendo init` first"
        return "the backup or the database is of another version of Tiendo"
    if isinstance(problem, DamagedBackup):
        return "the backup is damaged"
    if isinstance(problem.__cause__, OSError):
        return f"the file cannot be read ({problem.__cause__.strerror})"
    return "the file is no backup of Tiendo"
