"""Writing the reports of a file with their claims: all of them in one transaction."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime

import pyarrow as pa
from django.db import IntegrityError, connection, transaction

from mithaq.domains.services.actions.bulk_rows import Key, RowsOfReport
from mithaq.domains.services.actions.claims import KIND, claim_posting, take_back
from mithaq.domains.services.actions.report_rows import (
    displaced_draft,
    event_row,
    keep_aside,
    question_row,
)
from mithaq.domains.services.actions.submissions import mark_submitted
from mithaq.domains.services.models import (
    MonthlyReport,
    ReportEvent,
    ReportQuestion,
    ReportValue,
)
from mithaq.domains.services.queries.cases import Case
from mithaq.domains.services.queries.saved import kept_answers
from mithaq.domains.services.rules import submitted_already
from mithaq.engine.months import first_day, month_of
from mithaq.engine.report_checks import Weight
from mithaq.ledger.actions import post_columns
from mithaq.ledger.models import ReversalReason
from mithaq.ledger.records import DELIVERY_COLUMNS, OPTIONAL_COLUMNS, NewPosting, Posted
from mithaq.registry.faults import refuse
from mithaq.registry.lookups import chunks

Status = MonthlyReport.Status
Answers = Mapping[Key, Mapping[str, str]]
_ROWS_AT_ONCE = 2000
_MANY = 1000  # reports


def existing_reports(keys: Iterable[Key], *, lock: bool = False) -> dict[Key, MonthlyReport]:
    """The reports there are among those of facilities' months."""
    wanted = set(keys)
    months = [first_day(month) for month in sorted({month for _, month in wanted})]
    found: dict[Key, MonthlyReport] = {}
    for chunk in chunks(sorted({facility for facility, _ in wanted}), 400):
        for some in chunks(months, 400):
            rows = MonthlyReport.objects.filter(facility_id__in=chunk, month__in=some)
            for row in (rows.select_for_update() if lock else rows).order_by("id"):
                key = (row.facility_id, month_of(row.month))
                if key in wanted:
                    found[key] = row
    return found


