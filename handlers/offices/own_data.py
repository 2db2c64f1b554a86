"""What is kept about an officer: /dulieucuatoi shows it, /suathongtin changes the name, /xoadulieu erases it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from domain.access import Role
from handlers.commands import Command, Look, register
from handlers.offices.consent import Agreement
from handlers.offices.names import ask_name
from handlers.roles import office_name
from handlers.saying import Attachment, lines
from handlers.talk import Ended, Talk
from locales import N_, _, day, local, moment, ngettext, plain
from storage import audit, officers, units

SHEET = "du-lieu-cua-toi.txt"


async def show_own_data(look: Look) -> None:
    """Everything that is kept about the person: the main points at once, all of it as a text file."""
    assert look.person.officer_id is not None, "not open to strangers"
    kept = await officers.export(look.tx, look.person.officer_id)
    officer = kept["officer"]
    parts = [_("<b>What is kept about you</b>"), _("Name: {name}", name=officer["name"])]
    if officer["consented_at"] is not None:
        version = day(date.fromisoformat(officer["consent_version"]))
        agreed = moment(officer["consented_at"])
        parts.append(_("You agreed to the notice of {version} at {moment}.", version=version, moment=agreed))
    parts += [await _office_line(look, office) for office in kept["offices"]]
    parts.append(ngettext("{n} report was sent by you.", "{n} reports were sent by you.", kept["reports"]))
    parts.append(ngettext("{n} draft is put aside.", "{n} drafts are put aside.", len(kept["drafts"])))
    parts.append(_("The attached file holds all of it."))
    everything = "\n".join([*(plain(part) for part in parts[:-1]), "", *_details(kept)])
    sheet = Attachment(name=SHEET, content=everything.encode(), picture=False)
    look.show(
        lines(parts),
        [(str(_("Change my name")), "suathongtin"), (str(_("Erase my data")), "xoadulieu")],
        attachment=sheet,
    )


async def _office_line(look: Look, office: dict[str, Any]) -> Any:
    since: datetime = office["since"]
    ended: datetime | None = office["ended_at"]
    unit = await units.get(look.tx, office["unit_id"], local(ended or look.now).date())
    name = office_name(look.plan, Role(office["role"]), office["department"], unit.name if unit else "—")
    if ended is None:
        return _("{office}, since {day}", office=name, day=day(local(since).date()))
    return _("{office}, from {day} to {end}", office=name, day=day(local(since).date()), end=day(local(ended).date()))


def _details(kept: dict[str, Any]) -> Iterator[str]:
    """The rest, line by line: where the person is reached and signed in, drafts, how and of what they were reminded,
    every act that was recorded.
    """
    for chat in kept["chats"]:
        yield f"{chat['channel']} {chat['address']} ({moment(chat['created_at'])})"
    for session in kept["sessions"]:
        yield f"{session['device']} ({moment(session['created_at'])} – {moment(session['seen_at'])})"
    for draft in kept["drafts"]:
        yield f"{moment(draft['updated_at'])} {draft['command']} {draft['answers']}"
    for wishes in kept["wishes"]:
        summary = f"{wishes['summary_weekday']} {wishes['summary_hour']}:00"
        yield f"{moment(wishes['changed_at'])} {wishes['hours']} {summary}"
    for reminder in kept["reminders"]:
        yield f"{day(reminder['day'])} {reminder['kind']} {reminder['about']} {reminder['state']}"
    for act in kept["acts"]:
        yield f"{moment(act['at'])} {act['act']} {act['object']}"


async def change_name(talk: Talk) -> None:
    """Another name from now on."""
    assert talk.person.officer_id is not None, "not open to strangers"
    name = await talk.ask("name", ask_name())
    tx = talk.act()
    await officers.set_name(tx, talk.person.officer_id, name)
    talk.erases = True
    await audit.write(tx, talk.person.officer_id, "officer.renamed", f"officer:{talk.person.officer_id}", {}, talk.now)
    talk.say(_("Your name is now shown as: {name}.", name=name))


async def erase(talk: Talk) -> None:
    """Forget who the officer is, after a warning that says what goes and what stays."""
    assert talk.person.officer_id is not None, "not open to strangers"
    warning = [
        _("<b>Erase your data?</b> This cannot be undone."),
        _("Your name, this chat and your drafts are erased, and every office that you hold ends now."),
        _("The figures that were sent stay, as acts of the office and without your name."),
        _("To work with the assistant again you would need a new invitation."),
        _("Do you want your data to be erased?"),
    ]
    question = Agreement(text=lines(warning), yes=_("Erase my data"), no=_("Keep my data"))
    if not await talk.ask("sure", question):
        talk.say(_("Nothing was erased."))
        raise Ended
    await officers.anonymise(talk.act(), talk.person.officer_id, talk.now)
    talk.erases = True
    talk.say(_("Your data have been erased. Thank you for your work with the assistant."))


register(
    Command(
        name="dulieucuatoi",
        words=("du lieu cua toi", "my data"),
        title=N_("My data"),
        needs=None,
        show=show_own_data,
    )
)
register(
    Command(
        name="suathongtin",
        words=("sua thong tin", "doi ten"),
        title=N_("Change my name"),
        needs=None,
        in_menu=False,
        converse=change_name,
    )
)
register(
    Command(
        name="xoadulieu",
        words=("xoa du lieu", "xoa du lieu cua toi"),
        title=N_("Erase my data"),
        needs=None,
        in_menu=False,
        converse=erase,
    )
)
