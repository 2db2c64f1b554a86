"""What every test may use: the moderate hypothesis profile and a PostgreSQL where the machine has one."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres

# No deadline: examples share two cores with everything else, and tests never judge time.
settings.register_profile("tiendo", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tiendo")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL cluster: the one in TIENDO_TEST_POSTGRES_URL, else one of our own."""
    if given := os.environ.get(postgres.VARIABLE):
        yield given
    elif bin_folder := postgres.programs():
        with postgres.cluster(bin_folder) as address:
            yield address
    else:
        pytest.skip(f"no PostgreSQL: {postgres.VARIABLE} is not set and initdb is not installed")


@pytest.fixture(scope="session")
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a database that is empty at the start and belongs to this test process alone."""
    with postgres.fresh_database(postgres_server) as address:
        yield address
