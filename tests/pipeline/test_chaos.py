from __future__ import annotations

import random
from pathlib import Path

from tests import chaos


async def test_twenty_kills_lose_nothing_and_double_nothing(url: str, tmp_path: Path) -> None:
    outcome = await chaos.run(20, url, tmp_path, people=4, seed=random.randrange(10**6))
    assert outcome.faults == []
    assert outcome.kills == 20
    assert outcome.stored
