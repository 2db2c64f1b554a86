"""The grassroots unions of the sample: kinds, names and headcounts that add up exactly."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from random import Random

from bot.sample.table import KINDS, SEED, SUPERIORS, Superior


@dataclass(frozen=True, slots=True, kw_only=True)
class Union:
    """A grassroots union with the headcount that it states; one above with the people of all below it."""

    code: str
    name: str
    kind: str
    superior: str
    members: int
    women: int
    workers: int
    women_workers: int


@dataclass(frozen=True, slots=True)
class _Habit:
    """What unions of a kind are like: mean and least size, members per worker (from, to), mean share of women."""

    size: int
    least: int
    density: tuple[float, float]
    women: float


_HABITS = {
    "hcsn": _Habit(24, 5, (0.94, 1.00), 0.58),
    "dnnn": _Habit(70, 10, (0.90, 0.99), 0.36),
    "nnn": _Habit(42, 5, (0.55, 0.90), 0.46),
    "snncl": _Habit(18, 5, (0.70, 0.95), 0.82),
    "nd": _Habit(30, 10, (0.35, 0.60), 0.12),
}
_SPREAD = 0.55
"""Standard deviation of the logarithm of a union's size."""
_WOMEN_SPREAD = 0.12

_PUBLIC_NAMES = {
    "district": (
        ("CĐCS Trường Mầm non Mẫu", 0.19),
        ("CĐCS Trường Tiểu học Mẫu", 0.22),
        ("CĐCS Trường THCS Mẫu", 0.19),
        ("CĐCS xã Mẫu", 0.17),
        ("CĐCS Phòng Mẫu", 0.13),
        ("CĐCS Trung tâm Mẫu", 0.10),
    ),
    "office": (("CĐCS Sở Mẫu", 0.3), ("CĐCS Chi cục Mẫu", 0.35), ("CĐCS Trung tâm Mẫu", 0.35)),
    "school": (("CĐCS Trường THPT Mẫu", 0.75), ("CĐCS Trường PTDTNT Mẫu", 0.25)),
    "health": (("CĐCS Trung tâm Y tế Mẫu", 0.6), ("CĐCS Bệnh viện Mẫu", 0.4)),
}
_NAMES = {
    "dnnn": (("CĐCS Công ty TNHH MTV Mẫu", 1.0),),
    "nnn": (("CĐCS Công ty TNHH Mẫu", 0.6), ("CĐCS Công ty Cổ phần Mẫu", 0.3), ("CĐCS Hợp tác xã Mẫu", 0.1)),
    "snncl": (("CĐCS Trường Mầm non tư thục Mẫu", 1.0),),
    "nd": (("Nghiệp đoàn xe ôm Mẫu", 0.5), ("Nghiệp đoàn chợ Mẫu", 0.5)),
}
_PRIVATE_HEALTH = (("CĐCS Phòng khám đa khoa Mẫu", 1.0),)


def unions() -> list[Union]:
    """All grassroots unions, in the order of their codes; the same ones every time."""
    random = Random(SEED)
    made: list[Union] = []
    for superior in SUPERIORS:
        kinds = [kind for kind, count in zip(KINDS, superior.unions, strict=True) for _ in range(count)]
        sizes = _shared_out(superior.members, kinds, random)
        numbers: Counter[str] = Counter()
        for kind, members in zip(kinds, sizes, strict=True):
            name = _drawn(_names(superior, kind), random)
            numbers[name] += 1
            made.append(
                _union(
                    random,
                    f"cdcs-{len(made) + 1:04}",
                    f"{name} {numbers[name]:03}",
                    superior,
                    kind=kind,
                    members=members,
                )
            )
    return made


def _shared_out(members: int, kinds: list[str], random: Random) -> list[int]:
    """Sizes that add up to `members`: the least size each, the rest in proportion to drawn weights."""
    least = [_HABITS[kind].least for kind in kinds]
    weights = [
        max(_HABITS[kind].size * random.lognormvariate(-(_SPREAD**2) / 2, _SPREAD) - _HABITS[kind].least, 0.0)
        for kind in kinds
    ]
    rest = members - sum(least)
    shares = [rest * weight / sum(weights) for weight in weights]
    sizes = [small + math.floor(share) for small, share in zip(least, shares, strict=True)]
    by_remainder = sorted(range(len(kinds)), key=lambda place: math.floor(shares[place]) - shares[place])
    for place in by_remainder[: members - sum(sizes)]:
        sizes[place] += 1
    return sizes


def _union(random: Random, code: str, name: str, superior: Superior, *, kind: str, members: int) -> Union:
    habit = _HABITS[kind]
    workers = max(members, round(members / random.uniform(*habit.density)))
    share = min(max(random.gauss(habit.women, _WOMEN_SPREAD), 0.02), 0.98)
    women = round(members * share)
    return Union(
        code=code,
        name=f"{name} ({superior.short})",
        kind=kind,
        superior=superior.code,
        members=members,
        women=women,
        workers=workers,
        women_workers=women + round((workers - members) * share),
    )


def _names(superior: Superior, kind: str) -> tuple[tuple[str, float], ...]:
    if kind == "hcsn":
        return _PUBLIC_NAMES[superior.trade]
    return _PRIVATE_HEALTH if (kind, superior.trade) == ("snncl", "health") else _NAMES[kind]


def _drawn(names: tuple[tuple[str, float], ...], random: Random) -> str:
    return random.choices([name for name, _ in names], [weight for _, weight in names])[0]
