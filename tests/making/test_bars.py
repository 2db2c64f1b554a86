"""Bars: what is drawn stands for the figures, and everything can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from matplotlib.patches import Rectangle

from bot.making.chart_bars import COLOURS, HIGHEST, PATTERNS, draw_bars, scale_of
from bot.making.paper import SMALL
from handlers.progress.chart import Bars, Mood
from tests.making import charts, looking
from tests.making.charts import BARS, TWELVE, unit


def test_every_bar_goes_from_zero_to_its_value() -> None:
    figure = draw_bars(BARS)
    drawn = [looking.bar(figure, f"value:{number}") for number in range(7)]
    assert drawn == [(0, 29), (0, 60), (0, 41), (0, -3), None, (0, 5), (0, 0)]
    assert [looking.bar(figure, f"missing:{number}") for number in range(2)] == [(0, 30), (0, 80)]
    assert scale_of(BARS.bars) == (-3, 80)


def test_marks_stand_at_goal_and_expectation() -> None:
    figure = draw_bars(BARS)
    goals = [looking.line(figure, f"goal:{number}") for number in range(7)]
    assert [None if line is None else [x for x, _y in line] for line in goals] == [
        [30, 30],
        [80, 80],
        [35, 35],
        [15, 15],
        [25, 25],
        None,
        [20, 20],
    ]
    expected = [looking.line(figure, f"expected:{number}") for number in range(7)]
    assert [None if line is None else line[0][0] for line in expected] == [27, 72, 31.5, 13.5, 22.5, None, 18]


def test_everything_said_can_be_read() -> None:
    figure = draw_bars(BARS)
    looking.check(figure)
    words = looking.words(figure)
    for said in (BARS.title, BARS.subtitle, BARS.sentence, BARS.note, *BARS.legend):
        assert said in words
    for bar in BARS.bars:
        assert bar.label in words
        assert bar.said in words


def test_the_name_of_a_unit_stands_above_its_bar_and_its_figure_beside() -> None:
    figure = draw_bars(BARS)
    at = {text.get_text(): text.get_position() for text in looking.texts(figure)}
    tops = {str(row.get_gid()): row.get_y() for row in figure.axes[0].findobj(Rectangle) if row.get_gid() is not None}
    previous = 0.0
    for number, bar in enumerate(BARS.bars):
        top = tops.get(f"value:{number}", tops.get(f"missing:{number}"))
        assert top is not None
        assert previous < at[bar.label][1] < top
        previous = top
        if bar.said in at:
            assert abs(at[bar.said][1] - top) < 50


def test_twelve_units_fit_on_a_phone() -> None:
    figure = draw_bars(TWELVE)
    looking.check(figure)
    assert figure.bbox.height <= HIGHEST
    words = looking.words(figure)
    # A name that is too long keeps what tells it from others: its end.
    for number in range(12):
        assert f"CĐCS Trường Phổ thông Dân … học cơ sở Đăk Mẫu {number:02}" in words
    assert all(bar.said in words for bar in TWELVE.bars)


def test_letters_are_large_enough_for_a_phone() -> None:
    sizes = {float(text.get_fontsize()) for chart in (BARS, TWELVE) for text in looking.texts(draw_bars(chart))}
    assert min(sizes) >= SMALL == 34


@pytest.mark.parametrize("name", ["CĐCS $x_1$ và $y$", "_gạch", r"\alpha^2 {", "100% & <b>#"])
def test_signs_of_formulas_are_words(name: str) -> None:
    figure = draw_bars(replace(BARS, bars=(unit(name, "1/2", 1, 2),)))
    looking.check(figure)
    assert name in looking.words(figure)


def test_what_is_typed_in_parts_is_written_as_one_letter() -> None:
    figure = draw_bars(replace(BARS, bars=(unit("Công đoa\u0300n 漢", "1/2", 1, 2),)))
    assert "Công đoàn \N{REPLACEMENT CHARACTER}" in looking.words(figure)


def test_marks_that_nobody_has_are_not_explained() -> None:
    figure = draw_bars(replace(BARS, bars=(unit("A", "5", 5, None),)))
    assert not any(said in looking.words(figure) for said in BARS.legend)


def test_how_a_unit_stands_shows_without_colours_too() -> None:
    for looks in (COLOURS, PATTERNS):
        assert len({looks[mood] for mood in Mood}) == len(Mood)
    figure = draw_bars(BARS)
    hatches = {str(patch.get_gid()): patch.get_hatch() or "" for patch in figure.axes[0].patches}
    for number, bar in enumerate(BARS.bars):
        if bar.value is not None:
            assert hatches[f"value:{number}"] == PATTERNS[bar.mood]


def test_no_units_are_no_bars() -> None:
    figure = draw_bars(replace(BARS, bars=()))
    looking.check(figure)
    assert figure.axes == []


@settings(max_examples=30)
@given(charts.bars)
def test_whatever_is_asked_for_can_be_read(chart: Bars) -> None:
    figure = draw_bars(chart)
    looking.check(figure)
    for number, bar in enumerate(chart.bars):
        assert looking.bar(figure, f"value:{number}") == (None if bar.value is None else (0, bar.value))
        for name, x in (("goal", bar.goal), ("expected", bar.expected)):
            line = looking.line(figure, f"{name}:{number}")
            assert (None if line is None else line[0][0]) == x
