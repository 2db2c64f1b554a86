from __future__ import annotations

import asyncio
import logging

import pytest

from bot.logging import log, log_strays, set_up, where
from tests.logs import own_log

__all__ = ["own_log"]

pytestmark = pytest.mark.usefixtures("own_log")

SECRET = "123:TOKEN"


def test_secrets_never_show(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO", SECRET)
    log.info("calling", address=f"http://host/bot{SECRET}/getMe")
    log.info(f"bot {SECRET}")
    logging.getLogger(f"library of {SECRET}").warning("calling")
    said = capsys.readouterr().err
    assert SECRET not in said
    assert said.count("***") == 3


def test_libraries_show_no_values(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("DEBUG")
    logging.getLogger("library").warning("cannot store %s", "bí mật")
    logging.getLogger("httpx").info("GET http://host")
    logging.getLogger("telegram").error("bí mật")
    said = capsys.readouterr().err
    assert "cannot store %s" in said
    assert "bí mật" not in said
    assert "GET" not in said


def test_of_an_exception_only_kind_and_place_are_told() -> None:
    def fail() -> None:
        try:
            raise KeyError("bí mật")
        except KeyError as problem:
            raise ValueError("bí mật") from problem

    with pytest.raises(ValueError, match="bí mật") as failure:
        fail()
    told = where(failure.value)
    assert told.startswith("ValueError in fail (")
    assert " from KeyError in fail" in told
    assert "bí mật" not in told


async def test_what_nobody_waited_for_is_told_without_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    set_up("INFO")
    loop = asyncio.get_running_loop()
    log_strays(loop)
    loop.call_exception_handler({"message": "bí mật", "exception": ValueError("bí mật")})
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "bí mật" not in said