def write_reports(
    cases: Mapping[Key, Case],
    given: Mapping[Key, RowsOfReport],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    """Write reports and post their claims, in place of drafts and of what was sent back.

    Refused where somebody has submitted one of them since it was looked at.
    """
    for tries_left in (2, 1, 0):
        try:
            if _may_be_staged(cases):
                _write_staged(cases, actor=actor, at=at)
            else:
                with transaction.atomic():
                    _write_locked(cases, given, actor=actor, at=at)
            return
        except IntegrityError:
            # A reporter opened one of the months in between: now it is there to be locked.
            if not tries_left:
                raise


def _may_be_staged(cases: Mapping[Key, Case]) -> bool:
    """On SQLite a transaction keeps every reporter waiting, so many new reports are made ready
    outside it. Elsewhere it holds its own rows only, and they must be held before the chain."""
    return (
        connection.vendor == "sqlite"
        and not connection.in_atomic_block
        and len(cases) >= _MANY
        and not existing_reports(cases)
    )


def _write_staged(cases: Mapping[Key, Case], *, actor: uuid.UUID | None, at: datetime) -> None:
    rows = {key: _new_row(case, at) for key, case in cases.items()}
    postings = _submitted(cases, rows, actor=actor, at=at)

    def write(posted: Posted) -> None:
        del posted
        _write_rows(cases, rows, {}, actor=actor, at=at)

    post_columns(_columns(postings), actor=actor, kind=KIND, at=at, then=write)


def _write_locked(
    cases: Mapping[Key, Case],
    given: Mapping[Key, RowsOfReport],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    rows = existing_reports(cases, lock=True)
    refuse(
        submitted_already(case.facility.location.code, case.month, item=given[key].rows[0])
        for key, case in cases.items()
        if key in rows and rows[key].status not in (Status.DRAFT, Status.SENT_BACK)
    )
    answers = {key: _aside(row, cases[key], at) for key, row in rows.items()}
    sources = [row.source for row in rows.values()]
    take_back(sources, ReversalReason.SENT_BACK, actor=actor, at=at)
    rows |= {key: _new_row(case, at) for key, case in cases.items() if key not in rows}
    postings = _submitted(cases, rows, actor=actor, at=at)
    _write_rows(cases, rows, answers, actor=actor, at=at)
    if postings:
        post_columns(_columns(postings), actor=actor, kind=KIND, at=at)


def _aside(row: MonthlyReport, case: Case, at: datetime) -> dict[str, str]:
    """Keep what somebody is writing aside; the answers given so far."""
    if draft := displaced_draft(row, case.content, None):
        keep_aside(row, draft, actor=None, at=at)
    return kept_answers(row, case.checked.findings)


def _new_row(case: Case, at: datetime) -> MonthlyReport:
    return MonthlyReport(
        facility_id=case.facility.location_id,
        month=first_day(case.month),
        is_made_up=case.facility.location.is_made_up,
        updated_at=at,
    )


def _submitted(
    cases: Mapping[Key, Case],
    rows: Mapping[Key, MonthlyReport],
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> list[NewPosting]:
    """Make the rows say that they are submitted, not saved yet; what they claim."""
    postings = []
    for key, case in cases.items():
        posting = claim_posting(case, rows[key].revision + 1)
        mark_submitted(rows[key], case, posting.source if posting else "", actor=actor, at=at)
        if posting:
            postings.append(posting)
    return postings


def _columns(postings: Iterable[NewPosting]) -> pa.Table:
    """Claims as the ledger takes many of them; nobody states organisation or agreement."""
    lines = [(each, line) for each in postings for line in each.lines]
    none = pa.nulls(len(lines), pa.string())
    columns = {
        "source": [each.source for each, _ in lines],
        "line": [line.line for _, line in lines],
        "stage": [int(line.stage) for _, line in lines],
        "claimant": [int(line.claimant) for _, line in lines],
        "measure": [line.measure for _, line in lines],
        "location": [line.location for _, line in lines],
        "month": [line.month for _, line in lines],
        "quantity": [line.quantity for _, line in lines],
        "organisation": none,
        "agreement": none,
        "answers_source": none,
        "answers_line": none,
        "is_made_up": [each.is_made_up for each, _ in lines],
    }
    fields = [*DELIVERY_COLUMNS, OPTIONAL_COLUMNS.field("is_made_up")]
    return pa.table(columns, schema=pa.schema(fields))


def _write_rows(
    cases: Mapping[Key, Case],
    rows: Mapping[Key, MonthlyReport],
    answers: Answers,
    *,
    actor: uuid.UUID | None,
    at: datetime,
) -> None:
    """Heads first, since everything else refers to them. `answers`: of rows there were before."""
    new = [row for row in rows.values() if row.pk is None]
    MonthlyReport.objects.bulk_create(new, batch_size=_ROWS_AT_ONCE)
    for key in answers:
        row = rows[key]
        row.save()
        row.values.all().delete()
        row.questions.filter(revision=row.revision).delete()
    _write_values(cases, rows)
    ReportQuestion.objects.bulk_create(
        (
            question_row(rows[key], one, case, answers.get(key, {}), actor=actor, at=at)
            for key, case in cases.items()
            for one in case.checked.of(Weight.QUESTION)
        ),
        batch_size=_ROWS_AT_ONCE,
    )
    ReportEvent.objects.bulk_create(
        (
            event_row(rows[key], actor=actor, at=at, content=case.content)
            for key, case in cases.items()
        ),
        batch_size=_ROWS_AT_ONCE,
    )


def _write_values(cases: Mapping[Key, Case], rows: Mapping[Key, MonthlyReport]) -> None:
    """Past the ORM, which takes five times as long for as many rows."""
    columns = ("report_id", "measure_id", "sex", "age_group", "value")
    table = connection.ops.quote_name(ReportValue._meta.db_table)
    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})",  # noqa: S608
            [
                (rows[key].pk, case.measures[one.measure].id, one.sex, one.age_group, one.value)
                for key, case in cases.items()
                for one in case.content.values
            ],
        )
