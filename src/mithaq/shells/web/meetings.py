"""Meetings: the list, one with all that came of it, and recording a new one."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.queries.meetings import list_meetings, meeting_page
from mithaq.domains.partnerships.records import NewMeeting, NewParticipant, NewText
from mithaq.ledger.access import access_agreement
from mithaq.registry.access import Permission, access_place, can, require, spans
from mithaq.registry.actions import record_people
from mithaq.registry.faults import ActionRefused
from mithaq.registry.records import NewPerson, NewPersonRole
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, Row, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.meeting_rows import (
    POINT,
    REQUEST,
    TEXT,
    UNDERTAKING,
    new_point,
    new_request,
    new_text,
    new_undertaking,
)
from mithaq.shells.web.templatetags.partnerships import REQUEST_KINDS

PAGE = 40
FIELDS = (
    "code", "title_ar", "title_en", "on", "precision", "location", "venue_ar", "venue_en", "host",
    "agreements", "summary_ar", "summary_en", "participants", "topics", "decisions",
    "action_points", "undertakings", "requests",
)  # fmt: skip
PARTICIPANT = ("name_ar", "organisation", "title_ar", "title_en")
PRECISIONS = {"day": _("to the day"), "month": _("to the month"), "year": _("to the year")}
GROUPS = (
    ("participants", 2), ("topics", 1), ("decisions", 1), ("action_points", 0),
    ("undertakings", 0), ("requests", 0),
)  # fmt: skip


@require_safe
@needs(Permission.SEE_MEETING)
def meetings(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    rows = list_meetings(user, before=request.GET.get("before", ""), limit=PAGE + 1)
    return render(
        request,
        "meetings/list.html",
        {
            "rows": rows[:PAGE],
            "next": rows[PAGE - 1].code if len(rows) > PAGE else "",
            "may_add": can(user, Permission.EDIT_MEETING),
            "tab": "meetings",
        },
    )


@require_safe
@needs(Permission.SEE_MEETING)
def meeting(request: HttpRequest, code: str) -> HttpResponse:
    page = meeting_page(reader(request), code)
    return render(request, "meetings/meeting.html", {"meeting": page, "row": page.row})


@takes_form
@needs(Permission.EDIT_MEETING)
def new(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    choices, today = Choices(user, Permission.EDIT_MEETING), timezone.localdate()
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=FIELDS,
        initial={
            "on": today,
            "precision": "day",
            "code": f"M-{today:%Y%m%d}-{secrets.token_hex(2)}",
            "agreements": request.GET.get("agreement", ""),
        },
    )
    is_sent = form.is_sent and not form.asks_for_more
    if is_sent and attempt(form, lambda: _record(request, form, choices)):
        messages.success(request, gettext("The meeting is recorded."))
        return redirect("meeting", form.text("code"))
    context = {
        "heading": gettext("A new meeting"),
        "form": form,
        "choices": choices,
        "precisions": PRECISIONS.items(),
        "request_kinds": REQUEST_KINDS.items(),
        "needs_place": not spans(user, Permission.EDIT_MEETING).everything,
        **{group: form.rows(group, least=least) for group, least in GROUPS},
    }
    return render(request, "meetings/new.html", context, status=form.http_status)


def _record(request: HttpRequest, form: Entries, choices: Choices) -> None:
    """Keep the meeting with all its rows. Raises Denied for a place that is not the user's."""
    user, actor = reader(request), actor_of(request)
    location = form.text("location")
    if location:
        require(user, Permission.EDIT_MEETING, location=access_place(user, location))
    elif not spans(user, Permission.EDIT_MEETING).everything:
        form.need("location")
    agreements = tuple(dict.fromkeys(form.values("agreements")))
    for code in agreements:
        access_agreement(user, code)
    actions.record_meeting(
        NewMeeting(
            code=form.text("code"),
            title_ar=form.text("title_ar"),
            title_en=form.text("title_en"),
            on=form.day("on"),
            precision=form.choice("precision", PRECISIONS) or "day",
            location=location,
            venue_ar=form.text("venue_ar"),
            venue_en=form.text("venue_en"),
            host=choices.organisation(form, "host"),
            agreements=agreements,
            summary_ar=form.text("summary_ar"),
            summary_en=form.text("summary_en"),
            participants=_participants(form, choices, actor),
            topics=_texts(form, "topics"),
            decisions=_texts(form, "decisions"),
            action_points=tuple(
                new_point(row, choices) for row in form.filled_rows("action_points", POINT)
            ),
            undertakings=tuple(
                new_undertaking(row, choices)
                for row in form.filled_rows("undertakings", UNDERTAKING)
            ),
            requests=tuple(
                new_request(row, choices) for row in form.filled_rows("requests", REQUEST)
            ),
        ),
        actor=actor,
    )


def _texts(form: Entries, group: str) -> tuple[NewText, ...]:
    return tuple(new_text(row) for row in form.filled_rows(group, TEXT))


def _participants(form: Entries, choices: Choices, actor: uuid.UUID) -> tuple[NewParticipant, ...]:
    """Who took part: a person by name (a name not known yet is recorded), an organisation."""
    rows = form.filled_rows("participants", PARTICIPANT)
    organisations = [choices.organisation(row, "organisation") for row in rows]
    people = _people(form, rows, organisations, actor)
    return tuple(
        NewParticipant(
            person=people.get(row.number),
            organisation=organisation,
            title_ar=row.text("title_ar"),
            title_en=row.text("title_en"),
            is_acting=row.is_ticked("is_acting"),
        )
        for row, organisation in zip(rows, organisations, strict=True)
    )


def _people(
    form: Entries, rows: Sequence[Row], organisations: Sequence[str], actor: uuid.UUID
) -> dict[int, uuid.UUID]:
    """The uid of the person named in each row; what is refused is noted beside the name."""
    found = {}
    for row, organisation in zip(rows, organisations, strict=True):
        if not (name := row.text("name_ar")):
            continue
        roles: tuple[NewPersonRole, ...] = ()
        if organisation and row.text("title_ar"):
            roles = (
                NewPersonRole(
                    title_ar=row.text("title_ar")[:200],
                    title_en=row.text("title_en")[:200],
                    organisation=organisation,
                    is_acting=row.is_ticked("is_acting"),
                ),
            )
        try:
            [person] = record_people([NewPerson(name_ar=name, roles=roles)], actor=actor)
        except ActionRefused as refusal:
            form.note_refusal(refusal, {"name_ar": row.name("name_ar")})
        else:
            found[row.number] = uuid.UUID(str(person.uid))
    return found
