"""Eight reporters submit while a file is imported: run as a process of its own, on a database of
its own. Prints what was refused and what came of it, as JSON.

    python -m tests.functional.services.rush LINES
"""

from __future__ import annotations

import json
import os
import sys
import threading
import uuid
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.settings")

REPORTERS = 8
MONTHS = 12
FILE_MONTHS = 130


def main(lines: int) -> dict[str, object]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from mithaq.domains.services.models import MonthlyReport
    from mithaq.ledger.models import Delivery, Posting
    from mithaq.registry.actions import record_facilities
    from tests.functional.services.world import ROSES, build_world

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    build_world()
    record_facilities(
        [replace(ROSES, code=f"R{number}") for number in range(REPORTERS)], actor=None
    )
    refusals: list[str] = []
    begun = threading.Event()
    importer = threading.Thread(target=_import, args=(lines, begun, refusals))
    importer.start()
    begun.wait()
    reporters = [
        threading.Thread(target=_report, args=(number, refusals)) for number in range(REPORTERS)
    ]
    for thread in reporters:
        thread.start()
    # A reporter who waited for the whole import to end was not refused, but was not served either.
    for thread in reporters:
        thread.join()
    was_importing = importer.is_alive()
    importer.join()
    crowd = _crowd(refusals)
    file = _file()
    said = {
        "refused": refusals,
        "reports": MonthlyReport.objects.exclude(submitted_by=None).count(),
        "claims": Posting.objects.filter(batch__kind="report").exclude(batch__actor=None).count(),
        "imported": Delivery.objects.filter(posting__source__startswith="file").count(),
        "was_importing": was_importing,
        "crowd": crowd,
        "file": file,
    }
    connection.close()
    return said


def _import(lines: int, begun: threading.Event, refusals: list[str]) -> None:
    import pyarrow as pa
    from django.db import connection

    from mithaq.ledger.actions import post_columns

    numbers = range(lines)
    table = pa.table(
        {
            "source": [f"file{number // 100}" for number in numbers],
            "line": [str(number % 100) for number in numbers],
            "stage": pa.array([0] * lines, pa.int8()),
            "claimant": pa.array([1] * lines, pa.int8()),
            "measure": ["service.physio"] * lines,
            "location": ["F1"] * lines,
            "month": pa.array([2026 * 12] * lines, pa.int32()),
            "quantity": pa.array([1_000_000] * lines, pa.int64()),
            "organisation": pa.nulls(lines, pa.string()),
            "agreement": pa.nulls(lines, pa.string()),
            "answers_source": pa.nulls(lines, pa.string()),
            "answers_line": pa.nulls(lines, pa.string()),
        }
    )
    begun.set()
    try:
        post_columns(table, actor=None, kind="import")
    except Exception as error:
        refusals.append(f"import: {error!r}")
    finally:
        connection.close()


def _report(number: int, refusals: list[str]) -> None:
    from django.db import connection

    from mithaq.domains.services.actions import submit_report
    from tests.functional.services.world import MARCH, NOW, said

    for month in range(MARCH - MONTHS + 1, MARCH + 1):
        try:
            submit_report(
                facility=f"R{number}",
                month=month,
                content=said(),
                actor=uuid.UUID(int=100 + number),
                at=NOW,
            )
        except Exception as error:
            refusals.append(f"R{number} {month}: {error!r}")
    connection.close()


def _crowd(refusals: list[str]) -> dict[str, int]:
    """Everybody submits the same report at once, then everybody accepts it."""
    from mithaq.domains.services.actions import accept_report, submit_report
    from tests.functional.services.world import MARCH, NOW, OFFICER, report_of, said

    def submit() -> bool:
        content = said()
        actor = uuid.UUID(int=99)
        return submit_report(
            facility="F1", month=MARCH, content=content, actor=actor, at=NOW
        ).is_new

    def accept() -> bool:
        return accept_report(report=report_of().uid, actor=OFFICER, at=NOW).is_new

    return {
        "submitted": _at_once(submit, refusals),
        "accepted": _at_once(accept, refusals),
    }


def _file() -> list[int]:
    """A file of many reports, once and again: new and known ones, and what stands in the ledger."""
    from mithaq.domains.services.actions import submit_reports_bulk
    from mithaq.domains.services.models import ReportEvent, ReportValue
    from mithaq.domains.services.records import NewReportValue
    from mithaq.ledger.models import Delivery
    from tests.functional.services.world import MARCH, NOW, PLAIN, entries

    rows = [
        NewReportValue(facility=f"R{number}", month=month, measure=one.measure, value=one.value)
        for number in range(REPORTERS)
        for month in range(MARCH - MONTHS - FILE_MONTHS + 1, MARCH - MONTHS + 1)
        for one in entries(PLAIN)
    ]
    first = submit_reports_bulk(rows, actor=None, at=NOW)
    again = submit_reports_bulk(rows, actor=None, at=NOW)
    mine = {"report__events__actor": None}
    posted = Delivery.objects.filter(posting__batch__actor=None, posting__batch__kind="report")
    return [
        first.new,
        again.known,
        ReportEvent.objects.filter(actor=None).count(),
        ReportValue.objects.filter(**mine).count(),
        posted.count(),
    ]


def _at_once(act: Callable[[], bool], refusals: list[str]) -> int:
    """How many of those who do it at once find that it was not done yet."""
    from django.db import connection

    line = threading.Barrier(REPORTERS)
    done: list[bool] = []

    def one() -> None:
        line.wait()
        try:
            done.append(act())
        except Exception as error:
            refusals.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(REPORTERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
