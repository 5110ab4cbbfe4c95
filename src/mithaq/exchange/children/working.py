"""The child's side: limits before anything else, and an answer whatever the file does."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from typing import Any


class Refusal(Exception):  # noqa: N818  it is the parent's fault code, not an error of ours
    """Why the file is refused: a code of `messages`, what was found and what is allowed."""

    def __init__(self, code: str, found: str = "", expected: str = "") -> None:
        super().__init__(code)
        self.answer = {"code": code, "found": found, "expected": expected}


def limit(memory: int, cpu_seconds: int) -> None:
    """Limit this process: memory in bytes, processor time in seconds."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def work(
    read: Callable[[dict[str, Any]], dict[str, Any]], *, broken: str, needs_too_much: str
) -> None:
    """Answer the order that is the script's one argument; a fault's code where it is refused.

    `broken` and `needs_too_much` are the codes of a file that the libraries fail on.
    """
    order = json.loads(sys.argv[1])
    limit(order["memory"], order["cpu_seconds"])
    sys.stdout.write(json.dumps(_answer(read, order, broken, needs_too_much)))


def _answer(
    read: Callable[[dict[str, Any]], dict[str, Any]],
    order: dict[str, Any],
    broken: str,
    needs_too_much: str,
) -> dict[str, Any]:
    try:
        return read(order)
    except Refusal as refusal:
        return refusal.answer
    except MemoryError:
        return {"code": needs_too_much}
    except Exception as error:
        # Whatever a broken file does to the libraries is the file's fault.
        return {"code": broken, "found": f"{type(error).__name__}: {error}"[:200]}
