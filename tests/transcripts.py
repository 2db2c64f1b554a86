"""`python -m tests.transcripts`: write down how the main conversations read on each channel, into docs/transcripts/.

The conversations are held by the real commands on a real database; only the network is left out.
"""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from pathlib import Path

from bot.channels import web
from bot.channels.bubbles import bubbles
from bot.channels.channel import Capabilities
from bot.channels.in_use import KINDS
from domain.access import Role
from handlers.saying import Saying, joined
from locales import use
from storage import migrate
from storage.database import opened
from tests.handlers.chatter import Chatter, Clock, screen
from tests.handlers.federation import Federation, new_house

FOLDER = Path(__file__).parent.parent / "docs" / "transcripts"
CHANNELS = (*(kind.capabilities for kind in KINDS), web.CAPABILITIES)
WEB = "https://tiendo.example.vn"

REPORT = ("Báo cáo kết nạp đoàn viên", ["kn", "5 nữ 2", "hom qua", "1"])
ONE_LINE = ("Báo cáo trong một dòng, gõ nhầm rồi quay lại", ["kết nạp 5 nữ 9", "5 nữ 2", "quay lại", "6 nu 2", "hủy"])
PROGRESS = ("Xem tiến độ", ["/tiendo", "1"])
MENU = ("Danh mục, rồi gõ một con số", ["menu", "2"])


async def written() -> dict[str, str]:
    """The transcripts and the table of channels, by the names of their files."""
    return {"README.md": _table()} | {f"{one.name}.md": await _of_channel(one) for one in CHANNELS}


def _table() -> str:
    """What each channel can do, as the code says it."""
    rows: list[tuple[str, list[str]]] = [
        ("", [f"[{one.title}]({one.name}.md)" for one in CHANNELS]),
        ("---", ["---" for _one in CHANNELS]),
        ("people send", [", ".join(sorted(one.takes)) for one in CHANNELS]),
        ("choices", ["buttons and typed numbers" if one.buttons else "typed numbers" for one in CHANNELS]),
        ("a screen changes in place", [_yes(one.edits) for one in CHANNELS]),
        ("pictures go out", [one.pictures for one in CHANNELS]),
        ("documents go out", [one.documents for one in CHANNELS]),
        ("longest text, in UTF-16 units", [f"{one.text_limit:,}" for one in CHANNELS]),
        ("the bot may write first", [_yes(one.may_start) for one in CHANNELS]),
        ("messages are counted by the month", [_yes(one.counts) for one in CHANNELS]),
        ("what was polled is gone, stored or not", [_yes(one.forgets) for one in CHANNELS]),
    ]
    head = "# How conversations read on each channel\n\nMade by `python -m tests.transcripts`.\n"
    return "\n".join([head, *(f"| {name} | {' | '.join(cells)} |" for name, cells in rows), ""])


def _yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


async def _of_channel(capabilities: Capabilities) -> str:
    parts = [
        f"# {capabilities.name.capitalize()}\n\nMade by `python -m tests.transcripts`. ▸ is what the chair does.\n"
    ]
    with tempfile.TemporaryDirectory() as folder, use("vi"):
        url = f"sqlite:///{Path(folder) / 'tiendo.db'}"
        await migrate.upgrade(url)
        async with opened(url) as database:
            federation = Federation(database, new_house(web=WEB), Clock())
            await federation.found()
            parts.append(await _joining(federation, capabilities))
            chair = await federation.officer(Role.CHAIR, "cong-ty-1", name="Y Mẫu", language="vi")
            for title, lines in (MENU, REPORT, ONE_LINE, PROGRESS):
                parts.append(await _held(title, chair, lines, capabilities))
    return "\n".join(parts)


async def _joining(federation: Federation, capabilities: Capabilities) -> str:
    code = await federation.invitation(Role.CHAIR, "truong-1")
    stranger = replace(federation.stranger(), channel=capabilities.name)
    lines = ["xin chào", code, "dong y", "Y Mẫu"]
    said = await _held("Nhận lời mời", stranger, lines, capabilities)
    return said.replace(code, "7K4MX-…")


async def _held(title: str, chatter: Chatter, lines: list[str], capabilities: Capabilities) -> str:
    """One conversation, message by message."""
    parts = [f"## {title}\n"]
    for line in lines:
        heard = len(chatter.heard)
        await chatter.say(line)
        said = chatter.heard[heard:]
        shown = [text for one in (joined(said) if capabilities.counts else said) for text in _shown(one, capabilities)]
        parts += [f"▸ {line}\n", *(f"```text\n{text}\n```\n" for text in shown)]
    return "\n".join(parts)


def _shown(saying: Saying, capabilities: Capabilities) -> list[str]:
    """The bubbles of a saying; a picture or a file stands before them by its name."""
    if capabilities.buttons:
        return [screen(saying)]
    file = saying.attachment or saying.recipe
    return [
        *([f"<{file.name}>"] if file is not None else []),
        *(one.text for one in bubbles(saying, capabilities.text_limit)),
    ]


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in asyncio.run(written()).items():
        (FOLDER / name).write_text(text)


if __name__ == "__main__":
    main()
