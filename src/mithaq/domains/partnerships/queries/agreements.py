"""What surrounds an agreement: its purpose, figures, amendments, meetings, papers, promises."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from mithaq.domains.partnerships.access import visible_meetings, visible_undertakings
from mithaq.domains.partnerships.models import (
    AgreementProfile,
    Amendment,
    StatedFigure,
)
from mithaq.domains.partnerships.queries.papers import FileRow, LetterRow, files_of, letters_of
from mithaq.domains.partnerships.queries.undertakings import UndertakingRow, undertaking_rows
from mithaq.ledger.access import access_agreement
from mithaq.ledger.models import Agreement, Pledge, PledgeScope
from mithaq.registry.access import Visitor


@dataclass(frozen=True)
class Figure:
    """A figure as a voice stated it, with where it was read."""

    label_ar: str
    label_en: str
    quantity: Decimal
    unit_ar: str
    unit_en: str
    qualifier: str
    stated_by_ar: str
    stated_by_en: str
    source_title: str
    source_outlet: str
    source_on: date | None
    source_url: str
    line: str


@dataclass(frozen=True)
class LineVersion:
    """A line before and after an amendment; `before` is None for a new line. Quantities are
    millionths of the measure's unit; scopes are codes."""

    line: str
    measure_ar: str
    measure_en: str
    unit_ar: str
    unit: str
    quantity: int
    quantity_before: int | None
    ends_on: date | None
    ends_on_before: date | None
    scope: tuple[str, ...]
    scope_before: tuple[str, ...]


@dataclass(frozen=True)
class AmendmentRow:
    uid: str
    number: int
    kind: str
    effective_on: date
    signed_on: date | None
    extends_to: date | None
    summary_ar: str
    summary_en: str
    lines: tuple[LineVersion, ...]
    letters: tuple[LetterRow, ...]
    files: tuple[FileRow, ...]


@dataclass(frozen=True)
class MeetingOf:
    """A meeting at which an agreement was spoken of."""

    code: str
    title_ar: str
    title_en: str
    on: date | None
    precision: str


@dataclass(frozen=True)
class Surroundings:
    """All that partnerships know of an agreement. `ends_on` is its last day with extensions."""

    purpose_ar: str
    purpose_en: str
    signatories: tuple[tuple[str, str], ...]
    ends_on: date | None
    figures: tuple[Figure, ...]
    amendments: tuple[AmendmentRow, ...]
    meetings: tuple[MeetingOf, ...]
    undertakings: tuple[UndertakingRow, ...]
    letters: tuple[LetterRow, ...]
    files: tuple[FileRow, ...]


def agreement_surroundings(
    user: Visitor,
    agreement: Agreement | str,
    *,
    today: date | None = None,
    versions: Mapping[str, Sequence[Pledge]] | None = None,
) -> Surroundings:
    """What surrounds one agreement, in ten queries whatever its size.

    A code goes through the gate here (raises NotFound); a row has been through it. `versions` of
    its lines by line, the earliest first, save a query where they are known already.
    """
    today = today or timezone.localdate()
    if isinstance(agreement, str):
        agreement = access_agreement(user, agreement)
    profile = AgreementProfile.objects.filter(agreement=agreement)
    said = list(
        profile.order_by("signatories__sort_ar").values_list(
            "purpose_ar", "purpose_en", "signatories__name_ar", "signatories__name_en"
        )
    )
    amendments = _amended(agreement)
    subjects = [agreement.uid, *(amendment.uid for amendment in amendments)]
    letters, files = letters_of(subjects), files_of(subjects)
    undertakings = visible_undertakings(user).filter(agreement=agreement).order_by("id")
    if amendments and versions is None:
        versions = _versions(agreement)
    return Surroundings(
        purpose_ar=said[0][0] if said else "",
        purpose_en=said[0][1] if said else "",
        signatories=tuple((row[2], row[3] or "") for row in said if row[2]),
        ends_on=_last_day(agreement, amendments),
        figures=_figures(agreement),
        amendments=_amendments(amendments, versions or {}, letters, files),
        meetings=_meetings(user, agreement),
        undertakings=undertaking_rows(undertakings, today),
        letters=letters.get(agreement.uid, ()),
        files=files.get(agreement.uid, ()),
    )


def amendments_of(agreement: Agreement) -> tuple[Amendment, ...]:
    """The amendments of an agreement that the user was let in to, by number."""
    return tuple(agreement.amendments.order_by("number"))


def _amended(agreement: Agreement) -> dict[Amendment, list[int]]:
    """Its amendments by number, each with the ids of the versions that it made."""
    made = Amendment.pledges.through.objects.filter(amendment__agreement=agreement)
    found: dict[Amendment, list[int]] = {}
    for row in made.select_related("amendment").order_by("amendment__number"):
        found.setdefault(row.amendment, []).append(row.pledge_id)
    return found


