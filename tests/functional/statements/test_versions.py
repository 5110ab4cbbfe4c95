"""Another outlet's version of the same event is shown beside the first, merged or kept apart."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connection, connections

from mithaq.exchange.models import Statement, StatementFinding
from mithaq.exchange.statements.drafts import keeping
from mithaq.exchange.statements.drafts.adopting import adopt
from mithaq.exchange.statements.drafts.decisions import decide_all
from mithaq.exchange.statements.drafts.merging import keep_apart, merge_statements
from mithaq.exchange.statements.drafts.queries import origins_of, statement_page
from mithaq.exchange.statements.reading.findings import Reading
from mithaq.ledger.models import Agreement
from mithaq.registry.access import NotFound
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import OrganisationAlias
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    MEETING_TEXT,
    agreement_reading,
    fresh,
    meeting_reading,
    officer,
    planner,
    reads_as,
    record_world,
    take,
    where,
    yes,
)

VERSION = AGREEMENT_TEXT.replace(
    "وزارة الصحة توقّع اتفاقية مع جمعية السنديان الطبية\n",
    "دعم جديد لمرضى الكلى في الشمال، والتوقيع جرى بحضور صحفيين\n",
).replace("انقطاع المياه عن عدة أحياء", "موجة برد قادمة")


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> None:
    record_world()
    reads_as(monkeypatch, agreement_reading, version_reading, meeting_reading)


def version_reading(text: str, **given: object):
    """The same event without its noise, which is another one's headline."""
    probe = agreement_reading(AGREEMENT_TEXT)
    if "موجة برد" not in text:
        raise ValueError

    def moved(span):
        return where(text, AGREEMENT_TEXT[slice(*span)])

    def follow(one):
        return replace(one, spans=tuple(moved(span) for span in one.spans))

    return replace(
        probe, text=text, noise=(), questions=(),
        organisations=tuple(
            replace(follow(one), name="جمعية السنديان" if one.code is None else one.name)
            for one in probe.organisations
        ),
        people=(), places=tuple(map(follow, probe.places)), facilities=(),
        quantities=tuple(map(follow, probe.quantities)),
        moments=tuple(map(follow, probe.moments)), acts=tuple(map(follow, probe.acts)),
    )  # fmt: skip


@pytest.mark.django_db
def test_a_version_is_shown_beside_the_first_and_another_event_is_not(world: None) -> None:
    user = planner()
    first, other, version = (take(text, user) for text in (AGREEMENT_TEXT, MEETING_TEXT, VERSION))
    near = statement_page(fresh(user), version).near
    assert [one.row.uid for one in near] == [str(first)]
    assert near[0].likeness > 0.5
    assert [one.row.uid for one in statement_page(fresh(user), first).near] == [str(version)]
    assert statement_page(fresh(user), other).near == ()


@pytest.mark.django_db
def test_a_version_merged_is_a_further_source_with_its_own_words(world: None) -> None:
    user = planner()
    first, version = take(AGREEMENT_TEXT, user), take(VERSION, user)
    added = merge_statements(version, into=first, actor=user.uid)
    page = statement_page(fresh(user), first)
    [other] = page.others
    assert (other.row.uid, other.text, added) == (str(version), VERSION.strip(), 1)
    [card] = [one for one in page.cards if one.text_of]
    assert card.text_of == str(version)
    assert (card.kind, card.value["name"]) == ("organisation", "جمعية السنديان")
    merged = statement_page(fresh(user), version)
    assert merged.merged_into is not None
    assert (merged.row.state, merged.merged_into.uid) == ("merged", str(first))
    assert page.near == ()
    with pytest.raises(ActionRefused):
        merge_statements(version, into=first, actor=user.uid)


