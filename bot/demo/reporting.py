"""Scenes of a chair, who takes up an office, reports, corrects, and asks for help."""

from __future__ import annotations

from datetime import date, timedelta

from bot.demo.cast import CHAIR, Cast
from bot.demo.stage import Stage
from domain.access import Role
from locales import local


async def take_office(stage: Stage, cast: Cast) -> None:
    """An invitation is opened."""
    stage.print.scene("1. A chair takes up the office", f"{cast.union.name}: the new chair opens an invitation")
    code = await stage.invitation(cast.union.id, Role.CHAIR, hands_over=cast.former)
    await stage.say(CHAIR, f"/start {code}", "dong y", "Y Mẫu")


async def report(stage: Stage) -> None:
    """Members who came and went, a dialogue, an agreement."""
    today = local(stage.clock.now()).date()
    stage.print.scene("2. New members", "typed on a phone, without diacritics")
    await stage.say(CHAIR, "kn 5 nguoi nu 2", "hôm qua", "gui")
    stage.print.scene("3. What is vague is asked about", "a loss, told in words that are no number")
    await stage.say(CHAIR, "giam", "vài người", "hai", "thôi việc", "hôm nay", "1")
    stage.print.scene("4. A workplace dialogue", "chosen by typing numbers, as buttons are only a comfort")
    day = max(today - timedelta(days=12), date(today.year, 1, 1))
    await stage.say(CHAIR, "doi thoai", "1", _typed(day), "1", "1")
    stage.print.scene("5. A collective agreement", "it counts from the day of effect until its months are over")
    await stage.say(CHAIR, "thoa uoc", "1", _typed(day), "hôm nay", "36", "1")


async def correct(stage: Stage) -> None:
    """A number was mistyped."""
    stage.print.scene("6. A correction", "the two who left were one: the totals follow at once")
    await stage.say(CHAIR, "/lichsu", "3", "1", "sua", "1", "một", "gui", "Nhập nhầm số")


async def close(stage: Stage) -> None:
    """What is still expected of the month, and closing it."""
    stage.print.scene("7. The month is closed", "what else was expected did not happen: two taps, and it is reported")
    await stage.say(CHAIR, "chot", "1", "1")


async def ask_for_help(stage: Stage) -> None:
    """A case is opened, without a word of what it is about."""
    stage.print.scene("8. A case", "nothing need be written: somebody from above calls back")
    await stage.say(CHAIR, "can tu van", "1", "3", "2", "hôm nay", "goi lai", "gui")


def _typed(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
