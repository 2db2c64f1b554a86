"""A link as a QR picture."""

from __future__ import annotations

import io

import segno

SCALE = 8
"""Pixels per module: large enough to be photographed from a screen."""


def qr_picture(link: str) -> bytes:
    """The link as a PNG. A quarter of it may be hidden and it can still be read."""
    picture = io.BytesIO()
    segno.make(link, error="q", micro=False).save(picture, kind="png", scale=SCALE)
    return picture.getvalue()
