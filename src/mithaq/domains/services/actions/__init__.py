"""The only writer of monthly reports.

All raise `mithaq.registry.faults.ActionRefused` with every fault, having written nothing. The same
content again changes nothing. Callers have asked `access` before.
"""

from mithaq.domains.services.actions.bulk import submit_reports_bulk
from mithaq.domains.services.actions.data_sets import load_data_sets
from mithaq.domains.services.actions.drafts import (
    discard_conflicting_draft,
    save_draft,
    take_conflicting_draft,
)
from mithaq.domains.services.actions.month_closes import close_month, reopen_month
from mithaq.domains.services.actions.reviews import (
    accept_report,
    accept_reports,
    send_back_report,
)
from mithaq.domains.services.actions.submissions import (
    declare_no_activity,
    resubmit_report,
    submit_report,
)
from mithaq.domains.services.actions.verifications import verify_report

__all__ = [
    "accept_report",
    "accept_reports",
    "close_month",
    "declare_no_activity",
    "discard_conflicting_draft",
    "load_data_sets",
    "reopen_month",
    "resubmit_report",
    "save_draft",
    "send_back_report",
    "submit_report",
    "submit_reports_bulk",
    "take_conflicting_draft",
    "verify_report",
]
