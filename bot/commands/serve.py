"""`tiendo serve`: run the bot."""

from __future__ import annotations

import typer

from bot.cli import app, run


@app.command()
def serve() -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    raise typer.Exit(run(_serve()))


async def _serve() -> int:
    from bot import program, settings

    return await program.serve(settings.load())
