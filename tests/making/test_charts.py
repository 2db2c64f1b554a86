"""The picture as it leaves: made in the process beside, small, as wide as a phone shows it, always the same."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from bot.making.charts import write_chart
from bot.making.paper import BLUE, ORANGE, VERMILION
from bot.making.workshop import Workshop
from handlers.progress.chart import Bars, Curve, chart_of, pictured
from tests.making.charts import BARS, CURVE, TWELVE

LARGEST = 200_000


@pytest.mark.parametrize("chart", [BARS, CURVE, TWELVE], ids=["bars", "curve", "twelve"])
def test_a_picture_is_fit_for_a_phone(chart: Bars | Curve) -> None:
    content = json.loads(json.dumps(pictured("x.png", chart).content))
    assert chart_of(content) == chart
    file = write_chart(content)
    assert len(file) < LARGEST
    with Image.open(io.BytesIO(file)) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1080
        assert picture.info.keys() <= {"transparency"}
    assert write_chart(content) == file


def test_colours_stay_what_they_are() -> None:
    """However few colours a picture is kept with, those that mean something are among them."""
    with Image.open(io.BytesIO(write_chart(pictured("x.png", BARS).content))) as picture:
        counted = {rgb: count for count, rgb in picture.convert("RGB").getcolors(maxcolors=256) or []}
    for colour in (BLUE, ORANGE, VERMILION):
        assert counted[tuple(bytes.fromhex(colour[1:]))] > 100


async def test_the_workshop_makes_the_same_picture(tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    try:
        recipe = pictured("tien-do.png", TWELVE)
        assert await shop.made(recipe) == write_chart(recipe.content)
    finally:
        await shop.close()
