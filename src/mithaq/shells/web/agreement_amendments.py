"""Amending an agreement: lines get new versions from a day; before signature they are written."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.records import LineChange, NewAmendment
from mithaq.domains.partnerships.rules import WRITABLE
from mithaq.ledger.queries.agreements import latest_versions
from mithaq.ledger.records import NewPledge
from mithaq.registry.access import Permission
from mithaq.shells.web.agreement_changes import agreement_for
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, Row, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.milestones import milestones, milestones_text
from mithaq.shells.web.templatetags.partnerships import AMENDMENT_KINDS, PROFILES

HEAD = ("effective_on", "signed_on", "extends_to", "summary_ar", "summary_en")
LINE_FIELDS = (
    "line", "measure", "quantity", "scope", "starts_on", "ends_on", "profile", "milestones",
)  # fmt: skip
# What each kind of amendment asks of a line that is there already.
ASKED = {
    "extension": ("ends_on", "quantity"),
    "targets": ("quantity", "milestones"),
    "scope": ("scope", "quantity"),
}
NAMES = {field: f"changes.{field}" for field in LINE_FIELDS} | {"changes": ""}


@takes_form
@needs(Permission.EDIT_AGREEMENT)
def amend(request: HttpRequest, code: str) -> HttpResponse:
    user = reader(request)
    agreement = agreement_for(user, code)
    is_written = agreement.status in WRITABLE
    kind = "new_line" if is_written else request.GET.get("kind", "extension")
    kind = kind if kind in AMENDMENT_KINDS else "extension"
    choices, versions = Choices(user), latest_versions(agreement)
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=(*HEAD, "changes"),
        initial=_initial(kind, versions),
    )

    def act() -> None:
        if is_written:
            actions.write_line(_written_line(code, form, choices), actor=actor_of(request))
        else:
            _amend(code, kind, form, choices, actor_of(request))

    if form.is_sent and attempt(form, act, NAMES):
        words = gettext("The line is written.") if is_written else gettext("The amendment is kept.")
        messages.success(request, words)
        return redirect("agreement", code)
    rows = form.rows("changes", least=1 if kind == "new_line" else len(versions))
    context = {
        "heading": gettext("Write a line") if is_written else gettext("Amend the agreement"),
        "agreement": agreement,
        "form": form,
        "kind": kind,
        "kinds": AMENDMENT_KINDS.items(),
        "is_written": is_written,
        "lines": list(zip(rows, versions, strict=False)),
        "new": rows[0] if kind == "new_line" else None,
        "choices": choices,
        "profiles": PROFILES.items(),
    }
    return render(request, "agreements/amend.html", context, status=form.http_status)


def _initial(kind: str, versions: list[Any]) -> dict[str, object]:
    if kind == "new_line":
        numbers = [int(pledge.line) for pledge in versions if pledge.line.isdecimal()]
        return {"changes-0-line": max(numbers, default=0) + 1, "changes-0-profile": "linear"}
    initial: dict[str, object] = {}
    for number, pledge in enumerate(versions):
        initial[f"changes-{number}-line"] = pledge.line
        if kind == "scope":
            initial[f"changes-{number}-scope"] = "\n".join(_scope(pledge))
        if kind == "targets":
            initial[f"changes-{number}-milestones"] = milestones_text(pledge.milestones)
    return initial


def _scope(pledge: Any) -> list[str]:
    return [scope.location.code for scope in pledge.scopes.all()]


def _amend(code: str, kind: str, form: Entries, choices: Choices, actor: uuid.UUID) -> None:
    extends_to = form.day("extends_to") if kind == "extension" else None
    if kind == "new_line":
        changes: tuple[LineChange, ...] = (_new_line(_only_row(form), choices),)
    else:
        rows = [row for row in form.filled_rows("changes", ("line",)) if _is_chosen(row)]
        form.keep("changes", rows)
        changes = tuple(_change(row, kind, extends_to, choices) for row in rows)
    actions.amend_agreement(
        NewAmendment(
            agreement=code,
            kind=kind,
            effective_on=form.needed_day("effective_on"),
            signed_on=form.day("signed_on"),
            extends_to=extends_to,
            summary_ar=form.text("summary_ar"),
            summary_en=form.text("summary_en"),
            changes=changes,
        ),
        actor=actor,
    )


def _is_chosen(row: Row) -> bool:
    return row.is_ticked("chosen") or any(row.text(field) for field in ("ends_on", "quantity"))


def _only_row(form: Entries) -> Row:
    row = form.rows("changes", least=1)[0]
    form.keep("changes", [row])
    return row


def _change(row: Row, kind: str, extends_to: date | None, choices: Choices) -> LineChange:
    """What is asked of a known line; what was left empty stays as it is."""
    asked = ASKED[kind]
    scope = choices.scope(row, "scope") if "scope" in asked else ()
    return LineChange(
        line=row.text("line"),
        quantity=row.quantity("quantity"),
        scope=tuple(sorted(scope)) or None,
        ends_on=(row.day("ends_on") or extends_to) if "ends_on" in asked else None,
        milestones=(milestones(row, "milestones") or None) if "milestones" in asked else None,
    )


def _new_line(row: Row, choices: Choices) -> LineChange:
    return LineChange(
        line=row.text("line"),
        measure=row.text("measure"),
        quantity=row.quantity("quantity"),
        scope=choices.scope(row, "scope"),
        starts_on=row.day("starts_on"),
        ends_on=row.day("ends_on"),
        profile=row.text("profile"),
        milestones=milestones(row, "milestones"),
    )


def _written_line(code: str, form: Entries, choices: Choices) -> NewPledge:
    """A line of an agreement not signed yet, in force from the day given or its first day."""
    line = _new_line(_only_row(form), choices)
    return NewPledge(
        agreement=code,
        line=line.line,
        measure=line.measure,
        quantity=line.quantity or 0,
        scope=line.scope or (),
        starts_on=line.starts_on,
        ends_on=line.ends_on,
        profile=line.profile or "linear",
        milestones=line.milestones or (),
        effective_on=form.day("effective_on"),
    )
