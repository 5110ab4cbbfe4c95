"""Forms as people type them: what was typed is kept, every fault stands beside its field.

Reading a field never raises: what cannot be read is noted as a fault, and a stand-in is returned so
that the action is tried all the same and its own faults are shown together with it. `attempt` then
writes only if there is no fault at all.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from http import HTTPStatus
from typing import Any, Final

from django.db import transaction
from django.http import QueryDict
from django.views.decorators.http import require_http_methods

from mithaq.engine.quantities import MILLION, QuantityError, as_decimal, read_quantity
from mithaq.engine.text import western_digits
from mithaq.exchange.messages import CELL
from mithaq.registry.faults import REQUIRED, ActionRefused, Fault, FaultKind

# A form's page: shown, and sent to the same address.
takes_form = require_http_methods(["GET", "HEAD", "POST"])

LONGEST: Final = 4000
MOST_ROWS: Final = 100
STAND_IN: Final = date(2000, 1, 1)
NOT_A_DAY = FaultKind("not_a_date", ar=CELL["not_a_date"].ar, en=CELL["not_a_date"].en)
NOT_ONE = FaultKind(
    "not_in_list",
    ar="اختر قيمة من القائمة.",
    en="Choose one from the list.",
)


class Row:
    """One line of a form's table: its fields are named `group-number-field`."""

    def __init__(self, form: Entries, group: str, number: int) -> None:
        self.form, self.group, self.number = form, group, number

    def name(self, field: str) -> str:
        return f"{self.group}-{self.number}-{field}"

    def text(self, field: str) -> str:
        return self.form.text(self.name(field))

    def day(self, field: str) -> date | None:
        return self.form.day(self.name(field))

    def quantity(self, field: str) -> int | None:
        return self.form.quantity(self.name(field))

    def decimal(self, field: str) -> Decimal | None:
        return self.form.decimal(self.name(field))

    def uid(self, field: str) -> uuid.UUID | None:
        return self.form.uid(self.name(field))

    def need(self, field: str) -> None:
        self.form.need(self.name(field))

    def is_ticked(self, field: str) -> bool:
        return self.form.is_ticked(self.name(field))

    def note(self, field: str, fault: Fault) -> None:
        self.form.note(self.name(field), fault)


