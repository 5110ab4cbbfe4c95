"""Three of everything, each with names and codes that give it away.

`own` lies in the north and is the Hope society's; `other place` is the society's too, but in the
south; `other organisation` lies in the north and is another one's. Each visitor has a role in the
north or in the facility there, or with the society.
"""

from __future__ import annotations

import io
import uuid
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from mithaq.domains.partnerships.actions import (
    activate_agreement,
    announce_agreement,
    ask_supports,
    record_meeting,
    sign_agreement,
)
from mithaq.domains.partnerships.models import (
    ActionPoint,
    Meeting,
    Request,
    SupportConfirmation,
    Undertaking,
)
from mithaq.domains.partnerships.records import (
    NewActionPoint,
    NewMeeting,
    NewParticipant,
    NewRequest,
    NewText,
    NewUndertaking,
)
from mithaq.domains.services.actions import declare_no_activity, load_data_sets, save_draft
from mithaq.domains.services.models import ConflictingDraft, MonthlyReport
from mithaq.domains.services.records import ReportContent
from mithaq.engine.ledger_tables import Claimant, Stage
from mithaq.engine.months import month_of
from mithaq.engine.quantities import MILLION
from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.drafts.decisions import add_card
from mithaq.exchange.statements.drafts.records import NewStatement
from mithaq.exchange.statements.drafts.taking import take_statement
from mithaq.ledger.actions import post, record_measures, record_pledges, record_supports
from mithaq.ledger.records import (
    NewAgreement,
    NewDelivery,
    NewMeasure,
    NewPledge,
    NewPosting,
    NewSupport,
)
from mithaq.ledger.refreshes import refresh_now
from mithaq.registry.actions import (
    attach_file,
    give_role,
    make_user,
    record_facilities,
    record_locations,
    record_organisations,
)
from mithaq.registry.models import ApiToken, Attachment, Role, SubjectKind, User
from mithaq.registry.records import NewFacility, NewLocation, NewOrganisation, NewUser
from mithaq.registry.vocabulary import pack
from tests.functional.rights.matrix import SCOPES, VISITORS

COMMON = "تجربة"
"""A word of every name, so that a search finds all that may be found."""

MARKS = dict(zip(SCOPES, ("ياقوت", "مرجان", "زبرجد"), strict=True))
PASSWORD = "سنديان-أخضر-عتيق"
MARCH = date(2025, 3, 1)
AS_OF = date(2025, 6, 30)
RECORDED = datetime(2025, 7, 1, 9, tzinfo=UTC)

PLACES = (
    NewLocation(code="SY", level="country", name_ar="سورية", name_en="Syria"),
    NewLocation(code="N1", level="governorate", name_ar="الشمال", name_en="North", parent="SY"),
    NewLocation(code="S1", level="governorate", name_ar="الجنوب", name_en="South", parent="SY"),
    NewLocation(code="N101", level="district", name_ar="التل", name_en="Hill", parent="N1"),
    NewLocation(code="S101", level="district", name_ar="الوادي", name_en="Vale", parent="S1"),
)
ORGANISATIONS = (
    NewOrganisation(code="MOH", name_ar="وزارة الصحة", kind="authority", location="SY"),
    NewOrganisation(code="DOH-N", name_ar="مديرية الشمال", kind="authority", location="N1"),
    NewOrganisation(code="HOPE", name_ar="جمعية الأمل", kind="ngo"),
    NewOrganisation(code="DAWN", name_ar="جمعية الفجر", kind="ngo"),
    NewOrganisation(code="THIRD", name_ar="جمعية ثالثة", kind="ngo"),
)
ROLES = {
    "planner": ("MOH", "SY"),
    "officer": ("DOH-N", "N1"),
    "reporter": ("DOH-N", "F-ياقوت"),
    "partner": ("HOPE", "N1"),
    "monitor": ("MOH", "N1"),
    "storekeeper": ("DOH-N", "N1"),
    "engineer": ("DOH-N", "N1"),
    "personnel": ("DOH-N", "N1"),
    "fund": ("HOPE", "N1"),
    "inspector": ("DOH-N", "N1"),
    "actuary": ("HOPE", "N1"),
    "auditor": ("MOH", "SY"),
    "administrator": ("MOH", "SY"),
}


