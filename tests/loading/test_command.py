"""`tiendo load` and `tiendo forms` as the person who runs them sees them."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from domain.plan import QuestionType
from storage import tables, totals
from tests.handlers.federation import PLAN, Federation
from tests.loading.loader import Loader, admitted
from tests.program import ROOT

for command in ("load", "forms"):
    import_module(f"bot.commands.{command}")


async def tiendo(*arguments: str) -> Result:
    # A command runs an event loop of its own.
    return await asyncio.to_thread(CliRunner().invoke, app, arguments)


@pytest.fixture(autouse=True)
def there(federation: Federation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIENDO_DATABASE_URL", "sqlite:///tiendo.db")


async def test_a_file_is_loaded(loader: Loader) -> None:
    loader.file(admitted(), "", admitted("truong-2"))
    done = await tiendo("load", "reports.jsonl")
    assert (done.exit_code, done.stdout) == (0, "2 lines are right.\nWritten: 2 reports, numbers 0001 to 0002.\n")
    assert await loader.federation.count(tables.reports) == 2


async def test_a_dry_run_writes_nothing(loader: Loader) -> None:
    loader.file(admitted())
    done = await tiendo("load", "reports.jsonl", "--dry-run")
    assert (done.exit_code, done.stdout) == (0, "1 lines are right.\nNothing was written, as --dry-run asks.\n")
    assert await loader.federation.count(tables.reports) == 0


async def test_mistakes_are_printed_and_the_rest_counted(loader: Loader) -> None:
    loader.file(*[admitted("nowhere")] * 102)
    done = await tiendo("load", "reports.jsonl")
    assert done.exit_code == 1
    said = done.stderr.splitlines()
    assert said[0] == 'Line 1: subject: there is no unit with the code "nowhere"'
    assert said[99].startswith("Line 100: ")
    assert said[100:] == ["… and 2 more.", "102 mistakes in 102 lines. Nothing was written."]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "reports.jsonl cannot be read: No such file or directory."),
        ("{}".encode("utf-16"), "reports.jsonl is in UTF-16: save it as UTF-8."),
        (b'{"subject": "\xff"}', "Line 1: byte 14 is not UTF-8"),
    ],
)
async def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, expected: str) -> None:
    if content is not None:
        (tmp_path / "reports.jsonl").write_bytes(content)
    done = await tiendo("load", "reports.jsonl")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == expected
    assert "Nothing was written." in done.stderr


async def test_the_mark_of_utf_8_an_empty_line_and_no_line_at_all(loader: Loader, tmp_path: Path) -> None:
    line = json.dumps(admitted()).encode()
    (tmp_path / "reports.jsonl").write_bytes(b"\xef\xbb\xbf" + line + b"\r\n\r\n  \n")
    assert (await tiendo("load", "reports.jsonl")).exit_code == 0
    (tmp_path / "reports.jsonl").write_bytes(b"")
    done = await tiendo("load", "reports.jsonl")
    assert (done.exit_code, done.stdout) == (0, "0 lines are right.\nWritten: 0 reports.\n")
    assert await loader.federation.count(tables.reports) == 1


async def test_killed_while_it_writes_it_leaves_nothing(loader: Loader, tmp_path: Path) -> None:
    units = ("truong-1", "truong-2", "cong-ty-1", "truc-thuoc")
    loader.file(
        *[
            admitted(
                units[place % 4],
                f"202{place % 5}-0{place % 8 + 1}-{place % 28 + 1:02}",
                total=place + 2,
                accept=["duplicate"],
            )
            for place in range(4000)
        ]
    )
    settings = os.environ | {"PYTHONPATH": str(ROOT)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "load", "reports.jsonl"), cwd=tmp_path, env=settings
    )
    async with asyncio.timeout(60):
        while not _held(tmp_path / "tiendo.db"):
            assert process.returncode is None, "it ended before it was seen writing"
            await asyncio.sleep(0.002)
    process.kill()
    await process.wait()
    assert await loader.federation.count(tables.reports) == 0
    async with loader.federation.database.read() as tx:
        assert await totals.check(tx, PLAN) == []
    assert len(await loader.load(admitted())) == 1


def _held(database: Path) -> bool:
    """Whether somebody is writing."""
    connection = sqlite3.connect(database, timeout=0, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return True
    finally:
        connection.close()
    return False


async def test_forms_are_listed_for_other_programs() -> None:
    done = await tiendo("forms", "--json")
    found = {form["code"]: form for form in json.loads(done.stdout)}
    assert found.keys() == {form.code for form in PLAN.forms}
    admissions = found["ket-nap"]
    assert [asked["key"] for asked in admissions["questions"]][:2] == ["admitted", "day"]
    assert admissions["questions"][0]["type"] == QuestionType.PEOPLE
    assert admissions["checks"] == ["duplicate", "members-above-workers"]
    assert admissions["measures"][0] == {
        "code": "admissions",
        "kind": "flow",
        "name": PLAN.measure("admissions").name.model_dump(),
    }


async def test_forms_of_a_unit_are_those_of_its_kind() -> None:
    found = json.loads((await tiendo("forms", "--unit", "truong-1", "--json")).stdout)
    assert [form["code"] for form in found] == [form.code for form in PLAN.forms_for("hcsn")]
    done = await tiendo("forms", "--unit", "nowhere")
    assert (done.exit_code, done.stderr) == (2, "There is no unit with the code “nowhere”.\n")


async def test_forms_are_listed_for_people() -> None:
    done = await tiendo("forms")
    assert done.exit_code == 0
    assert all(form.code in done.stdout for form in PLAN.forms)
