"""The words by which statements are read: roles, bodies, facilities, units, acts, and names.

`language/<list>.yaml` holds terms, each `code: {ar: [words], en: …, example: …}` and what else the
list asks for. A term's words are given without clitics and article; a reader takes those off. Every
example is a sentence in which the reader must find the term: the tests read them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from mithaq.countries.faults import Faults
from mithaq.countries.records import Record, csv_records, yaml_record

# Each list with the further fields that its terms may have.
TERM_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "roles": (),
    "honorifics": (),
    "organisation_heads": ("kind",),
    "organisations": ("kind",),
    "facility_types": ("type", "one"),
    "facility_words": ("part",),
    "facility_events": ("event", "needs"),
    "units": ("unit", "measure", "gender"),
    "currencies": ("currency",),
    "qualifiers": ("qualifier", "side"),
    "acts": ("kind", "status", "form", "needs"),
    "act_measures": ("kind", "units", "unit", "measure"),
    "speech": ("form",),
    "place_heads": ("level",),
    "noise": ("part",),
}
NAME_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "given_names": ("name",),
    "towns": ("name", "governorate"),
    "abroad": ("name", "en", "kind"),
    "common_words": ("word", "kind"),
}


@dataclass(frozen=True)
class Term:
    """An entry of a list: its words in Arabic, what it is in English, sentences that have it."""

    code: str
    words: tuple[str, ...]
    en: str
    examples: tuple[str, ...]
    traits: Mapping[str, str]

    def trait(self, name: str) -> str:
        return self.traits.get(name, "")


@dataclass(frozen=True)
class Language:
    """`terms`: each list by its name, in the file's order; `names`: rows of plain lists."""

    terms: Mapping[str, tuple[Term, ...]]
    names: Mapping[str, tuple[tuple[str, ...], ...]]


def read_language(faults: Faults, folder: Path) -> Language:
    """What `language/` holds of a pack."""
    terms = {
        name: tuple(_terms(yaml_record(faults, folder, f"language/{name}.yaml"), traits))
        for name, traits in TERM_LISTS.items()
    }
    names = {
        name: tuple(
            _row(record, columns)
            for record in csv_records(faults, folder, f"language/{name}.csv", columns)
        )
        for name, columns in NAME_LISTS.items()
    }
    return Language(MappingProxyType(terms), MappingProxyType(names))


def _terms(file: Record, traits: Iterable[str]) -> Iterable[Term]:
    for code, entry in file.entries():
        yield Term(
            code=code,
            words=entry.words("ar"),
            en=entry.english("en"),
            examples=entry.words("example"),
            traits={name: entry.text(name) for name in traits if entry.has(name)},
        )
        entry.close()


def _row(record: Record, columns: Iterable[str]) -> tuple[str, ...]:
    row = tuple(record.text(column, optional=True) for column in columns)
    record.close()
    return row
