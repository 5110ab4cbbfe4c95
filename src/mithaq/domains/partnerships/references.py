"""Rows named by an input: found by code or uid, with a fault for each that is not there."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from django.db import models
from django.db.models import QuerySet

from mithaq.ledger.models import Agreement
from mithaq.registry.faults import (
    NOT_FOUND,
    REQUIRED,
    TOO_LONG,
    UNKNOWN_CODE,
    ActionRefused,
    Fault,
)
from mithaq.registry.lookups import by_code
from mithaq.registry.models import Location, Organisation, Person, Source, User

ModelT = TypeVar("ModelT", bound=models.Model)


@dataclass
class References:
    """Finds rows and collects the faults; an empty code or uid names nothing and is no fault."""

    faults: list[Fault] = field(default_factory=list)

    def agreement(self, code: str, name: str = "agreement") -> Agreement | None:
        rows = Agreement.objects.select_related("authority", "partner")
        return self._by_code(rows, code, name, None)

    def agreements(self, codes: Iterable[str], name: str = "agreements") -> list[Agreement]:
        found = [self.agreement(code, name) for code in codes]
        return [row for row in found if row is not None]

    def organisation(
        self, code: str, name: str = "organisation", item: int | None = None
    ) -> Organisation | None:
        return self._by_code(Organisation.objects.all(), code, name, item)

    def location(
        self, code: str, name: str = "location", item: int | None = None
    ) -> Location | None:
        return self._by_code(Location.objects.all(), code, name, item)

    def person(self, uid: uuid.UUID | None, item: int | None = None) -> Person | None:
        return self._by_uid(Person.objects.all(), uid, "person", item)

    def user(self, uid: uuid.UUID | None, name: str, item: int | None = None) -> User | None:
        return self._by_uid(User.objects.all(), uid, name, item)

    def source(self, uid: uuid.UUID | None) -> Source | None:
        return self._by_uid(Source.objects.all(), uid, "source", None)

    def take_list(self, group: str, part: References) -> None:
        """The faults of a list's items, each as one of `group.field`."""
        self.faults += [replace(fault, field=f"{group}.{fault.field}") for fault in part.faults]

    def text(
        self, value: str, name: str, *, longest: int | None = None, item: int | None = None
    ) -> None:
        """A text that must be there, and fit its column."""
        if not value.strip():
            self.faults.append(REQUIRED(field=name, item=item))
        self.fits(value, name, longest=longest, item=item)

    def fits(self, value: str, name: str, *, longest: int | None, item: int | None = None) -> None:
        if longest is not None and len(value) > longest:
            self.faults.append(TOO_LONG(found=value[:40], expected=longest, field=name, item=item))

    def _by_code(
        self, rows: QuerySet[ModelT], code: str, name: str, item: int | None
    ) -> ModelT | None:
        row = by_code(rows, [code]).get(code)
        if code and row is None:
            self.faults.append(UNKNOWN_CODE(found=code, field=name, item=item))
        return row

    def _by_uid(
        self, rows: QuerySet[ModelT], uid: uuid.UUID | None, name: str, item: int | None
    ) -> ModelT | None:
        row = rows.filter(uid=uid).first() if uid else None
        if uid and row is None:
            self.faults.append(NOT_FOUND(found=uid, field=name, item=item))
        return row


def row_of(rows: QuerySet[ModelT], uid: uuid.UUID) -> ModelT:
    """The row that an action works on, held to the end of its transaction.

    Raises ActionRefused: there is none.
    """
    row = rows.select_for_update(of=("self",)).filter(uid=uid).first()
    if row is None:
        raise ActionRefused([NOT_FOUND(found=uid, field="uid")])
    return row
