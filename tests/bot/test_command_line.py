from __future__ import annotations

import asyncio
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from storage import meta, migrate
from storage.database import opened
from tests.program import ROOT
from tests.telegram.fixtures import telegram
from tests.telegram.server import TelegramServer

__all__ = ["telegram"]


def tiendo(
    folder: Path, *arguments: str, stdin: int = subprocess.DEVNULL, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run `tiendo` in a folder with these settings and no others."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        cwd=folder,
        env={"PATH": "/usr/bin", "PYTHONPATH": str(ROOT)} | {f"TIENDO_{key}": value for key, value in settings.items()},
        stdin=stdin,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def migrated(tmp_path: Path) -> Path:

    async def make() -> None:
        url = f"sqlite:///{tmp_path / 'tiendo.db'}"
        await migrate.upgrade(url)
        async with opened(url) as database:
            await database.write(lambda tx: meta.put(tx, "plan", "kontum-66"))

    asyncio.run(make())
    return tmp_path


def test_the_doctor_names_what_is_missing(tmp_path: Path) -> None:
    seen = tiendo(tmp_path, "doctor")
    assert seen.returncode == 1
    assert "✘ There is no database at tiendo.db: run `tiendo init`." in seen.stdout
    assert "✔ Telegram is not used" in seen.stdout
    assert "✘ TIENDO_PUBLIC_URL is not set" in seen.stdout
    assert "✔ The sentences are complete" in seen.stdout
    assert seen.stderr == ""


def test_the_doctor_reads_mistakes_in_the_settings(tmp_path: Path) -> None:
    seen = tiendo(tmp_path, "doctor", DATABASE_URL="nonsense", PLAN="nonsense")
    assert seen.returncode == 1
    assert seen.stdout.count("✘") == 2


async def test_the_doctor_is_content_where_all_is_well(telegram: TelegramServer, migrated: Path) -> None:
    seen = await asyncio.to_thread(
        tiendo, migrated, "doctor", TELEGRAM_TOKEN=telegram.token, TELEGRAM_BASE_URL=telegram.url
    )
    assert (seen.returncode, seen.stdout.count("✘")) == (0, 0), seen.stdout
    assert f"https://t.me/{telegram.bot_username}" in seen.stdout
    wrong = await asyncio.to_thread(
        tiendo, migrated, "doctor", TELEGRAM_TOKEN="1:wrong", TELEGRAM_BASE_URL=telegram.url
    )
    assert wrong.returncode == 1
    assert wrong.stdout.count("TIENDO_TELEGRAM_BASE_URL") == 1, wrong.stdout
    assert "1:wrong" not in wrong.stdout + wrong.stderr
    telegram.violations.clear()


def test_a_backup_is_restored(migrated: Path) -> None:
    made = tiendo(migrated, "backup", "b.zip")
    assert made.returncode == 0, made.stderr
    restored = tiendo(migrated, "restore", "b.zip", "--yes", DATABASE_URL="sqlite:///new.db")
    assert restored.returncode == 0, restored.stderr
    assert made.stdout.partition(": ")[2] == restored.stdout.replace("Restored ", "")
    refused = tiendo(migrated, "restore", "tiendo.db", "--yes")
    assert refused.returncode == 1
    assert refused.stderr.startswith("Nothing was changed")
    assert "Traceback" not in refused.stderr


def test_restoring_asks_who_sits_at_a_terminal(migrated: Path) -> None:
    assert tiendo(migrated, "backup", "b.zip").returncode == 0
    ours, theirs = pty.openpty()
    os.write(ours, b"n\n")
    asked = tiendo(migrated, "restore", "b.zip", stdin=theirs)
    assert asked.returncode == 1
    assert "Go on?" in asked.stdout
    assert tiendo(migrated, "restore", "b.zip").returncode == 0


def test_a_restore_makes_the_folder_of_a_new_database(migrated: Path) -> None:
    assert tiendo(migrated, "backup", "b.zip").returncode == 0
    restored = tiendo(migrated, "restore", "b.zip", "--yes", DATABASE_URL="sqlite:///there/not/yet.db")
    assert restored.returncode == 0, restored.stderr


def test_a_restore_says_what_is_wrong_with_the_file(migrated: Path) -> None:
    assert tiendo(migrated, "backup", "b.zip").returncode == 0
    whole = (migrated / "b.zip").read_bytes()
    (migrated / "short.zip").write_bytes(whole[: len(whole) // 2])
    (migrated / "text.zip").write_text("good morning")
    said = {name: tiendo(migrated, "restore", name, "--yes").stderr for name in ("short.zip", "text.zip", "no.zip")}
    assert said == {
        "short.zip": "Nothing was changed: the backup is damaged.\n",
        "text.zip": "Nothing was changed: the file is no backup of Tiendo.\n",
        "no.zip": "Nothing was changed: the file cannot be read (No such file or directory).\n",
    }
