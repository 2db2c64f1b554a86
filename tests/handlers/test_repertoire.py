"""What every form goes through, drawn from the plan file: a new form in the plan is covered by itself."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from domain.plan import Form
from handlers.incoming import Came, Incoming
from handlers.turn import take_turn
from storage import chats, inbox, reports, totals
from storage.database import Tx, open_database
from storage.reports import Report
from tests.handlers.answers import DETAILS, REVIEW, Slow, Walk, Way, open_question, wrong_of
from tests.handlers.chatter import Chatter
from tests.handlers.every_type import PLAN
from tests.handlers.federation import Federation
from tests.handlers.routes import Route, covering, routes
from tests.handlers.walkers import walker

ALL = routes(PLAN.forms, details=False)
SOME = covering(PLAN.forms, details=False)
"""What is true of every question is tried on few routes that ask in every way there is."""
HAPPY = [(route, Way.TYPING) for route in ALL] + [(route, way) for way in list(Way)[1:] for route in SOME]
each_route = pytest.mark.parametrize("route", SOME, ids=str)
each_with_details = pytest.mark.parametrize("route", covering(PLAN.forms, details=True), ids=str)
each_with_unknown = pytest.mark.parametrize("route", [route for route in SOME if route.unknown], ids=str)


async def all_reports(federation: Federation) -> list[Report]:
    """Every report there is, the oldest first, after seeing that the sums agree with the facts."""
    async with federation.database.read() as tx:
        assert await totals.check(tx, federation.house.plan) == []
        found = [await reports.get(tx, number) for number in range(1, 20)]
    return [report for report in found if report is not None]


async def the_report(federation: Federation, form: Form) -> Report:
    """The one report there is; where unions are founded or end, those about their members stand beside it."""
    found = await all_reports(federation)
    (report,) = [one for one in found if one.form == form.code]
    assert form.event is not None or found == [report]
    return report


def own(answers: dict[str, Any]) -> dict[str, Any]:
    """The answers to the form's own questions."""
    return {key: answer for key, answer in answers.items() if key != "stated"}


@pytest.mark.parametrize(("route", "way"), HAPPY, ids=str)
async def test_from_the_menu_to_the_receipt(federation: Federation, route: Route, way: Way) -> None:
    walk = await walker(federation, PLAN, route, language="vi", way=way)
    said = await walk.to_the_end()
    report = await the_report(federation, route.form)
    assert f"{report.id:04}" in said
    assert own(report.latest.answers) == walk.expected
    assert (report.unit_id, report.on_behalf) == (walk.unit, route.form.from_above)
    assert {one.key for one in route.asked(details=False)} == walk.expected.keys()
    assert await open_question(walk.chatter) is None


@each_with_details
@pytest.mark.parametrize("way", Way)
async def test_details_are_asked_for_and_kept(federation: Federation, route: Route, way: Way) -> None:
    walk = await walker(federation, PLAN, route, way=way, details=route.has_details)
    await walk.to_the_end()
    report = await the_report(federation, route.form)
    assert own(report.latest.answers) == walk.expected
    assert {one.key for one in route.asked(details=True)} == walk.expected.keys()


@each_with_details
@pytest.mark.parametrize("way", [Way.TYPING, Way.TAPS])
async def test_details_can_all_be_skipped(federation: Federation, route: Route, way: Way) -> None:
    walk = await walker(federation, PLAN, route, way=way, details=route.has_details, skipping=True)
    await walk.to_the_end()
    report = await the_report(federation, route.form)
    assert own(report.latest.answers) == walk.expected
    details = {one.key for one in route.form.questions if one.details}
    assert details.isdisjoint(report.latest.answers)


@each_with_unknown
@pytest.mark.parametrize("way", Way)
async def test_what_may_be_unknown_is_shown_so_and_can_be_told(federation: Federation, route: Route, way: Way) -> None:
    """Also in a correction, where none of it is asked again by itself."""
    unknown = route.unknown
    walk = await walker(federation, PLAN, route, way=way, unknowing=True)
    await walk.begin()
    await walk.on()
    for one in unknown:
        assert f"{one.label.en}: Not known" in walk.chatter.last
    await walk.send()
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected
    walk.unknowing = False
    for one in unknown:
        await walk.chatter.say("/lichsu")
        await walk.chatter.say("1")
        assert f"{one.label.en}: Not known" in walk.chatter.last
        await walk.chatter.tap("Correct it")
        assert await walk.open_key() == REVIEW
        await walk.choose("change")
        await walk.choose(one.key)
        await walk.send()
        await walk.chatter.tap("Mistyped")
        assert own((await the_report(federation, route.form)).latest.answers) == walk.expected, one.key


