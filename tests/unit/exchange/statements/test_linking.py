"""Names of a text and rows of the register: when they are one, and when one is only offered."""

from __future__ import annotations

from mithaq.exchange.statements.reading.known import (
    Known,
    KnownOrganisation,
    KnownPerson,
    known_of_pack,
)
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.linking import link_organisation, link_person
from mithaq.exchange.statements.reading.statement import read_statement

PLACES = known_of_pack(lexicon_of("SY").pack).places
KNOWN = Known(
    places=PLACES,
    organisations=(
        KnownOrganisation("ORG-1", ("منظمة الضياء", "Diyaa"), "ngo"),
        KnownOrganisation("ORG-2", ("UNICEF",), "un"),
        KnownOrganisation("ORG-3", ("مديرية صحة حمص",), "authority"),
        KnownOrganisation("ORG-4", ("جمعية البر والخدمات الاجتماعية",), "ngo"),
        KnownOrganisation("ORG-5", ("نبض الحياة",), "ngo"),
    ),
    people=(
        KnownPerson("uid-1", ("محمد وجيه سالم",), ("مدير صحة حلب",)),
        KnownPerson("uid-2", ("سامر عيسى",)),
        KnownPerson("uid-3", ("سامر عيسى",)),
    ),
)
LEXICON = lexicon_of("SY", KNOWN)


def test_a_registered_body_is_linked_with_or_without_its_head() -> None:
    (body,) = read_statement("وقعت منظمة “الضياء” العقد.", LEXICON).organisations
    assert body.code == "ORG-1"
    assert link_organisation(["الضياء"], "", LEXICON).code == "ORG-1"


def test_a_registered_name_without_head_is_found() -> None:
    (body,) = read_statement("بدأت نبض الحياة العمل.", LEXICON).organisations
    assert (body.name, body.code) == ("نبض الحياة", "ORG-5")


def test_a_well_known_body_is_linked_by_any_of_its_names() -> None:
    (body,) = read_statement("تعمل اليونيسف هنا.", LEXICON).organisations
    assert body.code == "ORG-2"


def test_the_directorate_is_linked_under_its_short_name() -> None:
    (body,) = read_statement("قال مدير صحة حمص نزار عباس ذلك.", LEXICON).organisations
    assert (body.name, body.code) == ("صحة حمص", "ORG-3")


def test_a_name_that_is_much_alike_is_only_offered() -> None:
    link = link_organisation(["جمعية البر والخدمات"], "", LEXICON)
    assert link.code is None
    assert link.candidates == ("ORG-4",)


def test_an_unknown_body_is_new() -> None:
    link = link_organisation(["منظمة أخرى تماماً"], "", LEXICON)
    assert (link.code, link.candidates) == (None, ())


def test_a_registered_person_is_linked_by_the_full_name() -> None:
    assert link_person("محمّد وجيه سالم", LEXICON).code == "uid-1"


def test_a_shorter_name_is_only_offered() -> None:
    link = link_person("محمد سالم", LEXICON)
    assert (link.code, link.candidates) == (None, ("uid-1",))


def test_two_people_of_one_name_are_both_offered() -> None:
    link = link_person("سامر عيسى", LEXICON)
    assert (link.code, link.candidates) == (None, ("uid-2", "uid-3"))
