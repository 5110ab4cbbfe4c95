"""A PostgreSQL server of one's own: made in a temporary folder, heard on a socket there, removed.

No port is opened and no server of the machine is touched. PostgreSQL refuses to run as root; root
lends the folder to the user `postgres` (or `nobody`) and runs the server as that user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

# A test database is worth nothing after a crash: nothing is waited for on its way to the disk.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "timezone": "UTC",
}


def server_folder() -> Path | None:
    """The folder with initdb and pg_ctl: of the newest version installed, if there is any."""
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    versions = sorted(debian, key=lambda path: float(path.parts[-3]), reverse=True)
    found = versions or [Path(path) for path in [shutil.which("initdb")] if path]
    return found[0].parent if found else None


def _unprivileged() -> pwd.struct_passwd | None:
    """The user to run the server as, where it may not be the present one."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise SystemExit("PostgreSQL cannot run as root, and there is no user postgres or nobody.")


def _run(user: pwd.struct_passwd | None, command: Sequence[str], *, cwd: Path) -> None:
    """Run one of PostgreSQL's commands as its user; if it fails, say what it said."""
    given: dict[str, int | list[int]] = {}
    if user is not None:
        given = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(cwd)}
    with tempfile.TemporaryFile() as said:  # a pipe would stay open in the server, and never end
        finished = subprocess.run(
            command, cwd=cwd, env=environment, check=False, stdout=said, stderr=said, **given
        )  # type: ignore[call-overload]
        if finished.returncode != 0:
            said.seek(0)
            raise SystemExit(f"{command[0]} failed:\n{said.read().decode(errors='replace')}")


@contextmanager
def private_postgres(programs: Path) -> Iterator[str]:
    """A running server while the block lasts; yields the DATABASE_URL of an empty database."""
    user = _unprivileged()
    # A socket's path has room for about a hundred letters: the folder's name is kept short.
    folder = Path(tempfile.mkdtemp(prefix="mithaq-pg-", dir="/tmp"))
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    cluster = folder / "cluster"
    options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
    control = [str(programs / "pg_ctl"), "--pgdata", str(cluster), "--silent", "--wait"]
    try:
        _run(
            user,
            [
                *(str(programs / "initdb"), "--pgdata", str(cluster), "--username", "mithaq"),
                *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            ],
            cwd=folder,
        )
        start = ["--log", str(folder / "log"), "--options", f"{options} -k {folder}", "start"]
        _run(user, [*control, *start], cwd=folder)
        try:
            yield f"postgres://mithaq@{quote(str(folder), safe='')}/postgres"
        finally:
            _run(user, [*control, "--mode", "immediate", "stop"], cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
