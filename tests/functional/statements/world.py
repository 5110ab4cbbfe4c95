"""Two invented statements about the small health system, each as a careful officer reads it.

The reading is given, not made, so that these tests tell of drafts and not of the reader.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from mithaq.exchange.models import StatementFinding
from mithaq.exchange.statements.drafts import keeping
from mithaq.exchange.statements.drafts.decisions import decide
from mithaq.exchange.statements.drafts.queries import statement_page
from mithaq.exchange.statements.drafts.records import Card, NewStatement
from mithaq.exchange.statements.drafts.taking import take_statement
from mithaq.exchange.statements.reading.findings import (
    Act,
    ActKind,
    Confidence,
    Facility,
    FacilityEvent,
    Moment,
    Noise,
    Organisation,
    Person,
    Place,
    Qualifier,
    Quantity,
    Question,
    Reading,
    Status,
)
from mithaq.exchange.statements.reading.passages import Span
from mithaq.ledger.actions import record_measures
from mithaq.ledger.records import NewMeasure
from mithaq.registry.models import User
from tests.functional.registry.facilities import record_health_system
from tests.functional.registry.users import user_with

TOLD_ON = date(2026, 3, 4)
SESSIONS = NewMeasure(
    code="service.dialysis_session", name_ar="جلسات غسيل الكلى", unit="session", unit_ar="جلسة",
    family="service", combine="sum",
)  # fmt: skip
CENTRES = NewMeasure(
    code="works.centre_built", name_ar="مراكز صحية منشأة", unit="centre", unit_ar="مركز",
    family="works", combine="sum",
)  # fmt: skip

SIGNED = (
    "وقّعت وزارة الصحة وجمعية السنديان الطبية في 1 آذار 2026 اتفاقية لدعم مرضى الكلى، "
    "وقّعها عن الجمعية رئيسها مازن الدلول"
)
AGREEMENT_TEXT = f"""وزارة الصحة توقّع اتفاقية مع جمعية السنديان الطبية

{SIGNED}.
وتشمل الاتفاقية تقديم 12000 جلسة غسيل كلى في محافظة الشمال حتى نهاية 2026،
وبناء مركزين صحيين في منطقة النهر.
وقالت الوزارة إن الدعم سيصل إلى أكثر من 300 مريض،
فيما ذكرت الجمعية أنها ستقدم 15000 جلسة غسيل كلى في محافظة الشمال.
وتعهّدت جمعية السنديان الطبية بتدريب الكوادر.
وافتُتح في شباط 2026 مركز النهر الصحي بعد تأهيله.

اقرأ أيضاً: انقطاع المياه عن عدة أحياء
"""

MEETING_TEXT = """اجتماع في مديرية صحة الشمال لبحث واقع المشافي

عقدت مديرية صحة الشمال اجتماعاً في 10 شباط 2026
بحضور مدير الصحة سامر القطان وممثلين عن منظمة الرعاية الدولية.
وقرر المجتمعون تشكيل لجنة لمتابعة الصيانة، وطالب أطباء مستشفى التل الأخضر بزيادة الوقود.
واقترحت منظمة الرعاية الدولية إنشاء عيادة متنقلة، والتزمت بصيانة المولدات في مستشفى التل الأخضر.
"""


def record_world() -> None:
    record_health_system()
    record_measures([SESSIONS, CENTRES], actor=None)


def where(text: str, words: str, nth: int = 0) -> Span:
    """Where words stand in a text; a test that names others fails."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def found(text: str, words: str, nth: int = 0, sure: str = "certain") -> dict[str, Any]:
    """What every finding has."""
    spans = (where(text, words, nth),)
    return {"spans": spans, "reason": "given", "confidence": Confidence(sure)}


