"""Reading a plan file, with every mistake named by its place."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import ValidationError

from domain.plan.model import Plan

PLANS = Path(__file__).parent.parent / "plans"


class PlanError(Exception):
    """The plan file at `path` cannot be used. `mistakes` says where each one stands and what was expected."""

    def __init__(self, path: Path, mistakes: list[str]) -> None:
        super().__init__(f"{path}: " + "; ".join(mistakes))
        self.path = path
        self.mistakes = mistakes


def plan_path(code: str) -> Path:
    """Where the plan `code` that comes with the program stands."""
    return PLANS / f"{code}.toml"


def load_plan(path: Path) -> Plan:
    """The plan in a TOML file. Raises `PlanError` with every mistake found."""
    try:
        return Plan.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as problem:
        raise PlanError(path, [f"cannot be read ({problem.strerror})"]) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise PlanError(path, [f"is not a TOML file: {problem}"]) from problem
    except ValidationError as problem:
        mistakes = [
            f"{'.'.join(str(part) for part in error['loc']) or 'plan'}: {error['msg']}" for error in problem.errors()
        ]
        raise PlanError(path, mistakes) from problem
