"""Reading sources and dated parameters: no value without date, unit and source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Final

from mithaq.countries import faults as expected
from mithaq.countries.faults import Faults, Words
from mithaq.countries.lists import frozen
from mithaq.countries.pack import ReportChecks
from mithaq.countries.parameters import (
    Parameter,
    ParameterValue,
    PartialDate,
    Source,
    Status,
)
from mithaq.countries.records import Record, yaml_record

_REPORT_CHECKS: Final = "parameters/report_check.yaml"
_NO_DATE: Final = PartialDate(dt.date.min)


def read_source(record: Record) -> Source:
    """`{ar: title, en: title, article: …, outlet: …, on: …}`; both titles are required."""
    source = Source(
        record.arabic("ar"),
        record.english("en"),
        record.text("article", optional=True),
        record.text("outlet", optional=True),
        record.date("on"),
    )
    record.close()
    return source


def read_sources(file: Record) -> Mapping[str, Source]:
    """`sources.yaml`: what the rows of the gazetteer cite by key."""
    return frozen((code, read_source(record)) for code, record in file.entries())


def read_parameters(faults: Faults, folder: Path) -> Mapping[str, Parameter]:
    """Every YAML file under `parameters/`; a code is the file's name and the key: `money.rate`."""
    parameters: dict[str, Parameter] = {}
    for path in sorted(folder.glob("parameters/*.yaml")):
        file = yaml_record(faults, folder, f"parameters/{path.name}")
        for key, record in file.entries():
            code = f"{path.stem}.{key}"
            parameters[code] = _parameter(code, record)
    return frozen(parameters.items())


def _parameter(code: str, record: Record) -> Parameter:
    label, unit = record.record("label"), record.record("unit")
    values = tuple(_value(value) for value in record.records("values"))
    for before, after in pairwise(values):
        if after.since.day <= before.since.day:
            record.fault(
                "values",
                after.since.text,
                Words(f"تاريخ بعد {before.since.text}", f"a date after {before.since.text}"),
            )
    read = Parameter(
        code,
        label.arabic("ar"),
        label.english("en"),
        unit.arabic("ar"),
        unit.english("en"),
        values,
    )
    for part in (label, unit, record):
        part.close()
    return read


def _value(record: Record) -> ParameterValue:
    if not record.has("from"):
        record.fault("from", None, expected.DATE)
    status = record.choice("status", list(Status))
    value = ParameterValue(
        record.number("value"),
        record.date("from") or _NO_DATE,
        Status(status) if status in list(Status) else Status.ASSUMED,
        read_source(record.record("source")),
        *_note(record),
    )
    record.close()
    return value


def _note(record: Record) -> tuple[str, str]:
    if not record.has("note"):
        return "", ""
    note = record.record("note")
    words = note.arabic("ar"), note.english("en")
    note.close()
    return words


def read_report_checks(faults: Faults, parameters: Mapping[str, Parameter]) -> ReportChecks:
    """The thresholds of the report checks: the latest values of `report_check.*`."""

    def latest(name: str) -> Decimal:
        code = f"report_check.{name}"
        parameter = parameters.get(code)
        if parameter is None or not parameter.values:
            words = Words(f"المعيار {code}", f"the parameter {code}")
            faults.note(_REPORT_CHECKS, name, None, words)
            return Decimal(1)
        value = parameter.values[-1].value
        if value <= 0:
            faults.note(_REPORT_CHECKS, name, value, Words("عدد موجب", "a positive number"))
        return value

    return ReportChecks(
        window_months=int(latest("window_months")),
        least_months=int(latest("least_months")),
        deviations=latest("deviations"),
        mad_scale=latest("mad_scale"),
        least_spread=latest("least_spread"),
        least_difference=int(latest("least_difference")),
    )
