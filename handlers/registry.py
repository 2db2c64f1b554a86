"""Every module with a command, imported so that each registers what it has."""

from __future__ import annotations

from handlers import helping, joining, languages, menu, own_data

__all__ = ["helping", "joining", "languages", "menu", "own_data"]
