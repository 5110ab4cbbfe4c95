"""A country's language and the register's names, made ready for looking up; built once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mithaq.countries.languages import Language, Term
from mithaq.countries.loading import load_language, load_pack
from mithaq.countries.pack import CountryPack
from mithaq.exchange.statements.reading.known import (
    Known,
    KnownFacility,
    KnownOrganisation,
    KnownPerson,
    KnownPlace,
    known_of_pack,
)
from mithaq.exchange.statements.reading.phrases import Phrases


@dataclass(frozen=True, eq=False)
class Lexicon:
    """The pack's terms by list and the register's names, each as phrases to be found."""

    pack: CountryPack
    language: Language
    known: Known

    def terms(self, name: str) -> Phrases[Term]:
        """The phrases of a list of `language/`; its words match with or without article."""
        return self._terms[name]

    @cached_property
    def _terms(self) -> dict[str, Phrases[Term]]:
        lists = self.language.terms
        return {name: Phrases(_words(terms)) for name, terms in lists.items()}

    def names(self, name: str) -> tuple[tuple[str, ...], ...]:
        """The rows of a plain list: given_names, towns, abroad."""
        return self.language.names[name]

    @cached_property
    def places(self) -> Phrases[KnownPlace]:
        named = ((name, place) for place in self.known.places for name in place.names)
        return Phrases(named, are_names=True)

    @cached_property
    def organisations(self) -> Phrases[KnownOrganisation]:
        named = ((name, each) for each in self.known.organisations for name in each.names)
        return Phrases(named, are_names=True)

    @cached_property
    def people(self) -> Phrases[KnownPerson]:
        named = ((name, each) for each in self.known.people for name in each.names)
        return Phrases(named, are_names=True)

    @cached_property
    def facilities(self) -> Phrases[KnownFacility]:
        named = ((name, each) for each in self.known.facilities for name in each.names)
        return Phrases(named, are_names=True)


def lexicon_of(country: str, known: Known | None = None) -> Lexicon:
    """The lexicon of a country by its code, with the register's names or the pack's own places;
    raises UnknownCountry, PackRejected."""
    pack = load_pack(country)
    return Lexicon(pack, load_language(country), known or known_of_pack(pack))


def _words(terms: tuple[Term, ...]) -> Iterator[tuple[str, Term]]:
    for term in terms:
        for word in term.words:
            yield word, term
