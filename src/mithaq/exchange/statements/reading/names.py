"""The names of a statement in the order in which one helps to find the other: bodies end where
people begin, roles hold bodies, and a place within a person's name is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mithaq.exchange.statements.reading.findings import Facility, Organisation, Person, Place
from mithaq.exchange.statements.reading.led_bodies import with_led_bodies
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.organisations import as_findings, find_bodies
from mithaq.exchange.statements.reading.passages import Passage
from mithaq.exchange.statements.reading.people import find_people
from mithaq.exchange.statements.reading.places import find_places
from mithaq.exchange.statements.reading.vocabularies import Scan


@dataclass(frozen=True, slots=True)
class Names:
    places: tuple[Place, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]


def read_names(passage: Passage, lexicon: Lexicon, facilities: Sequence[Facility] = ()) -> Names:
    """Places, organisations and people of a passage, whose `facilities` are already known."""
    scan = Scan(passage, lexicon)
    organisations = as_findings(find_bodies(scan), lexicon)
    people = find_people(scan, organisations, facilities)
    organisations, people = with_led_bodies(scan, organisations, people, facilities)
    places = find_places(scan, people, facilities, organisations)
    return Names(places, organisations, people)
