"""Recording what `invention` made up, through the same actions that people use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from mithaq.demonstration import logins
from mithaq.demonstration.invention import (
    FIRST_MONTH,
    LAST_MONTH,
    InventedFacility,
    InventedReport,
    Invention,
    invent,
)
from mithaq.demonstration.meetings import record_meeting
from mithaq.domains.partnerships import actions as partnerships
from mithaq.domains.partnerships.records import LineChange, NewAmendment
from mithaq.domains.services import actions as services
from mithaq.domains.services.queries.reports import ReportLine, review_queue
from mithaq.domains.services.records import NewFinding, NewReportValue, SendBackReason
from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.engine.months import first_day, last_day, month_of, read_month, write_month
from mithaq.engine.quantities import MILLION
from mithaq.ledger import actions as ledger
from mithaq.ledger.queries.postings import has_posting
from mithaq.ledger.records import (
    NewAgreement,
    NewDelivery,
    NewPledge,
    NewPosting,
    NewSupport,
)
from mithaq.registry import actions as registry
from mithaq.registry.records import (
    NewFacility,
    NewOrganisation,
    NewPerson,
    NewPersonRole,
    NewService,
    NewStatus,
    NewUser,
)

LAST_SOURCE = "demonstration:small:last"
SOURCE_WORDS = "عرض مصطنع"
COUNTS_FROM = {"claimed": Stage.CLAIMED, "accepted": Stage.ACCEPTED, "verified": Stage.VERIFIED}
# Every so many accepted reports one is checked on site; where verification counts, most are.
VERIFY_EVERY = 9
SENT_BACK_WORDS = "يرجى مطابقة عدد المعاينات مع سجل العيادة ثم إعادة الإرسال."


def load(show: Any) -> None:
    """Everything made up of the small demonstration; what is there already is left alone."""
    if has_posting(LAST_SOURCE):
        return
    invention = invent()
    _record_register(invention)
    actors = _record_users()
    _record_promises(invention)
    _record_months(invention, actors, show)
    _record_partner_sheets(invention)
    _record_meetings(invention)


def _at(month: int, days_after: int) -> datetime:
    """An instant so many days after a month's end; never one that is still to come."""
    day = last_day(month) + timedelta(days=days_after)
    return min(datetime.combine(day, time(9), tzinfo=UTC), datetime.now(UTC))


# --- who and where ----------------------------------------------------------------------------
def _record_register(invention: Invention) -> None:
    registry.record_organisations(
        [
            NewOrganisation(
                code=o["code"], name_ar=o["ar"], name_en=o["en"], kind=o["kind"],
                location=o.get("location", ""), is_made_up=True,
            )
            for o in invention.plan["organisations"]
        ],
        actor=None,
    )  # fmt: skip
    registry.record_people(
        [
            NewPerson(
                name_ar=p["ar"], name_en=p["en"], is_made_up=True,
                roles=(
                    NewPersonRole(
                        title_ar=p["title_ar"], title_en=p["title_en"],
                        organisation=p["organisation"],
                    ),
                ),
            )
            for p in invention.plan["people"]
        ],
        actor=None,
    )  # fmt: skip
    registry.record_facilities(
        [_facility(f, n) for n, f in enumerate(invention.facilities)], actor=None
    )
    registry.record_statuses(list(_statuses(invention)), actor=None)


def _facility(facility: InventedFacility, number: int) -> NewFacility:
    return NewFacility(
        code=facility.code, name_ar=facility.name_ar, name_en=facility.name_en,
        type=facility.type, ownership="public", place=facility.district,
        lat=facility.lat, lon=facility.lon,
        beds=40 + 7 * (number % 9) if facility.type == "hospital" else None,
        opened_on=date(2009 + number % 12, 1 + number % 12, 1),
        phone=f"011 555 {number:04d}", is_made_up=True,
    )  # fmt: skip


def _statuses(invention: Invention) -> Iterator[NewStatus]:
    """Half worked partially a year ago; most have recovered since."""
    for number, facility in enumerate(invention.facilities):
        services_given = tuple(
            NewService(service=s.code, availability="partial" if (number + n) % 7 == 0 else "full")
            for n, s in enumerate(invention.pack.services_of(facility.type))
        )
        was_partial, is_partial = number % 2 == 0, number % 9 == 0
        yield NewStatus(
            facility=facility.code, on=date(2025, 8, 15),
            functionality="partial" if was_partial else "full",
            building_damage="partial" if was_partial else "none",
            equipment_damage="partial" if number % 3 == 0 else "none",
            accessibility="full",
            barriers=("staff", "supplies", "equipment") if was_partial else (),
            source=SOURCE_WORDS,
        )  # fmt: skip
        yield NewStatus(
            facility=facility.code, on=date(2026, 7, 10),
            functionality="partial" if is_partial else "full",
            building_damage="partial" if is_partial else "none",
            equipment_damage="none", accessibility="partial" if number % 11 == 0 else "full",
            barriers=("supplies", "finances") if is_partial else (),
            services=services_given, source=SOURCE_WORDS,
        )  # fmt: skip


