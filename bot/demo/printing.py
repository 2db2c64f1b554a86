"""Printing a conversation: the person on the left, the assistant on the right."""

from __future__ import annotations

import html
import re

from rich.align import Align
from rich.box import ROUNDED
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from handlers.saying import Saying

WIDTH = 100
BUBBLE = 72
_TAG = re.compile(r"<(/?)([bi])>")
_STYLES = {"b": "bold", "i": "italic"}


class Printer:
    """Prints the tour to the terminal, line by line."""

    def __init__(self, console: Console | None = None) -> None:
        found = console or Console()
        self._console = Console(file=found.file, width=min(found.width, WIDTH)) if found.width > WIDTH else found

    def header(self, title: str) -> None:
        """What everything that follows is."""
        text = Text(title, justify="center", style="bold yellow")
        self._console.print(Panel(text, border_style="yellow", box=ROUNDED))

    def scene(self, title: str, who: str) -> None:
        """A new scene, and who speaks in it."""
        self._console.print()
        self._console.rule(f"[bold]{title}[/bold]", align="left")
        self._console.print(Text(who, style="dim"))

    def person(self, text: str) -> None:
        """What a person types."""
        self._console.print()
        self._console.print(Text(f"▸ {text}", style="bold cyan"))

    def assistant(self, saying: Saying) -> None:
        """What the assistant says, with its buttons below."""
        body = rich_text(str(saying.text))
        for row in saying.rows:
            body.append("\n" + "   ".join(f"[{button.caption}]" for button in row), style="blue")
        if saying.attachment is not None:
            body.append(f"\n({saying.attachment.name})", style="dim")
        bubble = Panel(body, box=ROUNDED, border_style="green", width=min(BUBBLE, self._console.width - 4))
        self._console.print(Align.right(bubble))

    def note(self, text: str) -> None:
        """A word about what is shown."""
        self._console.print(Text(text))


def rich_text(markup: str) -> Text:
    """The bot's HTML (<b> and <i>) as styled text."""
    text, at = Text(), 0
    open_tags: list[str] = []
    for tag in _TAG.finditer(markup):
        text.append(html.unescape(markup[at : tag.start()]), style=" ".join(open_tags))
        at = tag.end()
        style = _STYLES[tag[2]]
        if not tag[1]:
            open_tags.append(style)
        elif style in open_tags:
            open_tags.remove(style)
    text.append(html.unescape(markup[at:]), style=" ".join(open_tags))
    return text
