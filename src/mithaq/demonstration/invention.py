"""The made-up part, drawn from a seed: facilities, what each promises and what it reports.

Pure: values in, values out. The same seed gives the same demonstration, on any day.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from typing import Any

import yaml

from mithaq.countries import load_pack
from mithaq.countries.pack import CountryPack, DataSet
from mithaq.engine.months import month_of, read_month
from mithaq.engine.quantities import MILLION

SEED = 20260118
FIRST_MONTH = read_month("2025-09")
LAST_MONTH = read_month("2026-10")

# A usual month's figures by measure and facility type: (least, most) over facilities of the type.
USUAL: dict[str, dict[str, tuple[int, int]]] = {
    "primary_care_centre": {
        "service.consultation_general": (380, 900), "service.consultation_child": (150, 420),
        "service.antenatal_visit": (60, 150), "service.postnatal_visit": (18, 55),
        "service.family_planning_visit": (15, 60), "service.gynaecology_visit": (30, 90),
        "service.consultation_chronic": (120, 320), "service.consultation_mental": (8, 45),
        "service.consultation_dental": (60, 190), "service.consultation_specialist": (0, 0),
        "service.vaccination": (140, 420), "service.laboratory_test": (120, 400),
        "service.prescription_dispensed": (500, 1500), "service.referral": (12, 60),
        "staff.physician": (2, 5), "staff.dentist": (1, 2), "staff.pharmacist": (1, 2),
        "staff.nurse": (4, 9), "staff.midwife": (1, 3), "staff.technician": (1, 4),
        "staff.administrative": (1, 3), "staff.support": (1, 3),
        "goods.medicine_course": (250, 800),
    },
    "mobile_clinic": {
        "service.consultation_general": (220, 480), "service.consultation_child": (110, 260),
        "service.antenatal_visit": (20, 60), "service.postnatal_visit": (6, 22),
        "service.consultation_chronic": (40, 110), "service.vaccination": (80, 260),
        "service.prescription_dispensed": (260, 700), "service.referral": (6, 30),
        "staff.physician": (1, 2), "staff.nurse": (2, 4), "staff.midwife": (1, 1),
        "staff.support": (1, 2),
    },
    "hospital": {
        "service.consultation": (1400, 2600), "service.emergency_visit": (700, 1600),
        "service.admission": (240, 520), "service.inpatient_day": (700, 1700),
        "service.surgery_major": (60, 130), "service.surgery_minor": (90, 210),
        "service.surgery_specialised": (8, 30),
        "service.delivery_normal": (70, 160), "service.delivery_caesarean": (40, 90),
        "service.laboratory_test": (1500, 4200), "service.imaging_exam": (500, 1300),
        "service.prescription_dispensed": (1600, 3200), "service.referral": (20, 70),
        "staff.physician": (18, 34), "staff.pharmacist": (3, 6), "staff.nurse": (40, 75),
        "staff.midwife": (6, 12), "staff.technician": (10, 22), "staff.administrative": (8, 16),
        "staff.support": (10, 20), "goods.medicine_course": (700, 1600),
        "goods.fuel_litre": (2500, 6000),
    },
    "dialysis_centre": {
        "people.dialysis_patient": (45, 110), "service.dialysis_session": (380, 900),
        "service.laboratory_test": (120, 300), "staff.physician": (1, 3), "staff.nurse": (6, 12),
        "staff.technician": (2, 4), "staff.support": (1, 3),
        "goods.dialysis_consumable_set": (360, 880), "goods.fuel_litre": (900, 2400),
    },
    "physiotherapy_centre": {
        "service.physiotherapy_session": (420, 900), "service.assistive_device_given": (10, 40),
        "staff.physician": (1, 1), "staff.technician": (4, 8), "staff.support": (1, 2),
    },
    "prosthetics_centre": {
        "service.prosthesis_fitted": (18, 45), "service.orthosis_fitted": (25, 70),
        "service.assistive_device_given": (10, 45), "service.physiotherapy_session": (120, 320),
        "staff.physician": (1, 1), "staff.technician": (5, 9), "staff.support": (1, 2),
    },
}  # fmt: skip
SERVED_PER_VISIT = 0.62


@dataclass(frozen=True)
class InventedFacility:
    code: str
    name_ar: str
    name_en: str
    type: str
    district: str
    lat: float
    lon: float
    usual: Mapping[str, float]
    """A usual month's figure by measure."""


