"""A country's law and norms as dated values, each bound to the source that states it.

A value cannot be had without the day it speaks from, its unit and its source, so whatever is
computed from it can say where it comes from. `status` tells law from hearsay: `enacted` is what a
source states to be in force, `announced` what was reported and is to be confirmed, `assumed` what
was inferred, remembered or taken from elsewhere.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from mithaq.engine.text import western_digits

_PARTIAL: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?", re.ASCII)


class Status(StrEnum):
    ENACTED = "enacted"
    ANNOUNCED = "announced"
    ASSUMED = "assumed"

    @property
    def label_ar(self) -> str:
        return {"enacted": "نافذ", "announced": "معلن", "assumed": "مفترض"}[self.value]


class Precision(StrEnum):
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class PartialDate:
    """A day, month or year as the source gives it; `day` is the first day of that period."""

    day: dt.date
    precision: Precision = Precision.DAY

    @property
    def text(self) -> str:
        """`2009`, `2009-06` or `2009-06-01`: never more than was known."""
        length = {Precision.DAY: 10, Precision.MONTH: 7, Precision.YEAR: 4}[self.precision]
        return self.day.isoformat()[:length]

    @classmethod
    def read(cls, text: str) -> PartialDate:
        """From `2009`, `2009-06` or `2009-06-01` (any digits); raises ValueError."""
        plain = western_digits(text.strip())
        if not _PARTIAL.fullmatch(plain):
            raise ValueError(f"no year, month or day: {text!r}")
        precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}[len(plain)]
        return cls(dt.date.fromisoformat(plain + "-01-01"[len(plain) - 4 :]), precision)


@dataclass(frozen=True)
class Source:
    """Where a fact is stated: a law's or paper's title, and what narrows it down."""

    title_ar: str
    title_en: str
    article: str = ""
    outlet: str = ""
    on: PartialDate | None = None

    def cited(self, language: str) -> str:
        """In one line: title, article, outlet, date."""
        is_arabic = language.startswith("ar")
        title = self.title_ar if is_arabic else self.title_en
        article = ("المادة " if is_arabic else "article ") + self.article if self.article else ""
        parts = (title, article, self.outlet, self.on.text if self.on else "")
        return ("، " if is_arabic else ", ").join(part for part in parts if part)


@dataclass(frozen=True)
class ParameterValue:
    """What a parameter was from a day until its next value."""

    value: Decimal
    since: PartialDate
    status: Status
    source: Source
    note_ar: str = ""
    note_en: str = ""


@dataclass(frozen=True)
class Explanation:
    """A parameter's value on a day with its date and its source."""

    code: str
    label_ar: str
    label_en: str
    unit_ar: str
    unit_en: str
    chosen: ParameterValue

    @property
    def value(self) -> Decimal:
        return self.chosen.value

    @property
    def source(self) -> Source:
        return self.chosen.source

    @property
    def ar(self) -> str:
        chosen = self.chosen
        text = (
            f"{self.label_ar}: {_plain(chosen.value)} {self.unit_ar}، منذ {chosen.since.text}"
            f" ({chosen.status.label_ar}). المصدر: {chosen.source.cited('ar')}."
        )
        return f"{text} {chosen.note_ar}".rstrip()

    @property
    def en(self) -> str:
        chosen = self.chosen
        text = (
            f"{self.label_en}: {_plain(chosen.value)} {self.unit_en}, since {chosen.since.text}"
            f" ({chosen.status}). Source: {chosen.source.cited('en')}."
        )
        return f"{text} {chosen.note_en}".rstrip()


@dataclass(frozen=True)
class Parameter:
    """A named figure of law or norm over time; `values` ascend by date and are never empty."""

    code: str
    label_ar: str
    label_en: str
    unit_ar: str
    unit_en: str
    values: tuple[ParameterValue, ...]

    def at(self, on: dt.date) -> ParameterValue:
        """The value that holds on a day; raises NotYetStated before the first."""
        held = [value for value in self.values if value.since.day <= on]
        if not held:
            raise NotYetStated(self.code, on, self.values[0].since)
        return held[-1]

    def explain(self, on: dt.date) -> Explanation:
        """The value that holds on a day, with its date and source; raises NotYetStated."""
        return Explanation(
            self.code, self.label_ar, self.label_en, self.unit_ar, self.unit_en, self.at(on)
        )


class NotYetStated(LookupError):  # noqa: N818 - it says what is known, not that something broke
    """A parameter was asked for a day before its first value."""

    def __init__(self, code: str, on: dt.date, first: PartialDate) -> None:
        self.code, self.on, self.first = code, on, first
        super().__init__(f"{code} is stated from {first.text} on, not for {on.isoformat()}")


def _plain(value: Decimal) -> str:
    """Without exponent, without idle zeros, thousands apart."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
