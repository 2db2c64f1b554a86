"""Who may do what to which unit: every role, every command, every relation, written out by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from domain.access import Role
from handlers import commands
from handlers.house import House
from storage import invitations, reports
from storage.database import Tx
from storage.tables import appointments
from tests.case_plan import CASE, CASE_PLAN
from tests.handlers.answers import open_question
from tests.handlers.chatter import AFTERNOON, Chatter
from tests.handlers.evidence import all_reports
from tests.handlers.federation import TREE, Federation, new_house

COMMANDS = [
    name
    for name, command in commands.COMMANDS.items()
    if (command.converse or command.show).__module__.startswith("handlers.")
]
"""The commands of the product; other tests register some of their own."""
NAMES = {code: name for code, name, _kind, _superior in TREE}
GRASSROOTS = [code for code, _name, kind, _superior in TREE if kind not in ("tinh", "cttt")]
BELOW_DAK_HA = ("truong-1", "truong-2", "cong-ty-1")
ALL_BELOW = tuple(code for code in NAMES if code != "tinh")
DIRECT = ("truc-thuoc",)
"""The grassroots union directly under the province, whose officers report on its behalf."""
FORMER, STRANGER = "former officer", "stranger"

OFFERED = {"tinh": Role.DEPT_OFFICER, "dak-ha": Role.SUPERIOR_OFFICER, "sa-thay": Role.SUPERIOR_OFFICER}
"""The office of which an invitation is open in each unit; a deputy's in all others."""

