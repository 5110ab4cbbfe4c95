"""Every table comes in whole or not at all, and twice is once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.apps import apps

from mithaq.exchange.models import Import
from tests.functional.imports.world import (
    ROWS,
    TABLES,
    asked,
    places,
    take,
    world,
)

pytestmark = pytest.mark.django_db

LOGS = ("exchange", "registry", "ledger", "services")


def contents() -> dict[str, list[object]]:
    """Every row of every table that an import may touch, but for queues and clocks."""
    return {
        model._meta.label: list(model._default_manager.order_by("pk").values_list())
        for label in LOGS
        for model in apps.get_app_config(label).get_models()
        if model.__name__ not in {"Refresh"}
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_table_comes_in_and_twice_changes_nothing(tmp_path: Path, table: str) -> None:
    world(tmp_path, table)
    first = take(tmp_path, table)
    assert places(first) == []
    reports = table == "reports"
    assert (first.rows, first.added) == (len(ROWS[table]), 1 if reports else len(ROWS[table]))
    before = contents()
    again = take(tmp_path, table)
    assert places(again) == []
    assert (again.added, again.completed, again.known) == (0, 0, first.added)
    assert contents() == before


@pytest.mark.parametrize("table", TABLES)
def test_a_dry_run_says_what_would_come_of_it_and_writes_nothing(
    tmp_path: Path, table: str
) -> None:
    world(tmp_path, table)
    before = contents()
    tried = take(tmp_path, table, dry_run=True)
    assert contents() == before
    taken = take(tmp_path, table)
    assert (tried.rows, tried.added, tried.known) == (taken.rows, taken.added, taken.known)
    assert asked(tried) == asked(taken)


CHANGED = [
    ("measures", "visit,زيارات,Visits,visit,service,,max,", 2, "combine"),
    ("measures", "visit,زيارات,Visits,person,service,,sum,", 2, "unit"),
    ("measures", "visit,زيارات,Visits,visit,service,staff,sum,", 2, "parent"),
    ("places", "QD01,حمص,Homs,district,QG01,34.73,36.99,,", 2, "lon"),
    ("places", "QD01,حمص,Homs,subdistrict,QG01,34.73,36.71,,", 2, "level"),
    ("places", "QG01,محافظة حمص,Homs,governorate,QQ,34.73,36.71,1762501,2024", 2, "population"),
    ("organisations", "ORG1,الهيئة الأولى,First Organisation,un", 2, "kind"),
    ("organisations", "ORG1,هيئة أخرى,First Organisation,ingo", 2, "name_ar"),
    (
        "facilities",
        "HF1,مركز المشيرفة,Msheirfeh,hospital,public,QC01,34.85,36.95,,2001-05-01",
        2,
        "type",
    ),
    (
        "facilities",
        "HF1,مركز المشيرفة,Msheirfeh,primary_care_centre,public,QS01,34.85,36.95,,",
        2,
        "place",
    ),
    ("statuses", "HF1,2026-01-15,none,none,,full,,زيارة ميدانية", 2, "functionality"),
    (
        "agreements",
        (
            "AG1,مذكرة تفاهم,Memorandum,memorandum,MOH,ORG2,2025-12-20,2026-01-01,2026-12-31,"
            "claimed,,,,"
        ),
        2,
        "partner",
    ),
    (
        "agreements",
        (
            "AG1,مذكرة تفاهم,Memorandum,memorandum,MOH,ORG1,2025-12-20,2026-01-01,2027-12-31,"
            "claimed,,,,"
        ),
        2,
        "ends_on",
    ),
    ("parties", "AG1,ORG2,implementing,0.5,2026-01-01,2026-06-30", 2, "share"),
    ("supports", "HF1,service,ORG1,AG1,1,2026-01-01,2026-11-30", 2, "to"),
    ("pledges", "AG1,1,visit,1300,HF1|QS01,2026-01-01,2026-12-31,,", 2, "quantity"),
    ("pledges", "AG1,1,visit,1200,HF1,2026-01-01,2026-12-31,,", 2, "scope"),
    ("deliveries", "PS-1,1,ORG1,AG1,visit.child,HF1,,2026-01,101,claimed,,", 2, "source"),
    ("reversals", "REV-1,PS-1,correction", 2, "source"),
    ("reports", "HF1,2026-01,visit.child,,,121", 2, "facility"),
]


@pytest.mark.parametrize(("table", "row", "at", "column"), CHANGED)
def test_other_content_under_a_known_key_is_refused(
    tmp_path: Path, table: str, row: str, at: int, column: str
) -> None:
    world(tmp_path, table)
    take(tmp_path, table)
    before = contents()
    result = take(tmp_path, table, row)
    assert [(fault.row, fault.column) for fault in result.faults] == [(at, column)]
    assert result.faults[0].found
    assert contents() == before


UNKNOWN = [
    ("measures", "a,أ,A,u,service,nowhere,sum,", "parent", "unknown_code"),
    ("places", "a,أ,A,community,nowhere,,,,", "parent", "unknown_code"),
    ("facilities", "a,أ,A,hospital,public,nowhere,,,,", "place", "unknown_code"),
    ("facilities", "a,أ,A,hospital,public,HF1,,,,", "place", "not_a_place"),
    ("statuses", "nowhere,2026-01-01,full,,,,,x", "facility", "unknown_code"),
    ("statuses", "QS01,2026-01-01,full,,,,,x", "facility", "not_a_facility"),
    ("agreements", "a,أ,A,operation,x,ORG1,,2026-01-01,2026-12-31,,,,,", "authority",
     "unknown_code"),
    ("agreements", "a,أ,A,operation,MOH,x,,2026-01-01,2026-12-31,,,,,", "partner", "unknown_code"),
    ("agreements", "a,أ,A,operation,MOH,ORG1,,2026-01-01,2026-12-31,,,x,,", "parent",
     "unknown_code"),
    ("parties", "x,ORG1,donor,,,", "agreement", "unknown_code"),
    ("parties", "AG1,x,donor,,,", "organisation", "unknown_code"),
    ("supports", "QS01,service,ORG1,,,2026-01-01,", "facility", "not_a_facility"),
    ("supports", "HF1,service,ORG1,x,,2026-01-01,", "agreement", "unknown_code"),
    ("pledges", "x,1,visit,1,HF1,2026-01-01,2026-12-31,,", "agreement", "unknown_code"),
    ("pledges", "AG1,9,x,1,HF1,2026-01-01,2026-12-31,,", "measure", "unknown_code"),
    ("pledges", "AG1,9,visit,1,HF1|x|y,2026-01-01,2026-12-31,,", "scope", "unknown_code"),
    ("deliveries", "S,1,x,,visit,HF1,,2026-01,1,claimed,,", "organisation", "unknown_code"),
    ("deliveries", "S,1,ORG1,x,visit,HF1,,2026-01,1,claimed,,", "agreement", "unknown_code"),
    ("deliveries", "S,1,ORG1,,x,HF1,,2026-01,1,claimed,,", "measure", "unknown_code"),
    ("deliveries", "S,1,ORG1,,visit,x,,2026-01,1,claimed,,", "facility", "unknown_code"),
    ("deliveries", "S,1,ORG1,,visit,QS01,,2026-01,1,claimed,,", "facility", "not_a_facility"),
    ("deliveries", "S,1,ORG1,,visit,,x,2026-01,1,claimed,,", "place", "unknown_code"),
    ("deliveries", "S,1,ORG1,,visit,,HF1,2026-01,1,claimed,,", "place", "not_a_place"),
    ("deliveries", "S,1,ORG1,,visit,HF1,,2026-01,1,accepted,S#9,", "answers", "unknown_claim"),
    ("reversals", "R,nowhere,duplicate", "reverses", "unknown_posting"),
    ("reports", "nowhere,2026-01,visit,,,1", "facility", "unknown_code"),
    ("reports", "QS01,2026-01,visit,,,1", "facility", "not_a_facility"),
    ("reports", "HF1,2026-01,x,,,1", "measure", "unknown_code"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "column", "code"), UNKNOWN)
def test_a_code_that_names_nothing_is_refused(
    tmp_path: Path, table: str, row: str, column: str, code: str
) -> None:
    world(tmp_path, table)
    take(tmp_path, table)
    result = take(tmp_path, table, row)
    assert places(result) == [(2, column, code)]
    assert result.faults[0].found
    assert result.faults[0].expected
    assert Import.objects.filter(table=table).count() == 1


REFUSED = [
    ("measures", ("a,أ,A,u,service,b,sum,", "b,ب,B,u,service,a,sum,"), "its_own_parent"),
    ("places", ("a,أ,A,district,QC01,,,,",), "parent_not_wider"),
    (
        "agreements",
        (
            "a,أ,A,operation,MOH,ORG1,,2026-01-01,2026-12-31,,,b,,",
            "b,ب,B,operation,MOH,ORG1,,2026-01-01,2026-12-31,,,a,,",
        ),
        "its_own_parent",
    ),
    ("pledges", ("AG1,1,visit,1200,HF1,2026-01-01,2026-12-31,,2025-12-20",), "changed_content"),
    (
        "deliveries",
        (
            "X,1,ORG1,,visit.child,HF1,,2026-01,1,accepted,Y#1,",
            "Y,1,ORG1,,visit.child,HF1,,2026-01,1,accepted,X#1,",
        ),
        "answers_itself",
    ),
    ("reversals", ("R2,PS-1,correction",), "reversed_before"),
    ("reversals", ("R2,REV-1,correction",), "reverses_a_reversal"),
]


@pytest.mark.parametrize(("table", "rows", "code"), REFUSED)
def test_what_the_ledger_and_the_registers_refuse_is_refused_in_its_row(
    tmp_path: Path, table: str, rows: tuple[str, ...], code: str
) -> None:
    world(tmp_path, table)
    take(tmp_path, table)
    before = contents()
    result = take(tmp_path, table, *rows)
    assert {fault.code for fault in result.faults} == {code}
    assert {fault.row for fault in result.faults} <= set(range(2, 2 + len(rows)))
    assert contents() == before
