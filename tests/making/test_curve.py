"""The curve: its lines are the figures, its words stand where nothing else is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot.making.chart_curve import draw_curve, scale_of
from handlers.progress.chart import Curve
from tests.making import charts, looking
from tests.making.charts import CURVE


def test_the_lines_are_the_figures() -> None:
    figure = draw_curve(CURVE)
    assert looking.line(figure, "value") == list(CURVE.points)
    assert looking.line(figure, "path") == list(CURVE.path)
    assert looking.line(figure, "before") == list(CURVE.before)
    assert looking.line(figure, "today") == [CURVE.points[-1]]
    assert looking.line(figure, "goal") == [(0, 570), (1, 570)]


def test_everything_said_can_be_read() -> None:
    figure = draw_curve(CURVE)
    looking.check(figure)
    words = looking.words(figure)
    for said in (CURVE.title, CURVE.subtitle, CURVE.sentence, CURVE.goal_said, CURVE.said, CURVE.note, *CURVE.legend):
        assert said in words
    for _share, month in CURVE.ticks:
        assert month in words


def test_words_at_a_point_stand_near_it_and_on_no_line() -> None:
    figure = draw_curve(CURVE)
    at = {text.get_text(): text.get_position() for text in looking.texts(figure)}
    box = figure.axes[0].bbox
    share, value = CURVE.points[-1]
    low, high = scale_of(CURVE)
    x = box.x0 + share * box.width
    y = figure.bbox.height - (box.y0 + (value - low) / (high - low) * box.height)
    said = at[CURVE.said]
    assert abs(said[0] - x) < 300
    assert abs(said[1] - y) < 80


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3, 0.8, 1.0])
@pytest.mark.parametrize("value", [0.0, 285.0, 540.0, 570.0, 600.0])
def test_words_at_goal_and_value_make_room_for_each_other(share: float, value: float) -> None:
    looking.check(draw_curve(replace(CURVE, points=((0.0, value), (share, value)), before=(), path=())))


def test_months_that_do_not_fit_are_left_out_evenly() -> None:
    long = tuple((month / 12, f"Tháng {month + 1}") for month in range(12))
    figure = draw_curve(replace(CURVE, ticks=long))
    looking.check(figure)
    written = [text.get_text() for text in looking.texts(figure) if text.get_text().startswith("Tháng")]
    assert written == ["Tháng 1", "Tháng 4", "Tháng 7", "Tháng 10"]


@pytest.mark.parametrize(
    ("points", "goal", "begins"),
    [
        pytest.param(((0.0, 0.0), (1.0, 12.0)), 15.0, 0.0, id="from zero"),
        pytest.param(((0.0, 26339.0), (1.0, 28000.0)), 30239.0, 25754.0, id="a level, which never comes near zero"),
        pytest.param(((0.0, 0.0), (1.0, -3.0)), 15.0, -5.7, id="below zero"),
        pytest.param(((0.0, 0.0), (1.0, 0.0)), None, 0.0, id="nothing at all"),
        pytest.param((), None, 0.0, id="no figures"),
    ],
)
def test_the_scale_begins_where_something_can_be_seen(
    points: tuple[tuple[float, float], ...], goal: float | None, begins: float
) -> None:
    low, high = scale_of(replace(CURVE, points=points, path=(), before=(), goal=goal))
    assert low == pytest.approx(begins)
    assert high > max([0.0, *(value for _share, value in points)])


def test_only_lines_that_are_there_are_explained() -> None:
    figure = draw_curve(replace(CURVE, before=(), goal=None))
    assert looking.line(figure, "before") is None
    assert looking.line(figure, "goal") is None
    assert CURVE.legend[2] not in looking.words(figure)
    assert CURVE.goal_said not in looking.words(figure)


@settings(max_examples=30)
@given(charts.curves)
def test_whatever_is_asked_for_can_be_read(curve: Curve) -> None:
    figure = draw_curve(curve)
    looking.check(figure)
    assert looking.line(figure, "value") == (list(curve.points) or None)
