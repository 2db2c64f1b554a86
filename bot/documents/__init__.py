"""Documents that come in: judged, and read apart from the program."""

from bot.documents.quota_sheet import LARGEST, SheetRefused, read_sheet

__all__ = ["LARGEST", "SheetRefused", "read_sheet"]
