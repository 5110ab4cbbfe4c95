"""One report as it was sent: its figures beside the past, its answers, its history; judging it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mithaq.domains.services import actions
from mithaq.domains.services.access import access_report
from mithaq.domains.services.queries import ReportDetail, report_detail
from mithaq.domains.services.records import SendBackReason
from mithaq.domains.services.rules import SEND_BACK_REASONS
from mithaq.registry.access import Permission, can
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.registry.queries.actors import names_of_actors
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.report_sheets import sheet_of
from mithaq.shells.web.report_writing import aside_of
from mithaq.shells.web.templatetags.reports import month_name

MOST_AT_ONCE: Final = 100
UNPROCESSABLE: Final = 422
SENT: Final = ("submitted", "accepted", "verified")


@require_safe
@never_cache
@needs(Permission.SEE_REPORT)
def report_review(request: HttpRequest, report: uuid.UUID) -> HttpResponse:
    return _page(request, access_report(reader(request), report))


def _page(
    request: HttpRequest,
    row: Any,
    *,
    typed: Mapping[str, str] | None = None,
    faults: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    detail = report_detail(row, today=timezone.localdate())
    before = detail.revision_before
    people = [event.actor for event in detail.events] + [visit.monitor for visit in detail.visits]
    context = {
        "detail": detail,
        "form": detail.form,
        "facility": row.facility,
        "place": row.facility.parent,
        "sheet": sheet_of(detail.form, is_asked=True),
        "before": {
            (one.measure, one.sex, one.age_group): one.value
            for one in (before.values if before else ())
        },
        "who": names_of_actors(people),
        "reason_codes": [(code, *words) for code, words in SEND_BACK_REASONS.items()],
        "typed": typed or {},
        "faults": faults,
        **_may(request, row, detail),
    }
    return render(request, "reports/review.html", context, status=status)


def _may(request: HttpRequest, row: Any, detail: ReportDetail) -> dict[str, Any]:
    """What the reader may do with the report as it stands."""
    user, me, status = reader(request), actor_of(request), row.status
    own = detail.submitted_by == me
    reviews = can(user, Permission.REVIEW_REPORT, location=row.facility)
    reports = can(user, Permission.REPORT_MONTH, location=row.facility)
    is_party = me in (detail.submitted_by, detail.accepted_by)
    return {
        "may_accept": reviews and status == "submitted" and not own,
        "is_own": reviews and status == "submitted" and own,
        "may_send_back": reviews and status in SENT,
        "may_verify": can(user, Permission.VERIFY_REPORT, location=row.facility)
        and status in ("accepted", "verified")
        and bool(detail.claims)
        and not is_party,
        "may_correct": reports and status == "submitted",
        "may_write": reports and detail.form.is_open,
        "aside": [aside_of(kept, detail.form) for kept in detail.form.kept_aside]
        if reports
        else [],
    }


# --- judging -------------------------------------------------------------------------------------
@require_POST
@needs(Permission.REVIEW_REPORT)
def report_accept(request: HttpRequest, report: uuid.UUID) -> HttpResponse:
    row = access_report(reader(request), report, Permission.REVIEW_REPORT)
    try:
        actions.accept_report(report=row.uid, revision=_revision(request), actor=actor_of(request))
    except ActionRefused as refusal:
        return _page(request, row, faults=refusal.faults, status=UNPROCESSABLE)
    messages.success(request, _accepted_words(1))
    return redirect("reports")


@require_POST
@needs(Permission.REVIEW_REPORT)
def report_accept_many(request: HttpRequest) -> HttpResponse:
    """Accept the chosen reports of the queue, each in the revision that the queue showed."""
    user = reader(request)
    chosen = dict(
        pair for text in request.POST.getlist("report")[:MOST_AT_ONCE] if (pair := _chosen(text))
    )
    rows = [access_report(user, uid, Permission.REVIEW_REPORT) for uid in chosen]
    if not rows:
        messages.info(request, gettext("No report was chosen."))
        return redirect("reports")
    try:
        actions.accept_reports(
            reports=[row.uid for row in rows], revisions=chosen, actor=actor_of(request)
        )
    except ActionRefused as refusal:
        for fault in refusal.faults:
            about = rows[fault.item or 0]
            language = get_language() or "ar"
            name = about.facility.name_ar if language.startswith("ar") else about.facility.name_en
            messages.error(request, f"{name}: {fault.text(language)}")
    else:
        messages.success(request, _accepted_words(len(rows)))
    return redirect("reports")


def _chosen(text: str) -> tuple[uuid.UUID, int] | None:
    uid, _, revision = text.partition(":")
    try:
        return uuid.UUID(uid), int(revision)
    except ValueError:
        return None


def _accepted_words(number: int) -> str:
    words = ngettext("One report is accepted.", "%(n)s reports are accepted.", number)
    return words % {"n": number}


@require_POST
@needs(Permission.REVIEW_REPORT)
def report_send_back(request: HttpRequest, report: uuid.UUID) -> HttpResponse:
    """Send a report back: a reason as a whole, or reasons measure by measure, or both."""
    row = access_report(reader(request), report, Permission.REVIEW_REPORT)
    typed = {
        str(name): str(value).replace("\x00", "")[:600] for name, value in request.POST.items()
    }
    try:
        actions.send_back_report(
            report=row.uid,
            reasons=_reasons(typed),
            revision=_revision(request),
            actor=actor_of(request),
        )
    except ActionRefused as refusal:
        return _page(request, row, typed=typed, faults=refusal.faults, status=UNPROCESSABLE)
    words = gettext("The report for %(month)s is sent back to the facility.")
    messages.success(
        request, words % {"month": month_name(row.month.year * 12 + row.month.month - 1)}
    )
    return redirect("reports")


def _reasons(typed: Mapping[str, str]) -> list[SendBackReason]:
    """Fields are `code|measure` and `words|measure`; words without a code are another reason."""
    measures = [name.partition("|")[2] for name in typed if name.startswith(("code|", "words|"))]
    reasons = []
    for measure in dict.fromkeys(measures):
        code, words = typed.get(f"code|{measure}", ""), typed.get(f"words|{measure}", "").strip()
        if code or words:
            reasons.append(SendBackReason(code=code or "other", words=words, measure=measure))
    return reasons


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isascii() and text.isdecimal() else None
