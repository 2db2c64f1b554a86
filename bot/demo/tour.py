"""The tour: a chair reports and asks for help, officers above answer and grade, leaders look at the figures."""

from __future__ import annotations

from bot.demo import above, reporting
from bot.demo.cast import Cast, cast
from bot.demo.stage import Stage
from domain.plan import Plan
from storage import totals


async def play(stage: Stage, plan: Plan) -> Cast:
    """All scenes, in order; who played in them."""
    who = await cast(stage, plan)
    await reporting.take_office(stage, who)
    await reporting.report(stage)
    await reporting.correct(stage)
    await reporting.close(stage)
    await reporting.ask_for_help(stage)
    await above.handle_case(stage, plan, who)
    await above.grade(stage, plan, who)
    await above.assign(stage, who)
    await above.look(stage, who)
    async with stage.database.read() as tx:
        differences = await totals.check(tx, plan)
    stage.print.note(f"All totals counted again from the reports: {len(differences)} differences.")
    return who