PROGRESS, QUOTAS, LIST, OPEN = "progress", "quotas", "list", "open"
CHANGE, TAKE_OVER, TAKE_BACK = "change", "take over", "take back"
SEE_CASE, READ_CASE, HANDLE_CASE = "see case", "read case", "handle case"
NUDGE = "remind those directly below"
SEEING = {PROGRESS, QUOTAS, LIST, OPEN}
LOOKING = SEEING | {SEE_CASE}
REPORTING = SEEING | {CHANGE, TAKE_OVER}
APPOINTING = {PROGRESS, QUOTAS, TAKE_BACK}
HANDLING = {SEE_CASE, HANDLE_CASE}
ADVISING = HANDLING | {READ_CASE}
ALL = REPORTING | APPOINTING
WORDS = "Xưởng hai nợ lương ba tháng liền"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with an office in a unit, and what they may do to which units; to all others nothing."""

    role: Role
    unit: str
    may: dict[str, set[str]]
    department: str = "tc"


def each(codes: tuple[str, ...], acts: set[str]) -> dict[str, set[str]]:
    """What may be done to each of these units: grassroots unions have reports to open, others have units below them."""
    return {code: acts - {NUDGE} if code in GRASSROOTS else acts - {OPEN} for code in codes}


def of_department(department: str, cases: set[str]) -> Holder:
    """An officer of a department of the province, who reports for the unions directly below it."""
    below = each(ALL_BELOW, SEEING | APPOINTING | cases | {NUDGE}) | each(DIRECT, ALL | cases)
    return Holder(Role.DEPT_OFFICER, "tinh", {"tinh": {PROGRESS, QUOTAS, LIST, NUDGE} | cases} | below, department)


HOLDERS = [
    Holder(Role.CHAIR, "truong-1", {"truong-1": REPORTING | APPOINTING | {SEE_CASE}}),
    Holder(Role.CHAIR, "truc-thuoc", {"truc-thuoc": REPORTING | APPOINTING | {SEE_CASE}}),
    Holder(Role.DEPUTY, "truong-1", {"truong-1": REPORTING | {SEE_CASE}}),
    Holder(
        Role.SUPERIOR_OFFICER,
        "dak-ha",
        {"dak-ha": APPOINTING | HANDLING | {LIST, NUDGE}} | each(BELOW_DAK_HA, ALL | HANDLING),
    ),
    Holder(
        Role.SUPERIOR_LEADER, "dak-ha", each(("dak-ha",), LOOKING | {NUDGE}) | each(BELOW_DAK_HA, LOOKING | APPOINTING)
    ),
    Holder(Role.AUDITOR, "dak-ha", each(("dak-ha", *BELOW_DAK_HA), LOOKING)),
    Holder(Role.LEGAL_ADVISER, "dak-ha", each(("dak-ha", *BELOW_DAK_HA), SEEING | ADVISING)),
    of_department("tc", HANDLING),
    of_department("cspl", ADVISING),
    Holder(
        Role.PROVINCIAL_LEADER,
        "tinh",
        each(("tinh",), LOOKING | {NUDGE}) | each(ALL_BELOW, LOOKING | APPOINTING | {NUDGE}),
    ),
    Holder(Role.AUDITOR, "tinh", each(("tinh", *ALL_BELOW), LOOKING)),
    Holder(Role.LEGAL_ADVISER, "tinh", each(("tinh", *ALL_BELOW), SEEING | ADVISING)),
    Holder(
        Role.ADMIN,
        "tinh",
        {"tinh": APPOINTING | {SEE_CASE, LIST, NUDGE}}
        | each(ALL_BELOW, SEEING | APPOINTING | {NUDGE})
        | each(DIRECT, ALL),
    ),
]
each_holder = pytest.mark.parametrize("holder", HOLDERS, ids=lambda one: f"{one.role}-{one.unit}-{one.department}")

EVERYBODY = frozenset(Role)
SEND = frozenset({Role.CHAIR, Role.DEPUTY})
ABOVE = frozenset({Role.SUPERIOR_OFFICER, Role.DEPT_OFFICER, Role.ADMIN})
CHANGES = SEND | ABOVE
NUDGERS = ABOVE | {Role.SUPERIOR_LEADER, Role.PROVINCIAL_LEADER}
APPOINT = EVERYBODY - {Role.DEPUTY, Role.AUDITOR, Role.LEGAL_ADVISER}
HANDLE = frozenset({Role.SUPERIOR_OFFICER, Role.LEGAL_ADVISER, Role.DEPT_OFFICER})
COMMAND_OF: dict[str, frozenset[Role]] = {
    "baocao": CHANGES,
    "nhapho": ABOVE,
    "nhaploat": ABOVE,
    "nhan": CHANGES,
    "suabaocao": CHANGES,
    "rutbaocao": CHANGES,
    "lichsu": EVERYBODY,
    "xem": EVERYBODY,
    "tiendo": EVERYBODY,
    "nhac": NUDGERS,
    "giaochitieu": ABOVE,
    "bangchitieu": ABOVE,
    "chitieu": EVERYBODY,
    "danhan": EVERYBODY,
    "chot": CHANGES,
    "viec": EVERYBODY,
    "hotro": CHANGES,
    "desau": CHANGES,
    "gionhac": EVERYBODY,
    "chuagui": NUDGERS,
    "chuagui1": NUDGERS,
    "nhacky": NUDGERS,
    "molai": ABOVE,
    "lich": ABOVE,
    "moi": APPOINT,
    "loimoi": APPOINT,
    "matmay": APPOINT,
    "lienlac": NUDGERS,
    "thuhoi": APPOINT,
    "vuviec": EVERYBODY,
    "vu": EVERYBODY,
    "vudoc": EVERYBODY,
    "xulyvu": HANDLE,
    "chuyenvu": HANDLE,
}
"""Which roles a command is for; those that are not named here are for every officer, also a former one."""
FOR_ALL = {
    "start",
    "menu",
    "huy",
    "trogiup",
    "ngonngu",
    "taikhoan",
    "thoat",
    "dulieucuatoi",
    "suathongtin",
    "xoadulieu",
}
NOT_YOURS = "Your office does not include this"
GREETING = "serves union officers with an invitation"


@dataclass(slots=True)
class Left:
    """What can be aimed at in each unit: a report, a transfer that waits for it, an open invitation, a case."""

    report: dict[str, int]
    transfer: dict[str, int]
    invitation: dict[str, int]
    case: dict[str, int]


@pytest.fixture
def house() -> House:
    """With a contact that is no unit's name, so that every such name in an answer is a leak."""
    return replace(new_house(), plan=CASE_PLAN, contact="0260 000 000")


