"""A meeting of the demonstration's files as what the action takes in."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from mithaq.domains.partnerships import actions as partnerships
from mithaq.domains.partnerships.records import (
    NewActionPoint,
    NewMeeting,
    NewParticipant,
    NewRequest,
    NewText,
    NewUndertaking,
)

PEOPLE = Mapping[str, tuple[uuid.UUID, Mapping[str, Any]]]


def record_meeting(
    meeting: Mapping[str, Any],
    *,
    host: str = "",
    location: str = "",
    people: PEOPLE | None = None,
    source: uuid.UUID | None = None,
    is_made_up: bool = False,
) -> None:
    """Record a meeting with all that was said at it; `people` by their key in the file."""
    partnerships.record_meeting(
        NewMeeting(
            code=meeting["code"],
            title_ar=meeting["title_ar"],
            title_en=meeting["title_en"],
            on=meeting.get("on"),
            host=meeting.get("host", host),
            location=meeting.get("location", location),
            venue_ar=meeting.get("venue_ar", ""),
            venue_en=meeting.get("venue_en", ""),
            agreements=tuple(meeting.get("agreements", ())),
            participants=tuple(
                _participant(one, people or {}) for one in meeting.get("participants", ())
            ),
            topics=_texts(meeting, "topics"),
            decisions=_texts(meeting, "decisions"),
            action_points=tuple(
                NewActionPoint(**_said(p), decision=1, due_on=p["due_on"],
                               organisation=p["organisation"], is_made_up=is_made_up)
                for p in meeting.get("action_points", ())
            ),
            undertakings=tuple(
                undertaking(u, source=source, is_made_up=is_made_up)
                for u in meeting.get("undertakings", ())
            ),
            requests=tuple(
                NewRequest(**_said(r), kind=r.get("kind", "request"), raised_by=r["raised_by"],
                           addressed_to=r["addressed_to"], source=source, is_made_up=is_made_up)
                for r in meeting.get("requests", ())
            ),
            source=source,
            is_made_up=is_made_up,
        ),
        actor=None,
    )  # fmt: skip


def undertaking(
    given: Mapping[str, Any],
    *,
    source: uuid.UUID | None,
    is_made_up: bool = False,
    agreement: str = "",
) -> NewUndertaking:
    """A promise without a number, as a file states it."""
    return NewUndertaking(
        **_said(given),
        organisation=given["organisation"],
        agreement=agreement,
        family=given.get("family", ""),
        location=given.get("location", ""),
        source=source,
        is_made_up=is_made_up,
    )


def _said(given: Mapping[str, Any]) -> dict[str, Any]:
    return {"text_ar": given["ar"], "text_en": given["en"]}


def _texts(meeting: Mapping[str, Any], name: str) -> tuple[NewText, ...]:
    return tuple(NewText(**_said(text)) for text in meeting.get(name, ()))


def _participant(given: str | Mapping[str, Any], people: PEOPLE) -> NewParticipant:
    """A person by key, or an organisation's delegation."""
    if isinstance(given, Mapping):
        return NewParticipant(
            organisation=given["organisation"],
            title_ar=given["title_ar"],
            title_en=given["title_en"],
        )
    uid, person = people[given]
    return NewParticipant(
        person=uid,
        organisation=person["organisation"],
        title_ar=person["title_ar"],
        title_en=person["title_en"],
    )
