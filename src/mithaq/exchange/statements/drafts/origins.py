"""Where a registered row was read, and what the rows of cards are called."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db.models import F, Q
from django.db.models.functions import Substr

from mithaq.domains.partnerships.access import (
    visible_meetings,
    visible_requests,
    visible_undertakings,
)
from mithaq.domains.partnerships.models import Decision, MeetingTopic, StatedFigure
from mithaq.exchange.models import StatementOrigin
from mithaq.exchange.statements.drafts.access import visible_statements
from mithaq.exchange.statements.drafts.records import Became, Origin
from mithaq.ledger.access import visible_agreements
from mithaq.registry.access import (
    Visitor,
    visible_facilities,
    visible_organisations,
    visible_people,
)
from mithaq.registry.lookups import chunks
from mithaq.registry.models import FacilityEvent

MOST: Final = 200
LABEL_LENGTH: Final = 120
Rows = Iterable[tuple[str, str, str]]
# Of each text only the words: two hundred long ones would be a hundred megabytes.
_WORDS: Final = Substr("finding__text_of__text", F("start") + 1, F("end") - F("start"))
_SHOWN: Final = (
    "kind", "code", "start", "end",
    *(f"finding__text_of__{name}" for name in ("uid", "title", "outlet", "on")),
)  # fmt: skip


def origins_of(user: Visitor, kind: str, uid: uuid.UUID) -> tuple[Origin, ...]:
    """Where a row was read, of the statements that the user may see. `kind` as `Became.kind`; an
    agreement's has those of its pledges, figures and undertakings, a meeting's those of what was
    said at it, a facility's its events. At most 200."""
    shown = Q(subject=uid)
    for rows in _rows_of(user, kind, uid):
        shown |= Q(subject__in=rows.values("uid"))  # one question to the database, not one a kind
    kept = (
        StatementOrigin.objects.filter(shown)
        .filter(finding__text_of__in=visible_statements(user).order_by().values("id"))
        .select_related("finding__text_of")
        .only(*_SHOWN)
        .annotate(words=_WORDS)
        .order_by("finding__text_of", "start", "id")
    )
    return tuple(_origin(one, one.words) for one in kept[:MOST])


def _origin(one: StatementOrigin, words: str) -> Origin:
    statement = one.finding.text_of
    return Origin(
        statement=str(statement.uid),
        title=statement.title,
        outlet=statement.outlet,
        on=statement.on,
        kind=one.kind,
        code=one.code,
        words=" ".join(words.split()),
        start=one.start,
        end=one.end,
    )


def _rows_of(user: Visitor, kind: str, uid: uuid.UUID) -> Iterable[Any]:
    """Rows that are shown with a row, as far as the user sees it."""
    if kind == "agreement":
        seen = visible_agreements(user).filter(uid=uid).order_by().values("id")
        yield StatedFigure.objects.filter(agreement__in=seen)
        yield visible_undertakings(user).filter(agreement__in=seen).order_by()
    elif kind == "meeting":
        held = visible_meetings(user).filter(uid=uid).order_by().values("id")
        yield Decision.objects.filter(meeting__in=held)
        yield MeetingTopic.objects.filter(meeting__in=held)
        yield visible_undertakings(user).filter(meeting__in=held).order_by()
        yield visible_requests(user).filter(meeting__in=held).order_by()
    elif kind == "facility":
        here = visible_facilities(user).filter(location__uid=uid).order_by().values("pk")
        yield FacilityEvent.objects.filter(facility__in=here)


# --- what rows are called -----------------------------------------------------------------------
def labelled(user: Visitor, rows: Rows) -> Mapping[tuple[str, str], Became]:
    """Rows, given as (kind, code, uid of the subject), with their names, by kind and code; those
    that the user may not see are left out. A few queries, however many rows."""
    wanted: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, code, subject in rows:
        wanted[kind][code] = subject
    found: dict[tuple[str, str], Became] = {}
    for kind, codes in wanted.items():
        names = _names(user, kind, set(codes.values()))
        for code, subject in codes.items():
            if subject in names:
                label = code if kind == "pledge" else names[subject][:LABEL_LENGTH]
                found[kind, code] = Became(kind=kind, code=code, label=label, uid=subject)
    return found


def _names(user: Visitor, kind: str, uids: set[str]) -> dict[str, str]:
    """The names of visible rows by their uid as text."""
    rows, uid, name = _named_rows(user, kind)
    names: dict[str, str] = {}
    for chunk in chunks(sorted(uids)):
        kept = rows.filter(**{f"{uid}__in": chunk}).order_by()
        names.update((str(one), label) for one, label in kept.values_list(uid, name))
    return names


def _named_rows(user: Visitor, kind: str) -> tuple[Any, str, str]:
    """Rows of a kind that the user may see, the field of their uid and that of their name."""
    match kind:
        case "organisation":
            return visible_organisations(user), "uid", "name_ar"
        case "person":
            return visible_people(user), "uid", "name_ar"
        case "facility":
            return visible_facilities(user), "location__uid", "location__name_ar"
        case "event":
            seen = visible_facilities(user).order_by().values("pk")
            events = FacilityEvent.objects.filter(facility__in=seen)
            return events, "uid", "facility__location__name_ar"
        case "agreement" | "pledge":
            return visible_agreements(user), "uid", "title_ar"
        case "figure":
            agreements = visible_agreements(user).order_by().values("id")
            return StatedFigure.objects.filter(agreement__in=agreements), "uid", "label_ar"
        case "meeting":
            return visible_meetings(user), "uid", "title_ar"
        case "undertaking":
            return visible_undertakings(user), "uid", "text_ar"
        case "request":
            return visible_requests(user), "uid", "text_ar"
    meetings = visible_meetings(user).order_by().values("id")
    said = Decision if kind == "decision" else MeetingTopic
    return said.objects.filter(meeting__in=meetings), "uid", "text_ar"
