"""How conversations run, whatever they are about: branches, switching, an edited plan, offices that end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup
from sqlalchemy import update

from domain.access import Role
from domain.plan import Plan, QuestionType
from handlers.commands import COMMANDS, Command, register
from handlers.incoming import Came
from handlers.questions import Count
from handlers.talk import AskedAfterActing, Talk
from storage import reports, totals
from storage.database import Tx
from storage.reports import Report
from storage.tables import appointments
from tests.handlers.answers import REVIEW, Walk, Way, open_question
from tests.handlers.chatter import AFTERNOON, Chatter
from tests.handlers.federation import PLAN, Federation


async def all_reports(federation: Federation) -> list[Report]:
    async with federation.database.read() as tx:
        assert await totals.check(tx, PLAN) == []
        found = [await reports.get(tx, number) for number in range(1, 10)]
    return [report for report in found if report is not None]


def edited(**changes: Any) -> Plan:
    """The plan with other forms, checked like a plan file."""
    return Plan.model_validate(PLAN.model_dump() | changes)


def forms(**changes: dict[str, Any] | None) -> list[dict[str, Any]]:
    """The plan's forms with some of their entries replaced; None takes a form out. `-` is written `_`."""
    found = []
    for form in PLAN.model_dump()["forms"]:
        change = changes.get(form["code"].replace("-", "_"), {})
        if change is not None:
            found.append(form | change)
    return found


def under(chatter: Chatter, plan: Plan) -> None:
    """From now on the bot runs with this plan."""
    chatter.house = replace(chatter.house, plan=plan)


