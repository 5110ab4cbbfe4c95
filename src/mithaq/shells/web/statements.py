"""Statements: the list, taking one in, and the screen on which its draft is reviewed."""

from __future__ import annotations

import re
import tempfile
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mithaq.exchange.statements.documents import DocumentRefused
from mithaq.exchange.statements.drafts import decisions
from mithaq.exchange.statements.drafts.queries import (
    access_draft,
    list_statements,
    statement_page,
)
from mithaq.exchange.statements.drafts.records import NewStatement, StatementPage, Taken
from mithaq.exchange.statements.drafts.taking import take_statement
from mithaq.registry.access import Permission, access_place, can, require, spans
from mithaq.registry.faults import ActionRefused, Fault, FaultKind
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt, takes_form
from mithaq.shells.web.gates import actor_of, needs, reader
from mithaq.shells.web.statement_cards import SHOW, came_of, counts_of, groups_of
from mithaq.shells.web.statement_marks import PASSAGE, Layer, layers_of, marked
from mithaq.shells.web.statement_questions import questions_of
from mithaq.shells.web.statement_words import KINDS, STATES

TOO_LARGE = FaultKind(
    "file_too_large",
    ar="الملف أكبر مما يُرسل من الصفحة.",
    en="The file is larger than what may be sent from a page.",
)
NEW: Final = ("title", "outlet", "on", "location", "text", "file")
DETAILS: Final = ("title", "outlet", "on")
ACCEPTED_FILES: Final = ".txt,.docx,.pdf,.html,.htm"
_PLACE = re.compile(r"([0-9]{1,7})-([0-9]{1,7})")
SHOWING: Final = (
    ("", _("All")),
    ("open", _("Not decided")),
    ("blocked", _("Something in the way")),
    ("waiting", _("Waiting for another card")),
    ("decided", _("Accepted")),
    ("rejected", _("Rejected")),
)


