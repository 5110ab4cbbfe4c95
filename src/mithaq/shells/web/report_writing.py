"""Writing a month's report: the form, saving while it is written, sending, other versions of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mithaq.domains.services import actions
from mithaq.domains.services.access import access_conflicting_draft
from mithaq.domains.services.queries import KeptDraft, ReportForm, report_form
from mithaq.domains.services.records import SavedDraft
from mithaq.engine.months import read_month, write_month
from mithaq.registry.access import NotFound, Permission, access_facility, can
from mithaq.registry.faults import ActionRefused, Fault
from mithaq.registry.vocabulary import pack
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.report_entries import Entered, entered_from, read_entries
from mithaq.shells.web.report_sheets import Sheet, sheet_of, with_refusal
from mithaq.shells.web.templatetags.mithaq import entry, named
from mithaq.shells.web.templatetags.reports import month_name

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Asked:
    """The facility and month that an address names."""

    facility: Any
    month: int

    @property
    def address(self) -> tuple[str, str]:
        return self.facility.location.code, write_month(self.month)

    def form(self) -> ReportForm:
        return report_form(self.facility, self.month, today=timezone.localdate())


@dataclass(frozen=True)
class Aside:
    """A version kept aside, and where it says something else: (what, here, there)."""

    draft: KeptDraft
    differences: tuple[tuple[str, int | None, int | None], ...]


def _asked(
    request: HttpRequest,
    facility: str,
    month: str,
    permission: Permission = Permission.REPORT_MONTH,
) -> Asked:
    row = access_facility(reader(request), facility, permission)
    try:
        return Asked(row, read_month(month))
    except ValueError:
        raise NotFound from None


# --- the page --------------------------------------------------------------------------------
@require_safe
@never_cache
@needs(Permission.SEE_REPORT)
def report(request: HttpRequest, facility: str, month: str) -> HttpResponse:
    """The form while it may be written; afterwards, and for everybody else, the report as sent."""
    asked = _asked(request, facility, month, Permission.SEE_REPORT)
    form = asked.form()
    may_write = can(reader(request), Permission.REPORT_MONTH, location=asked.facility.location)
    is_correction = request.GET.get("correct") == "1" and form.status == "submitted"
    if may_write and is_correction:
        kept = next((d for d in form.kept_aside if str(d.uid) == request.GET.get("draft")), None)
        families = {row.measure: row.family for row in form.rows}
        entered = entered_from(kept.content, form.version, families) if kept else None
        return _page(request, asked, form, entered=entered, is_correction=True)
    if may_write and form.is_open:
        return _page(request, asked, form, is_asked="asked" in request.GET)
    if form.report is None:
        raise NotFound
    return redirect("report_review", form.report)


def _page(
    request: HttpRequest,
    asked: Asked,
    form: ReportForm,
    *,
    entered: Entered | None = None,
    is_asked: bool = False,
    is_correction: bool = False,
    refusals: Sequence[Fault] = (),
    status: int = 200,
) -> HttpResponse:
    sheet = sheet_of(form, entered=entered, is_asked=is_asked)
    is_typed = entered is not None and not entered.is_kept
    context = {
        "facility": asked.facility.location,
        "place": asked.facility.location.parent,
        "form": form,
        "sheet": sheet,
        "version": entered.version if entered and is_typed else form.version,
        "note": entered.content.note if entered and is_typed else form.note,
        "no_activity": entered.content.no_activity if entered and is_typed else form.no_activity,
        "carried": _carried(sheet, entered) if entered and is_typed else (),
        "is_asked": is_asked,
        "is_correction": is_correction,
        "is_overdue": _is_overdue(form),
        "idle_reasons": pack().no_activity_reasons.values(),
        "aside": [] if is_correction else [aside_of(kept, form) for kept in form.kept_aside],
        "refusals": refusals,
        "words": _words(),
    }
    return render(request, "reports/report.html", context, status=status)


def _is_overdue(form: ReportForm) -> bool:
    return not form.revision and form.due_on is not None and timezone.localdate() > form.due_on


def _carried(sheet: Sheet, entered: Entered) -> list[tuple[str, str]]:
    """Answers to questions that the page does not ask just now: they must not be lost."""
    says = [*sheet.says, *(one for measure in sheet.measures for one in measure.says)]
    shown = {one.key for one in says}
    return [(key, text) for key, text in entered.content.answers.items() if key not in shown]


def aside_of(kept: KeptDraft, form: ReportForm) -> Aside:
    here = {
        (row.measure, cell.sex, cell.age_group): cell.value
        for row in form.rows
        for cell in row.cells
    }
    there = {(one.measure, one.sex, one.age_group): one.value for one in kept.content.values}
    names = {row.measure: named(row) for row in form.rows}
    differences = [
        (_label(key, names), here.get(key), there.get(key))
        for key in dict.fromkeys([*here, *there])
        if here.get(key) != there.get(key)
    ]
    return Aside(kept, tuple(differences))


def _label(key: tuple[str, str, str], names: dict[str, str]) -> str:
    measure, sex, age = key
    groups = (entry(sex, "sexes") if sex else "", entry(age, "age_groups") if age else "")
    return "، ".join(part for part in (names.get(measure, measure), *groups) if part)


# --- saving ------------------------------------------------------------------------------------
@require_POST
@needs(Permission.REPORT_MONTH)
def report_save(request: HttpRequest, facility: str, month: str) -> HttpResponse:
    """Keep what was entered so far. A page's script is answered in JSON, a form with a page."""
    asked, entered = _asked(request, facility, month), read_entries(request.POST)
    try:
        saved = _save(request, asked, entered)
    except ActionRefused as refusal:
        return _refused(request, asked, entered, refusal.faults)
    entered = replace(entered, is_kept=True)
    if _wants_json(request):
        return JsonResponse(_said_of(request, asked, saved, entered))
    if saved.conflict:
        messages.warning(request, _conflict_words())
    elif entered.faults:
        return _page(request, asked, asked.form(), entered=entered, status=UNPROCESSABLE)
    else:
        messages.success(request, gettext("The draft is saved."))
    return redirect("report", *asked.address)


