"""Run every test: those that use the database on PostgreSQL too, then all of them on SQLite.

PostgreSQL comes first, so that pytest's summary of the whole stands in the last lines. Where there
is no PostgreSQL server or no Chromium, the tests that need them are skipped and the skip says why;
with MITHAQ_FULL=1 that is a failure. Arguments are passed on to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from private_postgres import private_postgres, server_folder

ROOT = Path(__file__).resolve().parent.parent
NO_TESTS = 5  # pytest's exit status where nothing was selected
NO_SERVER = "no PostgreSQL server is installed (Debian: apt-get install postgresql)"


def _is_of_an_installation(name: str) -> bool:
    """The machine's own settings must not lead a test to a real database."""
    own = name.startswith("MITHAQ_") and name not in {"MITHAQ_FULL", "MITHAQ_EFFORT"}
    return own or name in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}


def run_pytest(*arguments: str, **environment: str) -> int:
    """Run pytest on all processors; its exit status, where selecting nothing is not a fault."""
    processes = min(os.cpu_count() or 1, 8)
    parallel = ["-n", str(processes), "--dist", "worksteal"] if processes > 1 else []
    command = [sys.executable, "-m", "pytest", *parallel, *arguments, *sys.argv[1:]]
    inherited = {key: value for key, value in os.environ.items() if not _is_of_an_installation(key)}
    print("\n" + " ".join(["pytest", *arguments, *sys.argv[1:]]), flush=True)
    status = subprocess.run(
        command, cwd=ROOT, env={**inherited, **environment}, check=False
    ).returncode
    return 0 if status == NO_TESTS and sys.argv[1:] else status


def main() -> int:
    """Both runs, the second also if the first fails; 0 only if both are clean."""
    programs = server_folder()
    if programs is None:
        if os.environ.get("MITHAQ_FULL") == "1":
            raise SystemExit(f"MITHAQ_FULL=1 asks for every test, but {NO_SERVER}.")
        status = run_pytest()
        print(f"Not run: the database's tests on PostgreSQL; {NO_SERVER}.", file=sys.stderr)
        return status
    with private_postgres(programs) as address:
        on_postgres = run_pytest(
            "-m", "database and not browser and not sqlite", DATABASE_URL=address
        )
    on_sqlite = run_pytest("-m", "not postgres")
    if on_postgres != 0:
        print(f"Tests on PostgreSQL failed (status {on_postgres}), see above.", file=sys.stderr)
    return on_postgres or on_sqlite


if __name__ == "__main__":
    sys.exit(main())
