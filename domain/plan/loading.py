"""Reading a plan file, with every mistake named by its place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.plan.model import Plan

PLANS = Path(__file__).parent.parent / "plans"
ENDING = ".toml"


class PlanError(Exception):
    """The plan file at `path` cannot be used. `mistakes` says where each one stands and what was expected."""

    def __init__(self, path: Path, mistakes: list[str]) -> None:
        super().__init__(f"{path}: " + "; ".join(mistakes))
        self.path = path
        self.mistakes = mistakes


def plan_path(name: str) -> Path:
    """Where a plan stands: the code of one that comes with the program, or the path of a file that ends in .toml."""
    return Path(name) if name.endswith(ENDING) else PLANS / f"{name}{ENDING}"


def load_plan(path: Path) -> Plan:
    """The plan in a TOML file. Raises `PlanError` with every mistake found."""
    try:
        text = path.read_text(encoding="utf-8")
        return Plan.model_validate(tomllib.loads(text))
    except OSError as problem:
        raise PlanError(path, [f"cannot be read ({problem.strerror})"]) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise PlanError(path, [f"is not a TOML file: {problem}"]) from problem
    except ValidationError as problem:
        content = tomllib.loads(text)
        mistakes = [sentence for error in problem.errors() for sentence in _sentences(content, error)]
        raise PlanError(path, mistakes) from problem


_EXPECTED = {"missing": "is missing", "extra_forbidden": "is no key of such an entry"}
"""What is said of the commonest mistakes instead of the checker's own words."""


def _sentences(content: Any, error: Mapping[str, Any]) -> Iterator[str]:
    """What was expected, and where. How entries refer to each other is judged of the whole plan, a line each."""
    said = str(error["msg"]).removeprefix("Value error, ")
    if not error["loc"]:
        yield from said.splitlines()
        return
    place, given = _place(content, error["loc"]), error.get("input")
    if error["type"] in _EXPECTED:
        yield f"{place} {_EXPECTED[error['type']]}"
    elif isinstance(given, (str, int, float)):
        yield f"{place}: {said[:1].lower()}{said[1:]}, and it is {given!r}"
    else:
        yield f"{place}: {said[:1].lower()}{said[1:]}"


def _place(content: Any, places: Sequence[int | str]) -> str:
    """A place as a person finds it: entries of a list by their code or key, and only without one by their number."""
    said: list[str] = []
    for part in places:
        content = _inside(content, part)
        if isinstance(part, int) and said:
            name = next((content[key] for key in _NAMES if isinstance(content, Mapping) and key in content), part + 1)
            said[-1] = f"{said[-1].removesuffix('s')} {name!r}"
        else:
            said.append(str(part))
    return ", ".join(said)


_NAMES = ("code", "key", "id", "measure")


def _inside(content: Any, part: int | str) -> Any:
    try:
        return content[part]
    except (KeyError, IndexError, TypeError):
        return None
