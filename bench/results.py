"""What a measurement gives: a name, a figure in words, and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """One line of the table."""

    name: str
    figure: str
    aim: str = ""
