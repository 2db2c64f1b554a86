"""Another plan without code: another federation's plan file runs through the same program, from units to figures.

Its statistical year turns on 1 December, its unions are of other kinds, and its names are English.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.commands import check, forms, init, invite, load, progress, units
from bot.commands import plan as plan_command
from domain.plan import load_plan, plan_path
from domain.progress.pace import expected_share
from domain.progress.periods import year_period
from locales.formats import ZONE
from storage.database import opened
from tests.handlers.chatter import Chatter, Clock
from tests.handlers.federation import new_house

REGISTERED = (check, forms, init, invite, load, plan_command, progress, units)
"""The modules whose import adds the sub-commands to the app."""
FILE = Path(__file__).parent / "plans" / "harbour.toml"
PLAN = load_plan(plan_path(str(FILE)))
URL = "sqlite:///tiendo.db"
UNITS = (
    "code,name,kind,parent,members,workers,as of",
    "F,Harbour federation,federation,,,,",
    "N,North coast,coast,F,,,",
    "Quay,Quay union,port,N,60,100,2025-12-01",
    "Tug,Tugboat union,crew,N,20,25,2025-12-01",
    "Buoy,Buoy union,ship,N,5,8,2025-12-01",
)
EVE, TURN = "30/11/2026", "01/12/2026"
"""The last day of the statistical year 2026 and the first one of 2027."""
EVE_ISO = "2026-11-30"


class Harbour:
    """The federation with its people: the command line and the chats, on the same database at the same time of day."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch
        self._clock = Clock()
        self._people: dict[str, Chatter] = {}
        self.today(EVE)

    def today(self, day: str) -> None:
        """Let it be ten in the morning of a day, for everybody."""
        self._clock.now = datetime.strptime(f"{day} 10:00", "%d/%m/%Y %H:%M").replace(tzinfo=ZONE)
        self._monkeypatch.setenv("TIENDO_CLOCK", self._clock.now.isoformat())

    def run(self, *arguments: str) -> Result:
        """`tiendo …`"""
        return CliRunner().invoke(app, arguments)

    def tiendo(self, *arguments: str) -> str:
        """What `tiendo …` prints where it is content."""
        done = self.run(*arguments)
        assert done.exit_code == 0, done.output
        return str(done.output)

    def joins(self, who: str, unit: str, role: str) -> None:
        """Somebody joins with an invitation of the command line, and asks for English."""
        code = json.loads(self.tiendo("invite", unit, role, "--json"))["code"]
        house = replace(new_house(), plan=PLAN)
        address = str(len(self._people) + 1)
        # The database is opened anew for each message: nothing lives in between.
        self._people[who] = Chatter(database=None, house=house, clock=self._clock, address=address)  # type: ignore[arg-type]
        self.says(who, code, "1", f"{who} Mẫu", "/ngonngu en")

    def says(self, who: str, *lines: str) -> str:
        """Type one line after the other; the answer to the last one."""
        chatter = self._people[who]

        async def chat() -> str:
            async with opened(URL) as chatter.database:
                for line in lines:
                    await chatter.say(line)
            return chatter.answer

        return asyncio.run(chat())

    def reports(self, who: str, *lines: str) -> str:
        """A report from the first word to its receipt."""
        said = self.says(who, *lines, "send")
        assert "✅" in said, self._people[who].transcript()
        return said

    def figures(self, unit: str = "F", on: str | None = None) -> dict[str, dict[str, Any]]:
        """The figures of a unit by indicator, as `tiendo progress --json` prints them."""
        day = () if on is None else ("--on", datetime.strptime(on, "%d/%m/%Y").replace(tzinfo=ZONE).date().isoformat())
        found = json.loads(self.tiendo("progress", unit, "--json", *day))
        return {one["code"]: one for one in found["indicators"]}


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Harbour:
    monkeypatch.chdir(tmp_path)
    for name, value in (("PLAN", str(FILE)), ("DATABASE_URL", URL), ("REHEARSAL", "true")):
        monkeypatch.setenv(f"TIENDO_{name}", value)
    Path("units.csv").write_text("\n".join(UNITS), encoding="utf-8")
    federation = Harbour(monkeypatch)
    assert "Written: 5 units, 3 headcounts." in federation.tiendo("init", "--units", "units.csv")
    federation.joins("quay", "Quay", "chair")
    return federation


def test_the_sheet_of_the_plan(harbour: Harbour) -> None:
    sheet = harbour.tiendo("plan", "check", str(FILE), "--language", "en")
    assert "Harbour plan (7/2025)" in sheet
    assert "a statistical year begins on 01/12." in sheet
    assert "drill: People drilled (port, crew)" in sheet
    assert "share-of-people: People drilled ÷ Hands, crew: Members" in sheet


def test_forms_and_units_are_those_of_the_plan(harbour: Harbour) -> None:
    listed = json.loads(harbour.tiendo("forms", "--json"))
    assert {form["code"] for form in listed} == {form.code for form in PLAN.forms}
    rows = {row["code"]: row for row in json.loads(harbour.tiendo("units", "list", "--json"))}
    assert {code: row["kind"] for code, row in rows.items()} == {
        "F": "federation",
        "N": "coast",
        "Quay": "port",
        "Tug": "crew",
        "Buoy": "crew",
    }


