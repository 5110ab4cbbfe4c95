"""Reading the places: codes, names, points, crosswalk, aliases, populations."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mithaq.countries import faults as expected
from mithaq.countries.faults import Words
from mithaq.countries.lists import frozen
from mithaq.countries.pack import Alias, Bounds, Place, Population
from mithaq.countries.parameters import Source
from mithaq.countries.records import Record

SYSTEMS: Final = ("iso3166_2", "geonames")
PLACE_COLUMNS: Final = (
    "code", "level", "parent", "name_ar", "name_en", "lat", "lon", "border", *SYSTEMS,
)  # fmt: skip
ALIAS_COLUMNS: Final = ("place", "name", "language", "from", "to", "source")
POPULATION_COLUMNS: Final = ("place", "year", "people", "source")

_LANGUAGES: Final = ("ar", "en")


@dataclass(frozen=True)
class Gazetteer:
    """What the rows of a gazetteer may say: the country, its levels, its box, the sources."""

    country: str
    levels: tuple[str, ...]
    bounds: Bounds
    sources: Mapping[str, Source]

    def read(
        self, rows: list[Record], aliases: list[Record], populations: list[Record]
    ) -> Mapping[str, Place]:
        """The places, each after its parent, with the aliases and populations of their rows."""
        levels = _levels(rows)
        names = _names(rows)
        _once(rows, ("code", *SYSTEMS))
        their_aliases: dict[str, list[Alias]] = defaultdict(list)
        for row in aliases:
            place, alias = self._alias(row, names)
            their_aliases[place].append(alias)
        their_populations: dict[str, list[Population]] = defaultdict(list)
        for row in populations:
            place, population = self._population(row, names)
            their_populations[place].append(population)
        found = (self._place(row, levels, their_aliases, their_populations) for row in rows)
        return frozen((place.code, place) for place in found)

    def _place(
        self,
        row: Record,
        levels: Mapping[str, str],
        aliases: Mapping[str, list[Alias]],
        populations: Mapping[str, list[Population]],
    ) -> Place:
        code, level = row.text("code"), row.choice("level", self.levels)
        place = Place(
            code,
            level,
            self._parent(row, code, level, levels),
            row.arabic("name_ar"),
            row.english("name_en"),
            float(row.number("lat")),
            float(row.number("lon")),
            row.flag("border"),
            frozen((system, row.text(system)) for system in SYSTEMS if row.has(system)),
            tuple(aliases.get(code, ())),
            tuple(sorted(populations.get(code, ()), key=lambda population: population.year)),
        )
        if not self.bounds.holds(place.lat, place.lon):
            row.fault(
                "lat, lon",
                f"{place.lat}, {place.lon}",
                Words("نقطة داخل حدود البلد", "a point inside the country's bounds"),
            )
        return place

    def _parent(self, row: Record, code: str, level: str, levels: Mapping[str, str]) -> str:
        parent = row.text("parent", optional=True)
        if code == self.country:
            if parent:
                row.fault("parent", parent, Words("لا شيء للبلد نفسه", "nothing for the country"))
            return ""
        above = self.levels[: self.levels.index(level)] if level in self.levels else ()
        if parent not in levels or levels[parent] != (above[-1] if above else ""):
            wanted = above[-1] if above else self.levels[0]
            row.fault(
                "parent",
                parent,
                Words(f"رمز مكان من مستوى {wanted}", f"the code of a place of level {wanted}"),
            )
        return parent

    def _alias(self, row: Record, names: Mapping[str, set[str]]) -> tuple[str, Alias]:
        place, language = row.choice("place", names), row.choice("language", _LANGUAGES)
        name = row.english("name") if language == "en" else row.arabic("name")
        start, end = row.date("from"), row.date("to")
        if start and end and end.day < start.day:
            row.fault("to", end.text, Words(f"{start.text} أو بعده", f"{start.text} or later"))
        if place in names:
            if name in names[place]:
                row.fault("name", name, Words("اسم آخر للمكان", "another name of the place"))
            names[place].add(name)
        source = row.choice("source", self.sources, optional=True)
        return place, Alias(name, language, start, end, self._cited(source))

    def _population(self, row: Record, names: Mapping[str, set[str]]) -> tuple[str, Population]:
        source = self._cited(row.choice("source", self.sources))
        people = Population(row.integer("year", least=1900), row.integer("people"), source)
        return row.choice("place", names), people

    def _cited(self, source: str) -> str:
        return self.sources[source].cited("ar") if source in self.sources else ""


def _levels(rows: list[Record]) -> dict[str, str]:
    return {row.text("code"): row.text("level", optional=True) for row in rows}


def _names(rows: list[Record]) -> dict[str, set[str]]:
    return {
        row.text("code", optional=True): {
            row.text("name_ar", optional=True),
            row.text("name_en", optional=True),
        }
        for row in rows
    }


def _once(rows: list[Record], columns: Iterable[str]) -> None:
    """A code, the place's own or another system's, belongs to one place."""
    for column in columns:
        found: Counter[str] = Counter()
        for row in rows:
            code = row.text(column, optional=True)
            found[code] += 1
            if code and found[code] > 1:
                row.fault(column, code, expected.ONCE)
