"""`tiendo progress` and `tiendo check`, as another program calls them."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import update
from typer.testing import CliRunner

from bot.cli import app
from bot.commands import check, progress
from domain.plan import loading
from domain.progress import Status
from storage import meta, migrate
from storage.database import Tx, Work, opened
from storage.tables import totals
from tests.storage.province import PLAN, filled, found_province, people, record

PAGE = Path(__file__).parents[2] / "docs" / "progress.md"

REGISTERED = (check, progress)
"""The modules whose import adds the sub-commands to the app."""


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Coverage(Strict):
    answered: int
    expected: int


class Bounds(Strict):
    lower: float | None
    upper: float | None


class Target(Strict):
    basis: Literal["quota", "year", "milestone"]
    first_day: str = Field(alias="from")
    last_day: str = Field(alias="to")
    value: int | float | None
    goal: int | float
    floor: int | float | None
    missing: int | None


class Indicator(Strict):
    code: str
    year: int
    value: int | float | None
    numerator: int | None
    denominator: int | None
    goal: int | float | None
    missing: int | None
    coverage: Coverage
    bounds: Bounds
    units_meeting: int | None
    units_below: int | None
    beside: dict[str, int]
    targets: list[Target]
    status: Status


class Printed(Strict):
    unit: str
    on: str
    indicators: list[Indicator]


@pytest.fixture(scope="module")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which A admitted 5 and stated its numbers."""
    file = tmp_path_factory.mktemp("progress") / "tiendo.db"

    async def fill() -> None:
        await migrate.upgrade(f"sqlite:///{file}")
        async with opened(f"sqlite:///{file}") as database:
            await database.write(_report)

    asyncio.run(fill())
    return file


async def _report(tx: Tx) -> None:
    province = await found_province(tx)
    numbers = {"members": people(28), "workers": people(30)}
    await record(tx, filled(province, province.a, "so-luong", "2026-01-01", **numbers))
    await record(tx, filled(province, province.a, "ket-nap", "2026-03-12", admitted=people(5, 2)))


@pytest.fixture(autouse=True)
def database_file(filled_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of its own for each test, named by the settings."""
    file = tmp_path / "tiendo.db"
    shutil.copy(filled_file, file)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIENDO_DATABASE_URL", f"sqlite:///{file}")
    return file


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output, standard error."""
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.stdout, result.stderr


def test_json_keeps_its_contract() -> None:
    code, out, _ = run("progress", "T", "--on", "2026-11-22", "--json")
    assert code == 0
    printed = Printed.model_validate_json(out)
    assert (printed.unit, printed.on) == ("T", "2026-11-22")
    assert [one.code for one in printed.indicators] == [indicator.code for indicator in PLAN.indicators]
    for target in (target for one in printed.indicators for target in one.targets):
        assert date.fromisoformat(target.first_day) <= date.fromisoformat(target.last_day)


def test_every_status_stands_in_the_docs() -> None:
    explained = set(re.findall(r"\| `(\w+)` \|", PAGE.read_text(encoding="utf-8")))
    assert {status.value for status in Status} <= explained


@pytest.mark.parametrize(
    ("unit", "on", "value"),
    [("A", "2026-03-11", 28), ("A", "12/03/2026", 33), ("X", "2026-11-22", 33), ("C", "2026-11-22", None)],
)
def test_one_indicator_of_a_unit_on_a_day(unit: str, on: str, value: int | None) -> None:
    _, out, _ = run("progress", unit, "--on", on, "--indicator", "tong-dv-tinh", "--json")
    (figure,) = json.loads(out)["indicators"]
    assert (figure["code"], figure["value"]) == ("tong-dv-tinh", value)


@pytest.mark.parametrize(
    ("period", "on", "value", "within"),
    [("2026-03", "2026-03-31", 5, 5), ("2026-q2", "2026-06-30", 5, 0), ("2026-h1", "2026-06-30", 5, 5)],
)
def test_a_part_of_a_year(period: str, on: str, value: int, within: int) -> None:
    _, out, _ = run("progress", "X", "--period", period, "--indicator", "doan-vien-moi", "--json")
    printed = json.loads(out)
    (figure,) = printed["indicators"]
    assert (printed["period"], printed["on"], figure["value"], figure["within"]) == (period, on, value, within)


def test_a_part_of_a_year_as_a_table() -> None:
    _, out, _ = run("progress", "X", "--period", "2026-03", "--indicator", "doan-vien-moi")
    assert "2026-03, 2026-03-31" in out
    assert "+5 in the period" in out


def test_people_get_a_table() -> None:
    code, out, _ = run("progress", "X", "--on", "2026-11-22")
    assert code == 0
    assert "doan-vien-moi" in out
    assert "far_behind" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nowhere",), "no unit with the code “nowhere”"),
        (("A", "--on", "2019-12-31"), "no unit with the code “A” on 2019-12-31"),
        (("A", "--on", "31/2/2026"), "“31/2/2026” is not a day"),
        (("A", "--period", "2026-13"), "“2026-13” is no period"),
        (("A", "--period", "2026-10", "--on", "2026-09-30"), "“2026-10” had not begun on 2026-09-30"),
        (("A", "--indicator", "hanh-phuc"), "no indicator with the code “hanh-phuc”"),
    ],
)
def test_what_is_not_there_is_said_in_one_sentence(words: tuple[str, ...], sentence: str) -> None:
    code, out, said = run("progress", *words, "--json")
    assert (code, out) == (2, "")
    assert sentence in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("command", [("progress", "A"), ("check",)])
