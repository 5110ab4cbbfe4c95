"""What becomes of an agreement: its steps from announcement to end, its amendments, its parties."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.rules import FOLLOWS, NEEDS_A_REASON
from mithaq.ledger import actions as ledger
from mithaq.ledger.access import access_agreement
from mithaq.ledger.records import NewParty
from mithaq.registry.access import Permission, Visitor
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, Source, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.templatetags.partnerships import ROLES

PERCENT = Decimal(100)


@dataclass(frozen=True)
class Step:
    """A status that may follow, and what it means."""

    value: str
    label: str | Promise
    meaning: str | Promise
    needs_reason: bool


STEPS = {
    "signed": (_("Sign it"), _("Both sides have signed; its lines are owed from their first day.")),
    "active": (_("Put it into effect"), _("The work begins.")),
    "suspended": (_("Suspend it"), _("Nothing more is expected of it until it is resumed.")),
    "ended": (_("Close it at its end"), _("Its time has come; what is missing stays visible.")),
    "terminated": (_("Terminate it"), _("It was broken off; what was expected stands still.")),
}
RESUME = (_("Resume it"), _("It is in effect again."))


def agreement_for(user: Visitor, code: str) -> Any:
    """The agreement, for who may change it; raises NotFound, Denied."""
    return access_agreement(user, code, Permission.EDIT_AGREEMENT)


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def status(request: HttpRequest, code: str) -> HttpResponse:
    user = reader(request)
    agreement = agreement_for(user, code)
    steps = _steps(agreement.status)
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=("status", "on", "reason_ar", "reason_en"),
        initial={"on": timezone.localdate(), "status": steps[0].value if len(steps) == 1 else ""},
    )
    if form.is_sent and attempt(form, lambda: _take(agreement, form, actor_of(request))):
        messages.success(request, gettext("The agreement's status is recorded."))
        return redirect("agreement", code)
    context = {
        "heading": gettext("Change the agreement's status"),
        "agreement": agreement,
        "form": form,
        "steps": steps,
    }
    return render(request, "agreements/status.html", context, status=form.http_status)


def _steps(status: str) -> list[Step]:
    steps = []
    for value in filter(STEPS.__contains__, FOLLOWS[status]):
        label, meaning = RESUME if (status, value) == ("suspended", "active") else STEPS[value]
        steps.append(Step(value, label, meaning, value in NEEDS_A_REASON))
    return steps


def _take(agreement: Any, form: Entries, actor: uuid.UUID) -> None:
    """The step that was chosen, whatever it is."""
    wanted = form.choice("status", STEPS)
    on = form.needed_day("on")
    ar, en = (form.text(name)[:400] for name in ("reason_ar", "reason_en"))
    code = agreement.code
    steps: dict[str, Callable[[], object]] = {
        "signed": lambda: actions.sign_agreement(code, on=on, actor=actor),
        "suspended": lambda: actions.suspend_agreement(
            code, on=on, reason_ar=ar, reason_en=en, actor=actor
        ),
        "ended": lambda: actions.end_agreement(code, on=on, actor=actor),
        "terminated": lambda: actions.terminate_agreement(
            code, on=on, reason_ar=ar, reason_en=en, actor=actor
        ),
        "active": lambda: _activate(agreement, on, actor),
    }
    if wanted:
        steps[wanted]()
    else:
        form.need("status")


def _activate(agreement: Any, on: date, actor: uuid.UUID) -> None:
    if agreement.status == "suspended":
        actions.resume_agreement(agreement.code, on=on, actor=actor)
    else:
        actions.activate_agreement(agreement.code, on=on, actor=actor)


PARTY_FIELDS = ("organisation", "role", "share", "valid_from", "valid_to")


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def party(request: HttpRequest, code: str) -> HttpResponse:
    user = reader(request)
    agreement, choices = agreement_for(user, code), Choices(user)
    form = Entries(request.POST if request.method == "POST" else None, fields=PARTY_FIELDS)

    def add() -> None:
        new = NewParty(
            agreement=code,
            organisation=choices.organisation(form, "organisation"),
            role=form.choice("role", ROLES),
            share=share_of_one(form, "share"),
            valid_from=form.day("valid_from"),
            valid_to=form.day("valid_to"),
        )
        if not form.text("organisation"):
            form.need("organisation")
        ledger.record_parties([new], actor=actor_of(request))

    if form.is_sent and attempt(form, add):
        messages.success(request, gettext("The party is recorded."))
        return redirect("agreement", code)
    context = {
        "heading": gettext("Add a party"),
        "agreement": agreement,
        "form": form,
        "choices": choices,
        "roles": ROLES.items(),
    }
    return render(request, "agreements/party.html", context, status=form.http_status)


def share_of_one(source: Source, name: str) -> Decimal | None:
    """A share is typed in percent."""
    typed = source.decimal(name)
    return None if typed is None else typed / PERCENT
