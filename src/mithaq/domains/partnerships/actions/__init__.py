"""The only writer of partnerships; what reckoning reads it has the ledger record.

All raise `mithaq.registry.faults.ActionRefused` with every fault, having written nothing.
"""

from mithaq.domains.partnerships.actions.agreements import (
    activate_agreement,
    announce_agreement,
    describe_agreement,
    draft_agreement,
    end_agreement,
    resume_agreement,
    sign_agreement,
    state_figure,
    suspend_agreement,
    terminate_agreement,
)
from mithaq.domains.partnerships.actions.amendments import amend_agreement
from mithaq.domains.partnerships.actions.lines import write_line
from mithaq.domains.partnerships.actions.meetings import (
    add_action_point,
    add_decision,
    add_topic,
    record_meeting,
)
from mithaq.domains.partnerships.actions.points import (
    close_point,
    drop_point,
    reopen_point,
    report_point_done,
)
from mithaq.domains.partnerships.actions.requests import (
    answer_request,
    raise_request,
    study_request,
)
from mithaq.domains.partnerships.actions.supports import (
    ask_supports,
    confirm_support,
    confirm_supports,
)
from mithaq.domains.partnerships.actions.undertakings import (
    drop_undertaking,
    fulfil_undertaking,
    put_off_undertaking,
    record_undertaking,
    ripen_undertaking,
)

__all__ = [
    "activate_agreement",
    "add_action_point",
    "add_decision",
    "add_topic",
    "amend_agreement",
    "announce_agreement",
    "answer_request",
    "ask_supports",
    "close_point",
    "confirm_support",
    "confirm_supports",
    "describe_agreement",
    "draft_agreement",
    "drop_point",
    "drop_undertaking",
    "end_agreement",
    "fulfil_undertaking",
    "put_off_undertaking",
    "raise_request",
    "record_meeting",
    "record_undertaking",
    "reopen_point",
    "report_point_done",
    "resume_agreement",
    "ripen_undertaking",
    "sign_agreement",
    "state_figure",
    "study_request",
    "suspend_agreement",
    "terminate_agreement",
    "write_line",
]