def test_headcounts_of_the_file_are_levels_of_the_plan(harbour: Harbour) -> None:
    found = harbour.figures()
    assert (found["density"]["numerator"], found["density"]["denominator"]) == (85, 133)
    assert harbour.tiendo("check")


def test_facts_of_two_days_fall_into_two_years(harbour: Harbour) -> None:
    harbour.reports("quay", "joined", "3", "skip", "30/11")
    assert "50/100" in harbour.reports("quay", "drill", "50", "30/11")
    harbour.today(TURN)
    harbour.reports("quay", "joined", "2", "skip", "1/12")
    old, new = harbour.figures("Quay", EVE), harbour.figures("Quay", TURN)
    assert (old["growth"]["value"], new["growth"]["value"]) == (3, 2)
    assert (old["growth"]["year"], new["growth"]["year"]) == (2026, 2027)
    assert (old["drilled-share"]["numerator"], new["drilled-share"]["numerator"]) == (50, 0)
    assert new["density"]["numerator"] == 65, "a level goes on over the turn of the year"
    harbour.reports("quay", "drill", "7", "1/12")
    assert harbour.figures("Quay")["drilled-share"]["numerator"] == 7, "a new year begins at nothing"
    harbour.tiendo("check")


def test_a_crew_is_counted_out_of_its_members(harbour: Harbour) -> None:
    harbour.joins("tug", "Tug", "chair")
    assert "Of 20 people" in harbour.says("tug", "drill")
    harbour.reports("tug", "20", "30/11")
    assert harbour.figures("Tug")["drilled-share"]["value"] == 1


def test_a_goal_is_that_of_the_statistical_year(harbour: Harbour) -> None:
    harbour.today(TURN)
    goals = [harbour.figures("Quay", day)["gear"]["targets"][0] for day in (EVE, TURN)]
    assert [(one["goal"], one["from"], one["to"]) for one in goals] == [
        (0.5, "2025-12-01", "2026-11-30"),
        (1, "2026-12-01", "2027-11-30"),
    ]


def test_a_duty_of_november_is_due_at_the_end_of_the_year(harbour: Harbour) -> None:
    assert harbour.figures("Quay")["meetings"]["status"] == "not_due"
    harbour.today(TURN)
    assert harbour.figures("Quay")["meetings"]["status"] == "not_due", "the next one has the whole year"
    meetings, years = PLAN.indicator("meetings"), [year_period(PLAN, year) for year in (2026, 2027)]
    assert [expected_share(PLAN, meetings, years[0], day) for day in (date(2026, 11, 30), date(2026, 12, 1))] == [0, 1]
    assert expected_share(PLAN, meetings, years[1], date(2026, 12, 1)) == 0


def test_the_year_offered_is_the_statistical_year_of_today(harbour: Harbour) -> None:
    assert "[1. 2026] [2. 2027]" in harbour.says("quay", "meeting", "held")
    harbour.reports("quay", "1", "30/11")
    assert harbour.figures("Quay")["meetings"]["numerator"] == 1
    harbour.today(TURN)
    assert harbour.figures("Quay")["meetings"]["numerator"] == 0
    assert "[1. 2027] [2. 2026]\n[3. 2028]" in harbour.says("quay", "meeting", "held")


def test_money_is_combined_and_gear_chosen_by_several(harbour: Harbour) -> None:
    harbour.reports("quay", "dues", "10 trieu", "8 trieu", "30/11")
    harbour.says("quay", "fund", "5 trieu", "5 trieu", "30/11", "add details")
    harbour.reports("quay", "1,5%")
    assert harbour.says("quay", "gear", "1, 3").count("Nothing yet") >= 1
    harbour.reports("quay", "1, 2")
    found = harbour.figures("Quay")
    assert (found["money"]["numerator"], found["money"]["denominator"]) == (13_000_000, 15_000_000)
    assert found["gear"]["numerator"] == 1


def test_what_a_superior_union_says_of_many_and_of_itself(harbour: Harbour) -> None:
    harbour.joins("coast", "N", "superior_officer")
    refused = harbour.says("quay", "committee", "too small")
    assert "The union stated 100 (Hands, 1 Dec 2025); from 20 on it is eligible" in refused
    harbour.says("quay", "cancel")
    harbour.says("coast", "/nhaploat", "Safety committee", "1", "too small", "done")
    assert "Recorded for 1 unit" in harbour.says("coast", "send"), "of the three only the Buoy union is too small"
    harbour.says("coast", "/nhaploat", "Grade of the year", "1", "good", "2026", "30/11", "done")
    assert "Recorded for 3 units" in harbour.says("coast", "send")
    harbour.reports("coast", "docks", "10", "4", "30/11")
    found = harbour.figures()
    assert (found["committees"]["denominator"], found["committees"]["coverage"]["answered"]) == (2, 0)
    assert (found["docks-share"]["numerator"], found["docks-share"]["denominator"]) == (4, 10)
    harbour.today(TURN)
    grades = harbour.figures()["grades"]
    assert (grades["year"], grades["numerator"], grades["denominator"]) == (2026, 3, 3)
    harbour.tiendo("check")


