"""Every table that can be imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

from mithaq.countries import load_pack
from mithaq.exchange.tables.choices import Choices, choices_of, synonyms_of
from mithaq.exchange.tables.delivery_tables import DELIVERIES, REPORTS, REVERSALS
from mithaq.exchange.tables.promise_tables import AGREEMENTS, PARTIES, PLEDGES, SUPPORTS
from mithaq.exchange.tables.register_tables import (
    FACILITIES,
    MEASURES,
    ORGANISATIONS,
    PLACES,
    STATUSES,
)
from mithaq.exchange.tables.schemas import Table

_ALL: Final = (
    MEASURES,
    PLACES,
    ORGANISATIONS,
    FACILITIES,
    STATUSES,
    AGREEMENTS,
    PARTIES,
    SUPPORTS,
    PLEDGES,
    DELIVERIES,
    REVERSALS,
    REPORTS,
)
# In the order in which one refers to another.
TABLES: Final = tuple(table.code for table in _ALL)


@cache
def tables_of(country: str) -> Mapping[str, Table]:
    """The tables by code, with the country's lists; raises as `load_pack` does."""
    lists = choices_of(load_pack(country))
    return {table.code: _with_lists(table, lists) for table in _ALL}


def _with_lists(table: Table, lists: Mapping[str, Choices]) -> Table:
    columns = (
        replace(column, choices=lists[column.list_name], synonyms=synonyms_of(column.list_name))
        if column.list_name
        else column
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))
