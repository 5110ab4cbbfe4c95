"""Recording agreements' heads; their terms and statuses are logs beside them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.ledger.actions.forms import order_faults, source_numbers
from mithaq.ledger.actions.parents import codes_in_cycles
from mithaq.ledger.chains import Recording, recording
from mithaq.ledger.entries import agreement_entry, status_entry, terms_entry
from mithaq.ledger.faults import UNDER_ITSELF
from mithaq.ledger.models import (
    Agreement,
    AgreementKind,
    AgreementStatus,
    AgreementTerms,
    Status,
)
from mithaq.ledger.records import NewAgreement
from mithaq.registry.actions.contents import changes_to, code_faults, list_faults
from mithaq.registry.actions.names import index_names, sort_key
from mithaq.registry.faults import (
    CHANGED_CONTENT,
    REQUIRED,
    TOO_LONG,
    UNKNOWN_CODE,
    Fault,
    refuse,
)
from mithaq.registry.lookups import by_code, chunks
from mithaq.registry.models import Organisation, SubjectKind
from mithaq.registry.records import Recorded
from mithaq.registry.rows import Precision

TITLE_LENGTH = 400
SETTLED = ("kind", "announced_on", "signed_on", "starts_on", "ends_on")
OPEN = ("title_ar", "title_en")


@dataclass(frozen=True)
class _Named:
    """What a sequence of agreements names: known agreements, organisations, sources."""

    rows: Mapping[str, Agreement]
    organisations: Mapping[str, Organisation]
    sources: Mapping[uuid.UUID, int]


def record_agreements(
    agreements: Sequence[NewAgreement], *, actor: uuid.UUID | None, at: datetime | None = None
) -> Recorded:
    """Record heads, each with its first terms and its first status; parents in any order.

    Refused: doubled or unknown codes, values outside a list, an agreement under itself, an end
    before its start, other content under a known code (gaps in titles and dates are filled).
    """
    with recording(actor=actor, kind="agreements", at=at) as record:
        named = _look_up(agreements)
        changes, conflicts = _changes(agreements, named)
        refuse([*_form_faults(agreements), *_reference_faults(agreements, named), *conflicts])
        for code, changed in changes.items():
            Agreement.objects.filter(id=named.rows[code].id).update(**changed)
        known = named.rows
        new = [each for each in agreements if each.code not in known]
        _make(new, named, record)
        _index([each.code for each in new] + list(changes))
    return Recorded(len(new), len(changes), len(agreements) - len(new) - len(changes))


def _index(codes: Sequence[str]) -> None:
    """Make agreements findable by the words of their titles and by their codes."""
    rows = by_code(Agreement.objects.all(), codes).values()
    names = {row.id: (row.title_ar, row.title_en, row.code) for row in rows}
    index_names(SubjectKind.AGREEMENT, names)


def set_agreement_status(
    agreement: str,
    *,
    status: str,
    on: date | None,
    reason_ar: str = "",
    reason_en: str = "",
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Record that the agreement has this status from `on` (None: for every day).

    Saying the last word again changes nothing. The head shows the status of today.
    """
    with recording(actor=actor, kind="status", at=at) as record:
        rows = by_code(Agreement.objects.select_related("authority"), [agreement])
        faults = list_faults(status, Status.values, item=None, field="status")
        if agreement not in rows:
            faults.append(UNKNOWN_CODE(found=agreement, field="agreement"))
        refuse(faults)
        row = rows[agreement]
        last = AgreementStatus.objects.filter(agreement=row).order_by("-id").first()
        if last is not None and (last.status, last.on) == (status, on):
            return
        event = AgreementStatus(
            agreement=row,
            status=status,
            on=on,
            reason_ar=reason_ar,
            reason_en=reason_en,
            recorded_at=record.at,
            recorded_by=actor,
        )
        event.save(force_insert=True)
        record.enter(status_entry(event))
        settle_statuses(timezone.localdate(), [row.id])


