"""What published statements say, recorded with who said it where. No delivery is among it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from importlib import resources
from typing import Any

import yaml

from mithaq.demonstration.meetings import PEOPLE, record_meeting, undertaking
from mithaq.domains.partnerships import actions as partnerships
from mithaq.domains.partnerships.records import NewFigure
from mithaq.engine.quantities import MILLION
from mithaq.ledger import actions as ledger
from mithaq.ledger.queries.agreements import has_agreement
from mithaq.ledger.records import NewAgreement, NewPledge
from mithaq.registry import actions as registry
from mithaq.registry.records import (
    NewAlias,
    NewLocation,
    NewOrganisation,
    NewPerson,
    NewPersonRole,
    NewSource,
)

Facts = Mapping[str, Any]


def load() -> None:
    """Record the statements' facts, unless they are there."""
    facts = yaml.safe_load(
        resources.files(__package__).joinpath("real.yaml").read_text(encoding="utf-8")
    )
    if has_agreement(facts["agreements"][-1]["code"]):
        return
    sources = {key: _source(given) for key, given in facts["sources"].items()}
    _record_register(facts)
    people = _record_people(facts)
    for agreement in facts["agreements"]:
        _record_agreement(agreement, people, sources[agreement["source"]])
    for meeting in facts["meetings"]:
        record_meeting(meeting, people=people, source=sources[meeting["source"]])


def _source(given: Facts) -> uuid.UUID:
    source = registry.add_source(
        NewSource(title=given["title"], outlet=given["outlet"], on=given.get("on"))
    )
    return uuid.UUID(str(source.uid))


def _record_register(facts: Facts) -> None:
    registry.record_locations(
        [
            NewLocation(
                code=p["code"], level=p["level"], parent=p["parent"],
                name_ar=p["ar"], name_en=p["en"],
            )
            for p in facts["places"]
        ],
        actor=None,
    )  # fmt: skip
    registry.record_organisations(
        [
            NewOrganisation(
                code=o["code"], name_ar=o["ar"], name_en=o["en"], kind=o["kind"],
                parent=o.get("parent", ""), location=o.get("location", ""),
                aliases=tuple(NewAlias(name=name) for name in o.get("aliases", ())),
            )
            for o in facts["organisations"]
        ],
        actor=None,
    )  # fmt: skip


def _record_people(facts: Facts) -> PEOPLE:
    people = facts["people"]
    rows = registry.record_people(
        [
            NewPerson(
                name_ar=p["ar"], name_en=p["en"], honorific=p.get("honorific", ""),
                roles=(
                    NewPersonRole(
                        title_ar=p["title_ar"], title_en=p["title_en"],
                        organisation=p["organisation"],
                    ),
                ),
            )
            for p in people
        ],
        actor=None,
    )  # fmt: skip
    return {given["key"]: (row.uid, given) for given, row in zip(people, rows, strict=True)}


def _record_agreement(given: Facts, people: PEOPLE, source: uuid.UUID) -> None:
    ledger.record_agreements([_head(given, source)], actor=None)
    if "purpose_ar" in given:
        partnerships.describe_agreement(
            given["code"], purpose_ar=given["purpose_ar"], purpose_en=given["purpose_en"],
            signatories=[people[key][0] for key in given["signatories"]], actor=None,
        )  # fmt: skip
    if pledges := given.get("pledges"):
        ledger.record_pledges([_pledge(given, p, source) for p in pledges], actor=None)
    for figure in given.get("figures", ()):
        partnerships.state_figure(_figure(given["code"], figure, source), actor=None)
    for promise in given.get("undertakings", ()):
        partnerships.record_undertaking(
            undertaking(promise, source=source, agreement=given["code"]), actor=None
        )


def _head(given: Facts, source: uuid.UUID) -> NewAgreement:
    return NewAgreement(
        code=given["code"], parent=given.get("parent", ""),
        title_ar=given["title_ar"], title_en=given["title_en"], kind=given["kind"],
        authority=given["authority"], partner=given["partner"],
        announced_on=given["announced_on"], ends_on=given["ends_on"],
        ends_precision=given["ends_precision"], status=given["status"], source=source,
    )  # fmt: skip


def _pledge(agreement: Facts, given: Facts, source: uuid.UUID) -> NewPledge:
    """The first day was not published: the line has none, so nothing is expected by a day."""
    ends_on: date = agreement["ends_on"]
    return NewPledge(
        agreement=agreement["code"], line=given["line"], measure=given["measure"],
        quantity=given["quantity"] * MILLION, scope=tuple(given["scope"]), ends_on=ends_on,
        profile=given.get("profile", "linear"), effective_on=agreement["announced_on"],
        stated_by=given["stated_by"], source=source,
    )  # fmt: skip


def _figure(agreement: str, given: Facts, source: uuid.UUID) -> NewFigure:
    return NewFigure(
        agreement=agreement, label_ar=given["ar"], label_en=given["en"],
        quantity=Decimal(given["quantity"]), unit_ar=given["unit_ar"], unit_en=given["unit_en"],
        stated_by=given["stated_by"], pledge_line=given.get("line", ""), source=source,
    )  # fmt: skip
