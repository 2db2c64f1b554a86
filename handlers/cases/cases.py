"""/vuviec: the open cases of one's branch; each is opened by number, and its words only by those who may read them."""

from __future__ import annotations

from markupsafe import Markup

from domain.access import Act
from domain.cases import Step, can_go_to, open_steps, words
from handlers.arguments import whole_number
from handlers.cases.case_access import office_for
from handlers.cases.case_words import brief, framed, history, name_of, number_of, standing, unit_of
from handlers.commands import Command, Look, register
from handlers.reports.reviewing import summary
from handlers.saying import lines
from locales import N_, _, ngettext
from storage import cases
from storage.cases import Case

PAGE = 6

_STEPS = {
    Step.TAKE_UP: N_("Take it up"),
    Step.SUPPORT: N_("Add what was done"),
    Step.CLOSE: N_("Close it"),
}


async def show_list(look: Look) -> None:
    """The open cases, urgent ones first, then the oldest: `vuviec [page]`, pages from 0."""
    own = {held.unit_id for held in look.person.offices_for(Act.SEE_CASES)}
    found = await cases.open_in(look.tx, look.plan, own, look.today)
    seen = [case for case in found if office_for(look.person, look.plan, case, Act.SEE_CASES) is not None]
    if not seen:
        look.show(_("There is no open case."), unnumbered=[*_reporting(look), (str(_("Menu")), "menu")])
        return
    page = (whole_number(look.args[0]) if look.args else None) or 0
    first = page * PAGE if page * PAGE < len(seen) else 0
    shown = seen[first : first + PAGE]
    text: list[Markup | str] = [ngettext("<b>{n} case is open.</b>", "<b>{n} cases are open.</b>", len(seen))]
    for place, case in enumerate(shown, first + 1):
        text.append(Markup("{}. {}").format(place, await brief(look, case)))
    text.append(_("To open one, choose it."))
    turns = [(str(_("Page before")), f"vuviec {first // PAGE - 1}")] if first else []
    turns += [(str(_("Next page")), f"vuviec {first // PAGE + 1}")] if first + PAGE < len(seen) else []
    buttons = [(str(_("Case {number}", number=number_of(case))), f"vu {case.report.id}") for case in shown]
    look.show(lines(text), buttons, unnumbered=[*turns, *_reporting(look)], first_number=first + 1)


async def show_case(look: Look) -> None:
    """One case: its frame, what became of it, and what the person can do about it: `vu NUMBER`."""
    case = await _seen(look, Act.SEE_CASES)
    if case is None:
        return
    head = Markup("<b>{}</b>").format(_("Case {number}", number=number_of(case)))
    text = [
        Markup(" · ").join([head, *await standing(look, case)]),
        await framed(look, case),
        _("Looked after by: {unit}", unit=await name_of(look, case.handler_id, case.on)),
        *await history(look, case),
    ]
    ways = [*_reading(look, case), *_handling(look, case), *_changing(look, case)]
    look.show(lines(text), ways, unnumbered=[(str(_("Open cases")), "vuviec")])


async def show_words(look: Look) -> None:
    """The words of a case, for those who may read them: `vudoc NUMBER`. That they were read is kept."""
    case = await _seen(look, Act.READ_CASE_WORDS)
    if case is None:
        return
    assert look.person.officer_id is not None, "not open to strangers"
    await cases.note_reading(look.tx, case, look.person.officer_id, look.now)
    said = await summary(look, words(case.form), dict(case.answers), await unit_of(look, case))
    head = Markup("<b>{}</b>").format(_("Case {number}", number=number_of(case)))
    noted = _("That you have read this is recorded. Please do not pass it on.")
    look.show(lines([head, said, noted]), [(str(_("Back to the case")), f"vu {case.report.id}")])


def _reporting(look: Look) -> list[tuple[str, str]]:
    """The way to open a new case, which is a report like any other."""
    return [(str(_("Report")), "baocao")] if look.person.offices_for(Act.REPORT) else []


async def _seen(look: Look, act: Act) -> Case | None:
    """The case that the command line names, where the person may do `act` to it; else say that there is none."""
    number = whole_number(look.args[0]) if look.args else None
    case = await cases.get(look.tx, look.plan, number, look.today) if number is not None else None
    if case is None or office_for(look.person, look.plan, case, act) is None:
        look.show(_("There is no such case in your branch."), unnumbered=[(str(_("Open cases")), "vuviec")])
        return None
    return case


def _reading(look: Look, case: Case) -> list[tuple[str, str]]:
    """The way to the words, where there are any for the person to read."""
    written = any(question.key in case.answers for question in words(case.form).questions)
    if not written or office_for(look.person, look.plan, case, Act.READ_CASE_WORDS) is None:
        return []
    return [(str(_("Read the words")), f"vudoc {case.report.id}")]


def _handling(look: Look, case: Case) -> list[tuple[str, str]]:
    """The steps that are open to those who look after the case."""
    if not case.open or office_for(look.person, look.plan, case, Act.HANDLE_CASES) is None:
        return []
    seen = f"{case.report.id} {case.report.latest.version}"
    ways = [(str(_(_STEPS[step])), f"xulyvu {step} {seen}") for step in open_steps(case.form, case.answers)]
    if can_go_to(case.answers, case.path):
        ways.append((str(_("Hand it on")), f"chuyenvu {seen}"))
    return ways


def _changing(look: Look, case: Case) -> list[tuple[str, str]]:
    """What the case's own union can do: its opener corrects it, everybody who reports for the union withdraws it."""
    mine = any(held.unit_id == case.report.unit_id for held in look.person.offices_for(Act.CORRECT))
    if not mine or case.report.withdrawn:
        return []
    seen = f"{case.report.id} {case.report.latest.version}"
    opener = look.person.officer_id == case.opener_id
    correcting = [(str(_("Correct it")), f"suabaocao {seen}")] if opener else []
    return [*correcting, (str(_("Withdraw it")), f"rutbaocao {seen}")]


register(
    Command(
        name="vuviec",
        words=("vụ việc", "danh sách vụ việc", "cases"),
        title=N_("Cases"),
        needs=Act.SEE_CASES,
        show=show_list,
    )
)
register(Command(name="vu", words=(), title=N_("Open a case"), needs=Act.SEE_CASES, in_menu=False, show=show_case))
register(
    Command(
        name="vudoc",
        words=(),
        title=N_("Read the words of a case"),
        needs=Act.SEE_CASES,
        in_menu=False,
        show=show_words,
    )
)
