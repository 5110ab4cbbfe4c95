"""The demonstration: real agreements and meetings from published statements, and made-up ones.

`load("small")` in a few seconds; `load("national")` adds a made-up ledger of a whole country.
"""

from __future__ import annotations

from collections.abc import Callable

from mithaq.demonstration.logins import LOGINS, PASSWORD, Login

__all__ = ["LOGINS", "PASSWORD", "SIZES", "Login", "load"]

SIZES = ("small", "national")
Progress = Callable[[int, int | None], None]


def load(size: str, *, progress: Progress | None = None) -> None:
    """Load it whole, or what of it is not there yet; then have it reckoned.

    Raises ActionRefused if what is in the database contradicts it.
    """
    from mithaq.demonstration import national, real, small, statements
    from mithaq.ledger.refreshes import refresh_now

    show = progress or (lambda *_: None)
    real.load()
    small.load(show)
    statements.load()
    if size == "national":
        national.load(show)
    refresh_now()
