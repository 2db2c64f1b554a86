"""A throw-away PostgreSQL, from the server programs of the system.

`python -m tests.postgres COMMAND…` runs a command with one at hand, its address in TIENDO_TEST_POSTGRES_URL.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

VARIABLE = "TIENDO_TEST_POSTGRES_URL"
SETTINGS = "-c listen_addresses='' -c fsync=off -c max_connections=200 -c unix_socket_directories={folder}"


def programs() -> Path | None:
    """Return the folder of the newest server programs, None where PostgreSQL is not installed."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(found, key=lambda path: int(path.parts[-3]), default=None)
    if newest is None and (on_path := shutil.which("initdb")):
        newest = Path(on_path)
    return newest.parent if newest else None


@contextmanager
def cluster(bin_folder: Path) -> Iterator[str]:
    """Start a cluster that listens on a socket in a temporary folder, yield its address, and remove it."""
    # Under /tmp whatever TMPDIR says: the path of a socket must stay below 108 bytes.
    folder = Path(tempfile.mkdtemp(prefix="tiendo-pg-", dir="/tmp"))
    # The server refuses to run as root.
    as_server = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_server:
        shutil.chown(folder, "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [*as_server, str(bin_folder / program), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)

    try:
        run("initdb", "--username=tiendo", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", SETTINGS.format(folder=folder))
        try:
            yield f"postgresql+asyncpg://tiendo@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)


@contextmanager
def fresh_database(server: str, template: str = "template1") -> Iterator[str]:
    """Make a database of its own in the cluster at `server`, yield its address, and drop it.

    It is empty, or a copy of the database named `template`.
    """
    name = f"tiendo_{uuid.uuid4().hex[:12]}"
    _execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def _execute(server: str, statement: str) -> None:
    # Here, so that the command below needs nothing but Python itself.
    from sqlalchemy import text
    from sqlalchemy.ext.asyncio import create_async_engine

    async def execute() -> None:
        engine = create_async_engine(server, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()

    asyncio.run(execute())


def main(command: list[str]) -> int:
    """Run the command beside a cluster and return how it ended."""
    bin_folder = programs()
    if bin_folder is None:
        print("PostgreSQL's server programs are not installed (initdb was not found).", file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with cluster(bin_folder) as address:
        return subprocess.run(command, check=False, env=os.environ | {VARIABLE: address}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
