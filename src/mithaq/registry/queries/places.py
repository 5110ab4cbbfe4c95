"""Places: lists to choose from, and one place with what is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mithaq.registry.access import Spans, Visitor, access_place, visible_places
from mithaq.registry.models import Level, Location, LocationParent
from mithaq.registry.queries.facilities import PlaceName, places_above
from mithaq.registry.queries.pages import PAGE_ROWS, Page, page_of
from mithaq.registry.tree import lineages_above, under_any


@dataclass(frozen=True)
class PlacePage:
    """One place. `point` is in degrees; `populations` are (year, people, source), latest first;
    `aliases` are (name, valid_from, valid_to)."""

    place: PlaceName
    is_border: bool
    point: tuple[float, float] | None
    above: tuple[PlaceName, ...]
    aliases: tuple[tuple[str, date | None, date | None], ...]
    codes: tuple[tuple[str, str], ...]
    populations: tuple[tuple[int, int, str], ...]


def governorates(user: Visitor) -> tuple[PlaceName, ...]:
    """The governorates, by P-code."""
    rows = visible_places(user).filter(level=Level.GOVERNORATE, retired_on=None).order_by("code")
    return tuple(_name(row) for row in rows)


def districts(user: Visitor, covered: Spans | None = None) -> tuple[PlaceName, ...]:
    """Governorates, each before its districts; only those in the places that are covered."""
    levels = (Level.GOVERNORATE, Level.DISTRICT)
    rows = visible_places(user).filter(level__in=levels, retired_on=None)
    if covered is not None and not covered.everything:
        rows = rows.filter(under_any(covered.places))
    return tuple(_name(row) for row in rows.order_by("lineage"))


def children_of(
    user: Visitor, code: str, *, after: str = "", limit: int = PAGE_ROWS
) -> Page[PlaceName]:
    """The places directly inside a place, by normalised name. Raises NotFound."""
    parent = access_place(user, code)
    rows = visible_places(user).filter(parent=parent)
    chosen, following = page_of(rows, sort="sort_ar", after=after, limit=limit)
    return Page(tuple(_name(row) for row in chosen), following)


def place_page(user: Visitor, code: str) -> PlacePage:
    """One place. Raises NotFound."""
    row = access_place(user, code)
    above = places_above([row.lineage])
    return PlacePage(
        place=_name(row),
        is_border=row.is_border,
        point=None if row.lat is None or row.lon is None else (row.lat, row.lon),
        above=tuple(above[lineage] for lineage in lineages_above(row.lineage)[:-1]),
        aliases=tuple(row.aliases.order_by("id").values_list("name", "valid_from", "valid_to")),
        codes=tuple(row.codes.order_by("system", "code").values_list("system", "code")),
        populations=tuple(
            row.populations.order_by("-year").values_list("year", "people", "source")
        ),
    )


def parent_on(location: Location, day: date) -> Location | None:
    """Where a place or facility lay on a day, as far as we know now."""
    log = LocationParent.objects.filter(location=location).select_related("parent")
    begun = [line for line in log if line.valid_from is None or line.valid_from <= day]
    if not begun:
        return None
    order = [(line.valid_from or date.min, line.recorded_at, line.id) for line in begun]
    return begun[order.index(max(order))].parent


def _name(row: Location) -> PlaceName:
    return PlaceName(row.code, row.level, row.name_ar, row.name_en)
