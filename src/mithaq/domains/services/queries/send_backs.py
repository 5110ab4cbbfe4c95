"""Why reports were sent back, for lists of them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping

from mithaq.domains.services.models import MonthlyReport, ReportEvent

Status = MonthlyReport.Status


def send_back_reasons(reports: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Mapping[str, str]]]:
    """The reasons with which each report was sent back last; reports that were not are absent."""
    wanted = set(reports)
    if not wanted:
        return {}
    events = ReportEvent.objects.filter(report__uid__in=wanted, status=Status.SENT_BACK)
    return dict(events.order_by("id").values_list("report__uid", "reasons"))
