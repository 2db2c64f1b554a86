from __future__ import annotations

import random
from pathlib import Path

from tests import chaos


async def test_twenty_kills_lose_nothing_and_double_nothing(url: str, tmp_path: Path) -> None:
    seed = random.randrange(10**6)
    outcome = await chaos.run(20, url, tmp_path, people=4, seed=seed)
    assert outcome.faults == [], f"seed {seed}"
    assert outcome.kills == 20
    assert outcome.stored