@pytest.fixture
async def left(federation: Federation) -> Left:
    """Every grassroots union has reported, and is to receive a member; every unit has an invitation and a case open."""
    chairs = {code: await federation.officer_id(await federation.chair(code)) for code in GRASSROOTS}
    found = Left({}, {}, {}, {})

    async def leave(tx: Tx) -> None:
        for place, code in enumerate(GRASSROOTS):
            before = GRASSROOTS[place - 1]
            admitted = reports.NewReport(
                unit_id=federation.ids[code],
                form="ket-nap",
                answers={"admitted": {"total": 5, "women": 2}, "day": "2026-03-12"},
                day=date(2026, 3, 12),
                officer_id=chairs[code],
            )
            sent = reports.NewReport(
                unit_id=federation.ids[before],
                form="chuyen-di",
                answers={"moved": 1, "other-end": {"unit": federation.ids[code]}, "day": "2026-03-12"},
                day=date(2026, 3, 12),
                officer_id=chairs[before],
                counterpart_id=federation.ids[code],
            )
            found.report[code] = (await reports.record(tx, CASE_PLAN, admitted, AFTERNOON)).report_id
            found.transfer[code] = (await reports.record(tx, CASE_PLAN, sent, AFTERNOON)).report_id
        for code in NAMES:
            opened = reports.NewReport(
                unit_id=federation.ids[code],
                form=CASE,
                answers={"field": "wages", "people": 3, "urgency": "normal", "how": "write", "words": WORDS},
                day=date(2026, 3, 12),
                officer_id=chairs.get(code, chairs["truong-1"]),
            )
            found.case[code] = (await reports.record(tx, CASE_PLAN, opened, AFTERNOON)).report_id
            found.invitation[code], _ = await invitations.create(
                tx,
                unit_id=federation.ids[code],
                role=OFFERED.get(code, Role.DEPUTY),
                department="tc" if code == "tinh" else None,
                created_by=None,
                now=AFTERNOON,
                expires_at=AFTERNOON + timedelta(days=7),
            )

    await federation.database.write(leave)
    return found


SHOWS = {
    PROGRESS: ("td {unit} 2026", "{name}"),
    QUOTAS: ("chitieu {unit}", "{name}: no quota"),
    LIST: ("lichsu {unit}", "Reports of {name}"),
    OPEN: ("xem {report}", "sent at"),
    TAKE_OVER: ("nhan {transfer}", "received"),
    SEE_CASE: ("vu {case}", "Looked after by"),
    READ_CASE: ("vudoc {case}", WORDS),
}
"""What is shown at once: the command line, and a part of what it says where it is allowed."""
ASKS = {
    CHANGE: ("suabaocao {report} 1", "rutbaocao {report} 1"),
    TAKE_BACK: ("thuhoi {invitation}",),
    NUDGE: ("nhac {unit} tuyen-truyen",),
    HANDLE_CASE: ("xulyvu take-up {case} 1", "xulyvu close {case} 1"),
}
"""What asks before it does something."""


async def attempts(chatter: Chatter, federation: Federation, left: Left, code: str) -> tuple[set[str], str]:
    """Try everything on a unit by forged taps and typed commands. Returns what succeeded and all that was said."""
    aims = {
        "unit": federation.ids[code],
        "name": NAMES[code],
        "report": left.report.get(code, 0),
        "transfer": left.transfer.get(code, 0),
        "invitation": left.invitation[code],
        "case": left.case[code],
    }
    done: set[str] = set()
    before = len(chatter.turns)
    for act, (line, shown) in SHOWS.items():
        said = [await chatter.press("c:" + line.format(**aims)), await chatter.say("/" + line.format(**aims))]
        if any(shown.format(**aims) in one for one in said):
            done.add(act)
    for act, asking in ASKS.items():
        for line in asking:
            await chatter.press("c:" + line.format(**aims))
            if await open_question(chatter) is not None:
                done.add(act)
                await chatter.say("hủy")
            else:
                assert act not in done, "who may correct may withdraw"
    assert READ_CASE in done or not any(WORDS in turn for turn in chatter.turns[before:])
    return done, "\n".join(turn for turn in chatter.turns[before:] if not turn.startswith("▸"))


