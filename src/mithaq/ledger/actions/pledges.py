"""Recording pledge lines; an amendment is a further version, nothing is overwritten."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mithaq.engine.quantities import write_quantity
from mithaq.ledger.actions.forms import (
    changed_faults,
    key_faults,
    large_faults,
    order_faults,
    source_numbers,
    unknown_faults,
)
from mithaq.ledger.chains import Recording, recording
from mithaq.ledger.entries import pledge_entry, scope_entry
from mithaq.ledger.faults import (
    DUPLICATE_KEY,
    EMPTY_SCOPE,
    MILESTONES_MISSING,
    MILESTONES_NOT_ASKED,
    NEGATIVE_QUANTITY,
    NO_EFFECTIVE_DAY,
    NOTHING_PLEDGED,
)
from mithaq.ledger.models import Agreement, Measure, Pledge, PledgeScope, Profile
from mithaq.ledger.records import NewPledge
from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import UNKNOWN_CODE, Fault, refuse
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import Location, Organisation
from mithaq.registry.records import Recorded

LINE_LENGTH = 40

_Key = tuple[str, str, date]
_Content = tuple[object, ...]
_FIELDS = ("measure", "quantity", "starts_on", "ends_on", "profile", "milestones", "scope")


@dataclass(frozen=True)
class _Named:
    """What a sequence of pledges names, by code."""

    agreements: Mapping[str, Agreement]
    measures: Mapping[str, Measure]
    locations: Mapping[str, Location]
    organisations: Mapping[str, Organisation]
    sources: Mapping[uuid.UUID, int]


def record_pledges(
    pledges: Sequence[NewPledge], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record versions of lines; one with a later `effective_on` amends the line.

    Refused: unknown codes, a quantity of 0 or less, an empty scope, milestones that the profile
    does not ask for or lacks, no day to take effect on, other content under a known key.
    """
    with recording(actor=actor, kind="pledges", at=at) as record:
        named = _look_up(pledges)
        known = _known_versions(named.agreements)
        keys = [_key(each, named) for each in pledges]
        refuse(
            [
                *_form_faults(pledges),
                *_reference_faults(pledges, named),
                *_key_faults(pledges, keys, named),
                *_conflicts(pledges, keys, known),
            ]
        )
        # Where no day was given, any version of the line that says the same is known: the day by
        # default moves once the agreement is known to be signed.
        said = _said_before(known)
        new = [
            (key, each)
            for key, each in zip(keys, pledges, strict=True)
            if key is not None
            and key not in known
            and (each.effective_on or (*key[:2], _content(each)) not in said)
        ]
        _write(new, named, record)
    return Recorded(len(new), 0, len(pledges) - len(new))


def milestones_text(milestones: Sequence[tuple[date, int]]) -> str:
    """`2026-03-31:200000000|…`: cumulative millionths by day, in order."""
    return "|".join(f"{day.isoformat()}:{millionths}" for day, millionths in sorted(milestones))


def _look_up(pledges: Sequence[NewPledge]) -> _Named:
    return _Named(
        by_code(Agreement.objects.all(), [each.agreement for each in pledges]),
        by_code(Measure.objects.all(), [each.measure for each in pledges]),
        by_code(Location.objects.all(), [code for each in pledges for code in each.scope]),
        by_code(Organisation.objects.all(), [each.stated_by for each in pledges]),
        source_numbers(each.source for each in pledges),
    )


def _key(each: NewPledge, named: _Named) -> _Key | None:
    """Agreement, line and the day it takes effect; None where that day is not known."""
    agreement = named.agreements.get(each.agreement)
    signed_on = agreement.signed_on if agreement else None
    effective_on = each.effective_on or signed_on or each.starts_on
    return (each.agreement, each.line, effective_on) if effective_on else None


def _content(each: NewPledge) -> _Content:
    return (
        each.measure,
        each.quantity,
        each.starts_on,
        each.ends_on,
        each.profile,
        milestones_text(each.milestones),
        tuple(sorted(set(each.scope))),
    )


def _known_versions(agreements: Mapping[str, Agreement]) -> dict[_Key, _Content]:
    """Every version recorded of these agreements' lines."""
    numbers = [row.id for row in agreements.values()]
    scopes: dict[int, list[str]] = {}
    versions: dict[_Key, _Content] = {}
    for chunk in chunks(numbers):
        named = PledgeScope.objects.filter(pledge__agreement__in=chunk)
        for pledge, code in named.values_list("pledge_id", "location__code"):
            scopes.setdefault(pledge, []).append(code)
        rows = Pledge.objects.filter(agreement__in=chunk).select_related("agreement", "measure")
        for row in rows:
            versions[row.agreement.code, row.line, row.effective_on] = (
                row.measure.code,
                row.quantity,
                row.starts_on,
                row.ends_on,
                row.profile,
                row.milestones,
                tuple(sorted(scopes.get(row.id, ()))),
            )
    return versions


