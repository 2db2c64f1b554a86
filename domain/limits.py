"""How large an answer can be: what is beyond is a slip of the finger, wherever it was typed."""

from __future__ import annotations

MOST = 999_999
"""No union of a province counts more people or papers than this."""

LONGEST_TEXT = 500
"""So many characters a free text has at the most."""

MOST_PERCENT = 100_000
"""The largest share, in hundredths of a percent: ten times all of it."""
