"""How long an invitation is valid, and its link."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.house import House
from locales import day, local

VALID = timedelta(days=30)


def link_of(house: House, code: str) -> str:
    """The link for an invitation's code: to the web page, which shows all ways in, else to an app.

    Where no app takes the code in a link, it is that of an app in which the code is typed. Empty where none is known.
    """
    if house.web is not None:
        return page_link(house.web, code)
    best_first = sorted(house.entrances, key=lambda one: not one.takes_code)
    return best_first[0].with_code(code) if best_first else ""


def page_link(web: str, code: str) -> str:
    """The link that opens the web page at `web` with a code.

    The code stands behind a hash, because what does is never sent to a server: it gets into no log, neither ours nor
    that of anybody between.
    """
    return f"{web}/#{code}"


def day_of(until: datetime) -> str:
    """The day on which an invitation ends, as people in Viet Nam read it."""
    return day(local(until).date())
