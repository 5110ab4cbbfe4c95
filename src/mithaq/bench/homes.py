"""Ledgers to measure on, each in a home of its own, made once and kept: the installation's own
database is never touched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

_PROMISES = (
    "from mithaq.demonstration import national;"
    " country = national.Country(national.TENTH);"
    " country.record_register(); country.record_promises()"
)
# Run in the process of another home: the recipe that fills it, then a mark that it is whole.
RECIPES = {
    "national": "from mithaq.demonstration import load; load('national')",
    "tenth": (
        "from mithaq.demonstration import national, real; real.load();"
        " national.load(lambda *_: None, national.TENTH)"
    ),
    "promises": _PROMISES,
    "promises-again": _PROMISES,
    "small": "from mithaq.demonstration import load; load('small')",
}


def home_of(size: str, *, fresh: bool = False) -> Path:
    """The folder of a ledger of this size, filled if it is not yet."""
    home = Path(settings.HOME) / "bench" / size
    done = home / "whole"
    if fresh and home.exists():
        shutil.rmtree(home)
    if not done.exists():
        home.mkdir(parents=True, exist_ok=True)
        run_in(home, f"from mithaq.shells.cli.setup import init; init(); {RECIPES[size]}")
        done.touch()
    return home


def environment(home: Path) -> dict[str, str]:
    """A process's environment in another home, always on SQLite."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return {
        **kept, "MITHAQ_HOME": str(home), "MITHAQ_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "mithaq.settings",
    }  # fmt: skip


def run_in(home: Path, code: str) -> str:
    """Run Python in a process of its own in that home; what it printed. Raises on failure."""
    program = f"if __name__ == '__main__':\n import django; django.setup()\n {code}\n"
    path = home / "bench_step.py"
    path.write_text(program, encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(path)], env=environment(home), capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"a step of the benchmark failed:\n{done.stderr[-4000:]}")
    return done.stdout


def call_in(home: Path, function: Callable[..., Any], *arguments: object) -> Any:
    """Call a function of a module in that home; what it gives comes back as JSON."""
    given = ", ".join(repr(argument) for argument in arguments)
    name = function.__name__
    code = (
        f"import json; from {function.__module__} import {name};"
        f" print('\\n' + json.dumps({name}({given})))"
    )
    return json.loads(run_in(home, code).splitlines()[-1])
