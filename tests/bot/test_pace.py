from __future__ import annotations

import asyncio

from bot.pace import OVERALL, PLANNED, Pace


class Watch:
    """A time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.time = 1000.0

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.time += seconds
        await asyncio.sleep(0)


async def test_replies_go_at_once() -> None:
    watch = Watch()
    pace = Pace(watch.now, watch.sleep)
    for _ in range(100):
        await pace.wait(1, planned=False)
    assert watch.time == 1000.0


async def test_planned_messages_keep_to_twenty_a_second() -> None:
    watch = Watch()
    pace = Pace(watch.now, watch.sleep)
    times = []
    for chat in range(PLANNED * 3):
        await pace.wait(chat, planned=True)
        times.append(watch.time)
    assert all(later - earlier >= 1 for earlier, later in zip(times, times[PLANNED:], strict=False))


async def test_planned_messages_leave_room_for_replies() -> None:
    watch = Watch()
    pace = Pace(watch.now, watch.sleep)
    for chat in range(OVERALL):
        await pace.wait(chat, planned=False)
    await pace.wait(99, planned=True)
    assert watch.time >= 1001


async def test_a_chat_gets_one_planned_message_a_second() -> None:
    watch = Watch()
    pace = Pace(watch.now, watch.sleep)
    await pace.wait(1, planned=False)
    await pace.wait(1, planned=True)
    assert watch.time == 1001.0
    await pace.wait(2, planned=True)
    assert watch.time == 1001.0


async def test_silence_in_one_chat_leaves_the_others_alone() -> None:
    watch = Watch()
    pace = Pace(watch.now, watch.sleep)
    pace.silence(1, 30)
    await pace.wait(2, planned=False)
    assert watch.time == 1000.0
    await pace.wait(1, planned=False)
    assert watch.time == 1030.0


async def test_silence_in_two_chats_at_once_is_meant_for_all() -> None:
    watch = Watch()
    pace = Pace(watch.now, watch.sleep)
    pace.silence(1, 30)
    pace.silence(2, 40)
    await pace.wait(3, planned=False)
    assert watch.time == 1040.0
