"""`tiendo units`: unions are founded, closed, moved and listed from the command line, with the figures they touch."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import Result

from bot.commands import check, progress, units
from tests.events_plan import as_toml, content
from tests.importing.conftest import Tiendo, tiendo

__all__ = ["tiendo"]
REGISTERED = (check, progress, units)
"""The modules whose import adds the sub-commands to the app."""
ROWS = (
    "code,name,kind,parent,members,workers,as_of",
    "T,LĐLĐ tỉnh Mẫu,tinh,,,,",
    "X,LĐLĐ huyện X,cttt,T,,,",
    "Y,LĐLĐ huyện Y,cttt,T,,,",
    "A,CĐCS Trường A,hcsn,X,28,30,2026-01-01",
    "B,CĐCS Công ty B,nnn,Y,10,40,2026-01-01",
)
ADD = ("units", "add", "N", "--name", "CĐCS mới", "--kind", "nnn", "--parent", "X", "--on", "2026-03-10")


@pytest.fixture
def province(tiendo: Tiendo, monkeypatch: pytest.MonkeyPatch) -> Tiendo:
    Path("plan.toml").write_text(as_toml(content()), encoding="utf-8")
    monkeypatch.setenv("TIENDO_PLAN", "plan.toml")
    Path("units.csv").write_text("\n".join(ROWS), encoding="utf-8")
    done = tiendo("init", "--units", "units.csv")
    assert done.exit_code == 0, done.output
    return tiendo


def agree(tiendo: Tiendo) -> bool:
    return tiendo("check").exit_code == 0


def listed(tiendo: Tiendo, *arguments: str) -> dict[str, str | None]:
    """The superior of each union that is there."""
    done = tiendo("units", "list", "--json", *arguments)
    assert done.exit_code == 0, done.output
    return {row["code"]: row["superior"] for row in json.loads(done.output)}


def reports() -> int:
    with closing(sqlite3.connect("tiendo.db")) as connection:
        return int(connection.execute("SELECT count(*) FROM reports").fetchone()[0])


def said(done: Result) -> str:
    assert done.exit_code == 0, done.output
    return str(done.output)


def test_add(province: Tiendo) -> None:
    done = said(province(*ADD, "--decision", "3/QĐ", "--members", "12", "--women", "5", "--workers", "30"))
    assert "CĐCS mới (N) is founded under LĐLĐ huyện X from 2026-03-10 on." in done
    assert "Report 0003: New members admitted, N." in done
    assert "Members at the end of 2026-03-10:\n  X: 28 → 40\n  T: 38 → 50\n" in done
    assert listed(province, "--under", "X") == {"A": "X", "N": "X"}
    assert agree(province)


def test_add_a_union_without_members(province: Tiendo) -> None:
    done = said(province(*ADD[:5], "--kind", "cttt", "--parent", "T", "--on", "2026-03-10"))
    assert "No number of members of 2026-03-10 changes." in done
    assert reports() == 2


def test_close_and_list_as_of_a_day(province: Tiendo) -> None:
    done = said(province("units", "close", "A", "--on", "2026-04-01"))
    assert "CĐCS Trường A (A) is closed; its last day is 2026-03-31." in done
    assert "  A: 28 → 0\n  X: 28 → 0\n  T: 38 → 10\n" in done
    assert "A" in listed(province, "--on", "2026-03-31")
    assert listed(province, "--on", "2026-04-01") == {"T": None, "X": "T", "Y": "T", "B": "Y"}
    assert agree(province)


def test_a_merger_leaves_the_province_as_it_was(province: Tiendo) -> None:
    done = said(province("units", "close", "A", "--on", "2026-04-01", "--into", "B", "--members", "28"))
    assert "28 members go on in CĐCS Công ty B (B)." in done
    assert "  A: 28 → 0\n  X: 28 → 0\n  B: 10 → 38\n  Y: 10 → 38\n" in done
    assert "T:" not in done
    assert agree(province)


def test_move(province: Tiendo) -> None:
    done = said(province("units", "move", "A", "--to", "Y", "--on", "2026-04-01", "--decision", "9/QĐ"))
    assert "CĐCS Trường A (A) stands under LĐLĐ huyện Y (Y) from 2026-04-01 on." in done
    assert "  X: 28 → 0\n  Y: 10 → 38\n" in done
    assert listed(province, "--on", "2026-04-01", "--under", "Y") == {"A": "Y", "B": "Y"}
    assert agree(province)


SET = ("units", "set", "B", "agreement-eligible")


def test_a_trait_is_set_and_counts(province: Tiendo) -> None:
    def eligible(on: str) -> int | None:
        done = said(province("progress", "T", "--on", on, "--indicator", "thoa-uoc", "--json"))
        found: int | None = json.loads(done)["indicators"][0]["denominator"]
        return found

    assert eligible("2026-03-31") == 1
    done = said(province(*SET, "no", "--on", "2026-03-10", "--decision", "5/QĐ"))
    assert done == "CĐCS Công ty B (B): agreement-eligible is no from 2026-03-10 on.\n"
    assert (eligible("2026-03-09"), eligible("2026-03-31")) == (1, 0)
    rows = json.loads(said(province("units", "list", "--json", "--on", "2026-03-10")))
    assert {row["code"]: row["traits"] for row in rows if row["traits"]} == {"B": {"agreement-eligible": False}}
    assert "agreement-eligible:" in said(province("units", "list", "--on", "2026-03-10"))
    assert "so there is nothing to change" in province(*SET, "no", "--on", "2026-04-01").output
    assert agree(province)


@pytest.mark.parametrize(
    "arguments",
    [
        (*SET, "no", "--on", "2026-04-01"),
        (*ADD, "--members", "12", "--workers", "30"),
        ("units", "close", "A", "--on", "2026-04-01", "--into", "B", "--members", "28"),
        ("units", "move", "A", "--to", "Y", "--on", "2026-04-01"),
    ],
    ids=["set", "add", "close", "move"],
)
def test_a_dry_run_says_the_same_and_writes_nothing(province: Tiendo, arguments: tuple[str, ...]) -> None:
    before = (listed(province, "--on", "2026-12-31"), reports())
    rehearsed = said(province(*arguments, "--dry-run"))
    assert (listed(province, "--on", "2026-12-31"), reports()) == before
    assert rehearsed == said(province(*arguments)) + "Nothing was written, as --dry-run asks.\n"


REFUSED = {
    "an unknown code": (("close", "Z", "--on", "2026-04-01"), "There is no unit with the code “Z”."),
    "a day before it": (("move", "A", "--to", "Y", "--on", "1999-04-01"), "The unit “A” is not there on 1999-04-01."),
    "units below it": (("close", "X", "--on", "2026-04-01"), "still stand below it: CĐCS Trường A"),
    "reports of later days": (("close", "A", "--on", "2026-01-01"), "reports dated 1 Jan 2026 or later: 0001"),
    "a code that is taken": (("add", "A", *ADD[3:]), "The code A is taken"),
    "more members than workers": ((*ADD[1:], "--members", "9", "--workers", "8"), "larger than that of workers"),
    "an unknown trait": (
        ("set", "B", "eligible", "no", "--on", "2026-04-01"),
        "The plan asks for no trait “eligible” of unions; it has: agreement-eligible.",
    ),
    "a trait of nobody": (("set", "Z", *SET[3:], "no", "--on", "2026-04-01"), "There is no unit with the code “Z”."),
    "an unknown kind": (
        ("add", "N", "--name", "N", "--kind", "xyz", "--parent", "X", "--on", "2026-03-10"),
        "The plan knows no kind of union “xyz”",
    ),
}


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_is_said(province: Tiendo, arguments: tuple[str, ...], sentence: str) -> None:
    before = listed(province)
    done = province("units", *arguments)
    assert done.exit_code == 1
    assert sentence in done.output
    assert listed(province) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("close", "A", "--on", "tomorrow"),
        ("set", "B", "agreement-eligible", "maybe", "--on", "2026-04-01"),
        ("close", "A", "--on", "2026-04-01", "--into", "B"),
        (*ADD[1:], "--members", "3", "--women", "4"),
        (*ADD[1:], "--members", str(10**20)),
        (*ADD[1:], "--name", " "),
        ("add", "", *ADD[3:]),
        ("add", "n 1", *ADD[3:]),
        ("close", "A", "--on", "0001-01-01"),
        ("close", "A", "--on", "9999-12-31"),
    ],
)
def test_a_slip_of_the_command_line_is_named(province: Tiendo, arguments: tuple[str, ...]) -> None:
    assert province("units", *arguments).exit_code == 2


def test_a_plan_without_the_forms_says_so(tiendo: Tiendo) -> None:
    plan = content()
    plan["forms"] = [form for form in plan["forms"] if "event" not in form and not form.get("from_above")]
    recorded = {form.get("activity") for form in plan["forms"]}
    plan["activities"] = [one for one in plan["activities"] if one["code"] in recorded]
    Path("plan.toml").write_text(as_toml(plan), encoding="utf-8")
    Path("units.csv").write_text("\n".join(ROWS), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIENDO_PLAN", "plan.toml")
        assert tiendo("init", "--units", "units.csv").exit_code == 0
        done = tiendo("units", "close", "A", "--on", "2026-04-01", "--into", "B", "--members", "28")
    assert done.exit_code == 1
    assert "The plan has no form that records these members." in done.output