class Entries:
    """What stands in a form's fields, and what is wrong with them.

    `fields` are the names that the page shows (rows: the group's name); a fault of any other field
    stands at the top of the form. `mark` tells the ids of its inputs from those of other forms.
    """

    def __init__(
        self,
        given: QueryDict | None = None,
        *,
        fields: Iterable[str] = (),
        initial: Mapping[str, object] | None = None,
        mark: str = "",
    ) -> None:
        self.is_sent = given is not None
        self.mark = mark
        self._given = given
        self._initial = {name: _shown(value) for name, value in (initial or {}).items()}
        self.fields = frozenset(fields)
        self.faults: dict[str, list[Fault]] = {}
        self._kept: dict[str, list[int]] = {}

    # --- reading ----------------------------------------------------------------------------
    def value(self, name: str) -> str:
        """As typed, for showing it again."""
        if self._given is None:
            return self._initial.get(name, "")
        return str(self._given.get(name, ""))[:LONGEST]

    def values(self, name: str) -> list[str]:
        """All that was chosen of a field that takes several."""
        if self._given is None:
            shown = self._initial.get(name, "")
            return shown.split("|") if shown else []
        return [str(value)[:LONGEST] for value in self._given.getlist(name)[:MOST_ROWS]]

    def text(self, name: str) -> str:
        return self.value(name).replace("\x00", "").replace("\r\n", "\n").strip()

    def is_ticked(self, name: str) -> bool:
        return bool(self.value(name))

    def choice(self, name: str, allowed: Iterable[str]) -> str:
        """One of a list's values; empty where nothing was chosen."""
        value = self.text(name)
        if value and value not in set(allowed):
            self.note(name, NOT_ONE(found=value, field=name))
            return ""
        return value

    def day(self, name: str) -> date | None:
        """A day as `2026-03-31`, in any digits; None where the field is empty."""
        text = western_digits(self.text(name))
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.note(name, NOT_A_DAY(found=text[:40], expected="2026-03-31", field=name))
            return STAND_IN

    def needed_day(self, name: str) -> date:
        day = self.day(name)
        if day is None:
            self.need(name)
        return day or STAND_IN

    def quantity(self, name: str) -> int | None:
        """Millionths; None where the field is empty: blank is not zero."""
        text = self.text(name)
        if not text:
            return None
        try:
            return read_quantity(text)
        except QuantityError as error:
            words = CELL[error.reason.value]
            kind = FaultKind(error.reason.value, ar=words.ar, en=words.en)
            self.note(name, kind(found=text[:40], expected="9223372036854", field=name))
            return MILLION

    def decimal(self, name: str) -> Decimal | None:
        millionths = self.quantity(name)
        return None if millionths is None else as_decimal(millionths)

    def uid(self, name: str) -> uuid.UUID | None:
        text = self.text(name)
        try:
            return uuid.UUID(text) if text else None
        except ValueError:
            self.note(name, NOT_ONE(found=text[:40], field=name))
            return None

    # --- tables of rows -----------------------------------------------------------------------
    def rows(self, group: str, least: int = 0) -> list[Row]:
        """Every row that was sent, or `least` empty ones; one more where it was asked for."""
        numbers = range(min(max(self._sent_rows(group), least), MOST_ROWS))
        rows = [Row(self, group, number) for number in numbers]
        if self._given is not None and self._given.get("more") == group and len(rows) < MOST_ROWS:
            rows.append(Row(self, group, len(rows)))
        return rows

    def _sent_rows(self, group: str) -> int:
        names = self._given if self._given is not None else self._initial
        found = [name.split("-")[1] for name in names if name.startswith(f"{group}-")]
        return 1 + max((int(number) for number in found if number.isdecimal()), default=-1)

    def filled_rows(self, group: str, fields: Sequence[str]) -> list[Row]:
        """Rows in which any of the fields says something; the others are left out."""
        rows = [r for r in self.rows(group) if any(r.text(field) for field in fields)]
        self.keep(group, rows)
        return rows

    def keep(self, group: str, rows: Sequence[Row]) -> None:
        """Which rows the action's items come from, so that its faults find their way back."""
        self._kept[group] = [row.number for row in rows]

    @property
    def asks_for_more(self) -> bool:
        """A further row was asked for; nothing is to be kept yet."""
        return self._given is not None and bool(self._given.get("more"))

    # --- faults -------------------------------------------------------------------------------
    def need(self, name: str) -> None:
        """Say that the field may not be left empty."""
        self.note(name, REQUIRED(field=name))

    def note(self, name: str, fault: Fault) -> None:
        """Set a fault beside a field, once."""
        place = name if name in self.fields or name.split("-")[0] in self.fields else ""
        beside = self.faults.setdefault(place, [])
        if all(known.code != fault.code or known.found != fault.found for known in beside):
            beside.append(fault)

    def note_refusal(self, refusal: ActionRefused, names: Mapping[str, str] | None = None) -> None:
        """Set an action's faults beside the fields they speak of.

        `names` says where a field of the action stands in the form. A fault of a listed item
        (`participants.title_ar`, item 2) goes to the row that this item came from.
        """
        for fault in refusal.faults:
            place = (names or {}).get(fault.field, fault.field)
            group, _, field = place.partition(".")
            if field and group in self._kept:
                place = f"{group}-{self._row_of(group, fault.item or 0)}-{field}"
            if place in self.faults and self._is_unread(place):
                continue  # what could not be read was tried with a stand-in
            self.note(place, fault)

    def _row_of(self, group: str, item: int) -> int:
        kept = self._kept[group]
        return kept[item] if item < len(kept) else item

    def _is_unread(self, place: str) -> bool:
        return bool(place) and bool(self.value(place))

    @property
    def has_faults(self) -> bool:
        return bool(self.faults)

    @property
    def http_status(self) -> int:
        """Of the page that shows it: 422 where it was sent and not taken."""
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.has_faults else HTTPStatus.OK


Source = Entries | Row


def attempt(
    form: Entries, act: Callable[[], object], names: Mapping[str, str] | None = None
) -> bool:
    """Do it if nothing is wrong with the form; if something is, nothing is written."""
    try:
        with transaction.atomic():
            act()
            if form.has_faults:
                raise ActionRefused([])
    except ActionRefused as refusal:
        form.note_refusal(refusal, names)
        return False
    return True


def _shown(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "|".join(map(str, value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