async def test_only_answers_on_the_path_taken_are_kept(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-1")
    walk = Walk(chatter=chair, plan=PLAN, form=PLAN.form("doi-thoai"), details=True)
    await walk.begin()
    await walk.on()
    await chair.tap("Change something")
    await chair.tap("Dialogue this year")
    await chair.say("chưa")
    assert "Planned for" not in chair.last
    await chair.say("bỏ qua")
    assert "Kind of dialogue" not in chair.last
    await chair.tap("Right, send it")
    (report,) = await all_reports(federation)
    assert report.latest.answers == {"status": "not-yet"}


async def test_a_path_taken_again_still_knows_its_answers(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-1")
    walk = Walk(chatter=chair, plan=PLAN, form=PLAN.form("doi-thoai"))
    await walk.begin()
    await walk.on()
    for chosen in ("không thuộc diện", "đã tổ chức"):
        await chair.tap("Change something")
        await chair.tap("Dialogue this year")
        await chair.say(chosen)
    await chair.tap("Right, send it")
    (report,) = await all_reports(federation)
    assert report.latest.answers == walk.expected


async def test_a_lower_limit_asks_again_for_what_is_above_it(federation: Federation) -> None:
    """Five proposals were made and five settled; then it was only three that were made."""
    chair = await federation.chair("cong-ty-1")
    walk = Walk(chatter=chair, plan=PLAN, form=PLAN.form("doi-thoai"), details=True)
    await walk.begin()
    await walk.on()
    await chair.tap("Change something")
    await chair.tap("Proposals made")
    await chair.say("3")
    assert await walk.open_key() == "solved"
    assert "too large" in await chair.say("4")
    await chair.say("3")
    await chair.tap("Right, send it")
    (report,) = await all_reports(federation)
    assert report.latest.answers == walk.expected | {"proposals": 3, "solved": 3}


@pytest.fixture
async def halfway(federation: Federation) -> Walk:
    """A chair who has said how many were admitted, and is asked on which day."""
    walk = Walk(chatter=await federation.chair(), plan=PLAN, form=PLAN.form("ket-nap"))
    await walk.begin()
    await walk.on("day")
    return walk


async def test_another_report_in_the_middle_is_asked_about(halfway: Walk, federation: Federation) -> None:
    chair = halfway.chatter
    for words in ("/baocao", "bc", "thăm hỏi 3"):
        said = await chair.say(words)
        if await halfway.open_key() == "day" and "not finished" not in said:
            continue
        assert "not finished yet" in said
        for option in ("Go on with it", "Put it aside", "Drop it"):
            assert option in said
        said = await chair.say("tiếp")
        assert "On which day" in said
    await halfway.send()
    (report,) = await all_reports(federation)
    assert report.latest.answers == halfway.expected


async def test_the_first_report_can_be_put_aside_for_the_second(halfway: Walk, federation: Federation) -> None:
    chair = halfway.chatter
    await chair.say("/baocao tham-hoi")
    said = await chair.tap("Put it aside")
    assert "How many members newly fell into hardship" in said
    other = replace(halfway, form=PLAN.form("tham-hoi"), expected={})
    await other.send()
    await chair.say("/baocao")
    assert "New members admitted" in chair.last
    await chair.say("1")
    assert await halfway.open_key() == "day"
    await halfway.send()
    assert [report.latest.answers for report in await all_reports(federation)] == [other.expected, halfway.expected]


async def test_the_first_report_can_be_dropped_for_the_second(halfway: Walk, federation: Federation) -> None:
    chair = halfway.chatter
    await chair.say("/baocao tham-hoi")
    await chair.say("3")
    other = replace(halfway, form=PLAN.form("tham-hoi"), expected={})
    await other.send()
    await chair.say("/baocao")
    assert "Go on with it" not in chair.last
    assert [report.form for report in await all_reports(federation)] == ["tham-hoi"]


async def test_words_that_do_not_say_what_becomes_of_the_first_decide_nothing(halfway: Walk) -> None:
    chair = halfway.chatter
    await chair.say("/baocao")
    assert "What should become of it?" in await chair.say("gì thế này")
    assert "On which day" in await chair.say("1")
    assert await halfway.open_key() == "day"


async def test_a_question_that_left_the_plan_takes_no_message(halfway: Walk, federation: Federation) -> None:
    renamed = list(PLAN.model_dump()["forms"][0]["questions"])
    assert [one["key"] for one in renamed[:2]] == ["admitted", "day"]
    renamed[1] = renamed[1] | {"key": "when", "ask": {"vi": "Khi nào?", "en": "When was that?"}}
    facts = [
        {"measure": "admissions", "value": "admitted.total", "day": "when"},
        {"measure": "admissions-women", "value": "admitted.women", "day": "when"},
    ]
    under(halfway.chatter, edited(forms=forms(ket_nap={"questions": renamed, "facts": facts})))
    said = await halfway.chatter.say("12/3")
    assert "The question has changed meanwhile" in said
    assert "When was that?" in said
    assert await halfway.open_key() == "when"
    await halfway.chatter.say("11/3")
    said = await halfway.chatter.tap("Right, send it")
    assert "received" in said
    async with federation.database.read() as tx:
        report = await reports.get(tx, 1)
        assert await totals.check(tx, halfway.chatter.house.plan) == []
    assert report is not None
    assert report.latest.answers == {"admitted": {"total": 5, "women": 2}, "when": "2026-03-11"}


@pytest.fixture
async def losing(federation: Federation) -> Walk:
    """A chair who is asked for the day, in a form that nothing else in the plan needs."""
    walk = Walk(chatter=await federation.chair(), plan=PLAN, form=PLAN.form("doan-vien-giam"))
    await walk.begin()
    await walk.on("day")
    return walk


async def test_a_form_that_left_the_plan_is_chosen_anew(losing: Walk) -> None:
    under(losing.chatter, edited(forms=forms(doan_vien_giam=None), rounds=()))
    said = await losing.chatter.say("12/3")
    assert "The question has changed meanwhile" in said
    assert "What would you like to report?" in said


async def test_a_draft_of_a_form_that_left_the_plan_stops_nothing(losing: Walk) -> None:
    chair = losing.chatter
    await chair.say("để sau")
    under(chair, edited(forms=forms(doan_vien_giam=None), rounds=()))
    await chair.say("/baocao")
    await chair.say("1")
    assert "What would you like to report?" in chair.last


async def test_an_option_that_left_the_plan_is_chosen_anew(federation: Federation) -> None:
    chair = await federation.chair()
    walk = Walk(chatter=chair, plan=PLAN, form=PLAN.form("doan-vien-giam"), choices={"reason": "left-union"})
    await walk.begin()
    await walk.on()
    questions = [one.model_dump() for one in walk.form.questions]
    questions[1]["options"] = [one for one in questions[1]["options"] if one["id"] != "left-union"]
    under(chair, edited(forms=forms(doan_vien_giam={"questions": questions})))
    await chair.tap("Right, send it")
    assert await walk.open_key() == "reason"
    assert await all_reports(federation) == []


MANY = [
    {
        "code": f"them-{number}",
        "group": group,
        "name": {"vi": f"Biểu thêm {number}", "en": f"Another form {number}"},
        "for_kinds": ["hcsn"],
        "questions": [
            {
                "key": "so",
                "type": "count",
                "label": {"vi": "Số", "en": "Number"},
                "ask": {"vi": "Bao nhiêu?", "en": "How many?"},
            }
        ],
        "facts": [{"measure": "losses", "value": "so"}],
    }
    for number, group in enumerate(("cham-lo", "cham-lo", "doi-thoai"), 1)
]


@pytest.mark.parametrize("way", Way)
async def test_more_forms_than_fit_a_screen_are_grouped(federation: Federation, way: Way) -> None:
    plan = edited(forms=[*forms(), *MANY])
    chair = await federation.chair()
    under(chair, plan)
    await chair.say("/baocao")
    assert {button.label for button in chair.buttons} >= {"Members", "Briefings", "Welfare", "Dialogue, conferences"}
    assert "Another form" not in chair.last
    await chair.say("hủy")
    walk = Walk(chatter=chair, plan=plan, form=plan.form("them-2"), way=way)
    await walk.to_the_end()
    async with federation.database.read() as tx:
        report = await reports.get(tx, 1)
        assert await totals.check(tx, plan) == []
    assert report is not None
    assert (report.form, report.latest.answers) == ("them-2", {"so": 5})
    assert report.latest.day.isoformat() == "2026-03-13", "of the day it was reported"


def question(key: str, type_: QuestionType, **more: Any) -> dict[str, Any]:
    words = {"vi": f"Câu {key}", "en": f"Question {key}"}
    return {"key": key, "type": type_, "label": words, "ask": words} | more


OPTIONS = [{"id": name, "name": {"vi": f"Chọn {name}", "en": f"Choice {name}"}} for name in ("mot-a", "hai-b")]
CHOICES = (QuestionType.CHOICE, QuestionType.MULTI_CHOICE)


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("details", [False, True])
@pytest.mark.parametrize("types", [list(QuestionType)[first : first + 6] for first in range(0, len(QuestionType), 6)])
async def test_a_form_with_every_kind_of_question(
    federation: Federation, way: Way, details: bool, types: list[QuestionType]
) -> None:
    """A form that no plan has yet goes through the same walk as those that are there."""
    asked = [
        question(
            f"q-{place}",
            kind,
            options=OPTIONS if kind in CHOICES else [],
            base={"*": "workers"} if kind is QuestionType.DISTINCT_PEOPLE else {},
            details=details and place > 0,
        )
        for place, kind in enumerate(types)
    ]
    new = MANY[0] | {"code": "moi-tinh", "questions": asked, "facts": []}
    plan = edited(forms=[*forms(), new])
    chair = await federation.chair()
    under(chair, plan)
    other = ("bệnh viện", federation.ids["truc-thuoc"])
    walk = Walk(chatter=chair, plan=plan, form=plan.form("moi-tinh"), way=way, details=details, other=other)
    await walk.to_the_end()
    (report,) = await all_reports(federation)
    assert {key: answer for key, answer in report.latest.answers.items() if key != "stated"} == walk.expected
    assert len(walk.expected) == len(types)


@pytest.fixture
def asking_late() -> Iterator[None]:
    """A conversation that asks after it has written something."""

    async def converse(talk: Talk) -> None:
        await talk.ask("first", Count(text=Markup("?")))
        assert talk.act() is talk.tx
        await talk.ask("second", Count(text=Markup("?")))

    known = dict(COMMANDS)
    register(Command(name="hoitre", words=(), title="", needs=None, converse=converse))
    yield
    COMMANDS.clear()
    COMMANDS.update(known)


@pytest.mark.usefixtures("asking_late")
async def test_to_ask_after_writing_is_an_error(federation: Federation) -> None:
    chair = await federation.chair()
    await chair.say("/hoitre")
    with pytest.raises(AskedAfterActing):
        await chair.say("5")
    assert (await open_question(chair)) is not None, "the conversation stays where it was"


async def test_who_lost_the_office_sends_nothing_in_its_name(halfway: Walk, federation: Federation) -> None:
    await halfway.on()
    await end_offices(federation, halfway.chatter)
    said = await halfway.chatter.tap("Right, send it")
    assert "Your office has ended meanwhile" in said
    assert await all_reports(federation) == []
    assert await open_question(halfway.chatter) is None


async def test_what_was_begun_for_one_union_never_goes_to_another(halfway: Walk, federation: Federation) -> None:
    await halfway.on()
    await end_offices(federation, halfway.chatter)
    await federation.also(halfway.chatter, Role.CHAIR, "truong-2")
    await halfway.chatter.tap("Right, send it")
    assert await all_reports(federation) == []


async def test_a_second_office_does_not_change_the_report_under_way(halfway: Walk, federation: Federation) -> None:
    await federation.also(halfway.chatter, Role.CHAIR, "truong-2")
    await halfway.send()
    (report,) = await all_reports(federation)
    assert report.unit_id == federation.ids["truong-1"]


async def test_who_chairs_two_unions_says_which_one_is_meant(federation: Federation) -> None:
    chair = await federation.chair()
    await federation.also(chair, Role.CHAIR, "truong-2")
    said = await chair.say("kn 5 nữ 2")
    assert "For which union?" in said
    await chair.tap("Trường Mẫu 02")
    assert "On which day were they admitted?" in chair.last
    await chair.say("quay lại")
    await chair.say("quay lại")
    assert "For which union?" in chair.last
    await chair.tap("Trường Mẫu 02")
    await chair.say("5 nữ 2")
    await chair.say("hôm qua")
    await chair.tap("Right, send it")
    (report,) = await all_reports(federation)
    assert report.unit_id == federation.ids["truong-2"]


async def test_words_that_may_mean_send_and_do_not_send_are_asked_about(federation: Federation) -> None:
    chair = await federation.chair(language="vi")
    for line in ("kn 5 nu 2", "12/3", "dung gui"):
        await chair.say(line)
    assert await all_reports(federation) == []
    walk = Walk(chatter=chair, plan=PLAN, form=PLAN.form("ket-nap"))
    assert await walk.open_key() == REVIEW
    await chair.say("đúng rồi")
    assert len(await all_reports(federation)) == 1


@pytest.mark.parametrize(
    ("lines", "unclear", "label", "kept"),
    [
        (("/baocao ket-nap",), "khoảng 5 người", "5", {"total": 5, "women": None}),
        (("/baocao doan-vien-giam",), "khoảng 5", "5", 5),
        (("/baocao tham-hoi", "4", "3", "12/3", "thêm"), "500", "500.000", 500_000),
    ],
)
async def test_what_may_have_been_meant_is_offered_and_taken_by_a_tap(
    federation: Federation, lines: tuple[str, ...], unclear: str, label: str, kept: Any
) -> None:
    chair = await federation.chair(language="vi")
    for line in lines:
        await chair.say(line)
    before = await open_question(chair)
    await chair.say(unclear)
    again = await chair.say(unclear)
    assert again.splitlines()[1:] == chair.last.splitlines()[1:], "the offers stay while nothing is chosen"
    (offer,) = [button for button in chair.buttons if button.label.removesuffix(" đồng") == label]
    await chair.press(offer.action)
    after = await open_question(chair)
    assert before is not None
    assert after is not None
    assert after.answers[str(before.question)] == kept


async def test_an_office_without_forms_and_without_units_below_is_told_so(federation: Federation) -> None:
    await federation.found((("dak-to", "LĐLĐ huyện Đăk Tô", "cttt", "tinh"),))
    officer = await federation.officer(Role.SUPERIOR_OFFICER, "dak-to")
    under(officer, PLAN.model_copy(update={"forms": tuple(one for one in PLAN.forms if "cttt" not in one.for_kinds)}))
    said = await officer.say("/baocao")
    assert "There is no unit directly below yours" in said
    assert await open_question(officer) is None


async def test_a_form_opens_with_the_words_beside_its_name(federation: Federation) -> None:
    chair = await federation.chair()
    said = await chair.say("kn 5 nu 2")
    assert "On which day were they admitted?" in said
    await chair.say("12/3")
    assert "5 (women 2)" in chair.last


async def test_an_edited_message_changes_nothing(halfway: Walk) -> None:
    said = await halfway.chatter.send(Came.EDITED, "hôm qua")
    assert "not read again" in said
    assert await halfway.open_key() == "day"


async def test_the_menu_belongs_to_the_open_question(halfway: Walk) -> None:
    """While a question is open, a bare number never gives a command of a menu that was shown in between."""
    await halfway.chatter.say("/menu")
    said = await halfway.chatter.say("3")
    assert await halfway.open_key() in ("day", REVIEW)
    assert "Reports of" not in said


async def end_offices(federation: Federation, chatter: Chatter) -> None:
    officer_id = await federation.officer_id(chatter)
    of_officer = update(appointments).where(appointments.c.officer_id == officer_id)

    async def end(tx: Tx) -> None:
        await tx.execute(of_officer.values(ended_at=AFTERNOON))

    await federation.database.write(end)


async def test_a_question_is_asked_in_words_again_while_readings_are_offered(federation: Federation) -> None:
    chair = await federation.chair("cong-ty-1")
    await chair.say("ket nap 5 nu 2")
    question = chair.heard[-1].text
    await chair.say("12")
    offered = chair.buttons[0]
    await chair.say("/lichsu")
    assert question in chair.heard[-1].text
    assert offered in chair.buttons
