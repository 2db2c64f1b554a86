"""What a forecast is called on the screen of one indicator."""

from __future__ import annotations

from datetime import date

import pytest

from domain.progress import Figure
from domain.progress.forecast import Forecast
from handlers.progress.forecast_words import forecast_line
from locales import plain, use
from tests.handlers.made import aim, grown, made

PHASE = (date(2021, 1, 1), date(2025, 12, 31))
ADMITTED = made("doan-vien-moi", 420)
GROWN = made("doan-vien-tang", **grown(262), target=aim(262, 99))
OF_PHASE = made("doan-vien-tang", **grown(262), target=aim(1262, 3700, days=PHASE))
YEARS = (2023, 2024, 2025)


@pytest.mark.parametrize(
    ("figure", "forecast", "said", "said_vi"),
    [
        (ADMITTED, None, "Forecast: not enough data.", "Dự báo: chưa đủ dữ liệu."),
        (
            ADMITTED,
            Forecast(1480, 1430, 1530, YEARS),
            "Forecast for the year's end: about 1,480 (from 1,430 to 1,530), by the pace of the years 2023–2025.",
            "Dự báo hết năm: khoảng 1.480 (từ 1.430 đến 1.530), theo nhịp các năm 2023–2025.",
        ),
        (
            GROWN,
            Forecast(4, -3, 9, (2021, 2023)),
            "Forecast for the year's end: about +4 (from −3 to +9), by the pace of the years 2021 and 2023; goal 99.",
            "Dự báo hết năm: khoảng +4 (từ −3 đến +9), theo nhịp các năm 2021 và 2023; chỉ tiêu 99.",
        ),
        (
            OF_PHASE,
            Forecast(480, 480, 480, YEARS),
            "Forecast for the year's end: about +480, by the pace of the years 2023–2025.",
            "Dự báo hết năm: khoảng +480, theo nhịp các năm 2023–2025.",
        ),
    ],
)
def test_a_forecast_is_said_with_its_range_its_years_and_the_goal_of_the_year(
    figure: Figure, forecast: Forecast | None, said: str, said_vi: str
) -> None:
    with use("en"):
        assert plain(forecast_line(figure, forecast)) == said
    with use("vi"):
        assert plain(forecast_line(figure, forecast)) == said_vi
