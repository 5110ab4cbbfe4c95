"""For who audits: the last edits of the registers, and the ledger's chain of batches."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mithaq.ledger.queries.batches import latest_batches
from mithaq.registry.access import Permission
from mithaq.registry.queries.accounts import latest_edits
from mithaq.registry.queries.actors import names_of_actors
from mithaq.shells.web.gates import needs, reader
from mithaq.shells.web.templatetags.audits import REGISTERS

BATCHES_SHOWN: Final = 50
EDITS_SHOWN: Final = 60


@require_safe
@needs(Permission.SEE_AUDIT)
def audit_edits(request: HttpRequest) -> HttpResponse:
    """Who changed what; with one register chosen, what it was before and after."""
    chosen = request.GET.get("register", "")
    register = chosen if chosen in REGISTERS else ""
    context = {
        "register": register,
        "registers": REGISTERS.items(),
        "edits": latest_edits(reader(request), model=register, limit=EDITS_SHOWN),
    }
    return render(request, "users/edits.html", context)


@require_safe
@needs(Permission.SEE_AUDIT)
def audit_batches(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("before", "")
    is_number = text.isascii() and text.isdecimal() and len(text) < 19
    before = int(text) if is_number else None
    rows = latest_batches(reader(request), before=before, limit=BATCHES_SHOWN + 1)
    shown = rows[:BATCHES_SHOWN]
    context = {
        "batches": shown,
        "who": names_of_actors(one.actor for one in shown),
        "next": shown[-1].number if len(rows) > BATCHES_SHOWN else None,
    }
    return render(request, "users/batches.html", context)