def test_unions_are_founded_and_merged(harbour: Harbour) -> None:
    harbour.joins("coast", "N", "superior_officer")
    harbour.reports("coast", "founding", "Pilot union", "crew", "7", "skip", "20/11")
    harbour.reports("coast", "ending", "Buoy", "1", "merged", "Tug", "1", "5", "30/11")
    found = harbour.figures()["growth"]
    assert found["value"] == 7, "the merger counts neither for nor against"
    rows = {row["name"] for row in json.loads(harbour.tiendo("units", "list", "--json"))}
    assert "Pilot union" in rows
    assert "Buoy union" not in rows
    harbour.tiendo("check")


def test_a_case_is_settled_and_its_words_are_private(harbour: Harbour) -> None:
    harbour.joins("coast", "N", "superior_officer")
    harbour.reports("quay", "dispute", "wages", "The wages are late")
    listed = harbour.says("coast", "/vuviec")
    assert "Quay union · Wages · today · not taken up yet" in listed
    assert "The wages are late" not in listed
    assert harbour.figures()["disputes"]["denominator"] == 1


def test_screens(harbour: Harbour) -> None:
    harbour.joins("leader", "F", "provincial_leader")
    harbour.reports("quay", "drill", "50", "30/11")
    said = harbour.says("leader", "/tiendo")
    assert "Harbour federation" in said
    assert "50/125 people (40.0%), goal 80%, 50 people missing" in harbour.says("leader", "/td 1 2026 drilled-share")
    assert "doan" not in said


def test_reports_are_loaded(harbour: Harbour) -> None:
    lines: list[dict[str, Any]] = [
        {"subject": "Quay", "form": "join", "happened_on": EVE_ISO, "answers": {"people": {"total": 4, "women": 1}}},
        {"subject": "Tug", "form": "drill", "happened_on": EVE_ISO, "answers": {"drilled": 20}},
        {"subject": "Quay", "form": "gear", "happened_on": EVE_ISO, "answers": {"gear": ["vests", "ropes"]}},
    ]
    Path("r.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    assert "Written: 3 reports" in harbour.tiendo("load", "r.jsonl")
    found = harbour.figures()
    assert (found["growth"]["value"], found["drilled-share"]["numerator"], found["gear"]["numerator"]) == (4, 20, 1)
    wrong = [
        lines[2] | {"answers": {"gear": ["vests", "nothing"]}},
        {"subject": "Quay", "form": "committee", "happened_on": EVE_ISO, "answers": {"status": "small"}},
    ]
    Path("r.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in wrong), encoding="utf-8")
    said = harbour.run("load", "r.jsonl").output
    assert 'Line 1: answers.gear: "nothing" cannot be chosen together with another option' in said
    assert (
        "Line 2: answers.status: the unit stated 100 (hands) on 2025-12-01, and from 20 on this applies to it" in said
    )
    harbour.tiendo("check")


def with_plan(change: Callable[[str], str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Follow the plan with a change."""
    text = FILE.read_text(encoding="utf-8")
    assert change(text) != text
    Path("changed.toml").write_text(change(text), encoding="utf-8")
    monkeypatch.setenv("TIENDO_PLAN", "changed.toml")


def test_a_mistake_is_named_by_its_place(harbour: Harbour) -> None:
    wrong = FILE.read_text(encoding="utf-8").replace('group = "safety"', 'group = "nowhere"', 1)
    Path("wrong.toml").write_text(wrong, encoding="utf-8")
    done = harbour.run("plan", "check", "wrong.toml")
    assert done.exit_code == 1
    assert "form 'drill': group 'nowhere' is not in the plan" in done.output
    assert "1 mistake." in done.output


def test_a_plan_without_a_form_of_headcounts_says_so(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    with_plan(lambda text: text.replace('    { measure = "hands", value = "hands", day = "day" },\n', ""), monkeypatch)
    monkeypatch.setenv("TIENDO_DATABASE_URL", "sqlite:///other.db")
    done = harbour.run("init", "--units", "units.csv")
    assert done.exit_code == 1
    assert "Row 4: column E (members): the plan has no form in which a union of the kind port states its" in done.output


def test_women_are_said_to_be_left_out_where_nobody_asks_for_them(
    harbour: Harbour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIENDO_DATABASE_URL", "sqlite:///other.db")
    rows = [f"{row},{women}" for row, women in zip(UNITS, ("members women", "", "", "30", "", ""), strict=True)]
    Path("units.csv").write_text("\n".join(rows), encoding="utf-8")
    said = harbour.tiendo("init", "--units", "units.csv")
    assert "the women are left out, as “Members and hands now” does not ask for them" in said