@each_with_details
async def test_a_wrong_answer_is_explained_and_the_right_one_taken(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route, details=route.has_details)
    await walk.begin()
    while (key := await walk.open_key()) != REVIEW or await walk.wants_details():
        if key == REVIEW or key is None:
            continue
        asked = next((one for one in walk.form.questions if one.key == key.removesuffix(".words")), None)
        for wrong in wrong_of(walk.form, asked) if asked is not None else ():
            said = await walk.chatter.say(wrong.words)
            assert await walk.open_key() == key, f"{wrong.words!r} was taken as {key}"
            assert wrong.explained in said, f"{wrong.words!r} at {key}: {said}"
        await walk.chatter.send(Came.OTHER)
        assert await walk.open_key() == key
        await walk.answer(key)
    assert "not among the choices" in await walk.chatter.say("xyz xyz")
    await walk.send()
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected


async def second_phone(federation: Federation, chatter: Chatter) -> Chatter:
    """Another chat of the same officer."""
    phone = federation.stranger()
    officer_id = await federation.officer_id(chatter)

    async def join(tx: Tx) -> None:
        chat = await chats.add(tx, phone.channel, phone.address, federation.clock.now)
        await chats.assign(tx, chat.id, officer_id)

    await federation.database.write(join)
    return phone


async def walked(walk: Walk, *until: str) -> Walk:
    """The same person, at a question of the same form begun anew."""
    fresh = replace(walk, expected={}, passed=[])
    await fresh.begin()
    await fresh.on(*until)
    return fresh


async def path(walk: Walk) -> list[str]:
    """The questions of the form in their order; what was begun is cancelled."""
    fresh = await walked(walk)
    await fresh.chatter.say("hủy")
    return [*(key for key in fresh.passed if key != DETAILS), REVIEW]