def agreement_reading(text: str, *, on: date | None = TOLD_ON) -> Reading:
    """What a careful officer reads in `AGREEMENT_TEXT`."""
    ministry, society = "وزارة الصحة", "جمعية السنديان الطبية"
    parties = (society, ministry)
    sessions, mine = "12000 جلسة غسيل كلى", "15000 جلسة غسيل كلى"
    return Reading(
        text=text,
        places=(
            Place(name="محافظة الشمال", code="N1", **found(text, "محافظة الشمال")),
            Place(name="منطقة النهر", code="N102", **found(text, "منطقة النهر")),
        ),
        organisations=(
            Organisation(name=ministry, kind="authority", code="MOH", **found(text, ministry)),
            Organisation(name=society, kind="ngo", **found(text, society)),
        ),
        people=(
            Person(name="مازن الدلول", role="رئيس الجمعية", organisation=society,
                   **found(text, "مازن الدلول")),
        ),
        facilities=(
            Facility(name="مركز النهر الصحي", event=FacilityEvent.OPENED,
                     type="primary_care_centre", place="منطقة النهر", code="F2",
                     **found(text, "مركز النهر الصحي")),
        ),
        quantities=(
            Quantity(value=Decimal(12000), unit="session", of="جلسة غسيل كلى",
                     measure=SESSIONS.code, stated_by=ministry, **found(text, sessions)),
            Quantity(value=Decimal(2), unit="facility", of="مركز صحي", measure=CENTRES.code,
                     **found(text, "مركزين صحيين")),
            Quantity(value=Decimal(300), unit="person", of="مريض", qualifier=Qualifier.MORE_THAN,
                     stated_by=ministry, **found(text, "300 مريض")),
            Quantity(value=Decimal(15000), unit="session", of="جلسة غسيل كلى",
                     measure=SESSIONS.code, stated_by=society, **found(text, mine)),
        ),
        moments=(
            Moment(value="2026-03-01", precision="day", first=date(2026, 3, 1),
                   last=date(2026, 3, 1), **found(text, "1 آذار 2026")),
            Moment(value="2026", precision="end of year", first=date(2026, 12, 1),
                   last=date(2026, 12, 31), **found(text, "نهاية 2026")),
            Moment(value="2026-02", precision="month", first=date(2026, 2, 1),
                   last=date(2026, 2, 28), **found(text, "شباط 2026")),
        ),
        acts=(
            Act(kind=ActKind.AGREEMENT, status=Status.SIGNED, of="اتفاقية لدعم مرضى الكلى",
                trigger=where(text, "اتفاقية", 1), parties=parties, moments=(0,),
                **found(text, SIGNED)),
            Act(kind=ActKind.OPERATION, status=Status.PLANNED, of="جلسات غسيل كلى",
                trigger=where(text, "تقديم"), parties=parties, places=("محافظة الشمال",),
                quantities=(0,), moments=(1,),
                **found(text, "تقديم 12000 جلسة غسيل كلى في محافظة الشمال حتى نهاية 2026")),
            Act(kind=ActKind.CONSTRUCTION, status=Status.PLANNED, of="مركزان صحيان",
                trigger=where(text, "بناء"), parties=parties, places=("منطقة النهر",),
                quantities=(1,), **found(text, "بناء مركزين صحيين في منطقة النهر")),
            Act(kind=ActKind.SUPPORT, status=Status.PLANNED, of="مرضى الكلى",
                trigger=where(text, "الدعم"), parties=parties, quantities=(2,),
                **found(text, "الدعم سيصل إلى أكثر من 300 مريض")),
            Act(kind=ActKind.OPERATION, status=Status.PLANNED, of="جلسات غسيل كلى",
                trigger=where(text, "ستقدم"), parties=(society,), places=("محافظة الشمال",),
                quantities=(3,),
                **found(text, "ستقدم 15000 جلسة غسيل كلى في محافظة الشمال")),
            Act(kind=ActKind.TRAINING, status=Status.PLANNED, of="الكوادر",
                trigger=where(text, "بتدريب"), parties=(society,),
                **found(text, "وتعهّدت جمعية السنديان الطبية بتدريب الكوادر")),
            Act(kind=ActKind.OPENING, status=Status.DONE, of="مركز النهر الصحي",
                trigger=where(text, "وافتُتح"), facilities=("مركز النهر الصحي",), moments=(2,),
                **found(text, "وافتُتح في شباط 2026 مركز النهر الصحي")),
        ),
        questions=(Question("parts_do_not_add_up", (where(text, sessions),), {"total": "27000"}),),
        noise=(Noise(where(text, "اقرأ أيضاً: انقطاع المياه عن عدة أحياء"), "other_headlines"),),
    )  # fmt: skip


