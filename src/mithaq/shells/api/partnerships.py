"""Agreements: the list, and one with its lines, amendments, meetings and undertakings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from mithaq.domains.partnerships.queries.agreements import agreement_surroundings
from mithaq.engine.quantities import write_quantity
from mithaq.ledger.queries import standing
from mithaq.ledger.queries.agreements import (
    AgreementFilter,
    agreement_overview,
    agreements_list,
)
from mithaq.registry.access import Permission, access_place, require
from mithaq.shells.api.keys import caller

router = Router()


class Head(Schema):
    code: str
    title_ar: str
    title_en: str
    kind: str
    authority: str
    partner: str
    announced_on: date | None
    signed_on: date | None
    starts_on: date | None
    ends_on: date | None
    ends_precision: str
    status: str
    made_up: bool


class Agreements(Schema):
    """`next`: hand it back as `after` for the following page; empty on the last."""

    rows: list[Head]
    next: str


def _head(agreement: Any) -> dict[str, Any]:
    fields = (
        "code", "title_ar", "title_en", "kind", "announced_on", "signed_on", "starts_on",
        "ends_on", "ends_precision", "status",
    )  # fmt: skip
    return {
        **{name: getattr(agreement, name) for name in fields},
        "authority": agreement.authority.code,
        "partner": agreement.partner.code,
        "made_up": agreement.is_made_up,
    }


@router.get("/agreements", response=Agreements, url_name="agreements")
def agreements(
    request: HttpRequest,
    text: str = "",
    kind: str = "",
    status: str = "",
    state: str = "",
    place: str = "",
    after: str = "",
) -> dict[str, Any]:
    """The agreements that you may see, by Arabic title, a page at a time."""
    user = caller(request)
    require(user, Permission.SEE_AGREEMENT)
    wanted = AgreementFilter(
        text=text, kind=kind, status=status, state=state,
        place=access_place(user, place) if place else None,
    )  # fmt: skip
    page = agreements_list(user, standing.current_reckoning(), wanted, after=after)
    return {"rows": [_head(row.agreement) for row in page.rows], "next": page.next}


class Version(Schema):
    line: str
    effective_on: date
    measure: str
    quantity: str
    starts_on: date | None
    ends_on: date | None
    profile: str


class Party(Schema):
    organisation: str
    role: str
    share: Decimal | None
    valid_from: date | None
    valid_to: date | None


class Amendment(Schema):
    number: int
    kind: str
    effective_on: date
    signed_on: date | None
    summary_ar: str
    summary_en: str


class Undertaking(Schema):
    text_ar: str
    text_en: str
    status: str
    review_on: date | None


class Meeting(Schema):
    code: str
    title_ar: str
    title_en: str
    on: date | None


class Agreement(Head):
    purpose_ar: str
    purpose_en: str
    versions: list[Version]
    parties: list[Party]
    amendments: list[Amendment]
    undertakings: list[Undertaking]
    meetings: list[Meeting]


@router.get("/agreements/{code}", response=Agreement, url_name="agreement")
def agreement(request: HttpRequest, code: str) -> dict[str, Any]:
    """One agreement; its reckoned lines are at `/reckoning?agreement=CODE`."""
    user = caller(request)
    require(user, Permission.SEE_AGREEMENT)
    overview = agreement_overview(user, code, standing.current_reckoning())
    around = agreement_surroundings(user, code)
    return {
        **_head(overview.agreement),
        "purpose_ar": around.purpose_ar,
        "purpose_en": around.purpose_en,
        "versions": [
            {
                "line": v.line, "effective_on": v.effective_on, "measure": v.measure.code,
                "quantity": write_quantity(v.quantity), "starts_on": v.starts_on,
                "ends_on": v.ends_on, "profile": v.profile,
            }
            for versions in overview.versions.values()
            for v in versions
        ],
        "parties": [
            {
                "organisation": p.organisation.code, "role": p.role, "share": p.share,
                "valid_from": p.valid_from, "valid_to": p.valid_to,
            }
            for p in overview.parties
        ],
        "amendments": around.amendments,
        "undertakings": around.undertakings,
        "meetings": around.meetings,
    }  # fmt: skip
