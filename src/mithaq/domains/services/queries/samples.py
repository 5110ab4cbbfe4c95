"""Which reports a monitor should visit, and what visits have found so far."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Exists, F, OuterRef, Sum

from mithaq.domains.services.models import MonthlyReport, VerificationFinding
from mithaq.engine.months import first_day, write_month
from mithaq.engine.quantities import MILLION
from mithaq.engine.sampling import CONFIDENCE, Ratio, drawn, ratio_of, sample_size
from mithaq.registry.rows import default_country
from mithaq.registry.tree import under_any

Status = MonthlyReport.Status
MARGIN = 0.1


@dataclass(frozen=True)
class ToVisit:
    """A report drawn into the sample. `is_done`: a visit has been recorded."""

    report: uuid.UUID
    facility: str
    name_ar: str
    name_en: str
    place_ar: str
    place_en: str
    is_done: bool


@dataclass(frozen=True)
class Suggestion:
    """A simple random sample of the accepted reports of a month; every report has the same
    chance, `chance`, so that what is found may speak for them all within its interval."""

    month: int
    population: int
    seed: str
    reports: tuple[ToVisit, ...]

    @property
    def chance(self) -> Fraction | None:
        return Fraction(len(self.reports), self.population) if self.population else None


@dataclass(frozen=True)
class MeasureRatio:
    """Of a measure, what was found of what was checked, in millionths; the latest visits speak.

    `claimed` is what the visited reports claim of it. `reports` were visited. The interval is that
    of independent units; units of one facility are alike, so it is at least this wide.
    """

    measure: str
    name_ar: str
    name_en: str
    reports: int
    claimed: int
    ratio: Ratio


def verification_sample(
    lineages: Iterable[str],
    month: int,
    *,
    size: int | None = None,
    margin: float = MARGIN,
    seed: str = "",
) -> Suggestion:
    """Draw reports to visit among those accepted for a month under places (lineages).

    `size` None: as many as give a share within ± `margin`, at 95 %. `seed` empty: the month, so
    that everybody is shown the same sample; reports accepted later may still enter it.
    """
    seed = seed or write_month(month)
    rows = MonthlyReport.objects.filter(
        under_any(lineages, "facility__"),
        country=default_country(),
        month=first_day(month),
        status__in=(Status.ACCEPTED, Status.VERIFIED),
        no_activity="",
    ).exclude(source="")
    population = list(rows.values_list("facility__code", "id"))
    wanted = sample_size(len(population), margin=margin) if size is None else size
    chosen = drawn(population, wanted, seed=seed)
    return Suggestion(month, len(population), seed, _to_visit(chosen))


def _to_visit(reports: Sequence[int]) -> tuple[ToVisit, ...]:
    """In the order of the draw."""
    rows = MonthlyReport.objects.select_related("facility__parent").in_bulk(list(reports))
    found = []
    for number in reports:
        row = rows[number]
        place = row.facility.parent
        found.append(
            ToVisit(
                report=row.uid,
                facility=row.facility.code,
                name_ar=row.facility.name_ar,
                name_en=row.facility.name_en,
                place_ar=place.name_ar if place else "",
                place_en=place.name_en if place else "",
                is_done=row.status == Status.VERIFIED,
            )
        )
    return tuple(found)


def verification_ratios(
    lineages: Iterable[str], months: Iterable[int], *, confidence: float = CONFIDENCE
) -> list[MeasureRatio]:
    """What visits found, by measure, under places (lineages) over months. Nothing is spread over
    what was not checked: that is `engine.sampling.extrapolated`, and says so."""
    later = VerificationFinding.objects.filter(
        verification__report=OuterRef("verification__report"),
        verification__revision=OuterRef("verification__revision"),
        measure=OuterRef("measure"),
        id__gt=OuterRef("id"),
    )
    rows = (
        VerificationFinding.objects.filter(
            under_any(lineages, "verification__report__facility__"),
            verification__report__country=default_country(),
            verification__report__month__in=[first_day(month) for month in months],
            verification__report__status=Status.VERIFIED,
            verification__revision=F("verification__report__revision"),
        )
        .filter(~Exists(later))
        .values_list("measure__code", "measure__name_ar", "measure__name_en")
        .annotate(
            reports=Count("id"),
            all_claimed=Sum("claimed"),
            all_found=Sum("found"),
            all_checked=Sum("checked"),
        )
        .order_by("measure__code")
    )
    return [
        MeasureRatio(
            code,
            name_ar,
            name_en,
            reports,
            int(claimed),
            ratio_of(int(found), int(checked), unit=MILLION, confidence=confidence),
        )
        for code, name_ar, name_en, reports, claimed, found, checked in rows
    ]
