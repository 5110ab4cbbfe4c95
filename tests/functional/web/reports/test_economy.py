"""Pages of reports ask the database little, however long the history."""

from __future__ import annotations

from typing import Any

import pytest

from mithaq.domains.services.actions import accept_report
from mithaq.registry.models import User
from tests.functional.services.world import OFFICER, report_of, submit
from tests.functional.web.reports.site import months_of_a_year, signed_in

MOST_QUERIES = 20


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("reporter", "/reports/"),
        ("reporter", "/reports/F1/2026-04/"),
        ("officer", "/reports/"),
        ("officer", "/reports/{report}/"),
        ("officer", "/reports/completeness/"),
        ("officer", "/reports/missing/"),
        ("monitor", "/reports/"),
        ("monitor", "/reports/{report}/"),
        ("monitor", "/reports/{report}/verify/"),
        ("auditor", "/audit/"),
    ],
)
def test_no_page_asks_more_than_twenty_times(
    people: dict[str, User], django_assert_max_num_queries: Any, who: str, address: str
) -> None:
    months_of_a_year()
    submit()
    accept_report(report=report_of().uid, actor=OFFICER)
    client = signed_in(people[who])
    with django_assert_max_num_queries(MOST_QUERIES):
        assert client.get(address.format(report=report_of().uid)).status_code == 200
