"""Taking a statement in: the original kept, its text read, its findings laid out as cards."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from mithaq.exchange.models import Statement
from mithaq.exchange.statements.documents import Document, Media, read_document, read_text
from mithaq.exchange.statements.drafts.access import visible_statements
from mithaq.exchange.statements.drafts.cards import NewCard
from mithaq.exchange.statements.drafts.faults import ELSEWHERE
from mithaq.exchange.statements.drafts.keeping import (
    finding_row,
    heading_faults,
    new_cards,
    on_one_line,
    reading_of,
    save_findings,
    told,
    words_of,
)
from mithaq.exchange.statements.drafts.likeness import digest_of
from mithaq.exchange.statements.drafts.records import NewStatement, Taken
from mithaq.exchange.statements.drafts.versions import find_versions
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.registry.access import Permission, Visitor, can, spans
from mithaq.registry.actions import (
    StoredFile,
    attach_stored_file,
    forget_file,
    store_file,
)
from mithaq.registry.actions.contents import user_of
from mithaq.registry.faults import REQUIRED, UNKNOWN_CODE, ActionRefused, refuse
from mithaq.registry.lookups import coded
from mithaq.registry.models import Level, Location, SubjectKind
from mithaq.registry.rows import default_country

LONGEST_TITLE_GUESSED: Final = 200
TITLE_WORDS: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
NAME_LENGTH: Final = 255
_OFFICE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES: Final[Mapping[str, str]] = {
    Media.TXT: "text/plain",
    Media.PASTED: "text/plain",
    Media.DOCX: _OFFICE,
    Media.PDF: "application/pdf",
    Media.HTML: "text/html",
}


def take_statement(
    new: NewStatement, *, actor: uuid.UUID | None, at: datetime | None = None
) -> Taken:
    """Keep a statement and read it into a draft. The same text again, or the same file, is the
    statement that is known already, where the actor may see it.

    Raises DocumentRefused: what came is no text that can be read; ActionRefused: nothing given, an
    unknown place or not the actor's, a title or outlet that is too long, more findings than a draft
    takes. Nothing is kept then.
    """
    return keep(arrived(new, actor=actor, at=at))


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """A statement that was read and is not kept yet; `known` is the one that it is already."""

    new: NewStatement
    row: Statement
    reading: Reading
    cards: tuple[NewCard, ...]
    known: Statement | None


def arrived(new: NewStatement, *, actor: uuid.UUID | None, at: datetime | None = None) -> Arrived:
    """Read a statement, holding nothing: a language model may take a minute to answer. Raises as
    `take_statement`."""
    location = _place(new.location, actor)
    document = _document(new)
    row = _row(new, document, location, actor, at or timezone.now())
    refuse(heading_faults(row.title, row.outlet, row.on))
    known = _known(row, actor)
    reading = Reading(text=row.text) if known else reading_of(row.text, on=row.on)
    row.on = reading.on
    return Arrived(new=new, row=row, reading=reading, cards=new_cards(reading), known=known)


def keep(given: Arrived) -> Taken:
    """Keep a statement that was read, with its original."""
    if given.known is not None:
        return Taken(uid=given.known.uid, is_known=True)
    row = given.row
    stored = _store(given.new)
    try:
        with transaction.atomic():
            told(row, given.reading)
            row.save(force_insert=True)
            _attach(row, stored)
            save_findings(finding_row(card, row) for card in given.cards)
            find_versions(row)
    except IntegrityError:
        forget_file(stored.sha256)
        # Taken in by somebody else since it was looked for: the same text at the same place.
        if known := _known(row, row.added_by):
            return Taken(uid=known.uid, is_known=True)
        raise
    except BaseException:
        forget_file(stored.sha256)
        raise
    return Taken(uid=row.uid, is_known=False)


def _place(code: str, actor: uuid.UUID | None) -> Location:
    """The place whose officers follow it. Where none is given: the country, or the widest place
    where the actor edits statements. Raises ActionRefused."""
    user: Visitor = user_of(actor) or AnonymousUser()
    here = Location.objects.exclude(level=Level.FACILITY).filter(country=default_country())
    if code:
        place = here.filter(coded(code)).first() if code.isprintable() else None
        if place is None:
            raise ActionRefused([UNKNOWN_CODE(found=code, field="location")])
    else:
        covered = spans(user, Permission.EDIT_STATEMENT)
        narrowed = actor is not None and not covered.everything and covered.places
        widest = here.filter(lineage__in=covered.places) if narrowed else here
        place = widest.order_by("lineage").first()
        if place is None:
            raise ActionRefused([REQUIRED(field="location")])
    if actor is not None and not can(user, Permission.EDIT_STATEMENT, location=place):
        raise ActionRefused([ELSEWHERE(found=place.code, field="location")])
    return place


def _document(new: NewStatement) -> Document:
    if new.file is not None:
        return read_document(new.file, name=new.name or new.file.name)
    if not new.text.strip():
        raise ActionRefused([REQUIRED(field="text")])
    return read_text(new.text)


def _row(
    new: NewStatement,
    document: Document,
    location: Location,
    actor: uuid.UUID | None,
    at: datetime,
) -> Statement:
    title = on_one_line(new.title) or document.title or _first_line(document.text)
    outlet = on_one_line(new.outlet) or document.outlet or ""
    return Statement(
        title=title,
        outlet=outlet,
        on=new.on or document.on,
        name=on_one_line(PurePath(new.name).name)[:NAME_LENGTH],
        media=str(document.media),
        text=document.text,
        text_digest=digest_of(document.text),
        sha256=document.sha256,
        words=words_of(title, outlet),
        location=location,
        is_made_up=new.is_made_up,
        added_at=at,
        added_by=actor,
    )


def _first_line(text: str) -> str:
    """What stands in place of a title: the first line that is more than a date or a name, cut after
    a word."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = (line for line in lines if len(_WORD.findall(line)) >= TITLE_WORDS)
    line = next(telling, lines[0] if lines else "")
    if len(line) <= LONGEST_TITLE_GUESSED:
        return line
    return line[:LONGEST_TITLE_GUESSED].rsplit(" ", 1)[0] + "…"


def _known(row: Statement, actor: uuid.UUID | None) -> Statement | None:
    """The statement of the same text or file, first the one of the same place, as far as the actor
    sees."""
    rows = Statement.objects.filter(country=default_country())
    if actor is not None:
        rows = visible_statements(user_of(actor) or AnonymousUser())
    same = rows.filter(Q(text_digest=row.text_digest) | Q(sha256=row.sha256))
    return same.filter(location=row.location).first() or same.order_by("id").first()


def _store(new: NewStatement) -> StoredFile:
    if new.file is None:
        return store_file(io.BytesIO(new.text.encode("utf-8", "surrogatepass")))
    with new.file.open("rb") as content:
        return store_file(content)


def _attach(row: Statement, stored: StoredFile) -> None:
    attach_stored_file(
        stored,
        subject_kind=SubjectKind.STATEMENT,
        subject=row.uid,
        name=row.name or "statement.txt",
        media_type=MEDIA_TYPES.get(row.media, "application/octet-stream"),
        actor=row.added_by,
        at=row.added_at,
    )