@pytest.mark.django_db
def test_an_act_told_with_the_same_number_is_the_same_act(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def others(text: str, **given: object) -> Reading:
        reading = version_reading(text)
        return replace(reading, acts=tuple(replace(act, parties=()) for act in reading.acts))

    reads_as(monkeypatch, others, agreement_reading)
    user = planner()
    first, version = take(AGREEMENT_TEXT, user), take(VERSION, user)
    merge_statements(version, into=first, actor=user.uid)
    added = [one for one in statement_page(fresh(user), first).cards if one.text_of]
    assert {
        (one.kind, one.value.get("of")) for one in added if one.value.get("quantities")
    } == set()


@pytest.mark.django_db
def test_what_only_a_version_says_has_that_version_as_its_source(world: None) -> None:
    user = planner()
    first = take(AGREEMENT_TEXT, user)
    version = take(VERSION, user, outlet="صحيفة أخرى")
    merge_statements(version, into=first, actor=user.uid)
    yes(user, first, "organisation جمعية السنديان", link="RELIEF")
    yes(user, first, "organisation وزارة الصحة")
    adopt(first, actor=user.uid)
    alias = OrganisationAlias.objects.get(name="جمعية السنديان")
    assert alias.source.startswith("صحيفة أخرى")
    [origin] = origins_of(fresh(user), "organisation", alias.organisation.uid)
    assert (origin.statement, origin.outlet) == (str(version), "صحيفة أخرى")
    assert origin.words == "جمعية السنديان الطبية"


@pytest.mark.django_db
def test_versions_that_have_too_much_together_are_not_merged(
    world: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = planner()
    first, other = take(AGREEMENT_TEXT, user), take(MEETING_TEXT, user)
    most = len(statement_page(fresh(user), first).cards) + 3
    monkeypatch.setattr(keeping, "MOST_FINDINGS", most)
    with pytest.raises(ActionRefused) as refusal:
        merge_statements(other, into=first, actor=user.uid)
    assert [fault.code for fault in refusal.value.faults] == ["statement_too_many_findings"]
    assert statement_page(fresh(user), other).row.state == "draft"


@pytest.mark.django_db
def test_versions_kept_apart_are_not_offered_again(world: None) -> None:
    user = planner()
    first, version = take(AGREEMENT_TEXT, user), take(VERSION, user)
    keep_apart(version, first, actor=user.uid)
    assert [one.is_kept_apart for one in statement_page(fresh(user), first).near] == [True]


@pytest.mark.django_db
def test_a_statement_elsewhere_is_neither_shown_nor_merged(world: None) -> None:
    south, north = officer("S1"), officer("N1")
    theirs, ours = take(AGREEMENT_TEXT, south), take(VERSION, north)
    assert statement_page(fresh(north), ours).near == ()
    for act in (merge_statements, lambda a, *, into, actor: keep_apart(a, into, actor=actor)):
        with pytest.raises(NotFound):
            act(ours, into=theirs, actor=north.uid)
        with pytest.raises(NotFound):
            act(theirs, into=ours, actor=north.uid)
    with pytest.raises(ActionRefused):
        merge_statements(ours, into=ours, actor=north.uid)


@pytest.mark.django_db
def test_versions_are_found_among_thousands_without_comparing_all(world: None) -> None:
    user = planner()
    first = take(AGREEMENT_TEXT, user)
    row = Statement.objects.get()
    from mithaq.exchange.models import StatementMark

    crowd = Statement.objects.bulk_create(
        Statement(
            text="خبر", text_digest=f"{n:064d}", sha256=f"{n:064d}", title="خبر",
            location=row.location, added_at=row.added_at, sketch=[1, n],
        )
        for n in range(3000)
    )  # fmt: skip
    mark = row.marks.earliest("mark").mark
    StatementMark.objects.bulk_create(StatementMark(statement=one, mark=mark) for one in crowd)
    version = take(VERSION, user)
    assert [one.row.uid for one in statement_page(fresh(user), version).near] == [str(first)]


# --- at the same time; on SQLite one writer follows the other anyway --------------------------
@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_adopt_at_once_make_the_rows_once(world: None) -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    yes(
        user, statement, "organisation جمعية السنديان الطبية", "organisation وزارة الصحة",
        "act agreement اتفاقية لدعم مرضى الكلى",
    )  # fmt: skip
    made = at_once(lambda: len(adopt(statement, actor=user.uid)))
    assert sorted(made) == [0, 3]
    assert Agreement.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_text_taken_twice_at_once_is_one_statement(world: None) -> None:
    user = planner()
    uids = at_once(lambda: take(MEETING_TEXT, user))
    assert len(set(uids)) == Statement.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_card_accepted_while_another_adopts_is_not_lost(world: None) -> None:
    user = planner()
    statement = take(AGREEMENT_TEXT, user)
    yes(user, statement, "organisation وزارة الصحة")
    at_once(
        lambda: adopt(statement, actor=user.uid),
        lambda: decide_all(statement, decision="rejected", actor=user.uid),
    )
    adopted = StatementFinding.objects.filter(adopted_at__isnull=False)
    assert [one.decision for one in adopted] == ["accepted"]
    assert not StatementFinding.objects.filter(decision="open").exists()


def at_once(*acts):
    """What two do at the same time, each in a connection of its own."""
    acts = acts if len(acts) > 1 else acts * 2
    barrier, results = threading.Barrier(len(acts)), []

    def run(act) -> None:
        try:
            barrier.wait()
            results.append(act())
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(acts), connection.vendor
    return results