@each_holder
async def test_what_each_role_may_do_to_each_unit(federation: Federation, left: Left, holder: Holder) -> None:
    chatter = await federation.officer(holder.role, holder.unit, department=holder.department)
    for code, name in NAMES.items():
        done, heard = await attempts(chatter, federation, left, code)
        allowed = holder.may.get(code, set())
        assert done == allowed, f"{holder.role} of {holder.unit} towards {code}"
        assert allowed or name not in heard
    taken = [report for report in await all_reports(federation, CASE_PLAN) if report.takes_over_id is not None]
    assert len(taken) == sum(TAKE_OVER in acts for acts in holder.may.values())
    assert all(report.latest.version == 1 for report in await all_reports(federation, CASE_PLAN))


@pytest.mark.parametrize("who", [FORMER, STRANGER])
async def test_without_an_office_nothing_is_done_and_nothing_shown(
    federation: Federation, left: Left, who: str
) -> None:
    chatter = await federation.officer(None) if who == FORMER else federation.stranger()
    for code in NAMES:
        done, heard = await attempts(chatter, federation, left, code)
        assert done == set()
        assert not any(name in heard for name in NAMES.values())


def test_every_command_is_in_the_table() -> None:
    assert set(COMMAND_OF) | FOR_ALL == set(COMMANDS)


@each_holder
async def test_which_commands_a_role_has_and_what_they_name(federation: Federation, left: Left, holder: Holder) -> None:
    """A command refused says so; none names a unit that is not the officer's to see."""
    assert left.invitation
    chatter = await federation.officer(holder.role, holder.unit, department=holder.department)
    hidden = {name for code, name in NAMES.items() if code not in holder.may}
    for name in COMMANDS:
        said = await chatter.say(f"/{name}")
        refused = holder.role not in COMMAND_OF.get(name, EVERYBODY)
        assert (NOT_YOURS in said) == refused, f"/{name}: {said}"
        assert not any(foreign in said for foreign in hidden), f"/{name}: {said}"
        await chatter.say("/huy")


async def test_which_commands_are_left_to_a_former_officer(federation: Federation, left: Left) -> None:
    assert left.invitation
    former = await federation.officer(None)
    for name in COMMANDS:
        said = await former.say(f"/{name}")
        assert (NOT_YOURS in said) == (name not in FOR_ALL), f"/{name}: {said}"
        assert not any(unit in said for unit in NAMES.values()), f"/{name}: {said}"
        await former.say("/huy")


async def test_a_stranger_gets_one_sentence(federation: Federation, left: Left) -> None:
    assert left.invitation
    stranger = federation.stranger()
    for name in [*COMMANDS, "td 1", "xem 1", "khongco"]:
        if name == "huy":
            continue
        for said in (await stranger.say(f"/{name}"), await stranger.press(f"c:{name}")):
            assert GREETING in said or "Công đoàn" in said or "công đoàn" in said, f"/{name}: {said}"
            assert len(stranger.heard[-1].rows) == 0
            assert not any(unit in said for unit in NAMES.values())
    assert await open_question(stranger) is None


async def test_an_office_ends_everywhere_at_once(federation: Federation, left: Left) -> None:
    """Buttons that were shown while the office was held open nothing afterwards."""
    chair = await federation.officer(Role.CHAIR, "truong-1")
    for line in ("/tiendo", "/lichsu", f"/xem {left.report['truong-1']}", "/menu"):
        await chair.say(line)
    actions = {button.action for saying in chair.heard for row in saying.rows for button in row}
    officer_id = await federation.officer_id(chair)

    async def end(tx: Tx) -> None:
        ended = update(appointments).where(appointments.c.officer_id == officer_id)
        await tx.execute(ended.values(ended_at=AFTERNOON))

    await federation.database.write(end)
    for action in sorted(actions - {"c:dulieucuatoi"}):
        said = await chair.press(action)
        assert NAMES["truong-1"] not in said, action
        assert NOT_YOURS in said or "no office at present" in said or action.split()[0][2:] in FOR_ALL
        await chair.say("/huy")
