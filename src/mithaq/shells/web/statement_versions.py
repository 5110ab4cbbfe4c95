"""Another outlet's version of the same event: both texts side by side, merged or kept apart."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from mithaq.exchange.statements.drafts.merging import keep_apart, merge_statements
from mithaq.exchange.statements.drafts.queries import access_draft, statement_page
from mithaq.exchange.statements.drafts.records import StatementPage
from mithaq.registry.access import Permission
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.statement_marks import layers_of, marked


@require_safe
@needs(Permission.SEE_STATEMENT)
def beside(request: HttpRequest, uid: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    return _beside(request, uid, other)


def _beside(
    request: HttpRequest, uid: uuid.UUID, other: uuid.UUID, *, faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    """The earlier one first, whichever was asked for: the later one is merged into it."""
    asked, beside = (statement_page(reader(request), each) for each in (uid, other))
    near = next((row for row in asked.near if row.row.uid == beside.row.uid), None)
    earlier, later = sorted((asked, beside), key=lambda page: (page.row.added_at, page.row.uid))
    context: dict[str, Any] = {
        "earlier": earlier,
        "later": later,
        "near": near,
        "texts": [(page, marked(page.text, _seen(page))) for page in (earlier, later)],
        "faults": faults,
        "may": earlier.may_edit and later.may_edit and later.row.state == "draft",
    }
    return render(request, "statements/beside.html", context, status=422 if faults else 200)


def _seen(page: StatementPage) -> list[Any]:
    """Its marks without the cards, which are not on this page."""
    return [layer for layer in layers_of(page) if layer.href]


@require_POST
@needs(Permission.EDIT_STATEMENT)
def merge(request: HttpRequest, uid: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Make this one a further source of the other."""
    for each in (uid, other):
        access_draft(reader(request), each)
    try:
        added = merge_statements(uid, into=other, actor=actor_of(request))
    except ActionRefused as refusal:
        return _beside(request, uid, other, faults=refusal.faults)
    words = ngettext(
        "The two are one draft now; %(n)s finding was added.",
        "The two are one draft now; %(n)s findings were added.",
        added,
    )
    messages.success(request, words % {"n": added})
    return redirect("statement", other)


@require_POST
@needs(Permission.EDIT_STATEMENT)
def apart(request: HttpRequest, uid: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    for each in (uid, other):
        access_draft(reader(request), each)
    try:
        keep_apart(uid, other, actor=actor_of(request))
    except ActionRefused as refusal:
        return _beside(request, uid, other, faults=refusal.faults)
    messages.success(request, gettext("The two are kept apart."))
    return redirect("statement", uid)
