"""`tiendo webhook set|delete|info`: whether channels bring messages by themselves, and where to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import typer

from bot.cli import app, fail, run

if TYPE_CHECKING:
    from bot.webhooks import Managed

hooks = typer.Typer(help="Webhooks of Telegram and Zalo.", no_args_is_help=True)
app.add_typer(hooks, name="webhook")


@hooks.command("set")
def set_() -> None:
    """Let each channel that has a secret in the settings bring its messages to TIENDO_PUBLIC_URL."""
    run(_each(lambda hook: hook.set(), hooked_only=True))


@hooks.command()
def delete() -> None:
    """Let every channel keep its messages until it is asked for them: polling."""
    run(_each(lambda hook: hook.delete(), hooked_only=False))


@hooks.command()
def info() -> None:
    """Say where each channel brings its messages."""
    run(_each(lambda hook: hook.info(), hooked_only=False))


async def _each(do: Callable[[Managed], Awaitable[str]], *, hooked_only: bool) -> None:
    from bot.channels.channel import ChannelError
    from bot.settings import load
    from bot.webhooks import webhooks

    well, found = True, 0
    async with webhooks(load()) as known:
        for hook in known:
            if hooked_only and hook.secret is None:
                typer.echo(f"{hook.title}: {hook.setting} is not set, so messages are polled.")
                continue
            found += 1
            try:
                typer.echo(f"{hook.title}: {await do(hook)}")
            except ChannelError as problem:
                well = False
                typer.echo(f"{hook.title}: {problem}", err=True)
    if not found:
        fail("No channel has what that needs: see TIENDO_…_TOKEN and TIENDO_…_WEBHOOK_SECRET in docs/running.md.")
    if not well:
        raise typer.Exit(1)
