"""`mithaq read`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mithaq.shells.cli.reckonings import read_day
from mithaq.shells.cli.screen import (
    DONE,
    REJECTED,
    out,
    print_faults,
    print_json,
    say,
    start_django,
    wrong_usage,
)

if TYPE_CHECKING:
    from mithaq.exchange.statements.documents import Document
    from mithaq.exchange.statements.reading.lexicon import Lexicon

HEADINGS = {
    "acts": "الأفعال · Acts",
    "quantities": "المقادير · Quantities",
    "dates": "التواريخ · Dates",
    "places": "الأماكن · Places",
    "organisations": "الجهات · Organisations",
    "people": "الأشخاص · People",
    "facilities": "المنشآت · Facilities",
}
CONFIDENCE = {
    "certain": "مؤكد · certain",
    "likely": "راجِع · likely",
    "doubtful": "مشكوك فيه · doubtful",
}
LONGEST_QUOTE = 120


def run(file: Path, *, on: str | None, as_json: bool) -> int:
    """Read a statement and print what was found; the exit status."""
    from mithaq.exchange.statements.documents import DocumentRefused

    try:
        day = read_day(on) if on else None
    except ValueError:
        return wrong_usage(
            f"«{on}» ليس يوماً؛ المتوقَّع مثل 2026-06-30.",
            f"“{on}” is no day; expected one such as 2026-06-30.",
        )
    if str(file) != "-" and not file.is_file():
        return wrong_usage(f"لا ملف هنا: {file}", f"No such file: {file}")
    start_django()
    try:
        document = _document(file)
    except DocumentRefused as refused:
        if as_json:
            print_json([fault.as_json() for fault in refused.faults])
        else:
            print_faults(refused.faults, len(refused.faults))
        return REJECTED
    found = _read(document, day or document.on)
    if as_json:
        print_json(found)
    else:
        _print(found)
    return DONE


def _document(file: Path) -> Document:
    from mithaq.exchange.statements.documents import read_document, read_text

    if str(file) == "-":
        return read_text(sys.stdin.buffer.read().decode("utf-8", errors="replace"))
    return read_document(file, name=file.name)


def _read(document: Document, on: date | None) -> dict[str, Any]:
    from mithaq.exchange.statements.readers import installed_reader
    from mithaq.exchange.statements.reading.forms import as_json

    reading = installed_reader()(document.text, _lexicon(), on=on)
    stated = {
        "title": document.title,
        "outlet": document.outlet,
        "on": reading.on and reading.on.isoformat(),
    }
    return {**stated, **as_json(reading), "text": document.text}


def _lexicon() -> Lexicon:
    """The register's names where there is a database, else the country pack's."""
    from django.conf import settings
    from django.db import DatabaseError

    from mithaq.exchange.statements.drafts.registered import registered_lexicon
    from mithaq.exchange.statements.reading.lexicon import lexicon_of

    try:
        return registered_lexicon()
    except DatabaseError:
        return lexicon_of(settings.COUNTRY)


def _print(found: dict[str, Any]) -> None:
    """Each category under its heading, then what is asked of the officer."""
    for category, heading in HEADINGS.items():
        if items := found[category]:
            out.print(f"\n{heading} ({len(items)})", style="bold", markup=False)
            for item in items:
                quote = _quote(found["text"], item["spans"][0])
                out.print(f"  {SAYS[category](item)}", markup=False)
                out.print(
                    f"      «{quote}» {CONFIDENCE[item['confidence']]}", markup=False, style="dim"
                )
    if not any(found[category] for category in HEADINGS):
        say("لم يوجد شيء.\nNothing was found.")
    for question in found["questions"]:
        say(f"؟ {question['ar']}\n  {question['en']}")


def _quote(text: str, span: list[int]) -> str:
    words = " ".join(text[span[0] : span[1]].split())
    return words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + "…"


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part not in (None, ""))


SAYS: dict[str, Callable[[dict[str, Any]], str]] = {
    "acts": lambda act: _joined(
        act["kind"], act["status"], act["of"], "، ".join(act["parties"]), "، ".join(act["places"])
    ),
    "quantities": lambda quantity: _joined(
        f"{quantity['value']:,}", quantity.get("qualifier"), quantity["unit"], quantity.get("of"),
        quantity.get("stated_by"),
    ),
    "dates": lambda moment: _joined(moment["value"], moment["precision"], moment.get("at")),
    "places": lambda place: _joined(place["name"], place["code"]),
    "organisations": lambda each: _joined(each["name"], each["kind"], each["code"]),
    "people": lambda person: _joined(person["name"], person["role"]),
    "facilities": lambda each: _joined(each["name"], each["event"], each["code"]),
}  # fmt: skip
