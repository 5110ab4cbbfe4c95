"""Requests and grievances, followed until they are answered."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.access import access_request
from mithaq.domains.partnerships.queries.requests import request_rows, requests_awaiting
from mithaq.registry.access import Permission
from mithaq.shells.web.forms import Entries, attempt
from mithaq.shells.web.gates import actor_of, needs, reader

ANSWER_FIELDS = ("answer_ar", "answer_en", "on")


@require_safe
@needs(Permission.SEE_MEETING)
def requests(request: HttpRequest) -> HttpResponse:
    rows = requests_awaiting(reader(request), today=timezone.localdate(), limit=200)
    return render(request, "meetings/requests.html", {"rows": rows, "tab": "requests"})


@require_safe
@needs(Permission.SEE_MEETING)
def one(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    return _page(request, uid, Entries(initial={"on": timezone.localdate()}))


def _page(request: HttpRequest, uid: uuid.UUID, form: Entries) -> HttpResponse:
    user = reader(request)
    [row] = request_rows(user, [access_request(user, uid)], timezone.localdate())
    context = {"row": row, "form": form}
    return render(request, "meetings/request.html", context, status=form.http_status)


@require_POST
@needs(Permission.ANSWER_REQUEST)
def study(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """It is being looked into, until a day."""
    form = Entries(request.POST, fields=("follow_up_on",))
    return _step(
        request, uid, form,
        lambda: actions.study_request(
            uid, follow_up_on=form.day("follow_up_on"), actor=actor_of(request)
        ),
        gettext("The request is under study."),
    )  # fmt: skip


@require_POST
@needs(Permission.ANSWER_REQUEST)
def answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Grant or refuse it, in words."""
    form = Entries(request.POST, fields=ANSWER_FIELDS)
    return _step(
        request, uid, form,
        lambda: actions.answer_request(
            uid,
            answer_ar=form.text("answer_ar"),
            answer_en=form.text("answer_en"),
            is_refused=form.is_ticked("is_refused"),
            on=form.day("on"),
            actor=actor_of(request),
        ),
        gettext("The answer is kept."),
    )  # fmt: skip


def _step(
    request: HttpRequest,
    uid: uuid.UUID,
    form: Entries,
    act: Callable[[], object],
    words: str,
) -> HttpResponse:
    access_request(reader(request), uid, Permission.ANSWER_REQUEST)
    if attempt(form, act):
        messages.success(request, words)
        return redirect("meeting_request", uid)
    return _page(request, uid, form)
