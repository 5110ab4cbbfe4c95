"""What is registered, for lists to choose from; and the imports made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mithaq.exchange.tables.schemas import Label
from mithaq.ledger.models import Agreement, Measure
from mithaq.registry.models import Location, Organisation
from mithaq.registry.rows import default_country

# More than these nobody chooses from a list.
LONGEST_LIST: Final = 5_000


def registered_codes() -> dict[str, Mapping[str, Label]]:
    """Codes with their names, by the table that they come from."""
    places = Location.objects.exclude(level="facility")
    return {
        "measures": _labels(Measure.objects.all()),
        "organisations": _labels(Organisation.objects.all()),
        "agreements": _labels(Agreement.objects.all(), "title"),
        "places": _labels(places.exclude(level="community")),
        "facilities": _labels(Location.objects.filter(level="facility")),
    }


def _labels(rows: Any, name: str = "name") -> dict[str, Label]:
    here = rows.filter(country=default_country()).order_by("code")
    listed = here.values_list("code", f"{name}_ar", f"{name}_en")[:LONGEST_LIST]
    return {code: Label(ar, en) for code, ar, en in listed}
