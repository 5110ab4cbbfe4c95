"""A reading as JSON: categories and fields of an annotated statement, with spans and confidence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from mithaq.exchange.statements.reading.findings import (
    Act,
    Facility,
    Finding,
    Moment,
    Organisation,
    Person,
    Place,
    Qualifier,
    Quantity,
    Question,
    Reading,
)
from mithaq.exchange.statements.reading.questions import worded


def as_json(reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """What `mithaq read --json` prints."""
    return {
        "places": [_place(each) for each in reading.places],
        "organisations": [_organisation(each) for each in reading.organisations],
        "people": [_person(each) for each in reading.people],
        "facilities": [_facility(each) for each in reading.facilities],
        "quantities": [_quantity(each) for each in reading.quantities],
        "dates": [_moment(each) for each in reading.moments],
        "acts": [_act(each, reading) for each in reading.acts],
        "questions": [_question(each) for each in reading.questions],
        "noise": [{"span": list(each.span), "reason": each.reason} for each in reading.noise],
    }


def _question(question: Question) -> dict[str, Any]:
    ar, en = worded(question.code, question.parameters)
    spans = [list(span) for span in question.spans]
    return {"code": question.code, "ar": ar, "en": en, "spans": spans}


def number(value: Decimal) -> int | float:
    """A whole number as one, others as a fraction."""
    return int(value) if value == value.to_integral_value() else float(value)


def _about(finding: Finding) -> dict[str, Any]:
    return {
        "confidence": str(finding.confidence),
        "reason": finding.reason,
        "spans": [list(span) for span in finding.spans],
    }


def _place(place: Place) -> dict[str, Any]:
    linked = {"name": place.name, "code": place.code}
    return {**linked, **_candidates(place.candidates), **_about(place)}


def _candidates(codes: tuple[str, ...]) -> dict[str, list[str]]:
    return {"candidates": list(codes)} if codes else {}


def _organisation(organisation: Organisation) -> dict[str, Any]:
    linked = {"name": organisation.name, "code": organisation.code, "kind": organisation.kind}
    return {**linked, **_candidates(organisation.candidates), **_about(organisation)}


def _person(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "role": person.role or None,
        "honorific": person.honorific,
        "organisation": person.organisation or None,
        "code": person.code,
        **_candidates(person.candidates),
        **_about(person),
    }


def _facility(facility: Facility) -> dict[str, Any]:
    return {
        "name": facility.name,
        "event": facility.event and str(facility.event),
        "type": facility.type or None,
        "place": facility.place or None,
        "code": facility.code,
        **_candidates(facility.candidates),
        **_about(facility),
    }


def _quantity(quantity: Quantity) -> dict[str, Any]:
    form: dict[str, Any] = {"value": number(quantity.value), "unit": quantity.unit}
    if quantity.high is not None:
        form["high"] = number(quantity.high)
    if quantity.of:
        form["of"] = quantity.of
    if quantity.qualifier is not Qualifier.EXACT:
        form["qualifier"] = str(quantity.qualifier).replace("_", " ")
    if quantity.is_each:
        form["each"] = True
    if quantity.stated_by:
        form["stated_by"] = quantity.stated_by
    if quantity.measure:
        form["measure"] = quantity.measure
    return {**form, **_about(quantity)}


def _moment(moment: Moment) -> dict[str, Any]:
    form: dict[str, Any] = {"value": moment.value, "precision": moment.precision}
    if moment.at is not None:
        form["at"] = moment.at.isoformat("minutes")
    if moment.weekday_agrees is not None:
        form["weekday_agrees"] = moment.weekday_agrees
    return {**form, **_about(moment)}


def _act(act: Act, reading: Reading) -> dict[str, Any]:
    form: dict[str, Any] = {
        "kind": str(act.kind),
        "status": str(act.status),
        "of": act.of,
        "parties": list(act.parties),
        "places": list(act.places),
        "facilities": list(act.facilities),
        "quantities": [_quantity(reading.quantities[at]) for at in act.quantities],
        "dates": [reading.moments[at].value for at in act.moments],
    }
    if act.count != 1:
        form["count"] = act.count
    if act.stated_by:
        form["stated_by"] = act.stated_by
    return {**form, **_about(act)}