def test_a_database_that_was_never_made(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TIENDO_DATABASE_URL", f"sqlite:///{tmp_path / 'none.db'}")
    code, _, said = run(*command)
    assert code == 1
    assert "tiendo init" in said
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize("command", [("progress", "A"), ("check",)])
def test_a_database_of_another_plan(command: tuple[str, ...], database_file: Path) -> None:
    asyncio.run(_write(database_file, lambda tx: meta.put(tx, "plan", "another")))
    assert run(*command) == (
        1,
        "",
        "TIENDO_PLAN is kontum-66, but the database follows another: set it to that.\n",
    )


def test_a_plan_with_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kontum-66.toml").write_text("code = ", encoding="utf-8")
    monkeypatch.setattr(loading, "PLANS", tmp_path)
    code, out, said = run("check")
    assert (code, out) == (1, "")
    assert said.startswith("The plan “kontum-66” cannot be used:\nis not a TOML file: ")


def test_totals_that_agree() -> None:
    code, out, _ = run("check")
    assert code == 0
    assert re.search(r"Compared \d{3,} totals of 6 units", out)


async def _falsify(tx: Tx) -> None:
    wrong = totals.c.tally == "admissions", totals.c.grain == "m"
    await tx.execute(update(totals).where(*wrong).values(value=6))


async def _write(file: Path, work: Work[None]) -> None:
    async with opened(f"sqlite:///{file}") as database:
        await database.write(work)


def test_a_total_that_differs(database_file: Path) -> None:
    asyncio.run(_write(database_file, _falsify))
    code, out, said = run("check")
    assert code == 1
    assert "admissions for 2026, kind hcsn, m 202603: 6 is kept, the reports say 5" in out
    assert "3 totals differ" in said
    assert run("check")[:2] == (code, out)


def test_a_total_that_differs_is_mended_when_asked(database_file: Path) -> None:
    asyncio.run(_write(database_file, _falsify))
    code, out, said = run("check", "--repair")
    assert code == 0, said
    assert "6 is kept, the reports say 5" in out
    assert "3 totals differ from the reports." in said
    assert re.search(r"made again from the reports\.\nCompared \d+ totals of 6 units .*\nThey agree now\.\n$", out)
    assert run("check")[0] == 0


def test_there_is_nothing_to_mend() -> None:
    code, out, _ = run("check", "--repair")
    assert code == 0
    assert "made again" not in out
