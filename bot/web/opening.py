"""The pipeline at work and open to browsers: begun and ended in the order in which nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from bot.pipeline import Pipeline
from bot.web.desk import Desk, Site


@asynccontextmanager
async def open_to_browsers(
    site: Site,
    desk: Desk,
    pipeline: Pipeline,
    stop_ticks: Callable[[], None] = lambda: None,
    *,
    close: Callable[[], None] | None = None,
) -> AsyncIterator[None]:
    """Let the pipeline work, and the page and webhooks take messages, for the length of a block.

    At its end nothing more is taken (`close`; the page's own where there is no other channel), what was taken is
    answered, and browsers that wait are let go.
    """
    await pipeline.start()
    site.desk = desk
    try:
        yield
    finally:
        (close or desk.web.close)()
        await pipeline.stop(stop_ticks)
        site.desk = None
        desk.web.hang_up()