def _save(request: HttpRequest, asked: Asked, entered: Entered) -> SavedDraft:
    return actions.save_draft(
        facility=asked.address[0],
        month=asked.month,
        content=entered.content,
        based_on=entered.version,
        actor=actor_of(request),
    )


def _said_of(
    request: HttpRequest, asked: Asked, saved: SavedDraft, entered: Entered
) -> dict[str, Any]:
    """What the page's script shows: the new version, and what the checks say of each measure."""
    if saved.conflict:
        return {"state": "conflict", "text": _conflict_words()}
    sheet = sheet_of(asked.form(), entered=entered, is_asked=entered.is_asked)
    return {
        "state": "saved",
        "version": saved.version,
        "at": timezone.now().isoformat(),
        "general": _says(request, sheet.says),
        "says": {one.row.measure: _says(request, one.says) for one in sheet.measures},
    }


def _says(request: HttpRequest, says: Any) -> str:
    return render_to_string("reports/says.html", {"says": says}, request).strip() if says else ""


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _conflict_words() -> str:
    return gettext(
        "This report was changed elsewhere meanwhile. What you entered is kept beside it: open the"
        " report again and choose."
    )


# --- sending ------------------------------------------------------------------------------------
@require_POST
@needs(Permission.REPORT_MONTH)
def report_submit(request: HttpRequest, facility: str, month: str) -> HttpResponse:
    asked, entered = _asked(request, facility, month), read_entries(request.POST)
    try:
        if entered.faults:
            raise ActionRefused(entered.faults.values())
        report = _submit(request, asked, entered)
    except ActionRefused as refusal:
        return _refused(request, asked, entered, refusal.faults, is_submission=True)
    words = gettext("The report for %(month)s is sent.") % {"month": month_name(asked.month)}
    messages.success(request, words)
    if _wants_json(request):
        return JsonResponse({"state": "sent", "url": reverse("report_review", args=[report])})
    return redirect("report_review", report)