@each_route
async def test_cancelled_at_each_question_nothing_is_kept(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    for place, key in enumerate(await path(walk)):
        await walked(walk, key)
        said = await (walk.chatter.tap("Cancel") if place % 2 else walk.chatter.say("huy"))
        assert "Nothing was sent" in said, key
        assert await open_question(walk.chatter) is None
    assert await all_reports(federation) == []


@each_route
async def test_back_at_each_question_asks_the_one_before(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    order = await path(walk)
    await walk.begin()
    for place, key in enumerate(order):
        await walk.on(key)
        await (walk.chatter.tap("Back") if place % 2 else walk.chatter.say("quay lại"))
        assert await walk.open_key() == (order[place - 1] if place else "form")
        if not place:
            await walk.choose(route.form.code)
    await walk.send()
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected


@each_route
async def test_back_leads_through_the_whole_form_to_its_beginning(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    order = await path(walk)
    await walked(walk)
    for key in reversed(["form", *order[:-1]]):
        await walk.chatter.tap("Back")
        assert await walk.open_key() == key


@each_route
async def test_put_aside_at_each_question_it_goes_on_there(federation: Federation, route: Route) -> None:
    """A day later, and from another phone of the same officer."""
    walk = await walker(federation, PLAN, route)
    order = await path(walk)
    first, second = walk.chatter, await second_phone(federation, walk.chatter)
    await walk.begin()
    for place, key in enumerate(order):
        await walk.on(key)
        said = await (walk.chatter.tap("Later") if place % 2 else walk.chatter.say("để sau"))
        assert "kept for 7 days" in said
        assert await open_question(walk.chatter) is None
        walk.chatter = second if walk.chatter is first else first
        said = await walk.chatter.say("/baocao")
        assert walk.form.name.en in said, "the draft is offered by its name"
        await walk.chatter.say("1")
        assert await walk.open_key() == key
    await walk.send()
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected


@each_route
async def test_a_draft_is_there_the_next_day(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    order = await path(walk)
    await walked(walk, order[-2])
    await walk.chatter.say("để sau")
    federation.clock.forward(days=1)
    await walk.chatter.say("/baocao")
    await walk.chatter.say("1")
    assert await walk.open_key() == order[-2]


@each_route
async def test_each_answer_can_be_changed_at_the_review(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    await walk.begin()
    await walk.on()
    changeable = [one.key for one in walk.form.questions if one.key in walk.expected]
    for place, key in enumerate(changeable):
        await (walk.chatter.tap("Change something") if place % 2 else walk.chatter.say("sửa"))
        assert await walk.open_key() == "change"
        await walk.choose(key)
        opened = await walk.open_key()
        assert opened in (key, f"{key}.words", f"{key}.base")
        walk.way = Way.TAPS if place % 2 else Way.NUMBERS
        await walk.on()
        walk.way = Way.TYPING
    await walk.send()
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected


@each_route
async def test_the_same_message_twice_is_one_report(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    await walk.begin()
    await walk.on()
    send = next(button for button in walk.chatter.buttons if button.action.endswith(":send"))
    assert await handled(walk.chatter, send.action, "777")
    assert not await handled(walk.chatter, send.action, "777"), "the channel's number of the message is known"
    with pytest.raises(HandledBefore):
        await handled_again(walk.chatter, send.action, "777")
    await the_report(federation, route.form)


class HandledBefore(Exception):
    """What makes the pipeline keep nothing of a turn."""


async def handled(chatter: Chatter, action: str, number: str) -> bool:
    """A tap that a channel hands over under its own number. False where that one is stored already."""

    async def turn(tx: Tx) -> bool:
        stored = await inbox.store(tx, chatter.channel, "test", [inbox.Arrived(number, "{}")], chatter.clock.now)
        for one in stored:
            await take_turn(tx, chatter.house, tap(chatter, action, one.id), chatter.clock.now)
            assert await inbox.finish(tx, one.id)
        return bool(stored)

    return await chatter.database.write(turn)


async def handled_again(chatter: Chatter, action: str, number: str) -> None:
    """The same stored message once more, as after a kill that left open whether its turn was committed."""

    async def turn(tx: Tx) -> None:
        newest = await inbox.newest(tx)
        await take_turn(tx, chatter.house, tap(chatter, action, newest), chatter.clock.now)
        if not await inbox.finish(tx, newest):
            raise HandledBefore(number)

    await chatter.database.write(turn)


def tap(chatter: Chatter, action: str, inbox_id: int) -> Incoming:
    return Incoming(inbox_id=inbox_id, channel=chatter.channel, address=chatter.address, came=Came.TAP, text=action)


@each_route
async def test_every_message_finds_its_way_after_a_restart(federation: Federation, route: Route) -> None:
    """With a database that was opened anew for each message."""
    walk = await walker(federation, PLAN, route)
    url = federation.database.url.render_as_string(hide_password=False)
    await walk.begin()
    while (key := await walk.open_key()) is not None:
        await walk.chatter.database.close()
        walk.chatter.database = await open_database(url)
        await (walk.choose("send") if key == REVIEW else walk.answer(key))
    federation.database = walk.chatter.database
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected
    await walk.chatter.database.close()


@each_route
async def test_an_old_tap_changes_nothing_and_says_so(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    await walk.begin()
    seen: list[str] = []
    while (key := await walk.open_key()) is not None:
        before = await open_question(walk.chatter)
        for action in seen:
            assert await walk.chatter.press(action) == ""
            assert walk.chatter.done is not None
            assert walk.chatter.done.notice == "This question has been answered already."
        assert await open_question(walk.chatter) == before
        seen = [button.action for button in walk.chatter.buttons]
        await (walk.choose("send") if key == REVIEW else walk.answer(key))
    for action in seen:
        await walk.chatter.press(action)
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected


@each_route
async def test_the_tap_of_somebody_else_changes_nothing(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    other = await federation.chair("truong-1")
    stranger = federation.stranger()
    await walk.begin()
    while (key := await walk.open_key()) is not None:
        before = await open_question(walk.chatter)
        for button in walk.chatter.buttons:
            await other.press(button.action)
            await stranger.press(button.action)
        assert await open_question(walk.chatter) == before
        await (walk.choose("send") if key == REVIEW else walk.answer(key))
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected


@each_route
async def test_a_message_sent_before_the_question_was_seen_is_no_answer(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    order = await path(walk)
    for key, following in pairwise(order):
        fresh = await walked(walk, key)
        walk.chatter = fresh.chatter = slow = Slow.like(walk.chatter)
        await fresh.answer(key)
        said = await slow.say("5")
        assert "came before this question" in said
        assert await walk.open_key() == following
        await slow.catch_up()
        await fresh.on()
        await slow.say("hủy")
    assert await all_reports(federation) == []


@each_route
async def test_what_only_shows_something_repeats_the_question(federation: Federation, route: Route) -> None:
    walk = await walker(federation, PLAN, route)
    await walk.begin()
    while (key := await walk.open_key()) is not None:
        before = await open_question(walk.chatter)
        for line in ("/trogiup", "/menu", "/lichsu", "/khongco"):
            said = await walk.chatter.say(line)
            assert await open_question(walk.chatter) == before, f"{line} at {key}"
            assert said.endswith(walk.chatter.last)
            assert "[Cancel]" in walk.chatter.last
        await (walk.choose("send") if key == REVIEW else walk.answer(key))
    assert own((await the_report(federation, route.form)).latest.answers) == walk.expected
