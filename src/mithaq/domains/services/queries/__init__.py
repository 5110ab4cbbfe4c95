"""Readers of monthly reports. Rows come in through `access`; quantities are int millionths,
months the engine's numbers."""

from mithaq.domains.services.queries.completeness import (
    Completeness,
    MissingReport,
    completeness_by_part,
    completeness_of,
    missing_reports,
)
from mithaq.domains.services.queries.forms import (
    FormCell,
    FormRow,
    FormSection,
    KeptDraft,
    ReportForm,
    Said,
    report_form,
)
from mithaq.domains.services.queries.month_closes import CloseEntry, MonthState, month_state
from mithaq.domains.services.queries.reports import (
    ReportDetail,
    ReportLine,
    count_waiting,
    report_claims,
    report_detail,
    reports_of_facility,
    review_queue,
)
from mithaq.domains.services.queries.samples import (
    MeasureRatio,
    Suggestion,
    ToVisit,
    verification_ratios,
    verification_sample,
)
from mithaq.domains.services.queries.send_backs import send_back_reasons
from mithaq.domains.services.queries.series import (
    FacilitySeries,
    MonthsOfMeasure,
    facility_series,
)

__all__ = [
    "CloseEntry",
    "Completeness",
    "FacilitySeries",
    "FormCell",
    "FormRow",
    "FormSection",
    "KeptDraft",
    "MeasureRatio",
    "MissingReport",
    "MonthState",
    "MonthsOfMeasure",
    "ReportDetail",
    "ReportForm",
    "ReportLine",
    "Said",
    "Suggestion",
    "ToVisit",
    "completeness_by_part",
    "completeness_of",
    "count_waiting",
    "facility_series",
    "missing_reports",
    "month_state",
    "report_claims",
    "report_detail",
    "report_form",
    "reports_of_facility",
    "review_queue",
    "send_back_reasons",
    "verification_ratios",
    "verification_sample",
]