@dataclass(frozen=True)
class InventedReport:
    """A facility's month: figures by measure, and by measure and sex where it is asked."""

    facility: str
    month: int
    values: Mapping[str, int]
    by_sex: Mapping[str, tuple[int, int]]
    """(female, male)."""
    no_activity: str = ""
    days_after: int = 5
    """When it came, in days after the month's end; the tenth day is still in time."""


@dataclass(frozen=True)
class InventedPledge:
    line: str
    measure: str
    quantity: int
    scope: tuple[str, ...]
    profile: str = "linear"
    milestones: tuple[tuple[Any, int], ...] = ()


@dataclass
class Invention:
    """Everything made up, ready to be recorded."""

    pack: CountryPack
    plan: dict[str, Any]
    seed: int = SEED
    facilities: list[InventedFacility] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.facilities = list(_facilities(self.plan, self.pack, self.seed))

    def facilities_of(self, agreement: Mapping[str, Any]) -> list[InventedFacility]:
        types = agreement.get("types", ())
        return [
            facility
            for facility in self.facilities
            if facility.district in agreement["districts"] and facility.type in types
        ]

    def pledges_of(self, agreement: Mapping[str, Any]) -> list[InventedPledge]:
        """Lines by usual months of the facilities, or as the plan states them."""
        lines = [
            InventedPledge(
                line=str(number),
                measure=measure,
                quantity=self._promise(agreement, measure),
                scope=tuple(f.code for f in self.facilities_of(agreement)),
            )
            for number, measure in enumerate(agreement.get("pledges", ()), 1)
        ]
        for number, (measure, terms) in enumerate(agreement.get("goods", {}).items(), 1):
            milestones = tuple(terms.get("milestones", {}).items())
            lines.append(
                InventedPledge(
                    line=str(number),
                    measure=measure,
                    quantity=terms["quantity"],
                    scope=tuple(agreement["districts"]),
                    profile="milestones" if milestones else terms.get("profile", "linear"),
                    milestones=milestones,
                )
            )
        return lines

    def _promise(self, agreement: Mapping[str, Any], measure: str) -> int:
        facilities = self.facilities_of(agreement)
        usual = sum(_usual_of(facility, measure) for facility in facilities)
        if measure == "works.facility_operated":
            return len(facilities)
        if self.pack.measures[measure].combine in {"last", "mean"}:
            return max(1, round(usual))
        if self.pack.measures[measure].combine == "max":
            return _round_number(usual * 1.1)
        months = month_of(agreement["ends_on"]) - month_of(agreement["starts_on"]) + 1
        return _round_number(usual * months)

    @cached_property
    def covered(self) -> dict[str, Mapping[str, Any]]:
        """The operating agreement that covers each facility."""
        return {
            facility.code: agreement
            for agreement in self.plan["agreements"]
            if agreement.get("supports")
            for facility in self.facilities_of(agreement)
        }

    def reports(self) -> Iterator[InventedReport]:
        """Every report that came, by month, then facility."""
        for month in range(FIRST_MONTH, LAST_MONTH + 1):
            for facility in self.facilities:
                report = self._report(facility, month)
                if report is not None:
                    yield report

    def _report(self, facility: InventedFacility, month: int) -> InventedReport | None:
        agreement = self.covered.get(facility.code)
        if agreement is None or month < month_of(agreement["starts_on"]):
            return None
        if (stops := agreement.get("stops_reporting")) and month >= month_of(stops):
            return None
        chance = random.Random(f"{self.seed}/{facility.code}/{month}")  # noqa: S311
        if chance.random() < agreement.get("misses", 0.04):
            return None
        late = chance.random() < 0.12
        days_after = chance.randint(11, 26) if late else chance.randint(2, 9)
        if chance.random() < 0.012:
            return InventedReport(facility.code, month, {}, {}, "fuel", days_after)
        data_set = self.pack.data_set_for(facility.type)
        if data_set is None:
            return None
        ramp = min(1.0, 0.55 + 0.15 * (month - month_of(agreement["starts_on"])))
        drawn = _month_figures(facility, month, agreement["pace"] * ramp, chance)
        values = _with_totals(drawn, data_set)
        asked = {m.code for m in data_set.measures if m.by_sex}
        return InventedReport(
            facility.code,
            month,
            values,
            {m: _by_sex(v, chance) for m, v in values.items() if m in asked and v},
            days_after=days_after,
        )


