"""A new agreement: announced, or taken up as a draft."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mithaq.domains.partnerships import actions
from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.ledger.access import access_agreement
from mithaq.ledger.queries.agreements import KINDS
from mithaq.ledger.records import NewAgreement, NewParty
from mithaq.registry.access import Permission
from mithaq.shells.web.agreement_changes import PARTY_FIELDS, share_of_one
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.templatetags.mithaq import STAGES
from mithaq.shells.web.templatetags.partnerships import ROLES

FIELDS = (
    "first", "code", "title_ar", "title_en", "kind", "authority", "partner", "parent",
    "announced_on", "starts_on", "ends_on", "ends_precision", "counts_from", "preferred_claimant",
    "purpose_ar", "purpose_en", "parties",
)  # fmt: skip
FIRST = {"announced": _("It was announced"), "draft": _("It is being drafted")}
PRECISIONS = {
    "day": _("to the day"),
    "month": _("to the month"),
    "year": _("to the year"),
}
CLAIMANTS = {"0": _("the facility's report"), "1": _("the partner's sheet")}
COUNTED = {str(stage.value): STAGES[stage.value] for stage in Stage}
INITIAL = {
    "first": "announced",
    "ends_precision": "day",
    "counts_from": str(Stage.ACCEPTED.value),
    "preferred_claimant": str(Claimant.FACILITY.value),
}


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def new(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    choices = Choices(user)
    form = Entries(
        request.POST if request.method == "POST" else None, fields=FIELDS, initial=INITIAL
    )

    def begin() -> None:
        if parent := form.text("parent"):
            access_agreement(user, parent, Permission.EDIT_AGREEMENT)
        _begin(form, choices, actor_of(request))

    is_sent = form.is_sent and not form.asks_for_more
    if is_sent and attempt(form, begin):
        messages.success(request, gettext("The agreement is recorded; write its lines."))
        return redirect("agreement", form.text("code"))
    context = {
        "heading": gettext("A new agreement"),
        "form": form,
        "choices": choices,
        "kinds": KINDS,
        "firsts": FIRST.items(),
        "precisions": PRECISIONS.items(),
        "stages": COUNTED.items(),
        "claimants": CLAIMANTS.items(),
        "roles": ROLES.items(),
        "parties": form.rows("parties", least=1),
    }
    return render(request, "agreements/new.html", context, status=form.http_status)


def _begin(form: Entries, choices: Choices, actor: uuid.UUID) -> None:
    for name in ("authority", "partner"):
        if not form.text(name):
            form.need(name)
    head = NewAgreement(
        code=form.text("code"),
        title_ar=form.text("title_ar"),
        title_en=form.text("title_en"),
        kind=form.text("kind"),
        authority=choices.organisation(form, "authority"),
        partner=choices.organisation(form, "partner"),
        parent=form.text("parent"),
        announced_on=form.day("announced_on"),
        starts_on=form.day("starts_on"),
        ends_on=form.day("ends_on"),
        ends_precision=form.choice("ends_precision", PRECISIONS) or "day",
        counts_from=Stage(int(form.choice("counts_from", COUNTED) or Stage.ACCEPTED)),
        preferred_claimant=Claimant(int(form.choice("preferred_claimant", CLAIMANTS) or 0)),
    )
    is_draft = form.choice("first", FIRST) == "draft"
    begin = actions.draft_agreement if is_draft else actions.announce_agreement
    begin(
        head,
        parties=_parties(form, choices),
        purpose_ar=form.text("purpose_ar"),
        purpose_en=form.text("purpose_en"),
        actor=actor,
    )


def _parties(form: Entries, choices: Choices) -> tuple[NewParty, ...]:
    rows = form.filled_rows("parties", PARTY_FIELDS)
    for row in rows:
        if not row.text("organisation"):
            row.need("organisation")
    return tuple(
        NewParty(
            agreement="",
            organisation=choices.organisation(row, "organisation"),
            role=row.text("role"),
            share=share_of_one(row, "share"),
            valid_from=row.day("valid_from"),
            valid_to=row.day("valid_to"),
        )
        for row in rows
    )