def change_terms(
    agreement: str,
    *,
    partner: str = "",
    counts_from: Stage | None = None,
    preferred_claimant: Claimant | None = None,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> None:
    """Record new terms; what is left out stays as it was. A past `known_at` keeps the old ones."""
    with recording(actor=actor, kind="terms", at=at) as record:
        rows = by_code(Agreement.objects.select_related("partner"), [agreement])
        partners = by_code(Organisation.objects.all(), [partner])
        refuse(
            UNKNOWN_CODE(found=code, field=field)
            for field, code, found in (
                ("agreement", agreement, rows),
                ("partner", partner, partners),
            )
            if code and code not in found
        )
        old = AgreementTerms.objects.filter(agreement=rows[agreement]).latest("id")
        new = AgreementTerms(
            agreement=rows[agreement],
            partner=partners.get(partner, rows[agreement].partner),
            counts_from=old.counts_from if counts_from is None else counts_from,
            preferred_claimant=(
                old.preferred_claimant if preferred_claimant is None else preferred_claimant
            ),
            recorded_at=record.at,
        )
        if _terms(new) == _terms(old):
            return
        new.save(force_insert=True)
        Agreement.objects.filter(id=rows[agreement].id).update(partner=new.partner)
        record.enter(terms_entry(new))


def settle_statuses(today: date, agreements: Sequence[int] | None = None) -> int:
    """Bring the heads' statuses up to the day (a status dated later comes true on its day).

    Of the events that have begun the latest `on` speaks, of those the last recorded. Returns how
    many heads changed; safe to repeat.
    """
    events = AgreementStatus.objects.order_by("recorded_at", "id")
    if agreements is not None:
        events = events.filter(agreement__in=agreements)
    speaking: dict[int, tuple[date, str]] = {}
    for agreement, status, on in events.values_list("agreement_id", "status", "on"):
        begins = on or date.min
        if begins <= today and begins >= speaking.get(agreement, (date.min, ""))[0]:
            speaking[agreement] = (begins, status)
    shown = Agreement.objects.all()
    if agreements is not None:
        shown = shown.filter(id__in=agreements)
    changed = 0
    for agreement, status in shown.values_list("id", "status"):
        speaks = speaking.get(agreement, (date.min, status))[1]
        if speaks != status:
            changed += Agreement.objects.filter(id=agreement).update(status=speaks)
    return changed


def _terms(row: AgreementTerms) -> tuple[int, int, int]:
    return row.partner_id, row.counts_from, row.preferred_claimant


def _look_up(agreements: Sequence[NewAgreement]) -> _Named:
    rows = by_code(
        Agreement.objects.select_related("authority", "partner", "parent"),
        [code for each in agreements for code in (each.code, each.parent)],
    )
    organisations = by_code(
        Organisation.objects.all(),
        [code for each in agreements for code in (each.authority, each.partner)],
    )
    sources = source_numbers(each.source for each in agreements)
    return _Named(rows, organisations, sources)


def _form_faults(agreements: Sequence[NewAgreement]) -> list[Fault]:
    faults = code_faults([each.code for each in agreements])
    for item, each in enumerate(agreements):
        if not each.title_ar.strip():
            faults.append(REQUIRED(item=item, field="title_ar"))
        for field in ("title_ar", "title_en"):
            if len(title := getattr(each, field)) > TITLE_LENGTH:
                faults.append(
                    TOO_LONG(found=title[:40], expected=TITLE_LENGTH, item=item, field=field)
                )
        for field, allowed in (
            ("kind", AgreementKind.values),
            ("status", Status.values),
            ("ends_precision", Precision.values),
        ):
            faults += list_faults(getattr(each, field), allowed, item=item, field=field)
        faults += order_faults(each.starts_on, each.ends_on, item, "ends_on")
    return faults


def _reference_faults(agreements: Sequence[NewAgreement], named: _Named) -> list[Fault]:
    faults: list[Fault] = []
    given = {each.code for each in agreements}
    for item, each in enumerate(agreements):
        for field in ("authority", "partner"):
            if not (code := getattr(each, field)):
                faults.append(REQUIRED(item=item, field=field))
            elif code not in named.organisations:
                faults.append(UNKNOWN_CODE(found=code, item=item, field=field))
        if each.parent and each.parent not in given and each.parent not in named.rows:
            faults.append(UNKNOWN_CODE(found=each.parent, item=item, field="parent"))
        if each.source and each.source not in named.sources:
            faults.append(UNKNOWN_CODE(found=each.source, item=item, field="source"))
    known = dict(Agreement.objects.filter(parent__isnull=False).values_list("code", "parent__code"))
    cycles = codes_in_cycles({**{each.code: each.parent for each in agreements}, **known})
    faults += [
        UNDER_ITSELF(found=each.code, item=item, field="parent")
        for item, each in enumerate(agreements)
        if each.code in cycles
    ]
    return faults


def _changes(
    agreements: Sequence[NewAgreement], named: _Named
) -> tuple[dict[str, dict[str, Any]], list[Fault]]:
    """Gaps that the given heads fill in known ones, and what contradicts them."""
    changes: dict[str, dict[str, Any]] = {}
    faults: list[Fault] = []
    first = _first_words([row.id for row in named.rows.values()])
    for item, each in enumerate(agreements):
        if (row := named.rows.get(each.code)) is None:
            continue
        given = {name: getattr(each, name) for name in OPEN + SETTLED}
        filled, conflicts = changes_to(row, given, key=each.code, item=item)
        faults += conflicts
        said: dict[str, tuple[object, object]] = {
            "authority": (each.authority, row.authority.code),
            "parent": (each.parent, row.parent.code if row.parent else ""),
            **{name: (getattr(each, name), value) for name, value in first[row.id].items()},
        }
        faults += [
            CHANGED_CONTENT(key=each.code, found=given, expected=known, item=item, field=field)
            for field, (given, known) in said.items()
            if given not in ("", None, known)
        ]
        if filled:
            changes[each.code] = filled
    return changes, faults


def _first_words(agreements: Sequence[int]) -> dict[int, dict[str, object]]:
    """The terms and the status that each agreement was first recorded with."""
    first: dict[int, dict[str, object]] = {}
    for chunk in chunks(agreements):
        terms = AgreementTerms.objects.filter(agreement__in=chunk).order_by("-id")
        for agreement, partner, counts_from, preferred in terms.values_list(
            "agreement_id", "partner__code", "counts_from", "preferred_claimant"
        ):
            first.setdefault(agreement, {}).update(
                partner=partner,
                counts_from=Stage(counts_from),
                preferred_claimant=Claimant(preferred),
            )
        statuses = AgreementStatus.objects.filter(agreement__in=chunk).order_by("-id")
        for agreement, status, on in statuses.values_list("agreement_id", "status", "on"):
            first.setdefault(agreement, {}).update(status=status, status_on=on)
    return first


def _make(new: Sequence[NewAgreement], named: _Named, record: Recording) -> None:
    heads = Agreement.objects.bulk_create(
        [_head(each, named, record.at) for each in new], batch_size=200
    )
    rows = {**named.rows, **{head.code: head for head in heads}}
    for each in new:
        if each.parent:
            Agreement.objects.filter(id=rows[each.code].id).update(parent=rows[each.parent])
    terms = [
        AgreementTerms(
            agreement=rows[each.code],
            partner=named.organisations[each.partner],
            counts_from=each.counts_from,
            preferred_claimant=each.preferred_claimant,
            recorded_at=record.at,
        )
        for each in new
    ]
    statuses = [
        AgreementStatus(
            agreement=rows[each.code],
            status=each.status,
            on=each.status_on,
            recorded_at=record.at,
            recorded_by=record.actor,
        )
        for each in new
    ]
    AgreementTerms.objects.bulk_create(terms, batch_size=500)
    AgreementStatus.objects.bulk_create(statuses, batch_size=500)
    for head, term, status in zip(heads, terms, statuses, strict=True):
        record.enter(agreement_entry(head))
        record.enter(terms_entry(term))
        record.enter(status_entry(status))
    settle_statuses(timezone.localdate(), [head.id for head in heads])


def _head(each: NewAgreement, named: _Named, at: datetime) -> Agreement:
    return Agreement(
        code=each.code,
        authority=named.organisations[each.authority],
        partner=named.organisations[each.partner],
        status=each.status,
        ends_precision=each.ends_precision,
        is_made_up=each.is_made_up,
        source_id=named.sources[each.source] if each.source else None,
        sort_ar=sort_key(each.title_ar, each.title_en),
        recorded_at=at,
        **{name: getattr(each, name) for name in OPEN + SETTLED},
    )
