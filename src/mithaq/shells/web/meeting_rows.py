"""What is said at a meeting, as it is typed: texts, action points, undertakings, requests."""

from __future__ import annotations

from mithaq.domains.partnerships.records import (
    NewActionPoint,
    NewRequest,
    NewText,
    NewUndertaking,
)
from mithaq.engine.text import western_digits
from mithaq.registry.faults import FaultKind
from mithaq.shells.web.choices import Choices
from mithaq.shells.web.forms import Source

TEXT = ("text_ar", "text_en")
POINT = (*TEXT, "decision", "organisation", "assignee", "due_on")
UNDERTAKING = (*TEXT, "organisation", "location", "family", "owner", "review_on")
REQUEST = (*TEXT, "raised_by", "addressed_to", "follow_up_on")

NOT_A_WHOLE = FaultKind(
    "not_whole",
    ar="«{found}» ليس رقم قرار.",
    en="“{found}” is not the number of a decision.",
)


def new_text(source: Source) -> NewText:
    return NewText(text_ar=source.text("text_ar"), text_en=source.text("text_en"))


def new_point(source: Source, choices: Choices) -> NewActionPoint:
    return NewActionPoint(
        text_ar=source.text("text_ar"),
        text_en=source.text("text_en"),
        decision=_decision(source),
        organisation=choices.organisation(source, "organisation"),
        assignee=source.uid("assignee"),
        due_on=source.day("due_on"),
    )


def _decision(source: Source) -> int:
    """The number of the decision that it follows from; 0: none."""
    text = western_digits(source.text("decision"))
    if text and not text.isdecimal():
        source.note("decision", NOT_A_WHOLE(found=text[:40], field="decision"))
        return 0
    return int(text[:4] or 0)


def new_undertaking(
    source: Source, choices: Choices, *, agreement: str = "", meeting: str = ""
) -> NewUndertaking:
    return NewUndertaking(
        text_ar=source.text("text_ar"),
        text_en=source.text("text_en"),
        organisation=choices.organisation(source, "organisation"),
        location=source.text("location"),
        family=source.text("family"),
        owner=source.uid("owner"),
        review_on=source.day("review_on"),
        agreement=agreement,
        meeting=meeting,
    )


def new_request(source: Source, choices: Choices, *, meeting: str = "") -> NewRequest:
    return NewRequest(
        text_ar=source.text("text_ar"),
        text_en=source.text("text_en"),
        kind=source.text("kind") or "request",
        raised_by=choices.organisation(source, "raised_by"),
        addressed_to=choices.organisation(source, "addressed_to"),
        follow_up_on=source.day("follow_up_on"),
        meeting=meeting,
    )
