"""Rules of conduct of monthly reports: words, statuses, keys, reminders. No Django, no database."""

from mithaq.domains.services.rules.conduct import (
    SEND_BACK_REASONS,
    Close,
    Verb,
    acceptor_faults,
    closed_by,
    due_on,
    finding_faults,
    monitor_faults,
    reason_faults,
    status_faults,
    submitted_already,
)
from mithaq.domains.services.rules.reminders import Reminder, reminder
from mithaq.domains.services.rules.sources import (
    accepted_source,
    claim_source,
    reversal_source,
    verified_source,
)
from mithaq.domains.services.rules.words import Names, fault_of, figure, month_ar, month_en

__all__ = [
    "SEND_BACK_REASONS",
    "Close",
    "Names",
    "Reminder",
    "Verb",
    "accepted_source",
    "acceptor_faults",
    "claim_source",
    "closed_by",
    "due_on",
    "fault_of",
    "figure",
    "finding_faults",
    "monitor_faults",
    "month_ar",
    "month_en",
    "reason_faults",
    "reminder",
    "reversal_source",
    "status_faults",
    "submitted_already",
    "verified_source",
]