def _record_users() -> dict[str, Any]:
    """The logins; gives each one's opaque actor."""
    actors = {}
    for login in logins.LOGINS:
        user = registry.make_user(
            NewUser(
                username=login.username, password=logins.PASSWORD,
                name_ar=login.name_ar, name_en=login.name_en,
            ),
            actor=None,
        )  # fmt: skip
        registry.give_role(
            user.uid, kind=login.kind, organisation=login.organisation, location=login.location,
            actor=None,
        )  # fmt: skip
        actors[login.username] = user.uid
    return actors


# --- what was promised --------------------------------------------------------------------------
def _record_promises(invention: Invention) -> None:
    plan = invention.plan
    ledger.record_agreements([_agreement(a) for a in plan["agreements"]], actor=None)
    ledger.record_pledges(
        [p for a in plan["agreements"] for p in _pledges(invention, a)], actor=None
    )
    ledger.record_supports(
        [s for a in plan["agreements"] for s in _supports(invention, a)]
        + [_co_support(invention, plan["co_funded"])],
        actor=None,
    )
    for agreement in plan["agreements"]:
        if (status := agreement.get("status")) and status.get("on"):
            ledger.set_agreement_status(
                agreement["code"], status=status["status"], on=status["on"],
                reason_ar=status["ar"], reason_en=status["en"], actor=None,
            )  # fmt: skip
        if amendment := agreement.get("amendment"):
            _amend(invention, agreement, amendment)


def _agreement(agreement: Mapping[str, Any]) -> NewAgreement:
    dates: dict[str, Any] = {
        name: agreement.get(name) for name in ("signed_on", "starts_on", "ends_on")
    }
    is_draft = agreement.get("status", {}).get("status") == "draft"
    return NewAgreement(
        code=agreement["code"], title_ar=agreement["title_ar"], title_en=agreement["title_en"],
        kind=agreement["kind"], authority="D-NORTH", partner=agreement["partner"], **dates,
        counts_from=COUNTS_FROM[agreement.get("counts_from", "accepted")],
        status="draft" if is_draft else "active", is_made_up=True,
    )  # fmt: skip


def _pledges(invention: Invention, agreement: Mapping[str, Any]) -> Iterator[NewPledge]:
    for pledge in invention.pledges_of(agreement):
        yield NewPledge(
            agreement=agreement["code"], line=pledge.line, measure=pledge.measure,
            quantity=pledge.quantity * MILLION, scope=pledge.scope,
            starts_on=agreement.get("starts_on"), ends_on=agreement.get("ends_on"),
            profile=pledge.profile,
            milestones=tuple((day, amount * MILLION) for day, amount in pledge.milestones),
            effective_on=agreement.get("signed_on") or date(2026, 10, 1),
        )  # fmt: skip


def _supports(invention: Invention, agreement: Mapping[str, Any]) -> Iterator[NewSupport]:
    for facility in invention.facilities_of(agreement):
        for family in agreement.get("supports", ()):
            yield NewSupport(
                facility=facility.code, family=family, organisation=agreement["partner"],
                agreement=agreement["code"], valid_from=agreement["starts_on"],
                valid_to=agreement["ends_on"], is_made_up=True,
            )  # fmt: skip


def _co_support(invention: Invention, co_funded: Mapping[str, Any]) -> NewSupport:
    agreement = next(a for a in invention.plan["agreements"] if a["code"] == co_funded["agreement"])
    return NewSupport(
        facility=co_funded["facility"], family="service", organisation=agreement["partner"],
        share=Decimal(str(co_funded["share"])), is_made_up=True,
        valid_from=first_day(read_month(co_funded["months"][0])),
        valid_to=last_day(read_month(co_funded["months"][-1])),
    )  # fmt: skip


