"""Adding to a recorded meeting: a topic, a decision, a point, a promise, a request, a paper."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.access import access_meeting
from mithaq.domains.partnerships.queries.meetings import decisions_of
from mithaq.registry.access import Permission
from mithaq.shells.web import papers
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt, takes_form
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
from mithaq.shells.web.templatetags.mithaq import said
from mithaq.shells.web.templatetags.partnerships import REQUEST_KINDS

Add = Callable[[Any, Entries, Choices, uuid.UUID], object]


@dataclass(frozen=True)
class Addition:
    """What may be added: its fields, the words of its page, how it is kept."""

    fields: tuple[str, ...]
    heading: str | Promise
    add: Add


ADDITIONS = {
    "topic": Addition(
        TEXT,
        _("A topic that was spoken of"),
        lambda meeting, form, _choices, actor: actions.add_topic(
            meeting.uid, new_text(form), actor=actor
        ),
    ),
    "decision": Addition(
        TEXT,
        _("A decision that was taken"),
        lambda meeting, form, _choices, actor: actions.add_decision(
            meeting.uid, new_text(form), actor=actor
        ),
    ),
    "point": Addition(
        POINT,
        _("An action point: who does what by when"),
        lambda meeting, form, choices, actor: actions.add_action_point(
            meeting.uid, new_point(form, choices), actor=actor
        ),
    ),
    "undertaking": Addition(
        UNDERTAKING,
        _("An undertaking without a number"),
        lambda meeting, form, choices, actor: actions.record_undertaking(
            new_undertaking(form, choices, meeting=meeting.code), actor=actor
        ),
    ),
    "request": Addition(
        (*REQUEST, "kind"),
        _("A request or grievance that was raised"),
        lambda meeting, form, choices, actor: actions.raise_request(
            new_request(form, choices, meeting=meeting.code), actor=actor
        ),
    ),
}


def meeting_for(request: HttpRequest, code: str) -> Any:
    """The meeting, for who may add to it; raises NotFound, Denied."""
    return access_meeting(reader(request), code, Permission.EDIT_MEETING)


@takes_form
@needs(Permission.EDIT_MEETING)
def add(request: HttpRequest, code: str, what: str) -> HttpResponse:
    if what not in ADDITIONS:
        raise Http404
    meeting, addition = meeting_for(request, code), ADDITIONS[what]
    choices = Choices(reader(request))
    form = Entries(request.POST if request.method == "POST" else None, fields=addition.fields)
    if form.is_sent and attempt(
        form, lambda: addition.add(meeting, form, choices, actor_of(request))
    ):
        messages.success(request, gettext("It is added to the meeting."))
        return redirect("meeting", code)
    context = {
        "heading": addition.heading,
        "what": what,
        "meeting": meeting,
        "form": form,
        "choices": choices,
        "decisions": [
            (row.order, f"{row.order}. {said(row, 'text')[:80]}") for row in decisions_of(meeting)
        ],
        "request_kinds": REQUEST_KINDS.items(),
    }
    return render(request, "meetings/add.html", context, status=form.http_status)


@takes_form
@needs(Permission.EDIT_MEETING)
def letter(request: HttpRequest, code: str) -> HttpResponse:
    return papers.letter_page(request, _desk(meeting_for(request, code)))


@takes_form
@needs(Permission.EDIT_MEETING)
def file(request: HttpRequest, code: str) -> HttpResponse:
    return papers.file_page(request, _desk(meeting_for(request, code)))


def _desk(meeting: Any) -> papers.Desk:
    """A paper belongs to the meeting or to one of its decisions."""
    subjects = [("meeting", str(meeting.uid), gettext("the meeting itself"))]
    for row in decisions_of(meeting):
        words = gettext("decision %(n)s: %(text)s") % {
            "n": row.order,
            "text": said(row, "text")[:60],
        }
        subjects.append(("decision", str(row.uid), words))
    return papers.Desk(meeting, "meeting", meeting.code, subjects)
