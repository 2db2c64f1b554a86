"""Files that were sent by either side, and the ids under which they are found again."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from tests.telegram import limits
from tests.telegram.refusal import defect, happens

_THUMBNAIL_SIDE = 90


@dataclass(frozen=True, slots=True)
class StoredFile:
    file_id: str
    path: str
    content: bytes

    def as_json(self) -> dict[str, Any]:
        """What ``PhotoSize``, ``Document`` and ``File`` have in common."""
        return {
            "file_id": self.file_id,
            "file_unique_id": f"u{self.file_id}",
            "file_size": len(self.content),
        }


class FileShelf:
    """Every file has an id for life; its content can be fetched by path."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}

    def put(self, folder: str, content: bytes) -> StoredFile:
        number = len(self._by_id)
        stored = StoredFile(f"AgACAgUAAx{number:08d}", f"{folder}/file_{number}", content)
        self._by_id[stored.file_id] = stored
        self._by_path[stored.path] = stored
        return stored

    def by_id(self, file_id: str) -> StoredFile:
        try:
            return self._by_id[file_id]
        except KeyError:
            raise defect("wrong file identifier/HTTP URL specified") from None

    def at(self, path: str) -> bytes | None:
        stored = self._by_path.get(path)
        return stored.content if stored else None

    def described(self, file_id: str) -> dict[str, Any]:
        """The answer to ``getFile``."""
        stored = self.by_id(file_id)
        if len(stored.content) > limits.DOWNLOAD_BYTES:
            raise happens("file is too big")
        return stored.as_json() | {"file_path": stored.path}

    def photo(self, content: bytes) -> list[dict[str, Any]]:
        """The sizes of a photo, the smallest first as Telegram lists them."""
        width, height = limits.check_photo(content)
        sizes = [self.put("photos", content).as_json() | {"width": width, "height": height}]
        if max(width, height) > _THUMBNAIL_SIDE:
            with Image.open(io.BytesIO(content)) as image:
                image.thumbnail((_THUMBNAIL_SIDE, _THUMBNAIL_SIDE))
                small = io.BytesIO()
                image.convert("RGB").save(small, "JPEG")
            thumbnail = self.put("thumbnails", small.getvalue()).as_json()
            sizes.insert(0, thumbnail | {"width": image.width, "height": image.height})
        return sizes

    def document(self, content: bytes, name: str, mime: str) -> dict[str, Any]:
        limits.check_document(content)
        return self.put("documents", content).as_json() | {"file_name": name, "mime_type": mime}
