"""The language now spoken: a property of the task that handles a message, never of the program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = ("vi", "en")
DEFAULT = "vi"

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@contextmanager
def use(language: str) -> Iterator[None]:
    """Speak this language in the block and the tasks started there; raise `ValueError` for an unknown one."""
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}, expected one of {', '.join(LANGUAGES)}")
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


def current() -> str:
    """Return the language now spoken, "vi" or "en"."""
    return _language.get()
