"""aiogram's models, generated from Telegram's own reference, as a second judge of all that passes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import aiogram.methods
from aiogram.types import BufferedInputFile, Update
from pydantic import BaseModel, TypeAdapter, ValidationError

from tests.telegram.parameters import Upload
from tests.telegram.refusal import defect


def complaints_about_call(method: str, params: dict[str, Any]) -> list[str]:
    """The fields in these parameters that the Bot API does not define.

    Raises the refusal of a value of the wrong type, as Telegram passes over the first and not the second.
    """
    values = {
        name: BufferedInputFile(value.content, value.name) if isinstance(value, Upload) else value
        for name, value in params.items()
    }
    try:
        return list(_unknown_fields(_adapter(_model(method)).validate_python(values)))
    except ValidationError as error:
        raise defect(f"wrong parameters: {'; '.join(_wrong_values(error))}") from error


def complaints_about_result(method: str, result: Any) -> list[str]:
    """What in an answer of our own server Telegram would not say."""
    return _complaints(_model(method).__returning__, result)


def complaints_about_update(update: dict[str, Any]) -> list[str]:
    return _complaints(Update, update)


def _model(method: str) -> Any:
    return getattr(aiogram.methods, method[0].upper() + method[1:])


@cache
def _adapter(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)


def _complaints(model: Any, value: Any) -> list[str]:
    try:
        return list(_unknown_fields(_adapter(model).validate_python(value)))
    except ValidationError as error:
        return _wrong_values(error)


def _wrong_values(error: ValidationError) -> list[str]:
    return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors()]


def _unknown_fields(value: Any, place: str = "") -> Iterator[str]:
    """Yield what the models kept without knowing it: aiogram takes fields of any name."""
    if isinstance(value, list):
        for each in value:
            yield from _unknown_fields(each, place)
    elif isinstance(value, BaseModel):
        yield from (f"{place}{name} is not a field of the Bot API" for name in value.model_extra or ())
        for name in value.model_fields_set:
            yield from _unknown_fields(getattr(value, name), f"{place}{name}.")
