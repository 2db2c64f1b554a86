"""Splitting a quota over the units below, so that the parts add up to the whole exactly."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction


class Method(StrEnum):
    """By what a quota is split."""

    MEMBERS = "members"
    HEADROOM = "headroom"
    """By the workers who are not yet members."""
    EVENLY = "evenly"
    LAST_YEAR = "last-year"
    """By what each came to in the year before."""
    TYPED = "typed"
    """Each part is typed: nothing is proposed."""


def split(total: int, weights: Sequence[int | Fraction]) -> list[int]:
    """Whole parts of `total` in proportion to the weights, in their order; they add up to `total`.

    Largest remainder: each part is its exact share cut to a whole number, and what is left over goes, one each, to
    those that lost most by the cut; of equals to those that come first. Raises ValueError for a negative total or
    weight, and where there is something to split but no weight above 0.
    """
    if total < 0 or any(weight < 0 for weight in weights):
        raise ValueError("neither what is split nor a weight can be negative")
    whole = sum(map(Fraction, weights), Fraction(0))
    if not total:
        return [0] * len(weights)
    if not whole:
        raise ValueError("there is nothing to split by: no weight is above 0")
    shares = [total * weight / whole for weight in weights]
    parts = [int(share) for share in shares]
    left = total - sum(parts)
    by_loss = sorted(range(len(parts)), key=lambda place: parts[place] - shares[place])
    for place in by_loss[:left]:
        parts[place] += 1
    return parts
