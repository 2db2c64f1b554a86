from __future__ import annotations

import pytest

from bot.web.devices import app_of, device_name

ANDROID = "Mozilla/5.0 (Linux; Android 13; SM-A135F) AppleWebKit/537.36 (KHTML, like Gecko)"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("user_agent", "name", "app"),
    [
        (f"{ANDROID} Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome, Android", None),
        (f"{ANDROID} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36", "Samsung Internet, Android", None),
        (f"{ANDROID} Version/4.0 Chrome/126.0.0.0 Mobile Safari/537.36 Zalo android/24010", "Zalo, Android", "Zalo"),
        (f"{IPHONE} Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iPhone", None),
        (f"{IPHONE} CriOS/126.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone", None),
        (f"{IPHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/465.0]", "Facebook, iPhone", "Facebook"),
        (f"{WINDOWS} Chrome/126.0.0.0 Safari/537.36 Edg/126.0", "Edge, Windows", None),
        (f"{WINDOWS} coc_coc_browser/124.0 Chrome/118.0 Safari/537.36", "Cốc Cốc, Windows", None),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox, Linux", None),
        ("curl/8.0", "Web", None),
        ("<script>", "Web", None),
        ("", "Web", None),
    ],
)
def test_what_a_browser_is_called(user_agent: str, name: str, app: str | None) -> None:
    assert device_name(user_agent) == name
    assert app_of(user_agent) == app
