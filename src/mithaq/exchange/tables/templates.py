"""An empty workbook for a table: both header rows, drop-down lists, and what to write where.

The reader takes a filled template as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mithaq.exchange.tables.catalogue import tables_of
from mithaq.exchange.tables.escapes import escaped
from mithaq.exchange.tables.schemas import Column, Kind, Label, Table
from mithaq.exchange.tables.sheets import INSTRUCTIONS_SHEET, LISTS_SHEET
from mithaq.exchange.tables.writers import new_workbook

ROWS_WITH_LISTS: Final = 5000
_TEXT_FORMAT: Final = 49  # as text, or a spreadsheet turns 2026-03 into a day and 007 into 7
_FORMATS: Final[Mapping[Kind, str]] = {
    Kind.DATE: "yyyy-mm-dd",
    Kind.QUANTITY: "General",
    Kind.INTEGER: "0",
    Kind.COORDINATE: "General",
    Kind.SHARE: "General",
}

_GUIDE: Final = Label(
    "املأ الورقة الأولى ابتداءً من الصف الثالث. لا تغيّر صفي العناوين. "
    "تُقبل الأرقام العربية والغربية. لا تُقبل المعادلات. "
    "يُقبل الملف كله أو يُرفض كله.",
    "Fill the first sheet from its third row on. Leave both header rows as they are. "
    "Arabic and Western digits are accepted, formulas are not. "
    "A file is taken whole or not at all.",
)

Codes = Mapping[str, Mapping[str, Label]]

_SAYS: Final[Mapping[Kind, Label]] = {
    Kind.CODE: Label("رمز كما هو مسجّل، حرفاً بحرف", "a code as it is registered, to the letter"),
    Kind.CODES: Label("رموز أماكن أو منشآت تفصل بينها |", "codes of places or facilities, with |"),
    Kind.TEXT: Label("نص", "text"),
    Kind.CHOICE: Label("رمز من القائمة أو اسمه", "a code of the list, or its name"),
    Kind.CHOICES: Label(
        "رموز من القائمة تفصل بينها |، الأشد أولاً", "codes of the list, with |, the heaviest first"
    ),
    Kind.REASON: Label("رمز السبب من القائمة", "the reason's code from the list"),
    Kind.PROFILE: Label(
        "linear بالتساوي، أو on_completion عند الإنجاز، أو مراحل: تاريخ:كمية تراكمية، بينها |",
        "linear, on_completion, or milestones: day:cumulative quantity, with |",
    ),
    Kind.ANSWER: Label("السطر المُبلَّغ الذي يجيب عنه: القيد#السطر", "the claim: source#line"),
    Kind.INTEGER: Label("عدد صحيح", "a whole number"),
    Kind.QUANTITY: Label(
        "عدد غير سالب بست منازل عشرية على الأكثر، بلا فاصلة للآلاف؛ الفراغ ليس صفراً",
        "not negative, at most six decimals, no thousands comma; blank is not zero",
    ),
    Kind.SHARE: Label("حصة من الواحد: 0.4 أو 40%", "a share of one: 0.4 or 40%"),
    Kind.COORDINATE: Label("درجات عشرية", "decimal degrees"),
    Kind.DATE: Label("تاريخ", "a day"),
    Kind.MONTH: Label("شهر", "a month"),
}


@dataclass(frozen=True, slots=True)
class _Looks:
    """The formats of a template."""

    head: Any
    required: Any
    arabic: Any
    note: Any


def write_template(
    code: str, path: Path, *, country: str = "SY", codes: Codes | None = None
) -> None:
    """Write a table's empty workbook. `codes` are registered codes by table, offered as lists.

    Raises KeyError for a table that is not known.
    """
    table = tables_of(country)[code]
    with new_workbook(path) as book:
        looks = _Looks(
            head=book.add_format({"bold": True, "bg_color": "#E8EFEE", "border": 1}),
            required=book.add_format({"bold": True, "bg_color": "#CFE3E0", "border": 1}),
            arabic=book.add_format({"italic": True, "bg_color": "#F5F4EF", "border": 1}),
            note=book.add_format({"text_wrap": True, "valign": "top"}),
        )
        page = book.add_worksheet(table.ar)
        guide = book.add_worksheet(INSTRUCTIONS_SHEET)
        lists = book.add_worksheet(LISTS_SHEET)
        for sheet in (page, guide, lists):
            sheet.right_to_left()
        ranges = _write_lists(lists, table, codes or {}, looks)
        _write_page(book, page, table, ranges, looks)
        _write_guide(guide, table, looks)


def _write_page(
    book: Any, page: Any, table: Table, ranges: Mapping[str, tuple[str, bool]], looks: _Looks
) -> None:
    for at, column in enumerate(table.columns):
        form = book.add_format({"num_format": _FORMATS.get(column.kind, _TEXT_FORMAT)})
        page.set_column(at, at, max(14, len(column.ar) + 4), form)
        if column.code in ranges:
            source, is_closed = ranges[column.code]
            page.data_validation(
                2,
                at,
                ROWS_WITH_LISTS,
                at,
                {
                    "validate": "list",
                    "source": source,
                    "error_type": "stop" if is_closed else "warning",
                    "error_title": "ليست من القائمة",
                    "error_message": f"اختر من ورقة «{LISTS_SHEET}».",
                },
            )
    for at, column in enumerate(table.columns):
        page.write_string(0, at, column.code, looks.head if column.may_be_empty else looks.required)
    for at, column in enumerate(table.columns):
        page.write_string(1, at, column.ar, looks.arabic)
    page.freeze_panes(2, 0)


def _lists_of(table: Table, codes: Codes) -> list[tuple[Column, Mapping[str, Label], bool]]:
    """Each column with a list, the list, and whether nothing else is allowed."""
    lists: list[tuple[Column, Mapping[str, Label], bool]] = []
    for column in table.columns:
        if column.choices is not None:
            lists.append((column, column.choices, column.kind is Kind.CHOICE))
        elif column.kind is Kind.CODE and column.table is not None and codes.get(column.table):
            lists.append((column, codes[column.table], False))
    return lists


def _write_lists(
    sheet: Any, table: Table, codes: Codes, looks: _Looks
) -> dict[str, tuple[str, bool]]:
    """Write the lists side by side; the range of each by column code."""
    lists = _lists_of(table, codes)
    ranges = {}
    for number, (column, choices, is_closed) in enumerate(lists):
        first = number * 4
        letter = _letters(first)
        if column.kind in (Kind.CHOICE, Kind.CODE, Kind.REASON):
            cells = f"${letter}$3:${letter}${len(choices) + 2}"
            ranges[column.code] = (f"='{LISTS_SHEET}'!{cells}", is_closed)
        sheet.set_column(first, first + 2, 24)
    # Row by row, since the workbook keeps only one row in memory.
    for number, (column, _, _) in enumerate(lists):
        sheet.write_string(0, number * 4, f"{column.code} · {column.ar}", looks.head)
    for number in range(len(lists)):
        for at, name in enumerate(("code", "عربي", "English")):
            sheet.write_string(1, number * 4 + at, name, looks.arabic)
    rows = [
        [(code, label.ar, label.en) for code, label in choices.items()] for _, choices, _ in lists
    ]
    for row in range(max(map(len, rows), default=0)):
        for number, entries in enumerate(rows):
            if row < len(entries):
                for at, text in enumerate(entries[row]):
                    sheet.write_string(row + 2, number * 4 + at, escaped(text))
    return ranges


def _write_guide(sheet: Any, table: Table, looks: _Looks) -> None:
    """One row a column: what to write, whether it may be empty, what a cell looks like."""
    sheet.set_column(0, 1, 20)
    sheet.set_column(2, 3, 12)
    sheet.set_column(4, 5, 60, looks.note)
    sheet.set_column(6, 6, 60, looks.note)
    rows: list[Sequence[str]] = [
        (f"{table.ar} · {table.en}",),
        (_GUIDE.ar,),
        (_GUIDE.en,),
        (),
        ("code", "العنوان", "لازم", "required", "ما يُكتب", "what to write", "مثال · example"),
    ]
    rows += map(_guide_row, table.columns)
    for number, row in enumerate(rows):
        for at, text in enumerate(row):
            sheet.write_string(number, at, text, looks.head if number in (0, 4) else None)


def _guide_row(column: Column) -> Sequence[str]:
    says = _SAYS[column.kind]
    default = f" ({column.default})" if column.default else ""
    needed = ("لا", "no") if column.may_be_empty else ("نعم", "yes")
    return (
        column.code,
        column.ar,
        needed[0] + default,
        needed[1] + default,
        says.ar,
        says.en,
        column.expected,
    )


def _letters(number: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