def meeting_reading(text: str, *, on: date | None = TOLD_ON) -> Reading:
    """What a careful officer reads in `MEETING_TEXT`."""
    directorate, care = "مديرية صحة الشمال", "منظمة الرعاية الدولية"
    hospital = "مستشفى التل الأخضر"
    return Reading(
        text=text,
        organisations=(
            Organisation(name=directorate, kind="authority", code="DOH-N",
                         **found(text, directorate)),
            Organisation(name=care, kind="ingo", code="CARE", **found(text, care)),
        ),
        people=(
            Person(name="سامر القطان", role="مدير الصحة", organisation=directorate,
                   **found(text, "سامر القطان")),
        ),
        facilities=(Facility(name=hospital, type="hospital", code="F1", **found(text, hospital)),),
        moments=(
            Moment(value="2026-02-10", precision="day", first=date(2026, 2, 10),
                   last=date(2026, 2, 10), **found(text, "10 شباط 2026")),
        ),
        acts=(
            Act(kind=ActKind.MEETING, status=Status.DONE, of="واقع المشافي",
                trigger=where(text, "اجتماعاً"), parties=(directorate, care), moments=(0,),
                **found(text, "عقدت مديرية صحة الشمال اجتماعاً في 10 شباط 2026")),
            Act(kind=ActKind.DECISION, status=Status.DECIDED, of="لجنة لمتابعة الصيانة",
                trigger=where(text, "وقرر"), parties=(directorate,),
                **found(text, "وقرر المجتمعون تشكيل لجنة لمتابعة الصيانة")),
            Act(kind=ActKind.REQUEST, status=Status.ASKED, of="زيادة الوقود",
                trigger=where(text, "وطالب"), facilities=(hospital,),
                **found(text, "وطالب أطباء مستشفى التل الأخضر بزيادة الوقود")),
            Act(kind=ActKind.PROPOSAL, status=Status.PLANNED, of="عيادة متنقلة",
                trigger=where(text, "واقترحت"), parties=(care,),
                **found(text, "واقترحت منظمة الرعاية الدولية إنشاء عيادة متنقلة")),
            Act(kind=ActKind.SUPPORT, status=Status.PLANNED, of="صيانة المولدات",
                trigger=where(text, "والتزمت"), parties=(care,), facilities=(hospital,),
                **found(text, "والتزمت بصيانة المولدات في مستشفى التل الأخضر")),
        ),
    )  # fmt: skip


Reader = Callable[..., Reading]


def reads_as(monkeypatch: pytest.MonkeyPatch, *readers: Reader) -> None:
    """Have texts read as given: by the first reader that finds its words in them."""

    def read(text: str, lexicon: object, *, on: date | None = None) -> Reading:
        for reader in readers:
            try:
                return replace(reader(text, on=on), on=on)
            except ValueError:
                continue
        return Reading(text=text)

    monkeypatch.setattr(keeping, "installed_reader", lambda: read)


def take(text: str, user: User | None, **given: Any) -> uuid.UUID:
    told: dict[str, Any] = {"on": TOLD_ON, "outlet": "وكالة الأنباء", **given}
    new = NewStatement(text=text, **told)
    return take_statement(new, actor=user.uid if user else None).uid


def cards(user: User, statement: uuid.UUID) -> dict[str, Card]:
    """Cards by kind and label, `act operation`, `quantity 12000`, `person مازن الدلول`."""
    return {label_of(card): card for card in statement_page(fresh(user), statement).cards}


def label_of(card: Card) -> str:
    value = card.value
    name = value.get("name") or value.get("value") or f"{value.get('kind')} {value.get('of')}"
    return f"{card.kind} {name}"


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def yes(user: User, statement: uuid.UUID, *labels: str, **corrected: Any) -> None:
    """Accept cards by their labels."""
    shown = cards(user, statement)
    for label in labels:
        say(user, statement, shown[label], "accepted", **corrected)


def say(user: User, statement: uuid.UUID, card: Card, decision: str, **given: Any) -> None:
    uid = uuid.UUID(card.uid)
    decide(statement, uid, decision=decision, actor=user.uid, **given)


def planner() -> User:
    return user_with("planner")


def officer(place: str = "N1") -> User:
    return user_with("officer", organisation="DOH-N", location=place)


def finding(statement: uuid.UUID, label: str, user: User) -> StatementFinding:
    return StatementFinding.objects.get(uid=cards(user, statement)[label].uid)
