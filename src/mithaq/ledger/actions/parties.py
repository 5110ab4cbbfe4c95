"""Recording the parties of agreements beside authority and partner."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from mithaq.ledger.actions.forms import (
    changed_faults,
    order_faults,
    share_faults,
    unknown_faults,
)
from mithaq.ledger.chains import recording
from mithaq.ledger.entries import party_entry, share_text
from mithaq.ledger.faults import DUPLICATE_KEY
from mithaq.ledger.models import Agreement, AgreementParty, PartyRole
from mithaq.ledger.records import NewParty
from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import Fault, refuse
from mithaq.registry.lookups import by_code
from mithaq.registry.models import Organisation
from mithaq.registry.records import Recorded


def record_parties(
    parties: Sequence[NewParty], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record parties; the key is agreement, organisation, role and `valid_from`.

    Refused: unknown codes, a role outside its list, a share outside 0…1, an end before its start,
    a key given twice, other content under a known key.
    """
    with recording(actor=actor, kind="parties", at=at) as record:
        agreements = by_code(Agreement.objects.all(), [each.agreement for each in parties])
        organisations = by_code(Organisation.objects.all(), [each.organisation for each in parties])
        faults = _form_faults(parties)
        faults += unknown_faults("agreement", [each.agreement for each in parties], agreements)
        faults += unknown_faults(
            "organisation", [each.organisation for each in parties], organisations
        )
        known = _known([row.id for row in agreements.values()])
        faults += _conflicts(parties, known)
        refuse(faults)
        new = [each for each in parties if _key(each) not in known]
        rows = [
            AgreementParty(
                agreement=agreements[each.agreement],
                organisation=organisations[each.organisation],
                role=each.role,
                share=each.share,
                valid_from=each.valid_from,
                valid_to=each.valid_to,
                recorded_at=record.at,
            )
            for each in new
        ]
        AgreementParty.objects.bulk_create(rows, batch_size=500)
        for row in rows:
            record.enter(party_entry(row))
    return Recorded(len(new), 0, len(parties) - len(new))


def _form_faults(parties: Sequence[NewParty]) -> list[Fault]:
    faults: list[Fault] = []
    seen: set[object] = set()
    for item, each in enumerate(parties):
        faults += list_faults(each.role, PartyRole.values, item=item, field="role")
        faults += share_faults(each.share, item)
        faults += order_faults(each.valid_from, each.valid_to, item, "valid_to")
        if _key(each) in seen:
            faults.append(DUPLICATE_KEY(key=_name(each), item=item))
        seen.add(_key(each))
    return faults


def _key(each: NewParty) -> tuple[object, ...]:
    return (each.agreement, each.organisation, each.role, each.valid_from)


def _name(each: NewParty) -> str:
    return " ".join(str(part) for part in _key(each) if part)


def _known(agreements: Sequence[int]) -> dict[tuple[object, ...], tuple[object, ...]]:
    rows = AgreementParty.objects.filter(agreement__in=agreements).values_list(
        "agreement__code", "organisation__code", "role", "valid_from", "valid_to", "share"
    )
    return {
        (agreement, organisation, role, begins): (ends, share_text(share))
        for agreement, organisation, role, begins, ends, share in rows
    }


def _conflicts(
    parties: Sequence[NewParty], known: dict[tuple[object, ...], tuple[object, ...]]
) -> list[Fault]:
    return [
        fault
        for item, each in enumerate(parties)
        if _key(each) in known
        for fault in changed_faults(
            _name(each),
            item,
            ("valid_to", "share"),
            (each.valid_to, share_text(each.share)),
            known[_key(each)],
        )
    ]
