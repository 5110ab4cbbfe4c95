"""The tree of places as ranges of text: a subtree is everything whose lineage begins alike.

A lineage is the codes from the root down, `/SY/SY02/SY0200/`. What has the same beginning sorts
together (bytewise, see migration 0002), so that a subtree is one range of an index.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from mithaq.registry.models import Level, Location

# Widest first.
LEVELS = tuple(Level.values)


def lineage_of(parent: str, code: str) -> str:
    """The lineage of a code under a parent's lineage ("" for a root)."""
    safe = code.replace("%", "%25").replace("/", "%2F")
    return f"{parent or '/'}{safe}/"


def ancestry(lineage: str) -> tuple[str, ...]:
    """The codes of a lineage, from the root down."""
    parts = lineage.strip("/").split("/")
    return tuple(part.replace("%2F", "/").replace("%25", "%") for part in parts if part)


def lineages_above(lineage: str) -> tuple[str, ...]:
    """The lineages of a location and of all that holds it: `/SY/`, `/SY/SY02/`, …"""
    parts = lineage.strip("/").split("/")
    return tuple("/" + "/".join(parts[: end + 1]) + "/" for end in range(len(parts)))


def under(lineage: str, prefix: str = "") -> Q:
    """A condition for the location itself and all below it; `prefix` as in `facility__`.

    The end of the range is the lineage with its last `/` raised to the next character, `0`.
    """
    return Q(
        **{f"{prefix}lineage__gte": lineage, f"{prefix}lineage__lt": lineage[:-1] + "0"},
    )


def under_any(lineages: Iterable[str], prefix: str = "") -> Q:
    """A condition for all below any of the locations; none given holds for nothing."""
    condition = Q(pk__in=())
    for lineage in outermost(lineages):
        condition |= under(lineage, prefix)
    return condition


def outermost(lineages: Iterable[str]) -> tuple[str, ...]:
    """The lineages without those that lie under another one of them."""
    kept: list[str] = []
    for lineage in sorted(set(lineages)):
        if not kept or not lineage.startswith(kept[-1]):
            kept.append(lineage)
    return tuple(kept)


def is_under(location: Location, lineage: str) -> bool:
    return location.lineage.startswith(lineage)


def is_wider(level: str, than: str) -> bool:
    """Whether a level is above another one in the tree."""
    return LEVELS.index(level) < LEVELS.index(than)
