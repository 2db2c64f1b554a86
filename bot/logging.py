"""The log: one line an event, in logfmt on standard error, with ids and names of actions but no words of people.

Messages of exceptions can hold what somebody typed (a database quotes parameters), so of an exception only its
kind and place are logged.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any

import structlog

QUIET = ("httpx", "httpcore", "aiohttp", "apscheduler", "alembic", "uvicorn.error")
"""Loggers of libraries that say at INFO what nobody needs; httpx even logs addresses, which hold the token."""

SILENT = ("telegram",)
"""python-telegram-bot logs answers that it cannot read in full."""

log: structlog.stdlib.BoundLogger = structlog.get_logger()


def set_up(level: str, *secrets: str) -> None:
    """Start logging from `level` up; `secrets` never show, wherever they come from."""

    def redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        for key, value in event.items():
            text = str(value)
            if any(secret in text for secret in secrets):
                for secret in secrets:
                    text = text.replace(secret, "***")
                event[key] = text
        return event

    structlog.configure(
        processors=[
            structlog.processors.TimeStamper(fmt="iso", key="at"),
            structlog.processors.add_log_level,
            redact,
            structlog.processors.LogfmtRenderer(key_order=["at", "level", "event"]),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level)),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.basicConfig(level=level, handlers=[_FromLibraries()], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def where(problem: BaseException) -> str:
    """The kind and place of an exception and of what caused it, without its message."""
    frames = traceback.extract_tb(problem.__traceback__)
    place = f" in {frames[-1].name} ({frames[-1].filename}:{frames[-1].lineno})" if frames else ""
    cause = problem.__cause__
    return f"{type(problem).__name__}{place}" + (f" from {where(cause)}" if cause is not None else "")


STRAYS_EVERY = 10.0
"""Seconds between two lines about the same stray problem: one that comes back in a loop must not fill the disk."""


def log_strays(loop: asyncio.AbstractEventLoop) -> None:
    """Log what nobody waited for, without its message."""
    last: dict[str, float] = {}

    def stray(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        problem = context.get("exception")
        place = where(problem) if problem is not None else "unknown"
        if loop.time() - last.get(place, -STRAYS_EVERY) >= STRAYS_EVERY:
            last[place] = loop.time()
            log.error("stray problem", where=place)

    loop.set_exception_handler(stray)


class _FromLibraries(logging.Handler):
    """Passes on what libraries log: the fixed part of their words, without what they put into it."""

    def emit(self, record: logging.LogRecord) -> None:
        problem = record.exc_info[1] if record.exc_info else None
        more = {} if problem is None else {"where": where(problem)}
        log.log(record.levelno, str(record.msg), logger=record.name, **more)