@dataclass(frozen=True)
class Variant:
    """One of the three of everything: codes, and the uids of what has no code."""

    scope: str
    place: str
    organisation: str

    @property
    def mark(self) -> str:
        """The word in its names and codes, by which its rows are known wherever they show."""
        return MARKS[self.scope]

    @property
    def facility(self) -> str:
        return f"F-{self.mark}"

    @property
    def agreement(self) -> str:
        return f"AG-{self.mark}"

    @property
    def meeting(self) -> str:
        return f"M-{self.mark}"

    @property
    def report(self) -> uuid.UUID:
        return MonthlyReport.objects.get(facility__code=self.facility).uid

    @property
    def kept_draft(self) -> uuid.UUID:
        return ConflictingDraft.objects.get(report__facility__code=self.facility).uid

    @property
    def point(self) -> uuid.UUID:
        return ActionPoint.objects.get(meeting__code=self.meeting).uid

    @property
    def request(self) -> uuid.UUID:
        return Request.objects.get(meeting__code=self.meeting).uid

    @property
    def undertaking(self) -> uuid.UUID:
        return Undertaking.objects.get(meeting__code=self.meeting).uid

    @property
    def confirmation(self) -> uuid.UUID:
        return SupportConfirmation.objects.get(facility__code=self.facility).uid

    @property
    def statement(self) -> uuid.UUID:
        return Statement.objects.get(title__contains=self.mark).uid

    @property
    def finding(self) -> uuid.UUID:
        return StatementFinding.objects.get(value__name=f"جهة {self.mark}").uid

    @property
    def file(self) -> uuid.UUID:
        subject = Meeting.objects.get(code=self.meeting).uid
        return Attachment.objects.get(subject=subject).uid


VARIANTS = {
    "own": Variant("own", "N101", "HOPE"),
    "other place": Variant("other place", "S101", "HOPE"),
    "other organisation": Variant("other organisation", "N101", "DAWN"),
}


def build() -> None:
    """Record the world and reckon it."""
    record_locations(PLACES, actor=None)
    record_organisations(ORGANISATIONS, actor=None)
    record_measures(_measures(), actor=None)
    load_data_sets(actor=None)
    record_facilities([_facility(variant) for variant in VARIANTS.values()], actor=None)
    for variant in VARIANTS.values():
        _agree(variant)
        _meet(variant)
        _report(variant)
        _deliver(variant)
        _state(variant)
    ask_supports(MARCH, actor=None)
    refresh_now(AS_OF)


def visitors() -> dict[str, User]:
    """Whoever signs in, by the name of the column; `nobody` has an account and no role."""
    users = {}
    for visitor in VISITORS:
        if visitor == "anonymous":
            continue
        user = make_user(NewUser(username=f"v-{visitor}", password=PASSWORD), actor=None)
        if visitor in ROLES:
            organisation, location = ROLES[visitor]
            give_role(
                user.uid, kind=visitor, organisation=organisation, location=location, actor=None
            )
        users[visitor] = user
    return users


def account_of(visitor: str) -> uuid.UUID:
    return User.objects.get(username=f"v-{visitor}").uid


def role_of(visitor: str) -> uuid.UUID:
    return Role.objects.get(user__username=f"v-{visitor}").uid


def key_of(visitor: str) -> uuid.UUID:
    return ApiToken.objects.get(user__username=f"v-{visitor}").uid


def _measures() -> list[NewMeasure]:
    return [
        NewMeasure(
            code=measure.code,
            name_ar=measure.name_ar,
            name_en=measure.name_en,
            unit=measure.unit_en,
            unit_ar=measure.unit_ar,
            family=measure.family,
            combine=measure.combine,
            parent=measure.parent,
            service=measure.service,
        )
        for measure in pack().measures.values()
    ]


def _facility(variant: Variant) -> NewFacility:
    return NewFacility(
        code=variant.facility,
        name_ar=f"مستشفى {COMMON} {variant.mark}",
        name_en=f"Hospital {variant.mark}",
        type="dialysis_centre",
        ownership="public",
        place=variant.place,
        lat=36.123456,
        lon=37.123456,
        opened_on=date(2020, 1, 1),
    )


