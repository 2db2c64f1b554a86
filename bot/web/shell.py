"""The document that the browser loads, and the manifest with which it can be put on the home screen."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from bot.web import texts
from handlers.languages import NAMES
from locales import LANGUAGES, _, use

STATIC = Path(__file__).parent / "static"


def shell(*, root: str, language: str, sample: bool, in_app: bool) -> str:
    """Return the page as HTML.

    `root` is the path below which all its addresses are, "" or such as "/mau/truong-hoc"; `sample` says that its data
    are made up, `in_app` that it was opened inside another app's browser, which forgets.
    """
    with use(language):
        other = next(one for one in LANGUAGES if one != language)
        sentences = texts.in_the_page()
        return _template().format(
            **sentences,
            link_purpose=sentences["in_app_warning" if in_app else "link_use"],
            carried=sentences["link_carried"] if in_app else "",
            language=language,
            other_language=other,
            other_language_name=NAMES[other],
            root=root,
            version=version(),
            in_app="yes" if in_app else "no",
            badge=Markup('<strong class="badge">{}</strong>').format(_("SAMPLE DATA")) if sample else "",
            modules=_modules(root),
            texts=_data(texts.in_the_script()),
        )


def manifest(*, root: str, language: str) -> dict[str, object]:
    """Return the web app manifest, to be sent as JSON; `root` as in `shell`."""
    with use(language):
        sentences = texts.in_the_page()
    return {
        "id": f"{root}/",
        "start_url": f"{root}/",
        "scope": f"{root}/",
        "name": sentences["title"],
        "short_name": "Tiendo",
        "description": sentences["about"],
        "lang": language,
        "display": "standalone",
        "theme_color": "#0b4a82",
        "background_color": "#eef2f6",
        "icons": [
            {"src": f"{root}/static/{version()}/icon.svg", "type": "image/svg+xml", "sizes": "any"},
            *(
                {
                    "src": f"{root}/static/{version()}/icon-{size}.png",
                    "type": "image/png",
                    "sizes": f"{size}x{size}",
                    "purpose": purpose,
                }
                for size in (192, 512)
                for purpose in ("any", "maskable")
            ),
        ],
    }


@cache
def version() -> str:
    """Return a digest of all static files: whatever changes in them makes another version of the page."""
    digest = sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def _template() -> Markup:
    return Markup((STATIC / "page.html").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def _modules(root: str) -> Markup:
    # Named at once, so that a slow network is not asked for one after the other as they import each other.
    link = Markup('<link rel="modulepreload" href="{}/static/{}/{}">')
    names = sorted(path.name for path in STATIC.glob("*.js") if path.name not in {"main.js", "sw.js"})
    return Markup("\n").join(link.format(root, version(), name) for name in names)


def _data(values: dict[str, str]) -> Markup:
    # Inside <script> no entity is read, and "<" could end it.
    return Markup(json.dumps(values, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - escaped as JSON
