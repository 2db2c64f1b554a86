"""Files that were made to be sent: kept for a while, so that the same figures are not drawn twice.

The folder lies beside the database: `<data folder>/made/ab/cdef…`, by the hash of what the file was made of. Nothing
names these files; whatever is swept away can be made again.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from storage.atomic import written


def kept(data_folder: Path, digest: str) -> bytes | None:
    """The file, None where it is not there (any more)."""
    try:
        return _path_of(data_folder, digest).read_bytes()
    except OSError:
        return None


def keep(data_folder: Path, digest: str, content: bytes) -> None:
    """Keep a file. Raises `OSError` where the disk does not take it."""
    with written(_path_of(data_folder, digest)) as file:
        file.write(content)


def sweep(data_folder: Path, before: datetime) -> int:
    """Remove the files that were made before a moment; how many they were."""
    old = [file for file in _folder(data_folder).glob("*/*") if file.stat().st_mtime < before.timestamp()]
    for file in old:
        file.unlink()
    return len(old)


def _folder(data_folder: Path) -> Path:
    return data_folder / "made"


def _path_of(data_folder: Path, digest: str) -> Path:
    return _folder(data_folder) / digest[:2] / digest[2:]
