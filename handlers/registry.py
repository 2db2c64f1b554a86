"""Every module with a command, imported so that each registers what it has."""

from __future__ import annotations

from handlers import changing, helping, history, joining, languages, menu, own_data, report, transfers

__all__ = ["changing", "helping", "history", "joining", "languages", "menu", "own_data", "report", "transfers"]