@require_safe
@needs(Permission.SEE_STATEMENT)
def statements(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()[:100]
    state = state if state in STATES else ""
    page = list_statements(user, state=state, text=text, after=request.GET.get("after", ""))
    context = {
        "rows": page.rows,
        "next": page.next,
        "state": state,
        "text": text,
        "states": [
            ("", gettext("All")),
            *((code, words) for code, (_tone, words) in STATES.items()),
        ],
        "may_add": can(user, Permission.EDIT_STATEMENT),
    }
    return render(request, "statements/list.html", context)


# --- taking one in ------------------------------------------------------------------------------
@takes_form
@needs(Permission.EDIT_STATEMENT)
def new(request: HttpRequest) -> HttpResponse:
    user = reader(request)
    choices = Choices(user, Permission.EDIT_STATEMENT)
    is_bound = not spans(user, Permission.EDIT_STATEMENT).everything
    own = choices.places[0][0] if is_bound and choices.places else ""
    sent = request.POST if request.method == "POST" else None
    form = Entries(sent, fields=NEW, initial={"location": own})
    if form.is_sent and (taken := _take(request, form, is_bound=is_bound)):
        if taken.is_known:
            messages.info(request, gettext("This text was taken in before; here it is."))
        return redirect("statement", taken.uid)
    context = {
        "heading": gettext("Take in a statement"),
        "form": form,
        "text": request.POST.get("text", ""),
        "places": choices.places,
        "is_bound": is_bound,
        "files": ACCEPTED_FILES,
        "takes_files": True,
    }
    return render(request, "statements/new.html", context, status=form.http_status)


def _take(request: HttpRequest, form: Entries, *, is_bound: bool) -> Taken | None:
    """What was pasted or sent, read into a draft; None where it was refused, and why is noted.

    Raises Denied for a place that is not the user's.
    """
    if place := form.text("location"):
        user = reader(request)
        require(user, Permission.EDIT_STATEMENT, location=access_place(user, place))
    elif is_bound:
        form.need("location")
    found: list[Taken] = []
    with tempfile.TemporaryDirectory() as folder:
        sent = _sent(request, form, Path(folder))

        def take() -> None:
            try:
                found.append(take_statement(sent, actor=actor_of(request)))
            except DocumentRefused as refused:
                for fault in refused.faults:
                    said = Fault(code=fault.code, ar=fault.ar, en=fault.en, found=fault.found)
                    form.note("file" if sent.file else "text", said)

        is_taken = attempt(form, take)
    return found[0] if is_taken and found else None


def _sent(request: HttpRequest, form: Entries, folder: Path) -> NewStatement:
    file = request.FILES.get("file")
    path = None
    if file is not None:
        if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            form.note("file", TOO_LARGE(field="file"))
        path = folder / "sent"
        with path.open("wb") as kept:
            for part in file.chunks() if not form.has_faults else ():
                kept.write(part)
    return NewStatement(
        text="" if file else request.POST.get("text", "").replace("\r\n", "\n"),
        file=path,
        name=(file.name or "") if file else "",
        title=form.text("title"),
        outlet=form.text("outlet"),
        on=form.day("on"),
        location=form.text("location"),
    )


# --- the draft ----------------------------------------------------------------------------------
@require_safe
@never_cache
@needs(Permission.SEE_STATEMENT)
def statement(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """The draft; with `only` and `start`, further cards of one group to be added to the page."""
    page = statement_page(reader(request), uid)
    return draft(request, page)


def draft(
    request: HttpRequest, page: StatementPage, *, faults: Sequence[Fault] = (), status: int = 200
) -> HttpResponse:
    """The screen; `faults` are of what was just refused."""
    only, start = request.GET.get("only", ""), request.GET.get("start", "")
    show = request.GET.get("show", "")
    context: dict[str, Any] = {
        "page_of": page,
        "row": page.row,
        "may": may_decide(page),
        "faults": faults,
        "show": show if show in SHOW else "",
        "showing": SHOWING,
        "text": request.GET.get("q", "").strip()[:100],
    }
    context["groups"] = groups_of(
        page,
        show=context["show"],
        text=context["text"],
        only=only,
        start=int(start[:6]) if start.isascii() and start.isdecimal() else 0,
        card=request.GET.get("card", ""),
    )
    if only and request.headers.get("HX-Request"):
        return render(request, "statements/more_cards.html", context)
    shown = [one.card.uid for group in context["groups"] for one in group.cards]
    context |= {
        "counts": counts_of(page.cards),
        "texts": _texts(page, shown, _passage(request)),
        "legend": KINDS,
        "asked": questions_of(page),
        "near": [near for near in page.near if not near.is_kept_apart],
        "adopted": came_of(page),
    }
    return render(request, "statements/statement.html", context, status=status)


def _passage(request: HttpRequest) -> list[Layer]:
    """The words that a link from a registered row asks for: `?at=12-40`."""
    found = _PLACE.fullmatch(request.GET.get("at", ""))
    return [Layer(PASSAGE, int(found[1]), int(found[2]))] if found else []


def _texts(
    page: StatementPage, shown: Sequence[str], passage: Sequence[Layer]
) -> list[tuple[Any, Any]]:
    """Every text of the draft with its marks: its own, and those merged into it."""
    own = (page.row, marked(page.text, [*layers_of(page, "", shown), *passage]))
    return [own] + [
        (other.row, marked(other.text, layers_of(page, other.row.uid, shown)))
        for other in page.others
    ]


def may_decide(page: StatementPage) -> bool:
    """Whether the reader may decide about its cards as it stands: more can be accepted after a
    first adoption."""
    return page.may_edit and page.row.state in ("draft", "adopted")


# --- what is known of it --------------------------------------------------------------------------
@takes_form
@needs(Permission.EDIT_STATEMENT)
def details(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Its title, outlet and day, put right; it is then read again."""
    access_draft(reader(request), uid)
    page = statement_page(reader(request), uid)
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=DETAILS,
        initial={"title": page.row.title, "outlet": page.row.outlet, "on": page.row.on},
    )
    if form.is_sent and attempt(
        form,
        lambda: decisions.reread(
            uid,
            on=form.day("on"),
            title=form.text("title"),
            outlet=form.text("outlet"),
            actor=actor_of(request),
        ),
    ):
        messages.success(request, gettext("It was read again."))
        return redirect("statement", uid)
    context = {"heading": gettext("Title, outlet and day"), "form": form, "row": page.row}
    return render(request, "statements/details.html", context, status=form.http_status)


@takes_form
@needs(Permission.EDIT_STATEMENT)
def aside(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Nothing is to be taken from it: with the reason."""
    access_draft(reader(request), uid)
    page = statement_page(reader(request), uid)
    form = Entries(request.POST if request.method == "POST" else None, fields=("reason",))
    if form.is_sent and attempt(
        form,
        lambda: decisions.set_aside(uid, reason=form.text("reason"), actor=actor_of(request)),
    ):
        messages.success(request, gettext("The statement is set aside."))
        return redirect("statements")
    context = {"heading": gettext("Set the statement aside"), "form": form, "row": page.row}
    return render(request, "statements/aside.html", context, status=form.http_status)


@require_POST
@needs(Permission.EDIT_STATEMENT)
def take_up(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    access_draft(reader(request), uid)
    try:
        decisions.take_up_again(uid, actor=actor_of(request))
    except ActionRefused as refusal:
        page = statement_page(reader(request), uid)
        return draft(request, page, faults=refusal.faults, status=422)
    messages.success(request, gettext("The statement is a draft again."))
    return redirect("statement", uid)
