"""What a browser is called in the list of an officer's devices, and whether it lives inside another app."""

from __future__ import annotations

IN_APPS = {"Zalo": "Zalo", "FBAN": "Facebook", "FBAV": "Facebook", "Messenger": "Messenger", "TikTok": "TikTok"}
"""What the browsers inside apps say of themselves; they may forget a session whenever they like."""
BROWSERS = {
    "coc_coc": "Cốc Cốc",
    "SamsungBrowser": "Samsung Internet",
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
"""In this order: most browsers also name those that they resemble."""
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


def app_of(user_agent: str) -> str | None:
    """The app inside which the browser lives; None for a browser of its own."""
    return _first(IN_APPS, user_agent)


def device_name(user_agent: str) -> str:
    """Such as "Chrome, Android"; what is not known is left out, and "Web" stands for what says nothing."""
    named = (app_of(user_agent) or _first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return ", ".join(name for name in named if name is not None) or "Web"


def _first(names: dict[str, str], user_agent: str) -> str | None:
    return next((name for mark, name in names.items() if mark in user_agent), None)
