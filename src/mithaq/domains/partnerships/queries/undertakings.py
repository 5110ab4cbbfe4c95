"""Undertakings that wait for a number, a review or an end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from mithaq.domains.partnerships.access import visible_undertakings
from mithaq.domains.partnerships.models import Undertaking
from mithaq.registry.access import Visitor

MOST_ROWS = 200


@dataclass(frozen=True)
class UndertakingRow:
    """A promise without a number. `is_due`: its day of review has come."""

    uid: str
    text_ar: str
    text_en: str
    organisation: str
    organisation_ar: str
    organisation_en: str
    agreement: str
    meeting: str
    place_ar: str
    place_en: str
    owner_ar: str
    owner_en: str
    review_on: date | None
    status: str
    status_reason: str
    line: str
    is_due: bool
    is_made_up: bool


def open_undertakings(user: Visitor, *, today: date, limit: int = 50) -> tuple[UndertakingRow, ...]:
    """Those that are open, the first to be reviewed first, undated last."""
    rows = visible_undertakings(user).filter(status=Undertaking.Status.OPEN)
    return undertaking_rows(
        rows.order_by(F("review_on").asc(nulls_last=True), "id")[: min(limit, MOST_ROWS)], today
    )


def undertaking_rows(rows: QuerySet[Undertaking], today: date) -> tuple[UndertakingRow, ...]:
    return tuple(undertaking_row(row, today) for row in rows)


def undertaking_row(row: Undertaking, today: date) -> UndertakingRow:
    is_open = row.status == Undertaking.Status.OPEN
    return UndertakingRow(
        uid=str(row.uid),
        text_ar=row.text_ar,
        text_en=row.text_en,
        organisation=row.organisation.code,
        organisation_ar=row.organisation.name_ar,
        organisation_en=row.organisation.name_en,
        agreement=row.agreement.code if row.agreement else "",
        meeting=row.meeting.code if row.meeting else "",
        place_ar=row.location.name_ar if row.location else "",
        place_en=row.location.name_en if row.location else "",
        owner_ar=row.owner.name_ar if row.owner else "",
        owner_en=row.owner.name_en if row.owner else "",
        review_on=row.review_on,
        status=row.status,
        status_reason=row.status_reason,
        line=row.ripened_into.line if row.ripened_into else "",
        is_due=is_open and row.review_on is not None and row.review_on <= today,
        is_made_up=row.is_made_up,
    )
