"""Showing a proposal page by page and changing it line by line, until it is what the officer wants."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from markupsafe import Markup

from domain.reading import Option, called, fold
from domain.splitting import Method
from handlers.quotas.choosing import Task
from handlers.quotas.lines_question import Told, WhoGets, reader_of
from handlers.quotas.outgoing import send_sheet
from handlers.quotas.proposal import Line, Proposal, is_share
from handlers.quotas.quota_words import amount, concerns_joining, titled, with_unit
from handlers.quotas.ways_to_split import SHEET, way_said
from handlers.reports.apart import said_unclear
from handlers.saying import lines, shortened
from handlers.talk import Ended, Talk
from locales import _, number

DONE, MEANT, AGAIN = "done", "meant", "again"
KEY, DIFFERS = "line", "differs"
"""The questions are `line0`, `line1` …, one for each message that changed something."""
PAGE_KEY = "=page"
PAGE = 8
"""So many lines are shown at once."""


async def agree_on_lines(
    talk: Talk, task: Task, proposal: Proposal, way: Method, *, unknown: Sequence[str] = ()
) -> Proposal:
    """Take changes until there are no more, and see that what is left over or too much is meant so.

    `unknown` are names of unions that were proposed nothing, as that is not known by which it is split. Of two changes
    of the same line the later one holds. Ends the conversation where the spreadsheet is chosen.
    """
    said = [_("Not known, so nothing is proposed for: {names}", names=shortened(unknown))] if unknown else []
    for place in count():
        told = await _next_change(talk, task, proposal, f"{KEY}{place}", way=way, said=said)
        if told is None:
            return proposal
        proposal = proposal.with_amounts(told.gets)
        said = [_noted(task, proposal, told.gets), *said_unclear(told.not_clear)]
    raise AssertionError("the count has no end")


def forget_lines_typed(talk: Talk) -> None:
    """Drop all changes, so that the lines are again as they were proposed."""
    talk.forget(PAGE_KEY, *[key for key in talk.record.answers if key.startswith((KEY, DIFFERS))])


def reopen_lines(talk: Talk) -> None:
    """Ask for changes again, those made so far kept."""
    answers = talk.record.answers
    talk.forget(*[key for key in answers if key.startswith(DIFFERS) or (key.startswith(KEY) and answers[key] == DONE)])


async def _next_change(
    talk: Talk, task: Task, proposal: Proposal, key: str, *, way: Method, said: Sequence[Markup]
) -> Told | None:
    """What the next message changes; None where the lines are right as they are."""
    while True:
        told = await talk.ask(key, _question(talk, task, proposal, way, said))
        if told.gets:
            return told
        if told.chosen == DONE and proposal.changed and await _is_meant(talk, task, proposal):
            return None
        if told.chosen == SHEET:
            send_sheet(talk, task, proposal)
            raise Ended
        if told.chosen == DONE and not proposal.changed:
            talk.complain(_("Nothing differs from what was assigned so far, so there is nothing to assign."))
        elif told.not_clear:
            talk.complain(lines(said_unclear(told.not_clear)))
        elif told.chosen is not None and told.chosen != DONE:
            talk.record.answers[PAGE_KEY] = int(told.chosen.removeprefix("p"))
        # Neither a page nor words that changed nothing are answers: "back" takes the last change back.
        talk.forget(key)


async def _is_meant(talk: Talk, task: Task, proposal: Proposal) -> bool:
    """Whether it is meant that the lines do not add up to the total. Asked again where they differ otherwise."""
    if not proposal.left:
        return True
    key = f"{DIFFERS}{proposal.left}"
    sums = {"sum": number(proposal.sum), "total": with_unit(task.indicator, proposal.total)}
    if proposal.left > 0:
        left = number(proposal.left)
        text = _("The lines come to {sum}, {left} less than {total}. Is that meant so?", left=left, **sums)
        label = _("Yes, leave {left} over", left=left)
    else:
        over = number(-proposal.left)
        text = _("The lines come to {sum}, {over} more than {total}. Is that meant so?", over=over, **sums)
        label = _("Yes, assign {over} more", over=over)
    options = [
        Option(MEANT, str(label), ("có", "đúng", "đồng ý")),
        Option(AGAIN, str(_("No, change lines")), ("không", "sửa dòng", "chưa đúng")),
    ]
    if await talk.choose(key, text, options) == MEANT:
        return True
    talk.forget(key)
    return False


def _question(talk: Talk, task: Task, proposal: Proposal, way: Method, said: Sequence[Markup]) -> WhoGets:
    pages = -(-len(proposal.lines) // PAGE)
    page = min(talk.record.answers.get(PAGE_KEY, 0), pages - 1)
    shown = proposal.lines[page * PAGE : (page + 1) * PAGE]
    head = [Markup("<b>{}</b>").format(titled(talk.plan, task.indicator, task.period))]
    if not is_share(task.indicator) and (by := way_said(way)) is not None:
        head.append(by)
    warns = concerns_joining(talk.plan, task.indicator)
    rows = [*said, *head, *(_line(task, line, warns=warns) for line in shown)]
    if pages > 1:
        rows.append(_("Page {page} of {pages}", page=page + 1, pages=pages))
    if not is_share(task.indicator):
        rows.append(balance(task, proposal))
    example = _example(task, proposal)
    rows.append(_("To change a line, type a name and an amount, for example: {example}", example=example))
    return WhoGets(
        text=lines(rows),
        lines=proposal.lines,
        buttons=_buttons(page, pages),
        how=reader_of(talk.plan, task.indicator),
    )


def _buttons(page: int, pages: int) -> list[Option]:
    buttons = [Option(DONE, str(_("Done, go on")), ("xong", "xong rồi", "đúng", "đúng rồi", "tiếp tục", "done"))]
    if page + 1 < pages:
        buttons.append(Option(f"p{page + 1}", str(_("Next page")), ("trang sau", "sau", "trang tiếp", "next")))
    if page:
        buttons.append(Option(f"p{page - 1}", str(_("Page before")), ("trang trước", "trước", "previous")))
    return [*buttons, Option(SHEET, str(_("Spreadsheet (xlsx)")), ("bảng tính", "xlsx", "excel"))]


def _line(task: Task, line: Line, *, warns: bool) -> Markup:
    values = {"name": line.name, "amount": amount(task.indicator, line.amount)}
    if line.changes and line.given is not None:
        said = _("• {name}: {amount} (was {before})", before=amount(task.indicator, line.given), **values)
    else:
        said = _("• {name}: {amount}", **values)
    if warns and line.room is not None and (line.amount or 0) > line.room:
        return _("{line} ⚠ only {n} could still join", line=said, n=number(line.room))
    return said


def balance(task: Task, proposal: Proposal) -> Markup:
    """What the lines come to, and what is left of the total or exceeds it; where there is none, only the sum."""
    if proposal.total is None:
        return _("Sum: {sum}", sum=with_unit(task.indicator, proposal.sum))
    sums = {"sum": number(proposal.sum), "total": with_unit(task.indicator, proposal.total)}
    if proposal.left > 0:
        return _("Sum: {sum} of {total}, {left} left", left=number(proposal.left), **sums)
    if proposal.left < 0:
        return _("Sum: {sum} of {total}, {over} too many", over=number(-proposal.left), **sums)
    return _("Sum: {sum} of {total}, all of it", **sums)


def _noted(task: Task, proposal: Proposal, gets: Mapping[int, int | None]) -> Markup:
    changed = [line for line in proposal.lines if line.unit_id in gets]
    said = [f"{line.name}: {amount(task.indicator, line.amount)}" for line in changed]
    return _("Noted: {exceptions}", exceptions=shortened(said))


def _example(task: Task, proposal: Proposal) -> str:
    """A change as it can be typed: the fewest last words of a name that mean no other union."""
    line = proposal.lines[0]
    words = fold(line.name).split()
    tails = (" ".join(words[-size:]) for size in range(2, len(words) + 1))
    name = next((tail for tail in tails if called(tail, proposal.lines) == [line]), fold(line.name))
    return f"{name} {'80%' if is_share(task.indicator) else 35}"
