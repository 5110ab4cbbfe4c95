"""What forms offer to choose from, and reading the names that people type instead of codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from mithaq.domains.partnerships.queries.assignees import assignees
from mithaq.engine.text import normalised
from mithaq.ledger.queries.agreements import agreements_list
from mithaq.ledger.queries.measures import measures_to_promise
from mithaq.registry.access import Permission, Visitor, spans
from mithaq.registry.faults import UNKNOWN_CODE, FaultKind
from mithaq.registry.queries.names import Found, find_locations, find_organisations
from mithaq.registry.queries.organisations import list_organisations
from mithaq.registry.queries.places import districts
from mithaq.shells.web.forms import Source
from mithaq.shells.web.templatetags.mithaq import FAMILIES, named, said

MOST_OFFERED = 200
_BETWEEN = re.compile(r"[|\n،,;؛]+")

SEVERAL = FaultKind(
    "several_of_this_name",
    ar="أكثر من واحد بهذا الاسم «{found}»؛ اكتب الرمز: {expected}.",
    en="There are several named “{found}”; write the code: {expected}.",
)
UNKNOWN_NAME = FaultKind(
    "unknown_name",
    ar="«{found}» ليس اسماً ولا رمزاً معروفاً.",
    en="“{found}” is neither a known name nor a known code.",
)


class Choices:
    """Lists for one page's forms, each looked up once and only if it is shown."""

    def __init__(self, user: Visitor, permission: Permission | None = None) -> None:
        """`permission`: offer only the places that it covers."""
        self._user = user
        self._covered = spans(user, permission) if permission else None

    @cached_property
    def organisations(self) -> Sequence[Any]:
        return list_organisations(self._user, limit=MOST_OFFERED).rows

    @cached_property
    def places(self) -> list[tuple[str, str]]:
        """Governorates and their districts, by code."""
        return [
            (place.code, ("" if place.level == "governorate" else "– ") + named(place))
            for place in districts(self._user, self._covered)
        ]

    @cached_property
    def agreements(self) -> list[tuple[str, str]]:
        rows = agreements_list(self._user, None, limit=MOST_OFFERED).rows
        return [(row.agreement.code, said(row.agreement, "title")) for row in rows]

    @cached_property
    def measures(self) -> list[tuple[str, str]]:
        arabic = (get_language() or "ar").startswith("ar")
        return [
            (m.code, f"{named(m)} ({(m.unit_ar or m.unit) if arabic else m.unit})")
            for m in measures_to_promise()
        ]

    @cached_property
    def families(self) -> list[tuple[str, Any]]:
        return list(FAMILIES.items())

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """Users who may be given something to do."""
        arabic = (get_language() or "ar").startswith("ar")
        return [
            (
                row.uid,
                f"{row.name_ar} – {row.organisation_ar}"
                if arabic
                else f"{row.name_en} – {row.organisation_en or row.organisation_ar}",
            )
            for row in assignees(self._user)
        ]

    # --- reading ------------------------------------------------------------------------------
    def organisation(self, source: Source, name: str) -> str:
        """The code of an organisation that was named by code or by name; empty where none was."""
        text = source.text(name)
        if not text:
            return ""
        offered = [
            row for row in self.organisations if text == row.code or normalised(text) in _names(row)
        ]
        found = _one(offered) or _one(self._found(find_organisations(self._user, text), text))
        if found is None:
            source.note(name, UNKNOWN_NAME(found=text[:60], field=name))
            return ""
        return found

    def scope(self, source: Source, name: str) -> tuple[str, ...]:
        """Codes of places and facilities, written as codes or names, one a line or with commas."""
        codes: dict[str, None] = {}
        for text in filter(None, map(str.strip, _BETWEEN.split(source.text(name)))):
            found = self._found(find_locations(self._user, text), text)
            if len(found) == 1:
                codes[found[0].code] = None
            elif found:
                known = ", ".join(f"{row.code} ({row.level})" for row in found[:6])
                source.note(name, SEVERAL(found=text[:60], expected=known, field=name))
            else:
                source.note(name, UNKNOWN_CODE(found=text[:60], field=name))
        return tuple(codes)

    def _found(self, rows: Iterable[Found], text: str) -> list[Found]:
        """Those of exactly this code, else of exactly this name, else the only one found."""
        rows = list(rows)
        for exact in (
            [row for row in rows if row.code == text],
            [row for row in rows if normalised(text) in _names(row)],
        ):
            if exact:
                return exact
        return rows if len(rows) == 1 else []


def _names(row: Any) -> set[str]:
    return {normalised(row.name_ar), normalised(row.name_en)} - {""}


def _one(rows: Sequence[Any]) -> str | None:
    return str(rows[0].code) if len(rows) == 1 else None
