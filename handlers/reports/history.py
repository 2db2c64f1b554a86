"""/lichsu: the union's last reports, a page at a time; each can be opened."""

from __future__ import annotations

from markupsafe import Markup

from domain.access import Act
from domain.plan import Form
from handlers.arguments import whole_number, whole_numbers
from handlers.cases.cases import show_case
from handlers.commands import Command, Look, register
from handlers.reports.filling import Subject
from handlers.reports.reviewing import summary
from handlers.saying import lines
from handlers.subjects import changeable, subject_of
from locales import N_, _, current, day, moment, short_day
from storage import reports, units
from storage.reports import Report, Version
from storage.units import Unit

PAGE = 5


async def history(look: Look) -> None:
    """The reports of a unit and those it entered for others, newest first: `lichsu [unit [before]]`."""
    offices = look.person.offices_for(Act.SEE_REPORTS)
    numbers = whole_numbers(look.args)
    about = await subject_of(look, look.person, Act.SEE_REPORTS, numbers[0]) if numbers else None
    if about is None and len(offices) > 1:
        look.show(_("Which union's reports?"), [(one.unit_name, f"lichsu {one.unit_id}") for one in offices])
        return
    unit = about.unit if about is not None else offices[0].unit
    before = numbers[1] if len(numbers) > 1 else None
    found = await reports.page_of_unit(look.tx, unit.id, before=before, limit=PAGE + 1)
    if not found:
        look.show(_("{name} has not sent a report yet.", name=unit.name), [(str(_("Report")), "baocao")])
        return
    shown = found[:PAGE]
    older = [(str(_("Older ones")), f"lichsu {unit.id} {shown[-1].id}")] if len(found) > PAGE else []
    newest = [(str(_("Newest ones")), f"lichsu {unit.id}")] if before is not None else []
    look.show(
        lines([_("Reports of {name}", name=unit.name), _("Choose one to open, correct or withdraw it.")]),
        [(await _label(look, report, unit), f"xem {report.id}") for report in shown],
        unnumbered=[*older, *newest],
    )


async def open_report(look: Look) -> None:
    """One report with its versions: `xem NUMBER`."""
    report, about = await report_to_see(look, look.args)
    if report is None or about is None:
        look.show(_("There is no such report of your union."))
        return
    form = _form_of(look, report)
    if form is not None and form.opens_case:
        await show_case(look)
        return
    text = [await _state(look, report, report.latest), _("Union: {name}", name=about.unit.name)]
    if form is not None:
        text.append(await summary(look, form, report.latest.answers, about.unit))
    text += [await _state(look, report, version) for version in reversed(report.versions[:-1])]
    buttons = []
    changed_by = None if form is None else await changeable(look, look.person, Act.CORRECT, report, form)
    if changed_by is not None and not report.withdrawn:
        version = report.latest.version
        buttons = [
            (str(_("Correct it")), f"suabaocao {report.id} {version}"),
            (str(_("Withdraw it")), f"rutbaocao {report.id} {version}"),
        ]
    look.show(lines(text), buttons, unnumbered=[(str(_("Back to the list")), f"lichsu {about.unit.id}")])


async def report_to_see(look: Look, args: tuple[str, ...]) -> tuple[Report | None, Subject | None]:
    """The report that a command line names, with its unit and the office that may see it; None where there is none."""
    number = whole_number(args[0]) if args else None
    report = await reports.get(look.tx, number) if number is not None else None
    if report is None:
        return None, None
    return report, await subject_of(look, look.person, Act.SEE_REPORTS, report.unit_id, correcting=report.id)


async def _label(look: Look, report: Report, listed: Unit) -> str:
    """A report as it stands in the list of a unit: with the name of the unit that it was entered for, if another."""
    form = _form_of(look, report)
    name = form.name.say(current()) if form is not None else report.form
    label = f"{report.id:04} · {_day_of(look, report)} · {name}"
    if report.unit_id != listed.id:
        label += f" · {await _name(look, report.unit_id, report.latest)}"
    # To a case, those above add their part: that is not entering it for the union.
    if report.on_behalf and not (form is not None and form.opens_case):
        label = str(_("{report} (on behalf)", report=label))
    return str(_("{report} (withdrawn)", report=label)) if report.withdrawn else label


def _form_of(look: Look, report: Report) -> Form | None:
    """The report's form; None where the plan no longer has it."""
    return next((form for form in look.plan.forms if form.code == report.form), None)


def _day_of(look: Look, report: Report) -> str:
    """The day of a report, with its year where that is not this one."""
    happened = report.latest.day
    return short_day(happened) if happened.year == look.today.year else day(happened)


async def _name(look: Look, unit_id: int, version: Version) -> str:
    """What a unit is called today, or was called on the day of a version where it has ended since."""
    for day_of_name in (look.today, version.day):
        unit = await units.get(look.tx, unit_id, day_of_name)
        if unit is not None:
            return unit.name
    return ""


async def _state(look: Look, report: Report, version: Version) -> Markup:
    """What became of a report at one version, in which office if on behalf, with the reason that was given."""
    number = f"{report.id:04}"
    at = moment(version.known_at)
    if version.status == reports.WITHDRAWN:
        said = _("Report {number}, withdrawn at {moment}.", number=number, moment=at)
    elif version.version > 1:
        said = _("Report {number}, corrected at {moment}.", number=number, moment=at)
    else:
        said = _("Report {number}, sent at {moment}.", number=number, moment=at)
    more = []
    if version.office_id is not None and report.is_on_behalf(version):
        more.append(_("On behalf, by {name}.", name=await _name(look, version.office_id, version)))
    if version.reason:
        more.append(_("Reason: {reason}", reason=version.reason))
    return Markup(" ").join([said, *more])


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
