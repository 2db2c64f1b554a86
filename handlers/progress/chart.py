"""What a picture of progress shows, in words and numbers: where it is drawn, nothing is decided any more."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from handlers.saying import Recipe


class Mood(StrEnum):
    """How a value stands, which gives its bar a colour and a pattern; the words beside it say the same."""

    GOOD = "good"
    """Reached, or on its way."""
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"
    UNKNOWN = "unknown"
    """No goal, no figures, or nothing arose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One unit: its name, what stands beside the bar ("11/15 (73,3%)"), and how long the bar is.

    `value`, `goal` and `expected` are on one scale for all bars of the picture; None where there is none. `expected`
    is where the value should be by now.
    """

    label: str
    said: str
    value: float | None
    goal: float | None
    expected: float | None
    mood: Mood


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Units against their goals, in the order in which they are shown.

    `title`, `subtitle` (unit and day) and `sentence` stand above; `legend` names goal and expectation ("Chỉ tiêu",
    "Cần đạt đến 26/11"); `note` stands below ("và 9 đơn vị khác", "DỮ LIỆU MẪU").
    """

    title: str
    subtitle: str
    sentence: str
    bars: tuple[Bar, ...]
    legend: tuple[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How one figure grew through a period, against the path to its goal.

    `points` are (share of the period passed from 0 to 1, value), the last one today's; `path` the same for what could
    be expected; `before` the same period a year ago ([] where it is not known). `ticks` are (share, label) of the
    months. `legend` names the value, the path and the year before. `said` is the last value in words.
    """

    title: str
    subtitle: str
    sentence: str
    points: tuple[tuple[float, float], ...]
    path: tuple[tuple[float, float], ...]
    before: tuple[tuple[float, float], ...]
    goal: float | None
    goal_said: str
    said: str
    ticks: tuple[tuple[float, str], ...]
    legend: tuple[str, str, str]
    note: str = ""


def pictured(name: str, chart: Bars | Curve) -> Recipe:
    """The picture to send."""
    return Recipe(name=name, kind="chart", content={"shape": type(chart).__name__.lower(), **asdict(chart)})


def chart_of(content: dict[str, Any]) -> Bars | Curve:
    """What `pictured` kept, which has been through JSON."""
    given = dict(content)
    if given.pop("shape") == "bars":
        bars = tuple(Bar(**bar | {"mood": Mood(bar["mood"])}) for bar in given.pop("bars"))
        return Bars(bars=bars, legend=tuple(given.pop("legend")), **given)
    for key in ("points", "path", "before", "ticks"):
        given[key] = tuple(tuple(point) for point in given[key])
    return Curve(legend=tuple(given.pop("legend")), **given)
