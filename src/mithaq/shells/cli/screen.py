"""What the commands say: results to standard output, everything else to standard error."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import django
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

DONE, REJECTED, WRONG_USAGE = 0, 1, 2

out = Console(soft_wrap=True, highlight=False)
err = Console(stderr=True, soft_wrap=True, highlight=False)


def start_django() -> None:
    """Settings and models; commands that only print help never come here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.settings")
    django.setup()


def say(text: str) -> None:
    err.print(text, markup=False)


def wrong_usage(ar: str, en: str) -> int:
    err.print(f"{en}\n{ar}", markup=False, style="red")
    return WRONG_USAGE


def print_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_faults(faults: Sequence[Any], total: int) -> None:
    """Each fault on a line: where, then the words in Arabic and English."""
    for fault in faults:
        row = f":{fault.row}" if fault.row else ""
        where = f"{fault.sheet or ''}{row}{' ' + fault.column if fault.column else ''}"
        err.print(f"{where}\n   {fault.ar}\n   {fault.en}", markup=False)
    if total > len(faults):
        err.print(
            f"… {total - len(faults)} more are not shown / {total - len(faults)} أخرى لم تُعرض",
            markup=False,
        )


@contextmanager
def progress(label: str) -> Iterator[Any]:
    """A bar on a terminal, nothing in a pipe. Gives a function of (done, total)."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    with Progress(*columns, TimeElapsedColumn(), console=err, transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
