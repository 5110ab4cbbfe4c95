"""Monthly reports sent in, and deliveries posted from a partner's own system."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Header, Router, Schema
from pydantic import Field

from mithaq.domains.services import actions as services
from mithaq.domains.services.records import ReportContent
from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.engine.months import read_month
from mithaq.engine.quantities import MILLION, QuantityError, read_quantity
from mithaq.engine.report_totals import Entry
from mithaq.exchange.replies import once
from mithaq.ledger.actions import post
from mithaq.ledger.records import NewDelivery, NewPosting
from mithaq.registry.access import (
    Permission,
    Visitor,
    access_facility,
    access_organisation,
    can,
    reaches,
    require,
)
from mithaq.registry.faults import ActionRefused, Fault, FaultKind
from mithaq.shells.api.keys import actor_of, caller

router = Router()

MOST_LINES = 5000
Key = Annotated[str, Header(alias="Idempotency-Key")]

BAD_MONTH = FaultKind(
    "bad_month",
    ar="الشهر «{found}» لا يُقرأ؛ يُكتب 2026-03.",
    en="“{found}” is no month; write 2026-03.",
)
BAD_QUANTITY = FaultKind(
    "bad_quantity",
    ar="المقدار «{found}» لا يُقرأ: عدد عشري غير سالب بست مراتب على الأكثر.",
    en="“{found}” is no quantity: a decimal, not negative, with at most six places.",
)
NOT_YOURS = FaultKind(
    "not_your_organisation",
    ar="لا تبلّغ صلاحياتك باسم الجهة «{found}».",
    en="Your roles do not report for “{found}”.",
)
NOT_YOUR_PLACE = FaultKind(
    "not_your_place",
    ar="«{found}» غير معروف أو خارج المكان الذي تشمله صلاحياتك.",
    en="“{found}” is not known, or not in the place of your roles.",
)
CLAIMS_ONLY = FaultKind(
    "claims_only",
    ar="الشريك يبلّغ فقط؛ القبول والتحقق للجهة العامة.",
    en="A partner claims only; accepting and verifying are the authority's.",
)
ONE_PLACE = FaultKind(
    "one_of_facility_and_place",
    ar="اذكر المنشأة أو المكان، أحدهما فقط.",
    en="Name the facility or the place, exactly one.",
)


class Value(Schema):
    """One figure of the report. What is not known is left out; 0 means none was given."""

    measure: str
    value: Annotated[int, Field(ge=0, le=10**12)]
    sex: Literal["", "female", "male"] = ""
    age_group: str = ""


class Report(Schema):
    """`answers`: to the questions of an earlier refusal, by their `key`."""

    values: Annotated[list[Value], Field(max_length=1000)] = []
    no_activity: str = ""
    note: Annotated[str, Field(max_length=600)] = ""
    answers: dict[str, str] = {}
    captured_at: datetime | None = None


class Submitted(Schema):
    report: str
    revision: int
    source: str
    is_new: bool


@router.post("/reports/{facility}/{month}", response=Submitted, url_name="report")
def submit(
    request: HttpRequest, facility: str, month: str, report: Report, key: Key = ""
) -> dict[str, Any]:
    """Submit a facility's monthly report. Refused with every error found, else with every question
    that has no answer yet. The same report again changes nothing."""
    user = caller(request)
    access_facility(user, facility, Permission.REPORT_MONTH)
    content = ReportContent(
        values=tuple(
            Entry(measure=v.measure, value=v.value * MILLION, sex=v.sex, age_group=v.age_group)
            for v in report.values
        ),
        no_activity=report.no_activity, note=report.note, answers=report.answers,
        captured_at=report.captured_at,
    )  # fmt: skip
    number = _month(month)

    def act() -> dict[str, Any]:
        done = services.submit_report(
            facility=facility, month=number, content=content, actor=actor_of(user)
        )
        return {
            "report": str(done.report), "revision": done.revision, "source": done.source,
            "is_new": done.is_new,
        }  # fmt: skip

    return once(caller=actor_of(user), route=request.path, key=key, body=request.body, act=act)


class Line(Schema):
    """A delivery. `quantity` is a decimal string; `answers` names the claim it answers."""

    line: Annotated[str, Field(min_length=1, max_length=40)]
    measure: str
    organisation: str
    agreement: str = ""
    facility: str = ""
    place: str = ""
    month: str
    quantity: str
    stage: Literal["claimed", "accepted", "verified"] = "claimed"
    answers: dict[Literal["source", "line"], str] | None = None


class Posting(Schema):
    """One source document; `source` is its key: the same content again changes nothing."""

    source: Annotated[str, Field(min_length=1, max_length=200)]
    on: date | None = None
    lines: Annotated[list[Line], Field(min_length=1, max_length=MOST_LINES)]


class Posted(Schema):
    batch: int | None
    postings: int
    deliveries: int
    known: int


@router.post("/deliveries", response=Posted, url_name="deliveries")
def deliveries(request: HttpRequest, posting: Posting, key: Key = "") -> dict[str, Any]:
    """Post a document's deliveries. A partner claims for its own organisation."""
    user = caller(request)
    require(user, Permission.POST_DELIVERIES)
    lines = _lines(user, posting)
    new = NewPosting(source=posting.source, on=posting.on, lines=lines)

    def act() -> dict[str, Any]:
        done = post([new], actor=actor_of(user), kind="api")
        return {
            "batch": done.batch, "postings": done.postings, "deliveries": done.deliveries,
            "known": done.known,
        }  # fmt: skip

    return once(caller=actor_of(user), route=request.path, key=key, body=request.body, act=act)


