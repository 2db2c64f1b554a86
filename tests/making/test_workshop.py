"""The workshop with its real process: each file once, failures kept apart, nothing left behind."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import psutil
import pytest

from bot.making import makers
from bot.making.worker import NotMade
from bot.making.workshop import Workshop
from handlers.saying import Recipe
from tests.making import held

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def makers_of_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    held.know(monkeypatch)


@pytest.fixture
async def shop(tmp_path: Path) -> AsyncIterator[Workshop]:
    shop = Workshop(tmp_path)
    yield shop
    await shop.close()
    assert children() == []


@pytest.fixture
def recipe(tmp_path: Path) -> Callable[..., Recipe]:
    def wanted(kind: str, words: str = "chữ", **more: Any) -> Recipe:
        content = {"words": words, "log": str(tmp_path / "log"), "gate": str(tmp_path / "gate")}
        return Recipe(name="x", kind=kind, content=content | more)

    return wanted


def children() -> list[psutil.Process]:
    """The processes that make files; other tests may have left others, such as the one that drives a browser."""
    return [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.01)


async def test_what_was_made_is_kept(shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path) -> None:
    assert await shop.made(recipe("echo")) == "chữ".encode()
    assert await shop.made(recipe("echo")) == "chữ".encode()
    assert await shop.made(recipe("echo", "khác")) == "khác".encode()
    assert held.made(tmp_path / "log") == ["chữ", "khác"]


async def test_it_is_found_again_by_the_next_program(recipe: Callable[..., Recipe], tmp_path: Path) -> None:
    for _ in range(2):
        shop = Workshop(tmp_path)
        # What has been through the outbox comes in another order, and with lists for tuples.
        assert await shop.made(recipe("echo", pair=(1, 2))) == "chữ".encode()
        await shop.close()
        shop = Workshop(tmp_path)
        same = dict(reversed(recipe("echo", pair=[1, 2]).content.items()))
        assert await shop.made(Recipe(name="y", kind="echo", content=same)) == "chữ".encode()
        await shop.close()
    assert held.made(tmp_path / "log") == ["chữ"]


async def test_another_edition_of_the_makers_makes_it_anew(
    shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shop.made(recipe("echo"))
    monkeypatch.setattr(makers, "_edition", lambda: "the next")
    await shop.made(recipe("echo"))
    assert held.made(tmp_path / "log") == ["chữ", "chữ"]


async def test_two_who_want_the_same_share_it(shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path) -> None:
    both = [asyncio.create_task(shop.made(recipe("wait"))) for _ in range(2)]
    await until(lambda: held.made(tmp_path / "log") == ["waiting"])
    (tmp_path / "gate").touch()
    assert await asyncio.gather(*both) == ["chữ".encode()] * 2
    assert held.made(tmp_path / "log") == ["waiting", "chữ"]


async def test_a_failure_says_where_and_not_what(shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path) -> None:
    with pytest.raises(NotMade, match=r"ValueError in fail \(.*held\.py:\d+\)$") as failure:
        await shop.made(recipe("fail", "bí mật"))
    assert "bí mật" not in repr(failure.value)
    assert await shop.made(recipe("echo")) == "chữ".encode()


async def test_nobody_makes_what_is_of_no_kind(shop: Workshop, recipe: Callable[..., Recipe]) -> None:
    with pytest.raises(NotMade, match="hologram"):
        await shop.made(recipe("hologram"))
    assert children() == []


async def test_when_the_process_dies_it_is_tried_once_more(
    shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path
) -> None:
    assert await shop.made(recipe("die_once")) == b"alive"
    assert held.made(tmp_path / "log") == ["chữ", "chữ"]


async def test_what_kills_the_process_harms_no_other_file(
    shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path
) -> None:
    wanted = [*(recipe("die", str(number)) for number in range(4)), recipe("echo"), recipe("fail")]
    *died, fine, other = await asyncio.gather(*map(shop.made, wanted), return_exceptions=True)
    assert all("each of 2 times" in str(problem) for problem in died)
    assert fine == "chữ".encode()
    assert "ValueError" in str(other)
    assert sorted(held.made(tmp_path / "log")) == ["0", "0", "1", "1", "2", "2", "3", "3", "chữ", "chữ"]


async def test_what_takes_too_long_is_ended(recipe: Callable[..., Recipe], tmp_path: Path) -> None:
    shop = Workshop(tmp_path, limit=0.2)
    async with asyncio.timeout(60):
        # Whether it has begun by then is the machine's matter.
        with pytest.raises(NotMade, match="ended the process that makes files, each of 2 times"):
            await shop.made(recipe("wait"))
    assert "chữ" not in held.made(tmp_path / "log")
    await shop.close()


async def test_closing_waits_for_nobody(recipe: Callable[..., Recipe], tmp_path: Path) -> None:
    shop = Workshop(tmp_path)
    asked = asyncio.create_task(shop.made(recipe("wait")))
    await until(lambda: held.made(tmp_path / "log") == ["waiting"])
    await shop.close()
    assert (await asyncio.gather(asked, return_exceptions=True))[0].__class__ is asyncio.CancelledError
    assert children() == []


async def test_signals_meant_for_the_program_do_not_end_it(
    shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path
) -> None:
    asked = asyncio.create_task(shop.made(recipe("wait")))
    await until(lambda: held.made(tmp_path / "log") == ["waiting"])
    for number in (signal.SIGINT, signal.SIGTERM):
        children()[0].send_signal(number)
    (tmp_path / "gate").touch()
    assert await asked == "chữ".encode()
    assert held.made(tmp_path / "log") == ["waiting", "chữ"]


async def test_a_full_disk_keeps_nobody_from_the_file(
    shop: Workshop, recipe: Callable[..., Recipe], tmp_path: Path
) -> None:
    (tmp_path / "made").write_text("no folder")
    assert await shop.made(recipe("echo")) == "chữ".encode()


ORPHANS = """
import asyncio, json, pathlib, sys
from bot.making.makers import MAKERS, Maker
from bot.making.workshop import Workshop
from handlers.saying import Recipe

MAKERS["wait"] = Maker("tests.making.held:wait", picture=False)

if __name__ == "__main__":
    recipe = Recipe(name="x", kind="wait", content=json.loads(sys.argv[1]))
    asyncio.run(Workshop(pathlib.Path(sys.argv[2])).made(recipe))
"""


async def test_a_killed_program_leaves_no_process_behind(recipe: Callable[..., Recipe], tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(ORPHANS)
    program = await asyncio.create_subprocess_exec(
        sys.executable,
        str(script),
        json.dumps(recipe("wait").content),
        str(tmp_path),
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    await until(lambda: held.made(tmp_path / "log") == ["waiting"])
    left = psutil.Process(program.pid).children(recursive=True)
    assert left
    program.kill()
    await program.wait()
    await until(lambda: not any(process.is_running() for process in left))
