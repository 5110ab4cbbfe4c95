"""The country's own lists of codes, from its pack: types, ownerships, barriers, services."""

from __future__ import annotations

from functools import cache

from mithaq.countries import CountryPack, load_pack
from mithaq.registry.rows import default_country


@cache
def _pack(country: str) -> CountryPack:
    return load_pack(country)


def pack() -> CountryPack:
    """The pack of the country that this installation serves, read once a process."""
    return _pack(default_country())


def facility_types() -> tuple[str, ...]:
    return tuple(pack().facility_types)


def ownerships() -> tuple[str, ...]:
    return tuple(pack().ownerships)


def barriers() -> tuple[str, ...]:
    return tuple(pack().barriers)


def services() -> tuple[str, ...]:
    return tuple(pack().services)
