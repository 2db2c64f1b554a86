"""What a count is expected to come to by the end of its year, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.progress import Figure
from domain.progress.forecast import Forecast
from handlers.progress import figure_words as words
from locales import _, listing

A_YEAR = 366
"""A goal over more days than these is not one of the year."""


def forecast_line(figure: Figure, forecast: Forecast | None) -> Markup:
    """The forecast of the figure's year with its range, the years it was judged by, and the year's goal if it has one.

    None: that former years do not say enough.
    """
    if forecast is None:
        return _("Forecast: not enough data.")
    value, low, high = (words.count(figure, number) for number in (forecast.value, forecast.low, forecast.high))
    about = _("about {value}", value=value)
    if low != high:
        about = _("about {value} (from {low} to {high})", value=value, low=low, high=high)
    years, goal = _named(forecast.years), _goal_of_year(figure)
    if goal is None:
        return _("Forecast for the year's end: {about}, by the pace of the years {years}.", about=about, years=years)
    return _(
        "Forecast for the year's end: {about}, by the pace of the years {years}; goal {goal}.",
        about=about,
        years=years,
        goal=goal,
    )


def _named(years: Sequence[int]) -> str:
    """The years in order: "2023–2025" where none is missing in between."""
    if years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return str(listing(years))


def _goal_of_year(figure: Figure) -> str | None:
    target = figure.target
    if target is None or (target.last_day - target.first_day).days + 1 > A_YEAR:
        return None
    return words.goal(figure, target.goal)