def _amend(
    invention: Invention, agreement: Mapping[str, Any], amendment: Mapping[str, Any]
) -> None:
    line = next(p for p in _pledges(invention, agreement) if p.line == amendment["line"])
    more = int(line.quantity * Decimal(str(amendment["times"])))
    partnerships.amend_agreement(
        NewAmendment(
            agreement=agreement["code"], kind="targets", effective_on=amendment["effective_on"],
            signed_on=amendment["effective_on"] - timedelta(days=9),
            summary_ar=amendment["summary_ar"], summary_en=amendment["summary_en"],
            changes=(LineChange(line=line.line, quantity=more),),
        ),
        actor=None,
    )  # fmt: skip


# --- what was reported --------------------------------------------------------------------------
def _record_months(invention: Invention, actors: Mapping[str, Any], show: Any) -> None:
    ended = month_of(datetime.now(UTC).date()) - 1
    reports = sorted(
        (report for report in invention.reports() if report.month <= ended),
        key=lambda report: (report.month, report.days_after),
    )
    months = LAST_MONTH - FIRST_MONTH + 1
    for done, (month, found) in enumerate(groupby(reports, key=lambda r: r.month)):
        of_month = list(found)
        for days, wave in groupby(of_month, key=_wave):
            _submit(list(wave), _at(month, days), actors)
        _judge({r.facility: r for r in of_month}, month, invention, actors)
        show(done + 1, months)


def _wave(report: InventedReport) -> int:
    """Reports come in three waves: early, just in time, late."""
    return 5 if report.days_after <= 5 else 10 if report.days_after <= 10 else 20


def _submit(wave: Sequence[InventedReport], at: datetime, actors: Mapping[str, Any]) -> None:
    for report in wave:
        if report.no_activity:
            services.declare_no_activity(
                facility=report.facility, month=report.month, reason=report.no_activity,
                actor=actors["reporter"], at=at,
            )  # fmt: skip
    services.submit_reports_bulk(
        [value for report in wave for value in _values(report)], actor=actors["reporter"], at=at
    )


def _values(report: InventedReport) -> Iterator[NewReportValue]:
    for measure, value in report.values.items():
        yield NewReportValue(
            facility=report.facility, month=report.month, measure=measure, value=value * MILLION
        )
        for sex, part in zip(("female", "male"), report.by_sex.get(measure, ()), strict=False):
            yield NewReportValue(
                facility=report.facility, month=report.month, measure=measure,
                value=part * MILLION, sex=sex,
            )  # fmt: skip


def _judge(
    reports: Mapping[str, InventedReport],
    month: int,
    invention: Invention,
    actors: Mapping[str, Any],
) -> None:
    """The officer accepts, sends one back now and then, and leaves part of the last month open."""
    waiting = review_queue(["/SY/"], months=[month], limit=500)
    sent_back = [r for n, r in enumerate(waiting) if (month * 31 + n) % 89 == 0]
    left = {r.uid for r in sent_back}
    left |= {r.uid for r in waiting[::3]} if month == LAST_MONTH else set()
    for report in sent_back:
        services.send_back_report(
            report=report.uid,
            reasons=[SendBackReason(code="other", words=SENT_BACK_WORDS)],
            actor=actors["officer"], at=_at(month, 24),
        )  # fmt: skip
    accepted = [r for r in waiting if r.uid not in left]
    services.accept_reports(
        reports=[r.uid for r in accepted], actor=actors["officer"], at=_at(month, 25)
    )
    for number, report in enumerate(accepted):
        is_dialysis = "service.dialysis_session" in reports[report.facility].values
        if (number + month) % VERIFY_EVERY == 0 or is_dialysis:
            _verify(report, reports[report.facility], number, invention, actors)


def _verify(
    report: ReportLine,
    said: InventedReport,
    number: int,
    invention: Invention,
    actors: Mapping[str, Any],
) -> None:
    """The monitor counts in the registers what was claimed; a little less is found."""
    share = Decimal("0.97") if number % 4 else Decimal("0.9")
    findings = [
        NewFinding(measure=m, checked=v * MILLION, found=int(v * share) * MILLION)
        for m, v in said.values.items()
        if m.startswith("service.") and v and not _is_total(m, said, invention)
    ]
    if findings:
        services.verify_report(
            report=report.uid, findings=findings, on=_at(said.month, 26).date(),
            actor=actors["monitor"], at=_at(said.month, 26),
        )  # fmt: skip


def _is_total(measure: str, said: InventedReport, invention: Invention) -> bool:
    """A total is claimed through its parts."""
    return any(invention.pack.measures[other].parent == measure for other in said.values)


# --- what partners' sheets said ------------------------------------------------------------------
def _record_partner_sheets(invention: Invention) -> None:
    postings = list(_goods_postings(invention))
    postings += _operated_postings(invention)
    postings.append(_overlap_posting(invention))
    postings.append(_double_claim_posting(invention))
    ledger.post(postings, actor=None, kind="import")


