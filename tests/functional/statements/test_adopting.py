"""On a person's yes a draft becomes rows, through the actions that people use, all or none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from mithaq.domains.partnerships.models import (
    Decision,
    Meeting,
    Request,
    StatedFigure,
    Undertaking,
)
from mithaq.exchange.models import Statement, StatementFinding, StatementOrigin
from mithaq.exchange.statements.drafts.adopting import adopt
from mithaq.exchange.statements.drafts.decisions import decide_all
from mithaq.exchange.statements.drafts.queries import origins_of, statement_page
from mithaq.exchange.statements.drafts.registered import registered_names
from mithaq.ledger.models import Agreement, Pledge
from mithaq.registry.actions import record_organisations
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import (
    Facility,
    FacilityEvent,
    Location,
    Organisation,
    Person,
    PersonRole,
)
from mithaq.registry.records import NewAlias, NewOrganisation
from tests.functional.registry.facilities import OTHER_PARTNER
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    MEETING_TEXT,
    TOLD_ON,
    agreement_reading,
    cards,
    finding,
    fresh,
    meeting_reading,
    officer,
    planner,
    reads_as,
    record_world,
    say,
    take,
    yes,
)

pytestmark = pytest.mark.django_db
SOCIETY = "organisation جمعية السنديان الطبية"
AGREEMENT = "act agreement اتفاقية لدعم مرضى الكلى"


def code_of(row: Organisation | Location | None) -> str:
    return row.code if row else ""


@pytest.fixture(autouse=True)
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    record_world()
    reads_as(monkeypatch, agreement_reading, meeting_reading)


def test_an_agreement_becomes_its_head_its_lines_and_what_was_stated_of_it() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    decide_all(statement, decision="accepted", actor=user.uid)
    adopt(statement, actor=user.uid)
    society = Organisation.objects.get(name_ar="جمعية السنديان الطبية")
    agreement = Agreement.objects.get()
    assert (agreement.authority.code, agreement.partner) == ("MOH", society)
    assert (agreement.kind, agreement.announced_on) == ("operation", TOLD_ON)
    assert (agreement.ends_on, agreement.ends_precision) == (date(2026, 12, 31), "year")
    lines = {
        (row.measure.code, row.quantity // 1_000_000, row.stated_by.code if row.stated_by else "",
         tuple(row.scopes.values_list("location__code", flat=True)), row.profile)
        for row in Pledge.objects.all()
    }  # fmt: skip
    assert lines == {
        ("service.dialysis_session", 15000, society.code, ("N1",), "linear"),
        ("works.centre_built", 2, "", ("N102",), "on_completion"),
    }
    stated = {(row.quantity, row.qualifier, row.stated_by) for row in StatedFigure.objects.all()}
    ministry = Organisation.objects.get(code="MOH")
    assert stated == {(Decimal(300), "more_than", ministry), (Decimal(12000), "exact", ministry)}
    told = StatedFigure.objects.get(quantity=12000)
    assert told.pledge_line == Pledge.objects.get(measure__code="service.dialysis_session").line
    promised = {(row.text_ar, row.agreement, row.organisation) for row in Undertaking.objects.all()}
    assert promised == {
        ("وتعهّدت جمعية السنديان الطبية بتدريب الكوادر", agreement, society),
        ("الدعم سيصل إلى أكثر من 300 مريض", agreement, society),
    }


def test_a_day_within_the_clause_of_the_signature_is_its_day_and_its_people_signed() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    decide_all(statement, decision="accepted", actor=user.uid)
    adopt(statement, actor=user.uid)
    agreement = Agreement.objects.get()
    assert (agreement.signed_on, agreement.status) == (date(2026, 3, 1), "signed")
    assert [one.name_ar for one in agreement.profile.signatories.all()] == ["مازن الدلول"]
    assert {row.effective_on for row in Pledge.objects.all()} == {date(2026, 3, 1)}


@pytest.mark.parametrize("told_on", [date(2026, 3, 1), None])
def test_the_day_of_a_statement_is_never_the_day_of_a_signature(told_on: date | None) -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user, on=told_on)
    yes(user, statement, SOCIETY, "organisation وزارة الصحة", "moment 2026-03-01", AGREEMENT)
    adopt(statement, actor=user.uid)
    agreement = Agreement.objects.get()
    assert (agreement.signed_on, agreement.status) == (None, "announced")


def test_a_meeting_becomes_its_people_decisions_requests_and_promises() -> None:
    user = officer()
    statement = take(MEETING_TEXT, user)
    decide_all(statement, decision="accepted", actor=user.uid)
    adopt(statement, actor=user.uid)
    meeting = Meeting.objects.get()
    assert (meeting.on, meeting.precision) == (date(2026, 2, 10), "day")
    assert (code_of(meeting.host), code_of(meeting.location)) == ("DOH-N", "N1")
    present = {
        (one.person.name_ar if one.person else "", code_of(one.organisation), one.title_ar)
        for one in meeting.participants.all()
    }
    assert present == {("سامر القطان", "DOH-N", "مدير الصحة"), ("", "CARE", "")}
    assert Decision.objects.get(meeting=meeting).text_ar.endswith("تشكيل لجنة لمتابعة الصيانة")
    asked = {(one.kind, one.raised_by.code if one.raised_by else "") for one in
             Request.objects.filter(meeting=meeting)}  # fmt: skip
    assert asked == {("request", ""), ("proposal", "CARE")}
    promise = Undertaking.objects.get(meeting=meeting)
    assert (promise.organisation.code, promise.status) == ("CARE", "open")
    role = PersonRole.objects.get()
    assert (role.person.name_ar, code_of(role.organisation)) == ("سامر القطان", "DOH-N")
    assert role.source is not None
    assert role.source.title == Statement.objects.get().title


def test_what_happened_to_a_facility_is_dated_by_the_act_that_tells_of_it() -> None:
    user = officer()
    statement = take(AGREEMENT_TEXT, user)
    yes(user, statement, "facility مركز النهر الصحي", "moment 2026-02")
    adopt(statement, actor=user.uid)
    event = FacilityEvent.objects.get()
    assert (event.facility.code, event.kind) == ("F2", "opened")
    assert (event.on, event.precision) == (date(2026, 2, 1), "month")


def test_every_row_knows_the_words_that_it_was_read_in() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    decide_all(statement, decision="accepted", actor=user.uid)
    made = adopt(statement, actor=user.uid)
    assert {(one.kind, one.code) for one in made} == set(
        StatementOrigin.objects.values_list("kind", "code")
    )
    origins = origins_of(fresh(user), "agreement", Agreement.objects.get().uid)
    words = {(one.kind, one.words) for one in origins}
    assert ("undertaking", "وتعهّدت جمعية السنديان الطبية بتدريب الكوادر") in words
    assert {one.words for one in origins if one.kind == "pledge"} >= {
        "15000 جلسة غسيل كلى",
        "مركزين صحيين",
    }
    assert origins_of(fresh(officer("S1")), "agreement", Agreement.objects.get().uid) == ()
    shown = cards(user, statement)[AGREEMENT]
    assert [(row.kind, row.code) for row in shown.rows] == [
        ("agreement", Agreement.objects.get().code)
    ]


def test_adopting_twice_is_done_once_and_a_later_yes_is_adopted_later() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    yes(user, statement, SOCIETY, "organisation وزارة الصحة", AGREEMENT)
    assert len(adopt(statement, actor=user.uid)) == 3
    assert adopt(statement, actor=user.uid) == ()
    yes(user, statement, "quantity 15000", "place محافظة الشمال")
    made = adopt(statement, actor=user.uid)
    assert [one.kind for one in made] == ["pledge"]
    assert made[0].code == f"{Agreement.objects.get().code}/1"
    assert Statement.objects.get().state == "adopted"


def test_who_may_not_record_an_agreement_is_told_so_at_its_cards_and_nothing_is_made() -> None:
    user = officer()
    statement = take(AGREEMENT_TEXT, user)
    decide_all(statement, decision="accepted", actor=user.uid)
    with pytest.raises(ActionRefused) as refusal:
        adopt(statement, actor=user.uid)
    cards_named = {fault.parameters["card"] for fault in refusal.value.faults}
    shown = cards(user, statement)
    not_theirs = {shown[AGREEMENT].uid, *(c.uid for c in shown.values() if c.kind == "quantity")}
    assert cards_named == not_theirs
    assert {fault.code for fault in refusal.value.faults} == {"card_not_yours"}
    assert all(fault.ar.startswith("«") for fault in refusal.value.faults)
    assert {c.uid for c in shown.values() if c.faults} == not_theirs
    assert not Organisation.objects.filter(name_ar="جمعية السنديان الطبية").exists()
    assert not StatementOrigin.objects.exists()


def test_a_promise_without_its_number_becomes_an_undertaking_and_never_a_line() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    shown = cards(user, statement)
    for name in ("12000", "2", "300", "15000"):
        say(user, statement, shown[f"quantity {name}"], "rejected")
    shown = cards(user, statement)
    acts = {name: card.becomes for name, card in shown.items() if card.kind == "act"}
    assert acts["act construction مركزان صحيان"] == "undertaking"
    decide_all(statement, decision="accepted", actor=user.uid)
    adopt(statement, actor=user.uid)
    assert not Pledge.objects.exists()
    assert Undertaking.objects.count() == 5


def test_a_card_waits_for_the_one_that_it_needs_and_the_rest_goes_ahead() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    yes(user, statement, AGREEMENT, "organisation وزارة الصحة", "quantity 15000")
    shown = cards(user, statement)
    assert [fault.code for fault in shown[AGREEMENT].faults] == ["card_waits"]
    made = adopt(statement, actor=user.uid)
    assert [one.kind for one in made] == ["organisation"]
    yes(user, statement, SOCIETY, "place محافظة الشمال")
    assert {one.kind for one in adopt(statement, actor=user.uid)} == {
        "organisation", "agreement", "pledge",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("اجتماع آخر", "اجتماع منظمة الرعاية الدولية ومديرية صحة الشمال"),
        ("الدكتور القطان مع وفد من المنظمة", "اجتماع الدكتور القطان مع وفد من المنظمة"),
        ("لقاء القطان بوفد من المنظمة", "لقاء القطان بوفد من المنظمة"),
    ],
)
def test_a_meeting_is_called_so_held_at_the_public_body_and_hosted_by_it(
    told: str, title: str
) -> None:
    user = planner()
    statement = take(MEETING_TEXT, user)
    shown = next(
        card for card in cards(user, statement).values() if card.value.get("kind") == "meeting"
    )
    given = {
        "of": told,
        "parties": ["منظمة الرعاية الدولية", "مديرية صحة الشمال"],
        "places": [],
    }
    say(user, statement, shown, "accepted", value=given)
    yes(user, statement, "organisation منظمة الرعاية الدولية", "organisation مديرية صحة الشمال")
    adopt(statement, actor=user.uid)
    row = Meeting.objects.get()
    assert row.title_ar == title
    assert code_of(row.host) == "DOH-N"
    assert code_of(row.location) == "N1"


def test_what_was_said_is_kept_by_its_object_where_that_stands_by_itself() -> None:
    user = officer()
    statement = take(MEETING_TEXT, user)
    told = {"act_noun": "صيانة المولدات في المشفى", "act_verb": "زيادة الوقود في المشفى"}
    for reason, of in told.items():
        kind = "support" if reason == "act_noun" else "request"
        row = StatementFinding.objects.get(value__kind=kind)
        row.value, row.reason = {**row.value, "of": of}, reason
        row.save()
    decide_all(statement, decision="accepted", actor=user.uid)
    adopt(statement, actor=user.uid)
    assert Undertaking.objects.get().text_ar == told["act_noun"]
    assert Request.objects.get(kind="request").text_ar.startswith("وطالب أطباء")


def test_a_new_facility_asks_for_what_the_text_does_not_say() -> None:
    user = officer()
    statement = take(AGREEMENT_TEXT, user)
    card = cards(user, statement)["facility مركز النهر الصحي"]
    say(user, statement, card, "accepted", link="", value={"name": "مركز الضفة الصحي"})
    shown = cards(user, statement)["facility مركز الضفة الصحي"]
    assert {fault.code for fault in shown.faults} == {"card_waits"}
    say(user, statement, shown, "accepted", value={"place_code": "N102"})
    adopt(statement, actor=user.uid)
    event = FacilityEvent.objects.get()
    assert event.facility.name_ar == "مركز الضفة الصحي"
    assert code_of(event.facility.location.parent) == "N102"


@pytest.mark.parametrize(
    ("name", "ownership"),
    [
        ("مركز الضفة الصحي", "public"),
        ("مشفى الضفة الخاص", "private"),
        ("مستوصف جمعية السنديان الطبية", "ngo"),
        ("مركز ذوي الاحتياجات الخاصة", "public"),
    ],
)
def test_ownership_is_assumed_by_the_name_and_a_person_s_to_change(
    name: str, ownership: str
) -> None:
    user = officer()
    statement = take(AGREEMENT_TEXT, user)
    card = cards(user, statement)["facility مركز النهر الصحي"]
    say(user, statement, card, "accepted", link="", value={"name": name, "place_code": "N102"})
    shown = cards(user, statement)[f"facility {name}"]
    assert (shown.value["ownership"], shown.assumed) == (ownership, ("ownership",))
    say(user, statement, shown, "accepted", value={"ownership": "ngo"})
    changed = cards(user, statement)[f"facility {name}"]
    assert (changed.value["ownership"], changed.assumed) == ("ngo", ())
    adopt(statement, actor=user.uid)
    assert Facility.objects.get(location__name_ar=name).ownership == "ngo"


def test_a_facility_is_not_recorded_where_ones_role_does_not_reach() -> None:
    user = officer()
    statement = take(AGREEMENT_TEXT, user)
    card = cards(user, statement)["facility مركز النهر الصحي"]
    elsewhere = {"name": "مركز جديد", "ownership": "public", "place_code": "S101"}
    say(user, statement, card, "accepted", link="", value=elsewhere)
    with pytest.raises(ActionRefused) as refusal:
        adopt(statement, actor=user.uid)
    assert [fault.code for fault in refusal.value.faults] == ["card_not_yours"]


def test_an_organisation_that_is_registered_is_linked_and_not_made_again() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    card = cards(user, statement)["organisation وزارة الصحة"]
    say(user, statement, card, "accepted", link="")
    with pytest.raises(ActionRefused) as refusal:
        adopt(statement, actor=user.uid)
    [fault] = refusal.value.faults
    assert (fault.code, fault.expected) == ("card_known_already", "MOH")


def test_what_was_corrected_is_remembered_as_another_name() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    yes(user, statement, SOCIETY, link="RELIEF")
    yes(user, statement, "place منطقة النهر", link="N101")
    adopt(statement, actor=user.uid)
    aliases = Organisation.objects.get(code="RELIEF").aliases
    assert [one.name for one in aliases.all()] == ["جمعية السنديان الطبية"]
    known = registered_names()
    relief = next(one for one in known.organisations if one.code == "RELIEF")
    assert "جمعية السنديان الطبية" in relief.names
    hill = next(one for one in known.places if one.code == "N101")
    assert "منطقة النهر" in hill.names


def test_a_name_that_fits_every_row_of_its_kind_is_not_remembered() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    yes(user, statement, SOCIETY, link="RELIEF", value={"name": "الجمعية"})
    adopt(statement, actor=user.uid)
    names = [one.name for one in Organisation.objects.get(code="RELIEF").aliases.all()]
    assert names == ["جمعية السنديان الطبية"]


@pytest.mark.parametrize(
    ("kind", "name", "link"),
    [
        ("organisation", "منظمة الرعاية الدولية", "RELIEF"),  # of another organisation
        ("organisation", "منظمة الرعاية", "RELIEF"),  # another's other name
        ("organisation", "منطقة النهر", "RELIEF"),  # of a place
        ("facility", "محافظة الشمال", "F2"),
        ("place", "محافظة الشمال", "N102"),  # of a wider place
        ("organisation", "قوله", "RELIEF"),  # a word of every text
    ],
)
def test_a_name_of_another_is_not_remembered(kind: str, name: str, link: str) -> None:
    """A careless link, or a hostile one, must not lead the next reading astray."""
    other = NewOrganisation(
        code=OTHER_PARTNER.code, name_ar=OTHER_PARTNER.name_ar, kind=OTHER_PARTNER.kind,
        aliases=(NewAlias(name="منظمة الرعاية"),),
    )  # fmt: skip
    record_organisations([other], actor=None)
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    card = StatementFinding.objects.filter(kind=kind).earliest("order")
    card.value = {**card.value, "name": name}
    card.save()
    shown = next(one for one in statement_page(fresh(user), statement).cards if one.kind == kind)
    say(user, statement, shown, "accepted", link=link)
    before = registered_names()
    adopt(statement, actor=user.uid)
    assert registered_names() == before


def test_a_new_organisation_does_not_take_the_name_of_the_one_that_was_found() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    finding = StatementFinding.objects.get(value__name="جمعية السنديان الطبية")
    finding.value = {**finding.value, "name": OTHER_PARTNER.name_ar}
    finding.save()
    card = cards(user, statement)[f"organisation {OTHER_PARTNER.name_ar}"]
    say(user, statement, card, "corrected", value={"name": "جمعية أخرى", "kind": "ngo"})
    adopt(statement, actor=user.uid)
    assert not Organisation.objects.get(name_ar="جمعية أخرى").aliases.exists()


def test_a_person_who_is_known_gets_the_role_and_no_second_row() -> None:
    user = planner()
    first = take(MEETING_TEXT, user)
    decide_all(first, decision="accepted", actor=user.uid)
    adopt(first, actor=user.uid)
    second = take(AGREEMENT_TEXT, user)
    known = str(Person.objects.get().uid)
    yes(user, second, SOCIETY, "person مازن الدلول", link=None)
    yes(user, second, "person مازن الدلول", link=known)
    adopt(second, actor=user.uid)
    assert Person.objects.count() == 1
    assert {one.name for one in Person.objects.get().aliases.all()} == {"مازن الدلول"}
    assert PersonRole.objects.count() == 2
    assert finding(second, "person مازن الدلول", user).link == known


def test_a_faulty_card_keeps_the_others_from_being_made_and_all_faults_are_said() -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user, on=None)
    yes(user, statement, SOCIETY, value={"kind": ""})
    decide_all(statement, decision="accepted", actor=user.uid)
    with pytest.raises(ActionRefused) as refusal:
        adopt(statement, actor=user.uid)
    codes = {fault.code for fault in refusal.value.faults}
    assert {"card_kind_needed", "card_effective_day_needed"} <= codes
    assert not Agreement.objects.exists()
    page = statement_page(fresh(user), statement)
    assert {fault.code for card in page.cards for fault in card.faults} == codes
