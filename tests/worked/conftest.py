"""A database that is made once and copied for every example."""

from tests.handlers.conftest import migrated

__all__ = ["migrated"]
