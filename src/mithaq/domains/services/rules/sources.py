"""Source keys of a report's postings: the same report and revision, the same key."""

from __future__ import annotations

from mithaq.engine.months import write_month


def claim_source(facility: str, month: int, revision: int) -> str:
    """`report:FACILITY:2026-03:r1`."""
    return f"report:{facility}:{write_month(month)}:r{revision}"


def accepted_source(claim: str) -> str:
    """The posting that accepts a claim; once withdrawn, the report comes in a new revision."""
    return f"{claim}:accepted"


def verified_source(claim: str, time: int) -> str:
    """The posting of the latest findings after the `time`-th verification."""
    return f"{claim}:verified:{time}"


def reversal_source(source: str) -> str:
    """The posting that takes another one back; a posting is reversed at most once."""
    return f"{source}:reversed"
