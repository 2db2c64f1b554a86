"""Every sentence the bot says: English in the code, looked up here in the language of the person it goes to.

Sentences are `Markup`: the tags <b> and <i> are ours, every value put into them is escaped. The language is
that of the surrounding `use(…)`, Vietnamese where nobody said otherwise.
"""

from __future__ import annotations

from locales.catalogue import IncompleteCatalogue, load
from locales.formats import (
    ZONE,
    average,
    clock_time,
    day,
    listing,
    local,
    moment,
    money,
    number,
    percent,
    short_day,
    signed,
)
from locales.language import DEFAULT, LANGUAGES, current, use
from locales.spelling import in_words
from locales.texts import N_, _, ngettext, plain

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "N_",
    "ZONE",
    "IncompleteCatalogue",
    "_",
    "average",
    "clock_time",
    "current",
    "day",
    "in_words",
    "listing",
    "load",
    "local",
    "moment",
    "money",
    "ngettext",
    "number",
    "percent",
    "plain",
    "short_day",
    "signed",
    "use",
]
