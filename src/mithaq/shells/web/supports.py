"""Still supporting? until when? The partner answers for each facility; officers see who has not."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from mithaq.domains.partnerships import actions
from mithaq.domains.partnerships.access import access_confirmation
from mithaq.domains.partnerships.queries.supports import SupportQuestion, supports_to_confirm
from mithaq.registry.access import Permission, can, spans
from mithaq.shells.web.forms import Entries, attempt
from mithaq.shells.web.gates import actor_of, needs, reader

FIELDS = ("answer", "until")


@dataclass(frozen=True)
class FacilityQuestions:
    """What is asked about one facility, by family."""

    code: str
    name_ar: str
    name_en: str
    questions: Sequence[SupportQuestion]

    @property
    def uids(self) -> set[str]:
        return {question.uid for question in self.questions}


@dataclass(frozen=True)
class Unanswered:
    """What one partner has not answered, by facility."""

    name_ar: str
    name_en: str
    since: date
    count: int
    facilities: Sequence[FacilityQuestions]


@require_safe
@needs(Permission.SEE_AGREEMENT)
def supports(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(
    request: HttpRequest, asked: uuid.UUID | None = None, form: Entries | None = None
) -> HttpResponse:
    """The questions; `form` with its faults beside the one that was `asked`."""
    user, form = reader(request), form or Entries()
    answers = can(user, Permission.CONFIRM_SUPPORT)
    own = supports_to_confirm(user) if answers else ()
    others = () if answers else supports_to_confirm(user, Permission.SEE_AGREEMENT)
    context = {
        "answers": answers,
        "count": len(own),
        "agreements": sorted({question.agreement for question in own if question.agreement}),
        "facilities": _by_facility(own),
        "partners": _by_partner(others),
        "waiting": len(others),
        "asked": str(asked) if asked else "",
        "form": form,
        "may_ask": spans(user, Permission.EDIT_AGREEMENT).everything,
        "month": timezone.localdate().replace(day=1),
    }
    return render(request, "supports/supports.html", context, status=form.http_status)


def _by_facility(questions: Iterable[SupportQuestion]) -> list[FacilityQuestions]:
    found = []
    for code, group in groupby(questions, key=lambda question: question.facility):
        rows = tuple(group)
        found.append(FacilityQuestions(code, rows[0].facility_ar, rows[0].facility_en, rows))
    return found


def _by_partner(questions: Iterable[SupportQuestion]) -> list[Unanswered]:
    """Those who owe the most answers first."""
    by_partner: dict[tuple[str, str], list[SupportQuestion]] = {}
    for question in questions:
        names = (question.organisation_ar, question.organisation_en)
        by_partner.setdefault(names, []).append(question)
    found = [
        Unanswered(
            *names,
            since=min(question.month for question in rows),
            count=len(rows),
            facilities=_by_facility(rows),
        )
        for names, rows in by_partner.items()
    ]
    return sorted(found, key=lambda partner: -partner.count)


@require_POST
@needs(Permission.CONFIRM_SUPPORT)
def answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """One question's answer: yes, until a day, or no."""
    access_confirmation(reader(request), uid)
    form = Entries(request.POST, fields=FIELDS)
    given = form.text("answer")

    def confirm() -> None:
        until = form.day("until") if given != "yes" else None
        actions.confirm_support(uid, answer=given, until=until, actor=actor_of(request))

    if attempt(form, confirm):
        messages.success(request, gettext("The answer is kept."))
        return redirect("supports")
    return _page(request, uid, form)


@require_POST
@needs(Permission.CONFIRM_SUPPORT)
def answer_all(request: HttpRequest) -> HttpResponse:
    """Yes to every question of one's own, or to those of one agreement or facility."""
    agreement, facility = (request.POST.get(name, "") for name in ("agreement", "facility"))
    own = [
        uuid.UUID(question.uid)
        for question in supports_to_confirm(reader(request))
        if agreement in ("", question.agreement) and facility in ("", question.facility)
    ]
    count = actions.confirm_supports(own, actor=actor_of(request))
    words = ngettext("One support is confirmed.", "%(n)s supports are confirmed.", count)
    messages.success(request, words % {"n": count})
    return redirect("supports")


@require_POST
@needs(Permission.EDIT_AGREEMENT)
def ask(request: HttpRequest) -> HttpResponse:
    """Put this month's questions to every partner; asking again is nothing."""
    count = actions.ask_supports(timezone.localdate(), actor=actor_of(request))
    words = ngettext("One question is put.", "%(n)s questions are put.", count)
    messages.success(request, words % {"n": count})
    return redirect("supports")
