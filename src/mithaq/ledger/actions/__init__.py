"""The only writer of the ledger. Every action writes one batch of the chain, or nothing.

All raise `mithaq.registry.faults.ActionRefused` with every fault, having written nothing. The same
content under a known key changes nothing; other content is refused. Each asks for a refresh of the
reckoning once it is committed.
"""

from mithaq.ledger.actions.agreements import (
    change_terms,
    record_agreements,
    set_agreement_status,
)
from mithaq.ledger.actions.dates import fill_agreement_dates
from mithaq.ledger.actions.measures import move_measure, record_measures
from mithaq.ledger.actions.overlaps import explain_overlap
from mithaq.ledger.actions.parties import record_parties
from mithaq.ledger.actions.pledges import record_pledges
from mithaq.ledger.actions.postings import post, post_columns
from mithaq.ledger.actions.reversals import reverse_postings
from mithaq.ledger.actions.supports import change_support, end_support, record_supports

__all__ = [
    "change_support",
    "change_terms",
    "end_support",
    "explain_overlap",
    "fill_agreement_dates",
    "move_measure",
    "post",
    "post_columns",
    "record_agreements",
    "record_measures",
    "record_parties",
    "record_pledges",
    "record_supports",
    "reverse_postings",
    "set_agreement_status",
]
