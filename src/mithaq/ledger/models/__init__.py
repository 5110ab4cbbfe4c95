"""What was promised and what was delivered."""

from mithaq.ledger.models.agreements import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    AgreementTerms,
    PartyRole,
    Status,
    Support,
)
from mithaq.ledger.models.measures import (
    Combine,
    Family,
    Measure,
    MeasureDefinition,
    MeasureParent,
)
from mithaq.ledger.models.pledges import Pledge, PledgeScope, Profile
from mithaq.ledger.models.postings import (
    Batch,
    Chain,
    Claimant,
    Delivery,
    Posting,
    ReversalReason,
    Stage,
)
from mithaq.ledger.models.reckonings import (
    FoundCliff,
    FoundDisagreement,
    FoundOverlap,
    FoundUnpledged,
    OverlapExplanation,
    ReckonedLine,
    Reckoning,
    Refresh,
)

__all__ = [
    "Agreement",
    "AgreementKind",
    "AgreementParty",
    "AgreementStatus",
    "AgreementTerms",
    "Batch",
    "Chain",
    "Claimant",
    "Combine",
    "Delivery",
    "Family",
    "FoundCliff",
    "FoundDisagreement",
    "FoundOverlap",
    "FoundUnpledged",
    "Measure",
    "MeasureDefinition",
    "MeasureParent",
    "OverlapExplanation",
    "PartyRole",
    "Pledge",
    "PledgeScope",
    "Posting",
    "Profile",
    "ReckonedLine",
    "Reckoning",
    "Refresh",
    "ReversalReason",
    "Stage",
    "Status",
    "Support",
]