def _said_before(known: Mapping[_Key, _Content]) -> set[tuple[str, str, _Content]]:
    return {(agreement, line, content) for (agreement, line, _), content in known.items()}


def _conflicts(
    pledges: Sequence[NewPledge], keys: Sequence[_Key | None], known: Mapping[_Key, _Content]
) -> list[Fault]:
    return [
        fault
        for item, (each, key) in enumerate(zip(pledges, keys, strict=True))
        if key is not None and key in known
        for fault in changed_faults(
            " ".join(map(str, key)), item, _FIELDS, _spoken(_content(each)), _spoken(known[key])
        )
    ]


def _spoken(content: _Content) -> _Content:
    """The content as a fault names it: the quantity in units."""
    measure, quantity, *rest = content
    return (measure, write_quantity(int(str(quantity))), *rest)


def _form_faults(pledges: Sequence[NewPledge]) -> list[Fault]:
    faults: list[Fault] = []
    for item, each in enumerate(pledges):
        faults += key_faults(each.line, LINE_LENGTH, item, "line")
        faults += large_faults(each.quantity, item, "quantity")
        faults += order_faults(each.starts_on, each.ends_on, item, "ends_on")
        faults += list_faults(each.profile, Profile.values, item=item, field="profile")
        if each.quantity <= 0:
            faults.append(NOTHING_PLEDGED(found=each.quantity, item=item, field="quantity"))
        if not each.scope:
            faults.append(EMPTY_SCOPE(item=item, field="scope"))
        faults += _milestone_faults(each, item)
    return faults


def _milestone_faults(each: NewPledge, item: int) -> list[Fault]:
    if each.profile != Profile.MILESTONES:
        asked = MILESTONES_NOT_ASKED(item=item, field="profile")
        return [asked] if each.milestones else []
    if not each.milestones:
        return [MILESTONES_MISSING(item=item, field="profile")]
    faults: list[Fault] = []
    days: set[date] = set()
    for day, millionths in each.milestones:
        if millionths < 0:
            faults.append(NEGATIVE_QUANTITY(found=millionths, item=item, field="profile"))
        faults += large_faults(millionths, item, "profile")
        if day in days:
            faults.append(DUPLICATE_KEY(key=day, item=item, field="profile"))
        days.add(day)
    return faults


def _reference_faults(pledges: Sequence[NewPledge], named: _Named) -> list[Fault]:
    faults = unknown_faults("agreement", [each.agreement for each in pledges], named.agreements)
    faults += unknown_faults("measure", [each.measure for each in pledges], named.measures)
    for item, each in enumerate(pledges):
        faults += [
            UNKNOWN_CODE(found=code, item=item, field="scope")
            for code in each.scope
            if code not in named.locations
        ]
        if each.stated_by and each.stated_by not in named.organisations:
            faults.append(UNKNOWN_CODE(found=each.stated_by, item=item, field="stated_by"))
        if each.source and each.source not in named.sources:
            faults.append(UNKNOWN_CODE(found=each.source, item=item, field="source"))
    return faults


def _key_faults(
    pledges: Sequence[NewPledge], keys: Sequence[_Key | None], named: _Named
) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[_Key] = set()
    for item, (each, key) in enumerate(zip(pledges, keys, strict=True)):
        if key is None:
            if each.agreement in named.agreements:
                faults.append(NO_EFFECTIVE_DAY(item=item, field="effective_on"))
            continue
        if key in seen:
            faults.append(DUPLICATE_KEY(key=" ".join(map(str, key)), item=item))
        seen.add(key)
    return faults


def _write(new: Sequence[tuple[_Key, NewPledge]], named: _Named, record: Recording) -> None:
    rows = Pledge.objects.bulk_create(
        [_row(key, each, named, record) for key, each in new], batch_size=200
    )
    scopes = [
        PledgeScope(pledge=row, location=named.locations[code])
        for row, (_, each) in zip(rows, new, strict=True)
        for code in sorted(set(each.scope))
    ]
    PledgeScope.objects.bulk_create(scopes, batch_size=1000)
    for row in rows:
        record.enter(pledge_entry(row))
    for scope in scopes:
        record.enter(scope_entry(scope))


def _row(key: _Key, each: NewPledge, named: _Named, record: Recording) -> Pledge:
    agreement = named.agreements[each.agreement]
    return Pledge(
        country=agreement.country,
        agreement=agreement,
        line=each.line,
        effective_on=key[2],
        measure=named.measures[each.measure],
        quantity=each.quantity,
        starts_on=each.starts_on,
        ends_on=each.ends_on,
        profile=each.profile,
        milestones=milestones_text(each.milestones),
        stated_by=named.organisations.get(each.stated_by),
        source_id=named.sources.get(each.source) if each.source else None,
        recorded_at=record.at,
        recorded_by=record.actor,
    )
