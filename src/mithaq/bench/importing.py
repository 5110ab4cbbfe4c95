"""A million deliveries from CSV — parsed, validated, posted, chained — against `bulk_create` of the
same rows without any validation."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from mithaq.bench.figures import Figure, faster_by
from mithaq.bench.homes import call_in, home_of

ROWS = 1_000_000
STAGES = ("claimed", "accepted", "verified")


def measure() -> Iterator[Figure]:
    home = home_of("promises", fresh=True)
    file = home / "deliveries.csv"
    rows = call_in(home, write_deliveries, str(file), ROWS)
    peer = call_in(home, seconds_of_bulk_create, str(file))
    home = home_of("promises-again", fresh=True)
    seconds = call_in(home, seconds_of_import, str(file))
    yield faster_by(
        f"import of {rows:,} deliveries", seconds, "s",
        peer="bulk_create without validation", peer_figure=peer, least=5,
    )  # fmt: skip


def write_deliveries(path: str, most: int) -> int:
    """A year after another of the made-up country, as the table that a partner would send."""
    from mithaq.demonstration import national

    country = national.Country(national.TENTH)
    years = (country.year(national.FIRST_YEAR + n) for n in range(national.YEARS))
    table = pa.concat_tables(years).slice(0, most)
    write_csv(table, Path(path))
    return int(table.num_rows)


def write_csv(table: pa.Table, path: Path) -> None:
    """Deliveries in the columns of the import."""
    month = table["month"].to_numpy()
    stage = pa.array(STAGES).take(pc.cast(table["stage"], pa.int32()))
    answers = pc.binary_join_element_wise(
        table["answers_source"], table["answers_line"], "#", null_handling="emit_null"
    )
    columns = {
        "source": table["source"], "line": table["line"], "organisation": table["organisation"],
        "agreement": table["agreement"], "measure": table["measure"],
        "facility": table["location"], "place": pa.nulls(table.num_rows, pa.string()),
        "month": pa.array([f"{m // 12}-{m % 12 + 1:02d}" for m in month]),
        "quantity": pc.cast(pc.divide(table["quantity"], 1_000_000), pa.string()),
        "stage": stage, "answers": answers,
    }  # fmt: skip
    pa.csv.write_csv(pa.table(columns), path)


def seconds_of_import(path: str) -> float:
    from mithaq.exchange.imports import import_file

    started = time.perf_counter()
    result = import_file("deliveries", Path(path), actor=None)
    if result.fault_count:
        raise RuntimeError(f"refused: {result.faults[:3]}")
    return time.perf_counter() - started


def seconds_of_bulk_create(path: str) -> float:
    """Rows parsed and their references found beforehand: only Django's writing is timed."""
    from django.db import transaction

    from mithaq.ledger.models import Delivery

    postings, deliveries = _parsed(Path(path))
    started = time.perf_counter()
    with transaction.atomic():
        for posting in postings:
            posting.batch_id = _batch().pk
        type(postings[0]).objects.bulk_create(postings, batch_size=5000)
        rows = iter(deliveries)
        while chunk := [Delivery(**row) for row in islice(rows, 5000)]:
            Delivery.objects.bulk_create(chunk)
    return time.perf_counter() - started


def _batch() -> Any:
    from django.utils import timezone

    from mithaq.ledger.models import Batch

    last = Batch.objects.order_by("id").last()
    if last is not None and last.kind == "bench":
        return last
    number = last.pk + 1 if last else 1
    return Batch.objects.create(
        pk=number, country="SY", recorded_at=timezone.now(), kind="bench", first_posting=1,
        last_posting=1, first_delivery=1, last_delivery=1, previous_digest="", digest="",
    )  # fmt: skip


def _parsed(path: Path) -> tuple[list[Any], list[dict[str, Any]]]:
    """Postings, and what each delivery's row holds, with ids for codes."""
    from mithaq.engine.months import first_day, last_day, read_month
    from mithaq.ledger.models import Agreement, Measure, Posting
    from mithaq.registry.models import Location, Organisation

    ids = {
        model: dict(model.objects.values_list("code", "pk"))
        for model in (Agreement, Measure, Location, Organisation)
    }
    types = dict.fromkeys(("line", "place", "answers", "agreement"), pa.string())
    options = pa.csv.ConvertOptions(column_types=types)
    rows = pa.csv.read_csv(path, convert_options=options).to_pylist()
    months = {text: read_month(text) for text in {row["month"] for row in rows}}
    sources: dict[str, int] = {}
    lines: dict[str, int] = {}
    deliveries = []
    for number, row in enumerate(rows, 1):
        posting = sources.setdefault(row["source"], len(sources) + 1)
        lines[f"{row['source']}#{row['line']}"] = number
        deliveries.append(
            {
                "id": number, "posting_id": posting, "line": row["line"],
                "stage": STAGES.index(row["stage"]), "claimant": 1,
                "measure_id": ids[Measure][row["measure"]],
                "location_id": ids[Location][row["facility"]],
                "month": first_day(months[row["month"]]),
                "quantity": int(row["quantity"]) * 1_000_000,
                "organisation_id": ids[Organisation][row["organisation"]],
                "agreement_id": ids[Agreement][row["agreement"]],
                "claim_id": lines.get(row["answers"]) if row["answers"] else None,
            }
        )  # fmt: skip
    day = last_day(max(months.values()))
    postings = [
        Posting(pk=n, country="SY", source=source, on=day, digest=b"")
        for source, n in sources.items()
    ]
    return postings, deliveries
