"""Recording who supports which facility for what, from when to when."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import sha256

from mithaq.ledger.actions.forms import (
    changed_faults,
    order_faults,
    share_faults,
    unknown_faults,
)
from mithaq.ledger.canonical import row_text
from mithaq.ledger.chains import Recording, recording
from mithaq.ledger.entries import share_text, support_entry
from mithaq.ledger.faults import (
    DUPLICATE_KEY,
    NOT_A_FACILITY,
    UNKNOWN_SUPPORT,
)
from mithaq.ledger.models import Agreement, Family, Support
from mithaq.ledger.records import NewSupport
from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import ActionRefused, Fault, refuse
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import Level, Location, Organisation
from mithaq.registry.records import Recorded

_Words = tuple[date | None, str | None]


def support_key(
    *, facility: str, family: str, organisation: str, agreement: str, valid_from: date
) -> str:
    """The key of a support: SHA-256 of what never changes about it."""
    text = row_text(facility, family, organisation, agreement or None, valid_from)
    return sha256(text.encode()).hexdigest()


def record_supports(
    supports: Sequence[NewSupport], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record supports; the key is facility, family, organisation, agreement and `valid_from`.

    Refused: unknown codes, a place that is no facility, a family outside its list, a share
    outside 0…1, an end before the start, a key given twice, content that no version of a known
    key has had (`change_support` makes a new version).
    """
    with recording(actor=actor, kind="supports", at=at) as record:
        facilities = by_code(Location.objects.all(), [each.facility for each in supports])
        organisations = by_code(
            Organisation.objects.all(), [each.organisation for each in supports]
        )
        agreements = by_code(Agreement.objects.all(), [each.agreement for each in supports])
        keys = [_key(each) for each in supports]
        known = _versions(keys)
        refuse(
            [
                *_form_faults(supports, keys),
                *_place_faults(supports, facilities),
                *unknown_faults(
                    "organisation", [each.organisation for each in supports], organisations
                ),
                *_agreement_faults(supports, agreements),
                *_conflicts(supports, keys, known),
            ]
        )
        new = [(key, each) for key, each in zip(keys, supports, strict=True) if key not in known]
        _write(
            [
                Support(
                    key=key,
                    facility=facilities[each.facility],
                    family=each.family,
                    organisation=organisations[each.organisation],
                    agreement=agreements.get(each.agreement),
                    share=each.share,
                    valid_from=each.valid_from,
                    valid_to=each.valid_to,
                    is_made_up=each.is_made_up,
                    recorded_at=record.at,
                    recorded_by=actor,
                )
                for key, each in new
            ],
            record,
        )
    return Recorded(len(new), 0, len(supports) - len(new))


def change_support(
    key: str,
    *,
    valid_to: date | None,
    share: Decimal | None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Record a new version of a support (`key` is `Support.key`): it speaks from now on."""
    with recording(actor=actor, kind="supports", at=at) as record:
        last = _last_version(key)
        refuse(
            [
                *order_faults(last.valid_from, valid_to, None, "valid_to"),
                *share_faults(share, None),
            ]
        )
        if (last.valid_to, share_text(last.share)) != (valid_to, share_text(share)):
            last.pk = None
            last.valid_to, last.share = valid_to, share
            last.recorded_at, last.recorded_by = record.at, actor
            _write([last], record)


def end_support(key: str, *, on: date, actor: uuid.UUID | None, at: datetime | None = None) -> None:
    """Record that a support's last day is `on`; its share stays."""
    change_support(key, valid_to=on, share=_last_version(key).share, actor=actor, at=at)


def _last_version(key: str) -> Support:
    versions = Support.objects.filter(key=key).select_related(
        "facility", "organisation", "agreement"
    )
    last = versions.order_by("recorded_at", "id").last()
    if last is None:
        raise ActionRefused([UNKNOWN_SUPPORT(found=key, field="key")])
    return last


def _write(rows: Sequence[Support], record: Recording) -> None:
    Support.objects.bulk_create(rows, batch_size=500)
    for row in rows:
        record.enter(support_entry(row))


def _key(each: NewSupport) -> str:
    return support_key(
        facility=each.facility,
        family=each.family,
        organisation=each.organisation,
        agreement=each.agreement,
        valid_from=each.valid_from,
    )


def _form_faults(supports: Sequence[NewSupport], keys: Sequence[str]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[str] = set()
    for item, (key, each) in enumerate(zip(keys, supports, strict=True)):
        faults += list_faults(each.family, Family.values, item=item, field="family")
        faults += share_faults(each.share, item)
        faults += order_faults(each.valid_from, each.valid_to, item, "valid_to")
        if key in seen:
            faults.append(DUPLICATE_KEY(key=_name(each), item=item))
        seen.add(key)
    return faults


def _place_faults(
    supports: Sequence[NewSupport], facilities: Mapping[str, Location]
) -> list[Fault]:
    faults = unknown_faults("facility", [each.facility for each in supports], facilities)
    return faults + [
        NOT_A_FACILITY(found=each.facility, item=item, field="facility")
        for item, each in enumerate(supports)
        if each.facility in facilities and facilities[each.facility].level != Level.FACILITY
    ]


def _agreement_faults(
    supports: Sequence[NewSupport], agreements: Mapping[str, Agreement]
) -> list[Fault]:
    return [
        fault
        for fault in unknown_faults("agreement", [each.agreement for each in supports], agreements)
        if fault.found  # an empty one is meant
    ]


def _name(each: NewSupport) -> str:
    parts = (each.facility, each.family, each.organisation, each.agreement, each.valid_from)
    return " ".join(str(part) for part in parts if part)


def _versions(keys: Sequence[str]) -> dict[str, list[_Words]]:
    """What each known key's versions have said, the last one last."""
    versions: dict[str, list[_Words]] = {}
    for chunk in chunks(keys):
        rows = Support.objects.filter(key__in=chunk).order_by("recorded_at", "id")
        for key, ends, share in rows.values_list("key", "valid_to", "share"):
            versions.setdefault(key, []).append((ends, share_text(share)))
    return versions


def _conflicts(
    supports: Sequence[NewSupport], keys: Sequence[str], known: Mapping[str, Sequence[_Words]]
) -> list[Fault]:
    """What no version of a known key has said; it is held against the last one."""
    return [
        fault
        for item, (key, each) in enumerate(zip(keys, supports, strict=True))
        if key in known and (words := (each.valid_to, share_text(each.share))) not in known[key]
        for fault in changed_faults(_name(each), item, ("valid_to", "share"), words, known[key][-1])
    ]
