"""Every table that can be imported."""

from __future__ import annotations

from typing import Final

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

TABLES: Final[dict[str, Table]] = {
    table.code: table
    for table in (
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
}
