"""Files that are there completely or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def written(target: Path) -> Iterator[BinaryIO]:
    """Write `target` anew: it takes its place, readable by its owner only, once the block has ended well."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, suffix=".part")
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    # The new names must survive a power cut too, that of a new folder included.
    for changed in (target.parent, target.parent.parent):
        folder = os.open(changed, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
