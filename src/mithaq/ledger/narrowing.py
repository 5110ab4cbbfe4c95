"""A reckoning narrowed to one agreement or one place; the lines' figures stay whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from mithaq.engine.reckoning.result import FullReckoning, UnpledgedDeliveries
from mithaq.ledger.models import Agreement, PledgeScope
from mithaq.registry.faults import UNKNOWN_CODE, Fault, refuse
from mithaq.registry.models import Location
from mithaq.registry.rows import default_country
from mithaq.registry.tree import lineages_above, under

Narrow = Callable[[FullReckoning], FullReckoning]


def narrowing(agreement: str, place: str) -> Narrow:
    """What to keep of a reckoning; empty codes keep all. Raises ActionRefused for unknown ones."""
    country = default_country()
    location = Location.objects.filter(country=country, code=place).first() if place else None
    faults: list[Fault] = []
    if agreement and not Agreement.objects.filter(country=country, code=agreement).exists():
        faults.append(UNKNOWN_CODE(found=agreement, field="agreement"))
    if place and location is None:
        faults.append(UNKNOWN_CODE(found=place, field="place"))
    refuse(faults)

    def narrow(full: FullReckoning) -> FullReckoning:
        if agreement:
            full = _to_agreement(full, agreement)
        return _to_place(full, location) if location else full

    return narrow


def _to_agreement(full: FullReckoning, code: str) -> FullReckoning:
    reckoning = replace(
        full.reckoning,
        lines=tuple(line for line in full.reckoning.lines if line.agreement == code),
        disagreements=tuple(d for d in full.reckoning.disagreements if d.agreement == code),
    )
    partner = Agreement.objects.values_list("partner__code", flat=True).get(
        country=default_country(), code=code
    )
    return replace(
        full,
        reckoning=reckoning,
        unpledged=_kept(full.unpledged, "agreement", [code]),
        overlaps=tuple(o for o in full.overlaps if partner in o.organisations),
        cliffs=tuple(c for c in full.cliffs if code in c.agreements),
    )


def _to_place(full: FullReckoning, place: Location) -> FullReckoning:
    inside = set(
        Location.objects.filter(under(place.lineage)).values_list("code", flat=True).order_by()
    )
    near = under(place.lineage, "location__")
    holding = PledgeScope.objects.filter(location__lineage__in=lineages_above(place.lineage))
    pledges = set(PledgeScope.objects.filter(near).values_list("pledge_id", flat=True))
    pledges |= set(holding.values_list("pledge_id", flat=True))
    reckoning = replace(
        full.reckoning,
        lines=tuple(line for line in full.reckoning.lines if line.pledge_id in pledges),
        disagreements=tuple(d for d in full.reckoning.disagreements if d.location in inside),
    )
    return replace(
        full,
        reckoning=reckoning,
        unpledged=_kept(full.unpledged, "location", sorted(inside)),
        overlaps=tuple(o for o in full.overlaps if o.facility in inside),
        cliffs=tuple(c for c in full.cliffs if c.facility in inside),
    )


def _kept(found: UnpledgedDeliveries, column: str, codes: list[str]) -> UnpledgedDeliveries:
    values = pc.cast(found.table[column], pa.string())
    return UnpledgedDeliveries(found.table.filter(pc.is_in(values, pa.array(codes, pa.string()))))
