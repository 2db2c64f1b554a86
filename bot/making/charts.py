"""Pictures of progress."""

from __future__ import annotations

from typing import Any

from bot.making.chart_bars import draw_bars
from bot.making.chart_curve import draw_curve
from bot.making.paper import png
from handlers.progress.chart import Bars, chart_of


def write_chart(content: dict[str, Any]) -> bytes:
    """The PNG of what `handlers.progress.chart.pictured` holds: 1080 pixels wide, at most 200 KB."""
    chart = chart_of(content)
    return png(draw_bars(chart) if isinstance(chart, Bars) else draw_curve(chart))
