"""What a conversation's turn and a screen have in common: the plan, the day, and the transaction."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from domain.plan import Plan
from storage.database import Tx


class Surroundings(Protocol):
    """Where something is shown or asked."""

    today: date
    tx: Tx

    @property
    def plan(self) -> Plan:
        """The plan in force."""
