"""/lichsu: the union's last reports, a page at a time; each can be opened."""

from __future__ import annotations

from markupsafe import Markup

from domain.access import Act
from domain.plan import Form
from handlers.arguments import whole_number, whole_numbers
from handlers.cases import show_case
from handlers.commands import Command, Look, register
from handlers.filling import Subject
from handlers.reviewing import summary
from handlers.saying import lines
from locales import N_, _, current, day, moment, short_day
from storage import reports
from storage.chats import Held
from storage.reports import Report, Version

PAGE = 5


async def history(look: Look) -> None:
    """The reports of a unit of one's own, newest first: `lichsu [unit [before]]`."""
    offices = look.person.offices_for(Act.SEE_REPORTS)
    numbers = whole_numbers(look.args)
    held = next((one for one in offices if numbers and one.unit_id == numbers[0]), None)
    if held is None and len(offices) > 1:
        look.show(_("Which union's reports?"), [(one.unit_name, f"lichsu {one.unit_id}") for one in offices])
        return
    held = held or offices[0]
    before = numbers[1] if len(numbers) > 1 else None
    found = await reports.page_of_unit(look.tx, held.unit_id, before=before, limit=PAGE + 1)
    if not found:
        look.show(_("Your union has not sent a report yet."), [(str(_("Report")), "baocao")])
        return
    shown = found[:PAGE]
    older = [(str(_("Older ones")), f"lichsu {held.unit_id} {shown[-1].id}")] if len(found) > PAGE else []
    newest = [(str(_("Newest ones")), f"lichsu {held.unit_id}")] if before is not None else []
    look.show(
        lines([_("Reports of {name}", name=held.unit_name), _("Choose one to open, correct or withdraw it.")]),
        [(_label(look, report), f"xem {report.id}") for report in shown],
        unnumbered=[*older, *newest],
    )


async def open_report(look: Look) -> None:
    """One report with its versions: `xem NUMBER`."""
    report, held = await own_report(look, look.args)
    if report is None or held is None:
        look.show(_("There is no such report of your union."))
        return
    form = _form_of(look, report)
    if form is not None and form.opens_case:
        await show_case(look)
        return
    text = [_state(report.id, report.latest)]
    if form is not None:
        about = Subject(unit=held, correcting=report.id)
        text.append(await summary(look, form, report.latest.answers, about))
    text += [_state(report.id, version) for version in reversed(report.versions[:-1])]
    buttons = []
    if form is not None and not report.withdrawn and look.person.offices_for(Act.CORRECT):
        version = report.latest.version
        buttons = [
            (str(_("Correct it")), f"suabaocao {report.id} {version}"),
            (str(_("Withdraw it")), f"rutbaocao {report.id} {version}"),
        ]
    look.show(lines(text), buttons, unnumbered=[(str(_("Back to the list")), f"lichsu {held.unit_id}")])


async def own_report(look: Look, args: tuple[str, ...]) -> tuple[Report | None, Held | None]:
    """The report that a command line names, with the office that may see it; None where there is none."""
    number = whole_number(args[0]) if args else None
    report = await reports.get(look.tx, number) if number is not None else None
    offices = look.person.offices_for(Act.SEE_REPORTS)
    held = next((one for one in offices if report is not None and one.unit_id == report.unit_id), None)
    return (report, held) if held is not None else (None, None)


def _label(look: Look, report: Report) -> str:
    form = _form_of(look, report)
    name = form.name.say(current()) if form is not None else report.form
    label = f"{report.id:04} · {_day_of(look, report)} · {name}"
    return str(_("{report} (withdrawn)", report=label)) if report.withdrawn else label


def _form_of(look: Look, report: Report) -> Form | None:
    """The report's form; None where the plan no longer has it."""
    return next((form for form in look.plan.forms if form.code == report.form), None)


def _day_of(look: Look, report: Report) -> str:
    """The day of a report, with its year where that is not this one."""
    happened = report.latest.day
    return short_day(happened) if happened.year == look.today.year else day(happened)


def _state(report_id: int, version: Version) -> Markup:
    """What became of a report at one version, with the reason that was given."""
    number = f"{report_id:04}"
    at = moment(version.known_at)
    if version.status == reports.WITHDRAWN:
        said = _("Report {number}, withdrawn at {moment}.", number=number, moment=at)
    elif version.version > 1:
        said = _("Report {number}, corrected at {moment}.", number=number, moment=at)
    else:
        said = _("Report {number}, sent at {moment}.", number=number, moment=at)
    return said if not version.reason else Markup(" ").join([said, _("Reason: {reason}", reason=version.reason)])


register(
    Command(
        name="lichsu",
        words=("lịch sử", "báo cáo đã gửi", "history"),
        title=N_("Reports sent"),
        needs=Act.SEE_REPORTS,
        show=history,
    )
)
register(
    Command(name="xem", words=(), title=N_("Open a report"), needs=Act.SEE_REPORTS, in_menu=False, show=open_report)
)
