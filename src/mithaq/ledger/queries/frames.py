"""What deliveries are held against when they come in: an agreement's partner and time, a measure's
parts. Months are the engine's numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mithaq.engine.months import month_of
from mithaq.ledger.models import Agreement, AgreementParty, Measure, PartyRole, Pledge
from mithaq.registry.lookups import chunks

# Before and after every month.
EARLIEST, LATEST = 0, 10_000 * 12


@dataclass(frozen=True)
class Frame:
    """An agreement's partner (id and code) and the months from the first to the last of the
    agreement and its lines. `implementing` are (organisation, first month, last month)."""

    partner: int
    partner_code: str
    first: int
    last: int
    implementing: tuple[tuple[int, int, int], ...]


def frames_of(agreements: Iterable[int]) -> dict[int, Frame]:
    """The frame of each agreement, by id; an open end is open."""
    frames: dict[int, Frame] = {}
    for chunk in chunks(sorted(set(agreements))):
        spans = _spans(chunk)
        parties = _implementing(chunk)
        heads = Agreement.objects.filter(id__in=chunk)
        for agreement, partner, code in heads.values_list("id", "partner_id", "partner__code"):
            first, last = spans[agreement]
            frames[agreement] = Frame(partner, code, first, last, tuple(parties.get(agreement, ())))
    return frames


def _spans(agreements: Iterable[int]) -> dict[int, tuple[int, int]]:
    """First and last month of each: an amendment of its lines prolongs an agreement, too."""
    spans: dict[int, tuple[int, int]] = {}
    heads = Agreement.objects.filter(id__in=agreements).values_list("id", "starts_on", "ends_on")
    lines = Pledge.objects.filter(agreement__in=agreements).order_by()
    dated = lines.values_list("agreement_id", "starts_on", "ends_on").distinct()
    for agreement, starts_on, ends_on in (*heads, *dated):
        first, last = _months(starts_on, ends_on)
        known = spans.setdefault(agreement, (first, last))
        spans[agreement] = (min(known[0], first), max(known[1], last))
    return spans


def _months(begins: date | None, ends: date | None) -> tuple[int, int]:
    return month_of(begins) if begins else EARLIEST, month_of(ends) if ends else LATEST


def _implementing(agreements: Iterable[int]) -> dict[int, list[tuple[int, int, int]]]:
    found: dict[int, list[tuple[int, int, int]]] = {}
    rows = AgreementParty.objects.filter(agreement__in=agreements, role=PartyRole.IMPLEMENTING)
    for agreement, organisation, begins, ends in rows.values_list(
        "agreement_id", "organisation_id", "valid_from", "valid_to"
    ):
        found.setdefault(agreement, []).append((organisation, *_months(begins, ends)))
    return found


def parts_of(measures: Iterable[int]) -> dict[int, list[str]]:
    """The codes of the measures directly under each, by id; those without any are absent."""
    parts: dict[int, list[str]] = {}
    for chunk in chunks(sorted(set(measures))):
        rows = Measure.objects.filter(parent__in=chunk).order_by("code")
        for parent, code in rows.values_list("parent_id", "code"):
            if parent is not None:
                parts.setdefault(parent, []).append(code)
    return parts