def _goods_postings(invention: Invention) -> Iterator[NewPosting]:
    """Donations, courses and works: claimed by the partner, accepted, some verified."""
    for agreement in invention.plan["agreements"]:
        for measure, terms in agreement.get("goods", {}).items():
            for text, amount in terms.get("delivered", {}).items():
                yield _claimed_and_accepted(
                    f"{agreement['code']}:{measure}:{text}", agreement, measure,
                    agreement["districts"][0], read_month(text), amount,
                    verified=agreement.get("verified", False),
                )  # fmt: skip


def _claimed_and_accepted(
    source: str,
    agreement: Mapping[str, Any],
    measure: str,
    location: str,
    month: int,
    amount: int,
    *,
    verified: bool = False,
) -> NewPosting:
    stages = [Stage.CLAIMED, Stage.ACCEPTED] + [Stage.VERIFIED] * verified
    lines = [
        NewDelivery(
            line=str(number), stage=stage, measure=measure, location=location, month=month,
            quantity=amount * MILLION, organisation=agreement["partner"],
            agreement=agreement["code"],
            answers=None if stage is Stage.CLAIMED else (source, "1"),
        )
        for number, stage in enumerate(stages, 1)
    ]  # fmt: skip
    return NewPosting(source=source, lines=lines, is_made_up=True)


def _operated_postings(invention: Invention) -> list[NewPosting]:
    """Each month the partner says which facilities it operated."""
    operating = [
        a for a in invention.plan["agreements"] if "works.facility_operated" in a.get("pledges", ())
    ]
    postings = []
    for agreement in operating:
        for month in range(FIRST_MONTH, LAST_MONTH + 1):
            source = f"{agreement['code']}:operated:{write_month(month)}"
            claims = [
                NewDelivery(
                    line=str(n), stage=Stage.CLAIMED, measure="works.facility_operated",
                    location=f.code, month=month, quantity=MILLION,
                    organisation=agreement["partner"], agreement=agreement["code"],
                )
                for n, f in enumerate(invention.facilities_of(agreement), 1)
            ]  # fmt: skip
            accepted = [
                NewDelivery(
                    line=str(len(claims) + n), stage=Stage.ACCEPTED, measure=c.measure,
                    location=c.location, month=month, quantity=MILLION,
                    organisation=c.organisation, agreement=c.agreement, answers=(source, c.line),
                )
                for n, c in enumerate(claims[1:], 1)
            ]  # fmt: skip
            postings.append(NewPosting(source=source, lines=[*claims, *accepted], is_made_up=True))
    return postings


def _overlap_posting(invention: Invention) -> NewPosting:
    """A second organisation claims the same consultations at a co-funded facility."""
    plan = invention.plan["co_funded"]
    partner = next(
        a["partner"] for a in invention.plan["agreements"] if a["code"] == plan["agreement"]
    )
    lines = [
        NewDelivery(
            line=str(n), stage=Stage.CLAIMED, measure=plan["measure"], location=plan["facility"],
            month=read_month(text), quantity=(410 + 35 * n) * MILLION, organisation=partner,
        )
        for n, text in enumerate(plan["months"], 1)
    ]  # fmt: skip
    return NewPosting(source="demonstration:overlap", lines=lines, is_made_up=True)


def _double_claim_posting(invention: Invention) -> NewPosting:
    """The partner's sheet claims more sessions than the facility's own report."""
    plan = invention.plan["double_claim"]
    agreement = next(a for a in invention.plan["agreements"] if a["code"] == plan["agreement"])
    facility, month = invention.facilities_of(agreement)[0], read_month(plan["month"])
    usual = facility.usual[plan["measure"]] * agreement["pace"] * plan["times"]
    line = NewDelivery(
        line="1", stage=Stage.CLAIMED, claimant=Claimant.PARTNER, measure=plan["measure"],
        location=facility.code, month=month, quantity=round(usual) * MILLION,
        organisation=agreement["partner"], agreement=agreement["code"],
    )  # fmt: skip
    return NewPosting(source=LAST_SOURCE, lines=[line], is_made_up=True)


def _record_meetings(invention: Invention) -> None:
    for meeting in invention.plan["meetings"]:
        record_meeting(meeting, host="D-NORTH", location="SY07", is_made_up=True)
    # Nobody has answered yet whether the supports go on after the last month.
    partnerships.ask_supports(first_day(LAST_MONTH + 1), actor=None, at=_at(LAST_MONTH, 1))
