"""Recording what a monitor found on site of an accepted report."""

from __future__ import annotations

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from mithaq.domains.services import actions
from mithaq.domains.services.access import access_report
from mithaq.domains.services.queries import report_claims
from mithaq.domains.services.queries.reports import Claimed
from mithaq.domains.services.records import NewFinding
from mithaq.engine.quantities import MILLION
from mithaq.engine.sampling import sample_size
from mithaq.registry.access import Permission
from mithaq.shells.web.forms import Entries, attempt
from mithaq.shells.web.gates import actor_of, needs, reader

MARGIN: Final = 0.1
FIELDS: Final = ("finding", "on", "note")
# Where the action's fields stand in the form.
NAMES: Final = {
    "measure": "finding.checked",
    "checked": "finding.checked",
    "found": "finding.found",
    "findings": "",
}


@require_http_methods(["GET", "POST"])
@needs(Permission.VERIFY_REPORT)
def report_verify(request: HttpRequest, report: uuid.UUID) -> HttpResponse:
    """The claim line by line: how much of it was looked at, and how much was there."""
    row = access_report(reader(request), report, Permission.VERIFY_REPORT)
    claims = [claim for claim in report_claims(row) if claim.quantity > 0]
    given = request.POST if request.method == "POST" else None
    form = Entries(given, fields=FIELDS, initial={"on": timezone.localdate()})
    if given is not None and _record(request, row, form, claims):
        messages.success(request, gettext("What was found is recorded."))
        return redirect("report_review", row.uid)
    context = {
        "report": row,
        "form": form,
        "facility": row.facility,
        "place": row.facility.parent,
        "rows": [
            (claim, line, _enough(claim))
            for claim, line in zip(claims, form.rows("finding", len(claims)), strict=False)
        ],
    }
    status = 422 if form.has_faults else 200
    return render(request, "reports/verify.html", context, status=status)


def _record(request: HttpRequest, row: Any, form: Entries, claims: list[Claimed]) -> Any:
    findings = [
        NewFinding(
            measure=claims[line.number].measure,
            checked=line.quantity("checked") or 0,
            found=line.quantity("found") or 0,
            note=line.text("note")[:300],
        )
        for line in form.filled_rows("finding", ("checked", "found", "note"))
        if line.number < len(claims)
    ]
    revision = form.text("revision")
    return attempt(
        form,
        lambda: actions.verify_report(
            report=row.uid,
            findings=findings,
            on=form.needed_day("on"),
            note=form.text("note")[:600],
            revision=int(revision) if revision.isascii() and revision.isdecimal() else None,
            actor=actor_of(request),
        ),
        NAMES,
    )


def _enough(claim: Claimed) -> int:
    """How many to look at for a ratio within ten points, at 95 %."""
    return sample_size(claim.quantity // MILLION, margin=MARGIN)
