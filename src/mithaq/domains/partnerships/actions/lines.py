"""Writing the lines of an agreement that is not signed yet; a signed one is amended."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from mithaq.domains.partnerships import rules
from mithaq.domains.partnerships.references import References
from mithaq.ledger import actions as ledger
from mithaq.ledger.models import Pledge
from mithaq.ledger.records import NewPledge
from mithaq.registry.faults import REQUIRED, ActionRefused, refuse


@transaction.atomic
def write_line(pledge: NewPledge, *, actor: uuid.UUID | None, at: datetime | None = None) -> None:
    """Add a line to an agreement that was announced or is being drafted.

    Raises ActionRefused with every fault: no such agreement, one that is amended instead, a line
    that is there already, and all that `ledger.record_pledges` refuses.
    """
    named = References()
    agreement = named.agreement(pledge.agreement)
    if not pledge.agreement:
        named.faults.append(REQUIRED(field="agreement"))
    if agreement is not None:
        named.faults += rules.writable_faults(agreement.status)
        if Pledge.objects.filter(agreement=agreement, line=pledge.line).exists():
            named.faults.append(rules.KNOWN_LINE(found=pledge.line, field="line"))
    try:
        with transaction.atomic():
            ledger.record_pledges([pledge], actor=actor, at=at)
    except ActionRefused as refusal:
        known = {fault.field for fault in named.faults}
        named.faults += [fault for fault in refusal.faults if fault.field not in known]
    refuse(named.faults)
