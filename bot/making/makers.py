"""Who makes which kind of file, and the name under which a file that was made is found again."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Maker:
    """`function` ("module:name") makes the bytes of a file of its content. It is imported where files are made only."""

    function: str
    picture: bool


MAKERS = {
    "chart": Maker("bot.making.charts:write_chart", picture=True),
    "table": Maker("bot.making.tables:write_table", picture=False),
    "quota-sheet": Maker("bot.making.quota_sheets:write_quota_sheet", picture=False),
}
"""By the kind of the recipe."""


def digest(kind: str, content: str) -> str:
    """The hash of what is made of a content in canonical JSON. Another edition of the makers makes other files."""
    return hashlib.sha256("\n".join((_edition(), kind, content)).encode()).hexdigest()


@cache
def _edition() -> str:
    """The hash of the makers' own code, so that nobody has to remember to count a version up."""
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
