"""Eight reporters submit while a million lines are imported: none refused, none lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from mithaq.bench.figures import Figure, bounded
from mithaq.bench.homes import call_in, environment, home_of
from mithaq.bench.importing import seconds_of_import, write_deliveries

REPORTERS = 8
ROWS = 1_000_000
# Months before the import's own, so that the reporters' months stand by themselves.
FIRST_YEAR = 2012


def measure() -> Iterator[Figure]:
    home = home_of("promises", fresh=True)
    file = home / "deliveries.csv"
    call_in(home, write_deliveries, str(file), ROWS)
    stop = home / "imported"
    reporters = [_start(home, number, stop) for number in range(REPORTERS)]
    time.sleep(3)  # the reporters are at work before the import begins
    call_in(home, seconds_of_import, str(file))
    stop.touch()
    said = [json.loads(reporter.communicate()[0].splitlines()[-1]) for reporter in reporters]
    sent = sum(one["sent"] for one in said)
    lost = call_in(home, reports_missing, sent)
    slowest = max(one["slowest"] for one in said)
    yield bounded(
        "reports refused during an import", sum(one["refused"] for one in said), "", most=0
    )
    yield bounded(f"reports lost of {sent} sent during an import", lost, "", most=0)
    yield bounded("slowest submission during an import", slowest, "s", most=60)


def _start(home: Path, number: int, stop: Path) -> subprocess.Popen[str]:
    program = (
        "import json, django; django.setup();"
        "from mithaq.bench.reporting import report_until;"
        f"print(json.dumps(report_until({number}, {str(stop)!r})))"
    )
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program], env=environment(home), stdout=subprocess.PIPE, text=True
    )


def report_until(number: int, stop: str) -> dict[str, float]:
    """One reporter, a facility and month at a time, until the import is done."""
    from mithaq.demonstration import national
    from mithaq.domains.services.actions import submit_report
    from mithaq.domains.services.records import ReportContent
    from mithaq.engine.report_totals import Entry
    from mithaq.registry.faults import ActionRefused

    own = national.Country(national.TENTH).facilities[number::REPORTERS]
    sent = refused = 0
    slowest = 0.0
    months = [(year, month) for year in range(FIRST_YEAR, FIRST_YEAR + 4) for month in range(12)]
    for year, month in months:
        for facility in own:
            if Path(stop).exists():
                return {"sent": sent, "refused": refused, "slowest": slowest}
            values = (Entry(measure="staff.physician", value=(sent + 1) * 1_000_000),)
            started = time.perf_counter()
            try:
                _submit(submit_report, facility, year * 12 + month, ReportContent(values=values))
                sent += 1
            except ActionRefused:
                refused += 1
            slowest = max(slowest, time.perf_counter() - started)
            time.sleep(0.2)
    return {"sent": sent, "refused": refused, "slowest": slowest}


def _submit(submit_report: object, facility: str, month: int, content: object) -> None:
    """Answer whatever the checks ask, as a reporter would."""
    from dataclasses import replace

    from mithaq.registry.faults import ActionRefused

    try:
        submit_report(facility=facility, month=month, content=content, actor=None)  # type: ignore[operator]
    except ActionRefused as refusal:
        keys = [str(fault.parameters.get("key", "")) for fault in refusal.faults]
        if not all(keys):
            raise
        answered = replace(content, answers=dict.fromkeys(keys, "نعم، كما في السجل"))  # type: ignore[type-var]
        submit_report(facility=facility, month=month, content=answered, actor=None)  # type: ignore[operator]


def reports_missing(sent: int) -> int:
    """How many of the reports sent are not claimed in the ledger."""
    from mithaq.ledger.models import Posting

    return sent - Posting.objects.filter(source__startswith="report:").count()
