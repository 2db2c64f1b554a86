"""`tiendo init` as the person who runs it sees it: all or nothing, and what to do next."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands import check
from domain.plan import Plan, load_plan, plan_path
from storage import migrate, totals
from storage.database import opened
from tests.importing.conftest import Tiendo

REGISTERED = check
"""The module whose import adds the sub-command to the app."""
PLAN: Plan = load_plan(plan_path("kontum-66"))
HEADER = "ma;ten;loai;ma cap tren;so doan vien;doan vien nu;cnvcld;tinh den ngay"
GOOD = (
    HEADER,
    "T;LĐLĐ tỉnh Mẫu;tinh;;;;;",
    "X;LĐLĐ huyện Mẫu;cttt;T;;;;",
    "A;CĐCS Mẫu 1;hcsn;x;28;15;30;31/12/2025",
    "B;CĐCS Mẫu 2;nnn;T;1.234;;1.300;31/12/2025",
)


def units_file(*rows: str) -> str:
    Path("units.csv").write_text("\n".join(rows), encoding="utf-8-sig")
    return "units.csv"


def ask(question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect("tiendo.db")) as connection:
        return connection.execute(question).fetchall()


async def differences() -> int:
    async with opened("sqlite:///tiendo.db") as database, database.read() as tx:
        return len(await totals.check(tx, PLAN))


def test_alone_it_makes_the_database_and_says_what_comes_next(tiendo: Tiendo) -> None:
    for _ in range(2):
        done = tiendo("init")
        assert done.exit_code == 0, done.output
        assert "holds 0 units" in done.output
        assert "tiendo init --units FILE" in done.output


def test_units_and_headcounts(tiendo: Tiendo) -> None:
    done = tiendo("init", "--units", units_file(*GOOD))
    assert done.exit_code == 0, done.output
    assert "Written: 4 units, 2 headcounts." in done.output
    members = (
        "SELECT u.code, f.number FROM facts f JOIN units u ON u.id = f.unit_id WHERE measure = 'members' ORDER BY 1"
    )
    assert ask(members) == [("A", 28), ("B", 1234)]
    assert ask("SELECT name, consented_at FROM officers") == [("tiendo init", None)]
    assert ask("SELECT DISTINCT day FROM report_versions") == [("2025-12-31",)]
    assert asyncio.run(differences()) == 0


def test_the_same_file_again_and_then_with_more(tiendo: Tiendo) -> None:
    tiendo("init", "--units", units_file(*GOOD))
    again = tiendo("init", "--units", "units.csv")
    assert again.exit_code == 0, again.output
    assert "0 new, 4 there already" in again.output
    more = tiendo("init", "--units", units_file(*GOOD, "C;CĐCS Mẫu 3;hcsn;X;10;;10;"))
    assert "Written: 1 units, 1 headcounts." in more.output
    assert ask("SELECT count(*) FROM reports") == [(3,)]
    assert ask("SELECT count(*) FROM officers") == [(1,)]
    assert asyncio.run(differences()) == 0


def test_one_wrong_row_and_nothing_is_written(tiendo: Tiendo) -> None:
    done = tiendo("init", "--units", units_file(*GOOD, "C;CĐCS Mẫu 3;hcsn;Q;10;;10;", "D;;hcsn;X;;;;"))
    assert done.exit_code == 1
    assert "Row 6: there is no superior with the code “Q”" in done.output
    assert "Row 7: column B (ten): it is empty" in done.output
    assert "2 of 6 rows cannot be used. Nothing was written." in done.output
    assert ask("SELECT count(*) FROM units") == [(0,)]


def test_dry_run_writes_nothing(tiendo: Tiendo) -> None:
    done = tiendo("init", "--dry-run", "--units", units_file(*GOOD))
    assert done.exit_code == 0, done.output
    assert "4 rows are right: 4 new" in done.output
    assert not Path("tiendo.db").exists()
    tiendo("init", "--units", "units.csv")
    assert tiendo("init", "--dry-run", "--units", units_file(*GOOD, "C;CĐCS Mẫu 3;hcsn;X;;;;")).exit_code == 0
    assert ask("SELECT count(*) FROM units") == [(4,)]


@pytest.mark.parametrize(
    ("arguments", "code", "expected"),
    [
        (("--units", "units.csv", "--sample", "kontum-2021"), 2, "not from both"),
        (("--dry-run",), 2, "nothing to judge"),
        (("--sample", "elsewhere"), 2, "the samples are: kontum-2021"),
        (("--plan", "elsewhere"), 2, "there is no plan"),
        (("--units", "missing.csv"), 1, "missing.csv cannot be read"),
    ],
)
def test_wrong_calls(tiendo: Tiendo, arguments: tuple[str, ...], code: int, expected: str) -> None:
    done = tiendo("init", *arguments)
    assert done.exit_code == code
    assert expected in " ".join(done.output.split())


def test_a_sample_never_mixes_with_real_units(tiendo: Tiendo) -> None:
    tiendo("init", "--units", units_file(*GOOD))
    done = tiendo("init", "--sample", "kontum-2021")
    assert done.exit_code == 1
    assert "holds units already" in done.output
    assert ask("SELECT count(*) FROM units") == [(4,)]


def test_real_units_never_mix_with_a_sample(tiendo: Tiendo) -> None:
    made = tiendo("init", "--sample", "kontum-2021")
    assert made.exit_code == 0, made.output
    units = ask("SELECT count(*) FROM units")
    assert units >= [(918,)]
    assert "Tổ chức theo mô hình năm 2021" in made.output
    assert tiendo("init", "--sample", "kontum-2021").exit_code == 1
    done = tiendo("init", "--units", units_file(*GOOD))
    assert done.exit_code == 1
    assert "The database holds samples" in done.output
    assert ask("SELECT count(*) FROM units") == units
    assert ask("SELECT count(*) FROM quotas") == [(17,)]


def test_a_plan_is_not_exchanged(tiendo: Tiendo) -> None:
    tiendo("init")
    with closing(sqlite3.connect("tiendo.db")) as connection:
        connection.execute("UPDATE meta SET value = 'another' WHERE key = 'plan'")
        connection.commit()
    done = tiendo("init")
    assert done.exit_code == 1
    assert "follows the plan “another”" in done.output


def test_a_set_clock_is_for_samples_and_rehearsals(tiendo: Tiendo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIENDO_CLOCK", "2026-03-15T08:00")
    for arguments in ((), ("--units", units_file(*GOOD)), ("--dry-run", "--units", "units.csv")):
        done = tiendo("init", *arguments)
        assert (done.exit_code, done.stderr) == (
            1,
            "TIENDO_CLOCK is refused, as this database holds no samples: take it out, or set TIENDO_REHEARSAL=true.\n",
        )
    monkeypatch.setenv("TIENDO_REHEARSAL", "true")
    assert tiendo("init").exit_code == 0
    monkeypatch.delenv("TIENDO_REHEARSAL")
    with closing(sqlite3.connect("tiendo.db")) as connection:
        connection.execute("INSERT INTO meta VALUES ('sample', 'kontum-2021')")
        connection.commit()
    assert tiendo("init").exit_code == 0


def test_a_database_that_does_not_answer(tiendo: Tiendo, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("tiendo.db").write_text("not a database at all", encoding="utf-8")
    done = tiendo("init")
    assert done.exit_code == 1
    assert "The database cannot be opened" in done.output
    monkeypatch.setenv("TIENDO_DATABASE_URL", "sqlite:///tiendo.db/below/a/file.db")
    done = tiendo("init")
    assert done.exit_code == 1
    assert "cannot be made" in done.output
    monkeypatch.setenv("TIENDO_DATABASE_URL", "postgresql://127.0.0.1:1/nowhere")
    done = tiendo("init")
    assert done.exit_code == 1
    assert "The database cannot be opened" in done.output


def test_a_database_of_a_newer_program(tiendo: Tiendo) -> None:
    tiendo("init")
    with closing(sqlite3.connect("tiendo.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    done = tiendo("init")
    assert done.exit_code == 1
    assert "made by a newer Tiendo" in done.output


RELEASED = "0002"
"""The schema of the first release, which did not note by which rules it had counted."""


@pytest.fixture
def of_first_release(tiendo: Tiendo) -> Tiendo:
    """A database as the first release left it: sums by its rules, and a report of a measure that is no more."""
    assert tiendo("init", "--units", units_file(*GOOD)).exit_code == 0
    asyncio.run(migrate.move("sqlite:///tiendo.db", RELEASED))
    with closing(sqlite3.connect("tiendo.db")) as connection:
        connection.execute("DELETE FROM totals WHERE tally NOT LIKE 'members%'")
        connection.execute("UPDATE totals SET value = value + 1")
        connection.execute("UPDATE totals SET tally = tally || '-no-more' WHERE kind = 'nnn'")
        connection.execute("UPDATE facts SET measure = 'no-more' WHERE measure = 'workers'")
        connection.commit()
    assert ask("SELECT value FROM meta WHERE key = 'counted-by'") == []
    return tiendo


def test_sums_of_the_first_release_are_made_again(of_first_release: Tiendo) -> None:
    assert of_first_release("init").exit_code == 0
    done = of_first_release("check")
    assert done.exit_code == 0, done.output
    assert ask("SELECT number FROM facts WHERE measure = 'no-more' ORDER BY 1") == [(30,), (1300,)]