def _last_day(agreement: Agreement, amendments: Iterable[Amendment]) -> date | None:
    days = [agreement.ends_on, *(amendment.extends_to for amendment in amendments)]
    return max((day for day in days if day), default=None)


def _figures(agreement: Agreement) -> tuple[Figure, ...]:
    rows = StatedFigure.objects.filter(agreement=agreement).select_related("stated_by", "source")
    return tuple(
        Figure(
            label_ar=row.label_ar,
            label_en=row.label_en,
            quantity=row.quantity,
            unit_ar=row.unit_ar,
            unit_en=row.unit_en,
            qualifier=row.qualifier,
            stated_by_ar=row.stated_by.name_ar,
            stated_by_en=row.stated_by.name_en,
            source_title=row.source.title,
            source_outlet=row.source.outlet,
            source_on=row.source.on,
            source_url=row.source.url,
            line=row.pledge_line,
        )
        for row in rows.order_by("id")
    )


def _meetings(user: Visitor, agreement: Agreement) -> tuple[MeetingOf, ...]:
    rows = visible_meetings(user).filter(agreements=agreement).order_by("-on", "-id")
    return tuple(
        MeetingOf(row.code, row.title_ar, row.title_en, row.on, row.precision) for row in rows
    )


def _amendments(
    amendments: Mapping[Amendment, Sequence[int]],
    versions: Mapping[str, Sequence[Pledge]],
    letters: dict[uuid.UUID, tuple[LetterRow, ...]],
    files: dict[uuid.UUID, tuple[FileRow, ...]],
) -> tuple[AmendmentRow, ...]:
    known = {pledge.pk: pledge for of_line in versions.values() for pledge in of_line}
    amended = {known[number].line for made in amendments.values() for number in made}
    scopes = _scopes(amended, versions)
    return tuple(
        AmendmentRow(
            uid=str(row.uid),
            number=row.number,
            kind=row.kind,
            effective_on=row.effective_on,
            signed_on=row.signed_on,
            extends_to=row.extends_to,
            summary_ar=row.summary_ar,
            summary_en=row.summary_en,
            lines=tuple(
                _line(pledge, versions, scopes)
                for pledge in sorted((known[number] for number in made), key=_line_order)
            ),
            letters=letters.get(row.uid, ()),
            files=files.get(row.uid, ()),
        )
        for row, made in amendments.items()
    )


def _versions(agreement: Agreement) -> dict[str, list[Pledge]]:
    """Every line's versions, the earliest first."""
    versions: dict[str, list[Pledge]] = {}
    rows = agreement.pledges.select_related("measure")
    for row in rows.order_by("effective_on", "id"):
        versions.setdefault(row.line, []).append(row)
    return versions


def _line_order(pledge: Pledge) -> tuple[bool, float, str]:
    """Numbers by value before text, as reckoning orders lines."""
    is_number = (
        pledge.line.replace(".", "", 1).isascii() and pledge.line.replace(".", "", 1).isdigit()
    )
    return (not is_number, float(pledge.line) if is_number else 0.0, pledge.line)


def _line(
    pledge: Pledge,
    versions: Mapping[str, Sequence[Pledge]],
    scopes: Mapping[int, tuple[str, ...]],
) -> LineVersion:
    earlier = [v for v in versions[pledge.line] if v.effective_on < pledge.effective_on]
    before = earlier[-1] if earlier else None
    return LineVersion(
        line=pledge.line,
        measure_ar=pledge.measure.name_ar,
        measure_en=pledge.measure.name_en,
        unit_ar=pledge.measure.unit_ar,
        unit=pledge.measure.unit,
        quantity=pledge.quantity,
        quantity_before=before.quantity if before else None,
        ends_on=pledge.ends_on,
        ends_on_before=before.ends_on if before else None,
        scope=scopes.get(pledge.pk, ()),
        scope_before=scopes.get(before.pk, ()) if before else (),
    )


def _scopes(
    lines: Collection[str], versions: Mapping[str, Sequence[Pledge]]
) -> dict[int, tuple[str, ...]]:
    """The codes of the scope of every version of these lines, by the version's id."""
    wanted = [pledge.pk for line in lines for pledge in versions[line]]
    found: dict[int, list[str]] = {}
    rows = PledgeScope.objects.filter(pledge__in=wanted).order_by("location__code")
    for pledge, code in rows.values_list("pledge_id", "location__code"):
        found.setdefault(pledge, []).append(code)
    return {pledge: tuple(codes) for pledge, codes in found.items()}