def _month(text: str, item: int | None = None) -> int:
    try:
        return read_month(text)
    except ValueError:
        raise ActionRefused([BAD_MONTH(found=text, item=item, field="month")]) from None


def _lines(user: Visitor, posting: Posting) -> list[NewDelivery]:
    """The lines as the ledger takes them; every fault of every line is found first."""
    faults: list[Fault] = []
    lines = []
    claims_only = not can(user, Permission.REVIEW_REPORT)
    for item, line in enumerate(posting.lines):
        faults += _who_and_where(user, line, item, claims_only=claims_only)
        try:
            lines.append(_line(line, item))
        except ActionRefused as refusal:
            faults += refusal.faults
    if faults:
        raise ActionRefused(faults)
    return lines


def _who_and_where(user: Visitor, line: Line, item: int, *, claims_only: bool) -> list[Fault]:
    faults = []
    where = line.facility or line.place
    organisation = access_organisation(user, line.organisation)
    if not can(user, Permission.POST_DELIVERIES, organisation=organisation):
        faults.append(NOT_YOURS(found=line.organisation, item=item, field="organisation"))
    elif bool(line.facility) == bool(line.place):
        faults.append(ONE_PLACE(item=item, field="facility"))
    elif not reaches(user, Permission.POST_DELIVERIES, where, organisation=organisation):
        field = "facility" if line.facility else "place"
        faults.append(NOT_YOUR_PLACE(found=where, item=item, field=field))
    if claims_only and line.stage != "claimed":
        faults.append(CLAIMS_ONLY(found=line.stage, item=item, field="stage"))
    return faults


def _line(line: Line, item: int) -> NewDelivery:
    try:
        quantity = read_quantity(line.quantity)
    except QuantityError:
        quantity = -1
    if quantity < 0:
        raise ActionRefused([BAD_QUANTITY(found=line.quantity, item=item, field="quantity")])
    answers = (line.answers["source"], line.answers["line"]) if line.answers else None
    return NewDelivery(
        line=line.line, stage=Stage[line.stage.upper()], claimant=Claimant.PARTNER,
        measure=line.measure, organisation=line.organisation, agreement=line.agreement,
        location=line.facility or line.place, month=_month(line.month, item), quantity=quantity,
        answers=answers,
    )  # fmt: skip