def invent(seed: int = SEED) -> Invention:
    """The small demonstration's made-up part."""
    text = resources.files(__package__).joinpath("made_up.yaml").read_text(encoding="utf-8")
    return Invention(pack=load_pack("SY"), plan=yaml.safe_load(text), seed=seed)


def _facilities(plan: dict[str, Any], pack: CountryPack, seed: int) -> Iterator[InventedFacility]:
    number = 0
    for group in plan["facilities"]:
        district = pack.places[group["district"]]
        for kind, count in group["types"].items():
            for _ in range(count):
                chance = random.Random(f"{seed}/facility/{number}")  # noqa: S311
                label = pack.facility_types[kind]
                yield InventedFacility(
                    code=f"D-F{number + 1:02d}",
                    name_ar=f"{label.label_ar} – {plan['names'][number]}",
                    name_en=f"{plan['names_en'][number]} {label.label_en.lower()}",
                    type=kind,
                    district=district.code,
                    lat=round(district.lat + chance.uniform(-0.07, 0.07), 4),
                    lon=round(district.lon + chance.uniform(-0.07, 0.07), 4),
                    usual={m: chance.uniform(*bounds) for m, bounds in USUAL[kind].items()},
                )
                number += 1


def _usual_of(facility: InventedFacility, measure: str) -> float:
    """A usual month's figure of a measure, its parts in the facility's report added up."""
    if measure in facility.usual:
        return facility.usual[measure]
    if measure == "people.served":
        return SERVED_PER_VISIT * sum(
            v for m, v in facility.usual.items() if m.startswith("service.consultation")
        )
    parts = {
        "service.consultation": (
            "service.consultation_", "service.antenatal", "service.postnatal",
            "service.family_planning", "service.gynaecology",
        ),
        "service.delivery": ("service.delivery_",),
        "staff.in_post": ("staff.",),
    }  # fmt: skip
    starts = parts.get(measure, ())
    return sum(v for m, v in facility.usual.items() if starts and m.startswith(starts))


def _month_figures(
    facility: InventedFacility, month: int, pace: float, chance: random.Random
) -> dict[str, int]:
    """Winters are busier for consultations; staff are a level and move slowly."""
    season = 1 + 0.12 * math.cos(2 * math.pi * (month % 12 - 0.5) / 12)
    figures = {}
    for measure, usual in facility.usual.items():
        if measure.startswith("staff."):
            figures[measure] = max(1, round(usual * min(1.0, 0.85 + 0.2 * pace)))
        elif measure == "people.dialysis_patient":
            figures[measure] = round(usual * pace)
        else:
            figures[measure] = max(0, round(usual * pace * season * chance.gauss(1, 0.07)))
    return figures


def _with_totals(drawn: dict[str, int], data_set: DataSet) -> dict[str, int]:
    """Add each total whose parts were drawn, so that totals equal their parts."""
    values = dict(drawn)
    asked = {measure.code for measure in data_set.measures}
    for total in sorted(data_set.totals, key=lambda t: -t.total.count("_")):
        if total.total in values:
            continue
        present = [values[part] for part in total.parts if part in values]
        if present:
            values[total.total] = sum(present)
    visits = values.get("service.consultation") or sum(
        v for m, v in drawn.items() if m.startswith("service.") and m != "service.referral"
    )
    values["people.served"] = round(SERVED_PER_VISIT * visits)
    return {measure: value for measure, value in values.items() if measure in asked}


def _by_sex(value: int, chance: random.Random) -> tuple[int, int]:
    women = round(value * chance.uniform(0.5, 0.6))
    return women, value - women


def _round_number(value: float) -> int:
    """What a person would have written into an agreement."""
    step = int(10 ** max(0, int(math.log10(max(value, 1))) - 2))
    return max(step, round(value / step) * step)


def millionths(values: Sequence[int]) -> tuple[int, ...]:
    return tuple(value * MILLION for value in values)
