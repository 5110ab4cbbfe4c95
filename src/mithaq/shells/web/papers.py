"""Letters and documents of a row: one page to note a letter's number, one to attach a file."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from mithaq.registry.actions import add_letter, attach_file
from mithaq.registry.actions.papers import DOCUMENT_LIMIT_BYTES, FILE_TYPES
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Entries, attempt
from mithaq.shells.web.gates import actor_of, reader
from mithaq.shells.web.templatetags.partnerships import DIRECTIONS

NUMBER_LENGTH = 60


@dataclass(frozen=True)
class Desk:
    """Whose papers they are: the row, its page, and what of it a paper may belong to as
    (kind, uid, words). Who may change the row was asked before."""

    row: Any
    route: str
    code: str
    subjects: Sequence[tuple[str, str, str]]

    def subject(self, form: Entries) -> tuple[str, uuid.UUID]:
        """The kind and uid that were chosen; the row itself where nothing was."""
        chosen = form.choice("subject", [uid for _, uid, _ in self.subjects])
        kind, uid, _ = next((s for s in self.subjects if s[1] == chosen), self.subjects[0])
        return kind, uuid.UUID(uid)

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(uid, words) for _, uid, words in self.subjects]


def letter_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    choices = Choices(reader(request))
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=("subject", "direction", "number", "on", "organisation"),
        initial={"subject": desk.choices[0][0]},
    )

    def add() -> None:
        kind, uid = desk.subject(form)
        add_letter(
            subject_kind=kind,
            subject=uid,
            direction=form.text("direction"),
            number=form.text("number")[:NUMBER_LENGTH],
            on=form.day("on"),
            organisation=choices.organisation(form, "organisation"),
            actor=actor_of(request),
        )

    if form.is_sent and attempt(form, add):
        messages.success(request, gettext("The letter's number is kept."))
        return redirect(desk.route, desk.code)
    context = {
        "heading": gettext("Add a letter"),
        "desk": desk,
        "form": form,
        "choices": choices,
        "directions": DIRECTIONS.items(),
    }
    return render(request, "papers/letter.html", context, status=form.http_status)


def file_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=("subject", "content"),
        initial={"subject": desk.choices[0][0]},
    )

    def attach() -> None:
        kind, uid = desk.subject(form)
        upload = request.FILES.get("content")
        if upload is None:
            form.need("content")
            return
        attach_file(
            subject_kind=kind,
            subject=uid,
            name=upload.name or "",
            content=upload.file,  # type: ignore[arg-type]
            actor=actor_of(request),
        )

    if form.is_sent and attempt(form, attach, {"name": "content"}):
        messages.success(request, gettext("The document is attached."))
        return redirect(desk.route, desk.code)
    context = {
        "heading": gettext("Attach a document"),
        "takes_files": True,
        "desk": desk,
        "form": form,
        "endings": ", ".join(FILE_TYPES),
        "most": DOCUMENT_LIMIT_BYTES // 1024 // 1024,
    }
    return render(request, "papers/file.html", context, status=form.http_status)
