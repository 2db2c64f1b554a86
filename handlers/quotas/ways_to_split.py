"""How a total is split over the unions below, and the proposal that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import partial
from typing import Any

from markupsafe import Markup

from domain.reading import Option
from domain.splitting import Method, split
from handlers.quotas.choosing import Task
from handlers.quotas.proposal import Line, Proposal, is_share, to_int
from handlers.quotas.quota_words import period_id, with_unit
from handlers.saying import lines
from handlers.surroundings import Surroundings
from handlers.talk import Ended, Talk
from locales import N_, _, ngettext
from storage import assigning, quotas
from storage.assigning import Child

SHEET = "sheet"
READ, SPLIT = "=lines", "=split"
"""Under which keys what was read and the amounts made of it are kept, each followed by what they are of."""

_LABELS: dict[Method, tuple[str, tuple[str, ...]]] = {
    Method.MEMBERS: (N_("By the number of members"), ("đoàn viên", "theo đoàn viên")),
    Method.HEADROOM: (N_("By workers who are not yet members"), ("chưa vào", "theo số chưa vào", "nld chua vao")),
    Method.EVENLY: (N_("Evenly"), ("đều", "chia đều", "bằng nhau")),
    Method.LAST_YEAR: (N_("By the result of the year before"), ("năm trước", "năm ngoái", "kết quả")),
}
_KNOWN: dict[Method, Callable[[Child], int | Fraction | None]] = {
    Method.MEMBERS: lambda child: child.members,
    Method.HEADROOM: assigning.headroom,
    Method.EVENLY: lambda child: 1,
    Method.LAST_YEAR: lambda child: child.last_year,
}
_NOT_POSSIBLE: dict[Method, str] = {
    Method.MEMBERS: N_("No number of members is known, so it cannot be split by members."),
    Method.HEADROOM: N_("No union is known to have workers who are not members, so it cannot be split by them."),
    Method.LAST_YEAR: N_("There is no result of the year before, so it cannot be split by it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """The unions directly below that may be given a quota, and what it can be split over them by.

    `basis` is the newest entry of the ledger that was seen. `weights` has a weight for each line by method; `unknown`
    the names of the unions of which that is not known by which a method splits.
    """

    lines: tuple[Line, ...]
    basis: int
    weights: dict[str, list[Fraction]]
    unknown: dict[str, list[str]]

    @staticmethod
    def of(read: dict[str, Any]) -> Below:
        """What was read, as it is kept."""
        return Below(
            lines=tuple(Line(**row) for row in read["lines"]),
            basis=read["basis"],
            weights={method: list(map(Fraction, weights)) for method, weights in read["weights"].items()},
            unknown=read["unknown"],
        )


async def children_of(talk: Talk, task: Task) -> Below:
    """The unions below with what they were given so far, as they were when first read in this conversation."""
    key = f"{READ}:{task.indicator.code}:{period_id(talk.plan, task.period)}"
    _drop_others(talk, READ, key)
    below = Below.of(await talk.snapshot(key[1:], partial(_read, talk, task)))
    if not below.lines:
        talk.say(_("There is no union directly below yours that a quota can be assigned to."))
        raise Ended
    return below


async def read_now(at: Surroundings, task: Task) -> Below:
    """The unions below with what they were given so far, as they are now."""
    return Below.of(await _read(at, task))


async def choose_way(talk: Talk, task: Task, below: Below, total: int) -> str:
    """A method, or the spreadsheet. Those for which nothing is known are named and not offered."""
    possible = [method for method in _LABELS if any(below.weights[method])]
    options = [Option(method.value, str(_(_LABELS[method][0])), _LABELS[method][1]) for method in possible]
    if any(line.given is not None for line in below.lines):
        words = ("như đã giao", "giữ nguyên", "sửa từng dòng")
        options.insert(0, Option(Method.TYPED.value, str(_("As assigned so far, to change some")), words))
    else:
        options.append(Option(Method.TYPED.value, str(_("I type each line")), ("tự gõ", "gõ từng đơn vị")))
    options.append(Option(SHEET, str(_("Spreadsheet (xlsx)")), ("bảng tính", "xlsx", "excel")))
    ask = ngettext(
        "How should {total} be split over {n} union?",
        "How should {total} be split over {n} unions?",
        len(below.lines),
        total=with_unit(task.indicator, total),
    )
    impossible = [_(_NOT_POSSIBLE[method]) for method in _NOT_POSSIBLE if method not in possible]
    return await talk.choose("way", lines([*impossible, ask]), options)


async def choose_way_of_share(talk: Talk, below: Below) -> str:
    """One share for all, or what was assigned so far, or the spreadsheet: shares are not split."""
    options = [Option(Method.EVENLY.value, str(_("The same for all")), ("tất cả", "như nhau", "chung"))]
    if any(line.given is not None for line in below.lines):
        words = ("như đã giao", "giữ nguyên", "sửa từng dòng")
        options.append(Option(Method.TYPED.value, str(_("As assigned so far, to change some")), words))
    options.append(Option(SHEET, str(_("Spreadsheet (xlsx)")), ("bảng tính", "xlsx", "excel")))
    return await talk.choose("way", _("How should it be assigned?"), options)


async def proposed(talk: Talk, task: Task, below: Below, total: int, way: Method) -> Proposal:
    """The amounts that come of it, made once."""
    key = f"{SPLIT}:{total}:{way}:{below.basis}:{task.indicator.code}:{period_id(talk.plan, task.period)}"
    _drop_others(talk, SPLIT, key)

    async def amounts() -> list[Any]:
        return [[line.unit_id, of] for line, of in zip(below.lines, _amounts(task, below, total, way), strict=True)]

    made = dict(await talk.snapshot(key[1:], amounts))
    whole = Proposal(below.lines, None if is_share(task.indicator) else total, below.basis)
    return whole.with_amounts(made)


def forget_lines(talk: Talk) -> None:
    """Read the unions and what they were given again, and split again."""
    for key in [key for key in talk.record.answers if key.startswith((READ, SPLIT))]:
        del talk.record.answers[key]


def way_said(way: Method) -> Markup | None:
    """By what it was split; None where each line was typed."""
    return _(_LABELS[way][0]) if way in _LABELS else None


def _amounts(task: Task, below: Below, total: int, way: Method) -> Sequence[int | None]:
    if way is Method.TYPED:
        return [line.given for line in below.lines]
    if is_share(task.indicator):
        return [total for _line in below.lines]
    return split(total, below.weights[way])


async def _read(at: Surroundings, task: Task) -> dict[str, Any]:
    days = (task.period.first_day, task.period.last_day)
    code = task.indicator.code
    children = await assigning.children(at.tx, at.plan, task.held.unit_id, code, *days, at.today)
    rows = [
        Line(
            unit_id=child.unit.id,
            code=child.unit.code,
            name=child.unit.name,
            members=child.members,
            workers=child.workers,
            given=to_int(task.indicator, child.given),
        )
        for child in children
    ]
    return {
        "lines": [asdict(row) for row in rows],
        "basis": await quotas.newest(at.tx, [row.unit_id for row in rows], code, *days),
        "weights": {method: list(map(str, assigning.weights(method, children))) for method in _LABELS},
        "unknown": {
            method: [child.unit.name for child in children if _KNOWN[method](child) is None] for method in _LABELS
        },
    }


def _drop_others(talk: Talk, kind: str, but: str) -> None:
    """Drop what was made of an earlier choice: a conversation keeps the unions only once."""
    for key in [key for key in talk.record.answers if key.startswith(kind) and key != but]:
        del talk.record.answers[key]
