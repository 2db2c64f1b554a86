"""The one sentence for somebody who has no invitation."""

from __future__ import annotations

from markupsafe import Markup

from locales import _


def greeting() -> Markup:
    """Who the assistant is for, and how to come in."""
    return _(
        "Hello. This assistant serves union officers with an invitation. Please open the link that your superior "
        "union sent you, or type its code here."
    )
