"""`python -m bench [NAME …]`: run benchmarks, all of them by default, and print what they gave."""

from __future__ import annotations

import asyncio
import sys
from importlib import import_module

from rich.console import Console
from rich.table import Table

from bench.results import Result

NAMES = (
    *("report_flow", "tiendo", "wide_tree", "startup", "loading", "quotas"),
    *("web", "hooks", "pictures", "morning", "delivery"),
)
"""The modules of this folder that measure something, each with `async def measure() -> list[Result]`."""


def main(chosen: list[str]) -> int:
    """Measure what was chosen, one after the other. How the process ends: 2 for a name that is none."""
    unknown = [name for name in chosen if name not in NAMES]
    if unknown:
        print(f"There is no benchmark “{unknown[0]}”; there are {', '.join(NAMES)}.", file=sys.stderr)
        return 2
    for name in chosen or NAMES:
        results: list[Result] = asyncio.run(import_module(f"bench.{name}").measure())
        table = Table("measured", "result", "aim", title=name, title_justify="left")
        for result in results:
            table.add_row(result.name, result.figure, result.aim)
        Console().print(table)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
