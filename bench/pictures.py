"""A picture of progress beside an empty figure of its size, and who waits for words while pictures are made."""

from __future__ import annotations

import io
import json
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from markupsafe import Markup
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from bench.bots import FIRST_PERSON, chairs_of, tiendo
from bench.results import Result
from bot.making.charts import write_chart
from handlers.progress.chart import Bar, Bars, Curve, Mood, pictured
from handlers.saying import Saying
from storage import chats, outbox
from storage.database import Tx, opened
from storage.outbox import REPLY, Draft
from tests.telegram.phone import Phone
from tests.telegram.server import TelegramServer

TIMES = 15
PICTURES = 150
ANSWERS = 60


async def measure() -> list[Result]:
    """The core's time of one picture, then both answers."""
    results = []
    for name, chart in (("twelve bars with long names", _bars(0)), ("a year's curve", _curve())):
        content = json.loads(json.dumps(pictured("x.png", chart).content))
        file = write_chart(content)
        with Image.open(io.BytesIO(file)) as picture:
            size = picture.size
        ours = _core_time(partial(write_chart, content))
        empty = _core_time(partial(_empty, *size))
        results += [
            Result(f"an empty figure of {size[0]} × {size[1]}", f"{empty * 1000:.0f} ms of one core"),
            Result(f"{name}, {len(file) / 1000:.0f} KB", f"{ours * 1000:.0f} ms of one core", "at most 300 ms"),
            Result("ratio", f"{ours / empty:.1f}×"),
        ]
    quiet, beside = await _answers()
    return [
        *results,
        Result("an answer while nothing else is done", f"{quiet * 1000:.1f} ms"),
        Result("an answer while pictures are made one after the other", f"{beside * 1000:.1f} ms"),
        Result("ratio", f"{beside / quiet:.2f}×"),
    ]


def _core_time(work: Callable[[], object]) -> float:
    """Seconds of a core that it takes, in the middle of several times; what is needed once is there already."""
    work()
    times = []
    for _time in range(TIMES):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return median(times)


def _empty(width: int, height: int) -> None:
    figure = Figure(figsize=(width / 72, height / 72), dpi=72)
    FigureCanvasAgg(figure)
    figure.savefig(io.BytesIO(), format="png")


async def _answers() -> tuple[float, float]:
    """Seconds from a message to its answer, in the middle of many: alone, and beside pictures for somebody else."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        await chairs_of(url, 2)
        async with TelegramServer(strict=False) as server, tiendo(server, url):
            looking, asking = (server.phone(FIRST_PERSON + number, started=True) for number in range(2))
            await _answered(asking)
            quiet = await _answered(asking)
            async with opened(url) as database:
                await database.write(_ask_for_pictures)
            await looking.reply(timeout=60)
            beside = await _answered(asking)
            # Else there was nothing beside.
            assert len(looking.messages) < PICTURES
    return quiet, beside


async def _answered(phone: Phone) -> float:
    times = []
    for _time in range(ANSWERS):
        began = time.perf_counter()
        await phone.say("/menu", timeout=60)
        times.append(time.perf_counter() - began)
    return median(times)


async def _ask_for_pictures(tx: Tx) -> None:
    """Leave so many pictures, no two of them alike, for the sender to find."""
    now = datetime.now(UTC)
    chat = await chats.find(tx, "telegram", str(FIRST_PERSON), now)
    assert chat is not None
    drafts = [
        Draft(
            chat_id=chat.id,
            lane=REPLY,
            dedupe_key=f"picture:{number}",
            payload=Saying(text=Markup("Tiến độ"), recipe=pictured("x.png", _bars(number))).payload(),
        )
        for number in range(PICTURES)
    ]
    await outbox.put(tx, drafts, now, now - timedelta(seconds=1))


def _bars(number: int) -> Bars:
    bars = tuple(
        Bar(
            label=f"CĐCS Trường Phổ thông Dân tộc bán trú Mẫu {unit:02}",
            said=f"{unit * 9}/100 ({unit * 9},0%)",
            value=float(unit * 9),
            goal=100.0,
            expected=90.0,
            mood=tuple(Mood)[unit % 4],
        )
        for unit in range(12)
    )
    return Bars(
        title="Đoàn viên tăng thêm năm 2026",
        subtitle="LĐLĐ tỉnh Mẫu, số liệu đến ngày 26/11/2026",
        sentence=f"Cả tỉnh tăng thêm 594/1.200 (49,5%), cần đạt 1.080: còn thiếu 606. Lần hỏi thứ {number}.",
        bars=bars,
        legend=("Chỉ tiêu", "Cần đạt đến 26/11"),
        note="và 5 đơn vị khác",
    )


def _curve() -> Curve:
    months = [month / 12 for month in range(13)]
    return Curve(
        title="Đoàn viên tăng thêm năm 2026",
        subtitle="LĐLĐ tỉnh Mẫu, số liệu đến ngày 26/11/2026",
        sentence="262/570 (45,9%), cần đạt 513 đến hôm nay: còn thiếu 308.",
        points=tuple((share, 262 * share) for share in months[:11]),
        path=tuple((share, 570 * share * share) for share in months),
        before=tuple((share, 433 * share) for share in months),
        goal=570.0,
        goal_said="Chỉ tiêu 570",
        said="240 người",
        ticks=tuple((share, f"T{month}") for month, share in enumerate(months[:12], 1)),
        legend=("Đã đạt", "Cần đạt", "Năm trước"),
    )
