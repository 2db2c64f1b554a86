"""What one check of `tiendo doctor` found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether it is well, and a sentence that says how to mend what is not."""

    well: bool
    sentence: str