def _submit(request: HttpRequest, asked: Asked, entered: Entered) -> uuid.UUID:
    actor = actor_of(request)
    if entered.is_correction and (report := asked.form().report):
        done = actions.resubmit_report(
            report=report, content=entered.content, version=entered.version, actor=actor
        )
        return done.report
    done = actions.submit_report(
        facility=asked.address[0],
        month=asked.month,
        content=entered.content,
        based_on=entered.version,
        actor=actor,
    )
    return done.report


def _refused(
    request: HttpRequest,
    asked: Asked,
    entered: Entered,
    faults: Sequence[Fault],
    *,
    is_submission: bool = False,
) -> HttpResponse:
    """Keep what can be kept of it, and say everything that stands against it at once."""
    if is_submission and not entered.is_correction:
        try:
            saved = _save(request, asked, entered)
        except ActionRefused as refusal:
            faults = refusal.faults
        else:
            if saved.conflict:
                messages.warning(request, _conflict_words())
                return _to_report(request, asked)
            entered = replace(entered, is_kept=True)
    form = asked.form()
    if entered.is_correction:
        form = with_refusal(form, faults, entered.content.answers)
    unsaid = _unsaid(faults, form, entered)
    if _wants_json(request):
        # What the page itself would say again may be opened there; the rest is shown just once.
        is_said = entered.is_kept and not unsaid and not entered.faults
        url = reverse("report", args=asked.address) + "?asked=1"
        return JsonResponse({"state": "asked" if is_said else "refused", "url": url})
    return _page(
        request,
        asked,
        form,
        entered=entered,
        is_asked=is_submission,
        is_correction=entered.is_correction,
        refusals=unsaid,
        status=UNPROCESSABLE,
    )


def _unsaid(faults: Sequence[Fault], form: ReportForm, entered: Entered) -> list[Fault]:
    """What stands against it and is said beside no field and of no month."""
    says = [*form.says, *(one for row in form.rows for one in row.says)]
    said = {one.key for one in says}
    unread = list(entered.faults.values())
    return [
        fault for fault in faults if fault.parameters.get("key") not in said and fault not in unread
    ]


def _to_report(request: HttpRequest, asked: Asked) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"state": "conflict", "text": _conflict_words()})
    return redirect("report", *asked.address)


# --- versions kept aside -------------------------------------------------------------------------
@require_POST
@needs(Permission.REPORT_MONTH)
def report_draft_take(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    return _settle(request, draft, actions.take_conflicting_draft, gettext("That version stands."))


@require_POST
@needs(Permission.REPORT_MONTH)
def report_draft_discard(request: HttpRequest, draft: uuid.UUID) -> HttpResponse:
    return _settle(
        request, draft, actions.discard_conflicting_draft, gettext("That version is left aside.")
    )


def _settle(request: HttpRequest, draft: uuid.UUID, act: Any, done: str) -> HttpResponse:
    kept = access_conflicting_draft(reader(request), draft)
    try:
        act(draft=draft, actor=actor_of(request))
    except ActionRefused as refusal:
        for fault in refusal.faults:
            messages.error(request, fault.text(get_language() or "ar"))
    else:
        messages.success(request, done)
    month = kept.report.month
    return redirect("report", kept.report.facility.code, f"{month:%Y-%m}")


# --- words of the page's script -------------------------------------------------------------------
def _words() -> dict[str, str]:
    return dict(_script_words())


def _script_words() -> Iterator[tuple[str, str]]:
    yield "saved", gettext("saved {time}")
    yield "draft", gettext("draft")
    yield "saving", gettext("saving…")
    yield "sending", gettext("sending…")
    yield "waiting", gettext("saved on this device {time}, waiting for the line")
    yield "toSend", gettext("will be sent when the line is back ({time})")
    yield "sendLater", gettext("Send when the line is back")
    yield "conflict", _conflict_words()
    yield "signIn", gettext("You are signed out. What you entered is safe on this device: sign in.")
    yield "refused", gettext("Not saved yet: something beside a field cannot be read")
    yield "restored", gettext("restored from this device, {time}")
    yield "sumDiffers", gettext("The total {total} does not equal the sum of its parts, {sum}.")
    yield "open", gettext("Open the report again")
