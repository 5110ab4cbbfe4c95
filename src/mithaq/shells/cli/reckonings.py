"""`mithaq reckon`, `unpledged`, `overlaps`, `cliffs`."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.table import Table

from mithaq.shells.cli.screen import (
    DONE,
    REJECTED,
    print_json,
    say,
    start_django,
    wrong_usage,
)
from mithaq.shells.cli.screen import out as screen

FORMATS = ("table", "json", "csv", "xlsx")


def read_day(text: str) -> date:
    """A day as a person types it, in any digits; raises ValueError."""
    from mithaq.engine.text import western_digits

    return date.fromisoformat(western_digits(text.strip()))


def _instant(text: str) -> datetime:
    """An instant; a bare date means the end of that civil day."""
    from django.conf import settings

    zone = ZoneInfo(settings.TIME_ZONE)
    plain = text.strip()
    if len(plain) == 10:
        return datetime.combine(read_day(plain), time.max, tzinfo=zone)
    instant = datetime.fromisoformat(plain)
    return instant if instant.tzinfo else instant.replace(tzinfo=zone)


def run(
    what: str,
    *,
    as_of: str | None,
    known_at: str | None,
    agreement: str | None,
    place: str | None,
    form: str,
    out: Path | None,
) -> int:
    """Reckon and hand out; the exit status."""
    if form not in FORMATS:
        return wrong_usage(
            f"الصيغة «{form}» غير معروفة؛ المتاح: {'، '.join(FORMATS)}.",
            f"Unknown format “{form}”; one of {', '.join(FORMATS)}.",
        )
    if form == "xlsx" and out is None:
        return wrong_usage("تحتاج صيغة xlsx إلى ‎--out.", "The format xlsx needs --out.")
    start_django()
    try:
        day = read_day(as_of) if as_of else None
        instant = _instant(known_at) if known_at else None
    except ValueError:
        return wrong_usage(
            "التاريخ يُكتب هكذا: 2026-06-30، واللحظة هكذا: 2026-06-30T12:00.",
            "A date is written 2026-06-30, an instant 2026-06-30T12:00.",
        )
    from mithaq.exchange.reckonings import handed_out
    from mithaq.registry.faults import ActionRefused

    try:
        columns, rows = handed_out(
            what, as_of=day, known_at=instant, agreement=agreement or "", place=place or ""
        )
    except ActionRefused as refusal:
        for fault in refusal.faults:
            say(f"{fault.en}\n{fault.ar}")
        return REJECTED
    _write(columns, rows, form=form, path=out)
    return DONE


def _write(
    columns: Sequence[str],
    rows: Iterable[dict[str, Any]],
    *,
    form: str,
    path: Path | None,
) -> None:
    if form == "table":
        if path is None:
            _print_table(columns, rows)
            return
        form = "csv"
    from mithaq.exchange.reckonings import flat, flat_columns
    from mithaq.exchange.tables.writers import cell_text, write_csv, write_json, write_xlsx

    if path is not None:
        writers = {"csv": write_csv, "json": write_json, "xlsx": write_xlsx}
        given = rows if form == "json" else (flat(row) for row in rows)
        writers[form](path, columns if form == "json" else flat_columns(columns), given)
    elif form == "json":
        print_json(list(rows))
    else:
        names = flat_columns(columns)
        writer = csv.writer(sys.stdout)
        writer.writerow(names)
        for row in rows:
            flattened = flat(row)
            writer.writerow([cell_text(flattened.get(name)) for name in names])


def _print_table(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    shown = (
        [c for c in columns if c not in {"counted_low", "counted_high", "family"}]
        if ("counted" in columns)
        else list(columns)
    )
    table = Table(box=None, pad_edge=False)
    for name in shown:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*(_cell(row.get(name)) for name in shown))
    screen.print(table)


def _cell(value: Any) -> str:
    if value is None:
        return "—"
    if isinstance(value, dict):
        return str(value.get("finish_on") or value.get("kind") or "")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
