"""A made-up ledger of a whole country, for trying speed and size: columns drawn from a seed.

2,000 facilities, 60 measures, 5,000 pledge lines and ten years of months: about ten million
deliveries over the three stages. No facility reports every measure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from mithaq.countries import load_pack
from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.engine.months import month_of, write_month
from mithaq.engine.quantities import MILLION
from mithaq.ledger import actions as ledger
from mithaq.ledger.queries.postings import has_posting
from mithaq.ledger.records import NewAgreement, NewPledge, NewSupport
from mithaq.registry import actions as registry
from mithaq.registry.records import NewFacility, NewOrganisation

SEED = 14
FIRST_YEAR, YEARS = 2016, 10


@dataclass(frozen=True)
class Size:
    """How large; the default is the national one. `scale` shrinks it alike for comparisons."""

    facilities: int = 2000
    groups: int = 100
    measures: int = 60
    measures_a_facility: int = 18
    lines_an_agreement: int = 10
    years: int = YEARS
    years_an_agreement: int = 2

    @property
    def periods(self) -> int:
        return self.years // self.years_an_agreement


NATIONAL = Size()
TENTH = Size(facilities=200, groups=10)


def load(show: Any, size: Size = NATIONAL) -> None:
    """Record the register, the promises and, a year at a time, the deliveries."""
    if has_posting(_source("N-F0001", f"{FIRST_YEAR + size.years - 1}-12")):
        return
    country = Country(size)
    country.record_register()
    country.record_promises()
    for year in range(size.years):
        ledger.post_columns(country.year(FIRST_YEAR + year), actor=None, kind="import")
        show(year + 1, size.years)


def _source(facility: str, month: str) -> str:
    return f"N:{facility}:{month}"


class Country:
    """The made-up country: who is where, what each facility reports, who promised what."""

    def __init__(self, size: Size) -> None:
        self.size = size
        self.pack = load_pack("SY")
        chance = np.random.default_rng(SEED)
        self.facilities = [f"N-F{number + 1:04d}" for number in range(size.facilities)]
        districts = [place.code for place in self.pack.places_at("district")]
        self.district = chance.choice(districts, size.facilities)
        self.group = np.arange(size.facilities) % size.groups
        self.measures = self._measures()
        # What each facility reports: its group's measures first, so that promises are answered.
        self.reported = np.stack(
            [
                np.r_[
                    self.promised(int(group)),
                    chance.choice(size.measures, size.measures_a_facility, replace=False),
                ][: size.measures_a_facility]
                for group in self.group
            ]
        )
        self.usual = chance.gamma(2.0, 60.0, self.reported.shape)

    def _measures(self) -> list[str]:
        """Measures with nothing under them, so that none is claimed twice over."""
        parents = {measure.parent for measure in self.pack.measures.values()}
        leaves = [code for code in self.pack.measures if code not in parents]
        return leaves[: self.size.measures]

    def promised(self, group: int) -> np.ndarray:
        """The measures that a group's agreements promise."""
        step = np.arange(self.size.lines_an_agreement) * 5
        return np.asarray((group * 7 + step) % len(self.measures))

    def record_register(self) -> None:
        registry.record_organisations(
            [
                NewOrganisation(
                    code=f"N-P{number + 1:02d}", name_ar=f"شريك مصطنع {number + 1}",
                    name_en=f"Made-up partner {number + 1}", kind="ngo", is_made_up=True,
                )
                for number in range(20)
            ]
            + [
                NewOrganisation(
                    code="N-AUTHORITY", name_ar="جهة عامة مصطنعة", name_en="Made-up authority",
                    kind="authority", location="SY", is_made_up=True,
                )
            ],
            actor=None,
        )  # fmt: skip
        types = ("primary_care_centre", "hospital", "mobile_clinic", "dialysis_centre")
        registry.record_facilities(
            [
                NewFacility(
                    code=code, name_ar=f"منشأة مصطنعة {number + 1}",
                    name_en=f"Made-up facility {number + 1}", type=types[number % len(types)],
                    ownership="public", place=str(self.district[number]), is_made_up=True,
                )
                for number, code in enumerate(self.facilities)
            ],
            actor=None,
        )  # fmt: skip

    def agreements(self) -> Iterator[tuple[str, int, date, date]]:
        """Code, group, first and last day: one after another for each group."""
        for group in range(self.size.groups):
            for period in range(self.size.periods):
                year = FIRST_YEAR + period * self.size.years_an_agreement
                last = year + self.size.years_an_agreement - 1
                yield f"N-A{group:03d}-{period + 1}", group, date(year, 1, 1), date(last, 12, 31)

    def record_promises(self) -> None:
        agreements = list(self.agreements())
        ledger.record_agreements(
            [
                NewAgreement(
                    code=code, title_ar=f"اتفاقية تشغيل مصطنعة {code}",
                    title_en=f"Made-up operation {code}", kind="operation",
                    authority="N-AUTHORITY", partner=self.partner(group), signed_on=starts,
                    starts_on=starts, ends_on=ends, is_made_up=True,
                )
                for code, group, starts, ends in agreements
            ],
            actor=None,
        )  # fmt: skip
        ledger.record_pledges(
            [pledge for agreement in agreements for pledge in self._pledges(*agreement)],
            actor=None,
        )
        ledger.record_supports(
            [
                NewSupport(
                    facility=self.facilities[number], family="service",
                    organisation=self.partner(group), agreement=code, valid_from=starts,
                    valid_to=ends, is_made_up=True,
                )
                for code, group, starts, ends in agreements
                for number in np.flatnonzero(self.group == group)[:2]
            ],
            actor=None,
        )  # fmt: skip

    def partner(self, group: int) -> str:
        return f"N-P{group % 20 + 1:02d}"

    def _pledges(self, code: str, group: int, starts: date, ends: date) -> Iterator[NewPledge]:
        members = np.flatnonzero(self.group == group)
        scope = tuple(self.facilities[number] for number in members)
        for line, measure in enumerate(self.promised(group), 1):
            usual = self.usual[members, line - 1].sum()
            is_level = self.pack.measures[self.measures[measure]].combine in {"last", "mean"}
            months = 1 if is_level else 12 * self.size.years_an_agreement
            yield NewPledge(
                agreement=code, line=str(line), measure=self.measures[measure],
                quantity=max(1, round(usual * months)) * MILLION, scope=scope,
                starts_on=starts, ends_on=ends,
            )  # fmt: skip

    # --- deliveries, as columns -------------------------------------------------------------------
    def year(self, year: int) -> pa.Table:
        """Twelve months of every facility: a claim, nearly always its acceptance, at times a
        verification; one posting a facility and month."""
        return pa.concat_tables(
            [self._month(month_of(date(year, month, 1))) for month in range(1, 13)]
        )

    def _month(self, month: int) -> pa.Table:
        chance = np.random.default_rng([SEED, month])
        facility, column = np.nonzero(chance.random(self.reported.shape) < 0.97)
        season = 1 + 0.12 * np.cos(2 * np.pi * (month % 12) / 12)
        drawn = self.usual[facility, column] * season * chance.normal(0.97, 0.12, len(facility))
        claimed = np.maximum(0, drawn.round()).astype(np.int64)
        line = _running_number(facility) + 1
        accepted = np.flatnonzero(chance.random(len(facility)) < 0.95)
        verified = np.flatnonzero(chance.random(len(facility)) < 0.35)
        rows = np.r_[np.arange(len(facility)), accepted, verified]
        stage = np.repeat(
            np.array([Stage.CLAIMED, Stage.ACCEPTED, Stage.VERIFIED], np.int8),
            [len(facility), len(accepted), len(verified)],
        )
        found = claimed[rows] - (stage == Stage.VERIFIED) * (claimed[rows] // 20)
        sources = pa.array([_source(code, write_month(month)) for code in self.facilities])
        source = pa.DictionaryArray.from_arrays(facility[rows].astype(np.int32), sources)
        answers = pc.if_else(pa.array(stage > 0), source.cast(pa.string()), None)
        own = pc.cast(pa.array(line[rows]), pa.string())
        letter = pa.array(np.array(["", "a", "v"])[stage])
        return pa.table(
            {
                "source": source.cast(pa.string()),
                "line": pc.binary_join_element_wise(own, letter, ""),
                "stage": stage,
                "claimant": np.full(len(rows), Claimant.PARTNER, np.int8),
                "measure": _coded(self.measures, self.reported[facility, column][rows]),
                "location": _coded(self.facilities, facility[rows]),
                "month": np.full(len(rows), month, np.int32),
                "quantity": found * MILLION,
                "organisation": _coded(
                    [self.partner(group) for group in range(self.size.groups)],
                    self.group[facility[rows]],
                ),
                "agreement": _coded(self._agreement_codes(month), self.group[facility[rows]]),
                "answers_source": answers,
                "answers_line": pc.if_else(pa.array(stage > 0), own, None),
                "is_made_up": np.full(len(rows), True),
            }
        )

    def _agreement_codes(self, month: int) -> list[str]:
        period = (month // 12 - FIRST_YEAR) // self.size.years_an_agreement + 1
        return [f"N-A{group:03d}-{period}" for group in range(self.size.groups)]


def _coded(codes: Sequence[str], numbers: np.ndarray) -> pa.Array:
    """A column of codes by their numbers."""
    return pa.DictionaryArray.from_arrays(numbers.astype(np.int32), pa.array(list(codes))).cast(
        pa.string()
    )


def _running_number(sorted_keys: np.ndarray) -> np.ndarray:
    """0, 1, 2, … within each run of equal keys."""
    starts = np.r_[0, np.flatnonzero(np.diff(sorted_keys)) + 1]
    lengths = np.diff(np.r_[starts, len(sorted_keys)])
    return np.asarray(np.arange(len(sorted_keys)) - np.repeat(starts, lengths))
