"""The parent's side: start a child's script, give it its order, take its answer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

_KILLED_FOR_TIME: Final = -24  # SIGXCPU
_SOURCE: Final = Path(__file__).resolve().parents[3]
# In isolated mode a script finds neither its neighbours nor what PYTHONPATH names.
_START: Final = (
    "import sys, runpy; source, script = sys.argv[1:3]; del sys.argv[1:3]; "
    "sys.path.append(source); runpy.run_path(script, run_name='__main__')"
)


class ChildTooSlowError(Exception):
    """The child used up its time on the processor or on the clock."""


class ChildDiedError(Exception):
    """The child ended without an answer, as it does when its memory is used up."""


def ask_child(
    script: str, order: Mapping[str, Any], *, wall_seconds: int, content: bytes = b""
) -> dict[str, Any]:
    """What a child's script answers to an order; `content` is its standard input.

    Raises `ChildTooSlowError` and `ChildDiedError`.
    """
    command = [sys.executable, "-I", "-c", _START, str(_SOURCE), script, json.dumps(order)]
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and script
            command, input=content, capture_output=True, timeout=wall_seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise ChildTooSlowError from None
    if done.returncode == _KILLED_FOR_TIME:
        raise ChildTooSlowError
    if done.returncode or not done.stdout:
        raise ChildDiedError
    return dict(json.loads(done.stdout))