def _agree(variant: Variant) -> None:
    new = NewAgreement(
        code=variant.agreement,
        title_ar=f"اتفاقية {COMMON} {variant.mark}",
        title_en=f"Agreement {variant.mark}",
        kind="operation",
        authority="MOH",
        partner=variant.organisation,
        announced_on=date(2024, 12, 1),
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    announce_agreement(new, purpose_ar=f"غاية {variant.mark}", actor=None)
    sign_agreement(new.code, on=date(2024, 12, 15), actor=None)
    activate_agreement(new.code, on=date(2025, 1, 1), actor=None)
    record_pledges([_pledge(variant)], actor=None)
    support = NewSupport(
        facility=variant.facility,
        family="service",
        organisation=variant.organisation,
        agreement=variant.agreement,
        valid_from=date(2025, 1, 1),
    )
    record_supports([support], actor=None)


def _pledge(variant: Variant) -> NewPledge:
    return NewPledge(
        agreement=variant.agreement,
        line="1",
        measure="service.dialysis_session",
        quantity=1200 * MILLION,
        scope=(variant.facility,),
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
    )


def _meet(variant: Variant) -> None:
    meeting = record_meeting(
        NewMeeting(
            code=variant.meeting,
            title_ar=f"اجتماع {COMMON} {variant.mark}",
            title_en=f"Meeting {variant.mark}",
            on=date(2025, 2, 1),
            location=variant.place,
            host=variant.organisation,
            participants=(NewParticipant(organisation=variant.organisation),),
            topics=(NewText(text_ar=f"موضوع {variant.mark}"),),
            decisions=(NewText(text_ar=f"قرار {variant.mark}"),),
            action_points=(
                NewActionPoint(text_ar=f"إجراء {variant.mark}", organisation=variant.organisation),
            ),
            undertakings=(
                NewUndertaking(
                    text_ar=f"تعهد {variant.mark}",
                    organisation=variant.organisation,
                    location=variant.place,
                ),
            ),
            requests=(NewRequest(text_ar=f"طلب {variant.mark}", raised_by=variant.organisation),),
        ),
        actor=None,
    )
    _attach(meeting.uid, variant)


def _attach(subject: uuid.UUID, variant: Variant) -> None:
    attach_file(
        subject_kind=SubjectKind.MEETING,
        subject=subject,
        name=f"محضر {variant.mark}.txt",
        content=io.BytesIO(variant.mark.encode()),
        actor=None,
    )


def _report(variant: Variant) -> None:
    declare_no_activity(
        facility=variant.facility,
        month=month_of(MARCH),
        reason=next(iter(pack().no_activity_reasons)),
        actor=None,
        at=datetime(2025, 4, 5, 9, tzinfo=UTC),
    )
    save_draft(
        facility=variant.facility,
        month=month_of(MARCH),
        content=ReportContent(note=f"وصلت بعد الإرسال {variant.mark}"),
        actor=None,
    )


def _state(variant: Variant) -> None:
    """A statement of the place, with one finding that a person marked."""
    text = f"بيان من أهل المكان. {COMMON} ذكرت جهة {variant.mark}"
    new = NewStatement(
        text=text, title=f"بيان {COMMON} {variant.mark}", outlet="صحيفة", location=variant.place
    )
    taken = take_statement(new, actor=None)
    name = f"جهة {variant.mark}"
    start = text.index(name)
    add_card(
        taken.uid,
        kind="organisation",
        value={"name": name, "kind": "ngo"},
        spans=[(start, start + len(name))],
        actor=None,
    )


def _deliver(variant: Variant) -> None:
    """A claim under the agreement, another's for the same (an overlap), one for no pledge."""
    line = NewDelivery(
        line="1",
        stage=Stage.CLAIMED,
        measure="service.dialysis_session",
        location=variant.facility,
        month=month_of(date(2025, 4, 1)),
        quantity=90 * MILLION,
        claimant=Claimant.PARTNER,
        organisation=variant.organisation,
        agreement=variant.agreement,
    )
    others = replace(line, line="2", organisation="THIRD", agreement="")
    unpledged = replace(line, line="3", month=month_of(date(2024, 4, 1)), agreement="")
    post(
        [NewPosting(source=f"sheet-{variant.mark}", lines=[line, others, unpledged])],
        actor=None,
        kind="import",
    )
