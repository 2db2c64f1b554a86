"""Where what is still missing sits: how few units hold most of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Unit = TypeVar("Unit")

MOST = Fraction(70, 100)
"""So much of what is missing is "most of it"."""


@dataclass(frozen=True, slots=True)
class Gap(Generic[Unit]):
    """The fewest units that together miss most of it, the one that misses most first, and what each of them misses.

    `share` is how much of all that is missing they hold, `among` how many units miss anything.
    """

    units: tuple[tuple[Unit, int], ...]
    share: Fraction
    among: int


def gap(missing: Iterable[tuple[Unit, int | None]]) -> Gap[Unit] | None:
    """Where it sits among units, each with what it misses (None: it has no goal); None where nothing is missing."""
    behind = sorted(((unit, lack) for unit, lack in missing if lack), key=lambda one: -one[1])
    whole, held = sum(lack for _, lack in behind), 0
    for place, (_, lack) in enumerate(behind, start=1):
        held += lack
        if held >= MOST * whole:
            return Gap(tuple(behind[:place]), Fraction(held, whole), len(behind))
    return None
