"""What a file gives: quotas with their places in it, and what could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.quotas import Quota


@dataclass(slots=True)
class Given:
    """The quotas of a file in order. `places` say where each stands, such as "Line 12" or "Cell G12".

    `mistakes` are sentences that begin with the place; `basis` is the newest entry of the ledger that the file knows
    of, None where it knows of none.
    """

    quotas: list[Quota] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    basis: int | None = None
