"""Sayings as plain bubbles with numbers to type."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.channels.bubbles import Bubble, Style, bubbles, styled
from bot.channels.pieces import units
from handlers.saying import Button, Saying, arranged, numbered
from locales import use

LIMIT = 2000


def test_choices_are_lines_and_ways_out_are_words() -> None:
    rows = (*arranged(numbered([("Có", "a:1:1:yes"), ("Không", "a:1:1:no")])), (Button("Hủy", "a:1:1:!cancel"),))
    with use("vi"):
        (bubble,) = bubbles(Saying(text=Markup("<b>Gửi?</b>"), rows=rows), LIMIT)
    assert bubble.text == "Gửi?\n\n1. Có\n2. Không\nHoặc gõ: “Hủy”"
    assert bubble.styles == (Style(0, 4, "b"),)


def test_words_alone_stay_as_they_are() -> None:
    assert bubbles(Saying(text=Markup("Đã nhận.")), LIMIT) == [Bubble("Đã nhận.")]


def test_lines_that_take_several_in_a_narrow_bubble_stand_apart() -> None:
    long = "Học nâng cao tay nghề: 348/1.772 đoàn viên (19,6%), cần 60%, đến ngày này cần có 53,2%, còn thiếu 716"
    (bubble,) = bubbles(Saying(text=Markup(f"<b>Đầu</b>\nngắn\n<i>{long}</i>\n{long}\n\n{long}\ncuối")), LIMIT)
    assert bubble.text == f"Đầu\nngắn\n{long}\n\n{long}\n\n{long}\n\ncuối"
    assert bubble.styles[-1] == Style(9, len(long), "i")


def test_places_are_counted_in_utf16() -> None:
    assert styled(Markup("🎉 <b>a &lt; b</b> <i>c</i>")) == Bubble("🎉 a < b c", (Style(3, 5, "b"), Style(9, 1, "i")))


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@given(st.lists(st.tuples(words, st.sampled_from(["", "b", "i"])), max_size=120))
def test_nothing_is_lost_and_everything_fits(parts: list[tuple[str, str]]) -> None:
    text = Markup("\n").join(
        Markup("<{0}>{1}</{0}>").format(Markup(kind), word) if kind else Markup("{}").format(word)
        for word, kind in parts
    )
    said = bubbles(Saying(text=text), LIMIT)
    assert all(units(bubble.text) <= LIMIT for bubble in said)
    plain = "".join(word for word, _kind in parts)
    assert "".join(bubble.text for bubble in said).replace("\n", "").split() == plain.split()
    for bubble in said:
        for style in bubble.styles:
            assert style.start + style.length <= units(bubble.text)
