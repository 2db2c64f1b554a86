"""The one place where a sentence is looked up and filled in."""

from __future__ import annotations

import html
import re

from markupsafe import Markup

from locales.catalogue import translations
from locales.formats import number
from locales.language import current


def _(msgid: str, /, **values: object) -> Markup:
    """Return the sentence in the language now spoken, each `{name}` filled with its value, escaped.

    A value that is itself `Markup` (another sentence) is put in as it is. A placeholder without value raises
    `KeyError`.
    """
    return _fill(translations(current()).gettext(msgid), values)


def ngettext(singular: str, plural: str, n: int, /, **values: object) -> Markup:
    """Return the sentence in the form that `n` asks for; `{n}` is filled with it as the language writes."""
    return _fill(translations(current()).ngettext(singular, plural, n), {"n": number(n)} | values)


def N_(msgid: str) -> str:  # noqa: N802 - gettext's own name, which extractors know
    """Mark a sentence that is looked up later, by `_(CONSTANT)`, when the language is known."""
    return msgid


def plain(text: Markup) -> str:
    """Return the sentence without tags and entities, line breaks kept, for channels that know no markup."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _fill(text: str, values: dict[str, object]) -> Markup:
    return Markup(text).format(**values)  # noqa: S704 - the catalogues are ours; the values are escaped
