"""Many processes post at once while a file comes in and snapshots are taken: run as a process of
its own, on a database of its own. Prints what came of it, as JSON.

    python -m tests.functional.ledger.crowd LINES
"""

from __future__ import annotations

import json
import multiprocessing
import os
import sys
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.settings")

WRITERS = 4
POSTINGS = 15
# Everyone posts this one, with the same content: it is posted once, and nobody is refused.
SHARED = "everybody's"
# Everyone posts this one, each with other content: one is taken, the others are refused.
CONTESTED = "somebody's"


def main(lines: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from mithaq.ledger import checks, snapshots
    from mithaq.ledger.models import Batch, Delivery, Posting
    from tests.functional.ledger.world import masters

    call_command("migrate", verbosity=0)
    masters()
    connections.close_all()
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    crowd = [context.Process(target=_writer, args=(each, told)) for each in range(WRITERS)]
    crowd.append(context.Process(target=_importer, args=(lines, told)))
    crowd.append(context.Process(target=_photographer, args=(told,)))
    for process in crowd:
        process.start()
    said = [told.get(timeout=240) for _ in crowd]
    for process in crowd:
        process.join()
    # As if the ledger were large: read in stretches, by processes of their own.
    for module in (checks, snapshots):
        module.MANY, module.STRETCH = 1, 5_000  # type: ignore[attr-defined]
    result = checks.check()
    snapshot = snapshots.bring_up_to_date()
    return {
        "failed": [each["failed"] for each in said if each.get("failed")],
        "refused": sum(each.get("refused", 0) for each in said),
        "shared": sum(each.get("shared", 0) for each in said),
        "torn": [each for one in said for each in one.get("torn", [])],
        "photographs": sum(each.get("photographs", 0) for each in said),
        "holds": result.holds,
        "faults": [fault.en for fault in result.faults],
        "checked": result.deliveries,
        "postings": Posting.objects.count(),
        "deliveries": Delivery.objects.count(),
        "in_snapshot": snapshot.deliveries,
        "files": len(snapshot.files),
        "instants": Batch.objects.values("recorded_at").distinct().count(),
        "batches": Batch.objects.count(),
    }


def _writer(number: int, told: Any) -> None:
    """A few postings of one's own, and the two that everybody posts."""
    import django

    django.setup()
    from mithaq.ledger.actions import post
    from mithaq.ledger.records import NewPosting
    from mithaq.registry.faults import ActionRefused
    from tests.functional.ledger.world import MILLION, a_line

    said: dict[str, Any] = {"shared": 0, "refused": 0}
    try:
        for turn in range(POSTINGS):
            mine = NewPosting(source=f"w{number}-{turn}", lines=[a_line("1"), a_line("2")])
            post([mine], actor=None, kind="report")
        shared = NewPosting(source=SHARED, lines=[a_line()])
        said["shared"] += post([shared], actor=None, kind="report").postings
        contested = NewPosting(source=CONTESTED, lines=[a_line(quantity=number * MILLION)])
        try:
            post([contested], actor=None, kind="report")
        except ActionRefused:
            said["refused"] += 1
    except Exception as error:
        said["failed"] = f"w{number}: {error!r}"
    told.put(said)


def _importer(lines: int, told: Any) -> None:
    import django

    django.setup()
    from mithaq.ledger.actions import post_columns
    from tests.functional.ledger.world import many_lines

    try:
        post_columns(many_lines(lines), actor=None, kind="import")
        told.put({})
    except Exception as error:
        told.put({"failed": f"import: {error!r}"})


def _photographer(told: Any) -> None:
    """Snapshots meanwhile: each holds whole batches, all of them up to its last."""
    import django

    django.setup()
    from mithaq.ledger.models import Batch
    from mithaq.ledger.snapshots import bring_up_to_date

    torn: list[str] = []
    try:
        for _ in range(8):
            snapshot = bring_up_to_date()
            expected = Batch.objects.get(id=snapshot.batch).last_delivery
            if snapshot.deliveries != expected:
                torn.append(f"{snapshot.batch}: {snapshot.deliveries} of {expected}")
        told.put({"torn": torn, "photographs": 8})
    except Exception as error:
        told.put({"failed": f"snapshot: {error!r}"})


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
