"""What the actions of monthly reports take in and give back: plain values, references by code.

Quantities are int millionths of the measure's unit; months are the engine's numbers
(`mithaq.engine.months`). Inputs of a report are `mithaq.engine.report_totals.Entry`.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mithaq.engine.report_checks import Finding
from mithaq.engine.report_totals import Entry
from mithaq.registry.faults import Fault


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """What a reporter says of a month.

    `no_activity` is a reason of the pack, or empty. `answers` are kept by the question's key
    (`Finding.key`). `captured_at` is the device's instant, where it was written offline.
    """

    values: tuple[Entry, ...] = ()
    no_activity: str = ""
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    captured_at: datetime | None = None


@dataclass(frozen=True)
class SavedDraft:
    """What autosave did. `version` goes with the next save.

    `conflict`: the inputs came too late or beside others and were kept as this draft, by its uid;
    the report is as it was.
    """

    report: uuid.UUID
    version: int
    findings: tuple[Finding, ...]
    conflict: uuid.UUID | None = None


@dataclass(frozen=True)
class Submitted:
    """A report as it stands after submission. `is_new`: false where it was known already."""

    report: uuid.UUID
    revision: int
    version: int
    source: str
    is_new: bool


@dataclass(frozen=True, kw_only=True)
class SendBackReason:
    """Why a report goes back: a code of `rules.SEND_BACK_REASONS`, words, the measure if one."""

    code: str
    words: str = ""
    measure: str = ""


@dataclass(frozen=True, kw_only=True)
class NewFinding:
    """What a monitor found of one measure: `found` of the `checked` part of what was claimed."""

    measure: str
    checked: int
    found: int
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class NewReportValue:
    """A row of the table `reports`; sex and age group as written, empty: all."""

    facility: str
    month: int
    measure: str
    value: int
    sex: str = ""
    age_group: str = ""


@dataclass(frozen=True)
class ReportsSubmitted:
    """What a bulk submission did, in reports; `questions` name their row as `item`, from 0."""

    new: int
    resubmitted: int
    known: int
    questions: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class MonthClosed:
    """The last word on a place's month."""

    location: str
    month: int
    is_closed: bool
    at: datetime
