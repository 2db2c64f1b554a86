from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from bot.channels.pieces import MOST_TAGS, pieces, units
from locales import plain
from tests.telegram.markup import read_html

LIMIT = 60
words = st.text(st.sampled_from("aữ <&😀\n"), max_size=40)
tags = st.sampled_from(["<b>{}</b>", "<i>{}</i>", "{}", "<b>{}<i>x</i></b>"])
texts = st.lists(st.tuples(tags, words), max_size=12).map(
    lambda parts: Markup("").join(Markup(tag).format(escape(text)) for tag, text in parts)
)


@given(texts)
def test_every_part_fits_and_is_whole(text: Markup) -> None:
    parts = pieces(text, LIMIT)
    for part in parts:
        assert units(part) <= LIMIT
        read_html(str(part))
    whole = re.sub(r"\s", "", "".join(plain(part) for part in parts))
    assert whole == re.sub(r"\s", "", plain(text))


def test_a_short_text_stays_as_it_is() -> None:
    assert pieces(Markup("<b>a</b>\n"), LIMIT) == ["<b>a</b>\n"]


def test_lines_stay_whole_where_they_fit() -> None:
    text = Markup("\n").join(Markup("dòng {}").format(number) for number in range(20))
    assert "\n".join(pieces(text, LIMIT)) == text


def test_what_is_open_at_the_border_goes_on_after_it() -> None:
    parts = pieces(Markup("<b>{} {}</b>").format("a" * 40, "b" * 30), LIMIT)
    assert parts == [f"<b>{'a' * 40} </b>", f"<b>{'b' * 30}</b>"]


def test_a_part_has_no_more_formatting_than_telegram_reads() -> None:
    parts = pieces(Markup("\n").join([Markup("<b>a</b>")] * 300), 4096)
    assert all(part.count("<b>") <= MOST_TAGS for part in parts)
    assert sum(part.count("<b>") for part in parts) == 300
