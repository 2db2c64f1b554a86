"""The server under test here is the one that all other tests use."""

from __future__ import annotations

from tests.telegram.fixtures import telegram

__all__ = ["telegram"]
