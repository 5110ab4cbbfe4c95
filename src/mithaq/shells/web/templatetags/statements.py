"""How statements and their findings are shown: states, confidence, what became of a card."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext

from mithaq.exchange.statements.drafts.queries import origins_of
from mithaq.exchange.statements.drafts.records import Became, Card, Origin
from mithaq.registry.access import Permission, can
from mithaq.shells.web.statement_marks import plain
from mithaq.shells.web.statement_words import CONFIDENCES, DECISIONS, STATES, TAGS, word

register = template.Library()

CONFIDENCE_TONES = {"certain": "good", "likely": "warn", "doubtful": "bad"}
DECISION_TONES = {"accepted": "good", "corrected": "good", "rejected": "quiet"}


@register.filter
def state_tag(state: str) -> SafeString:
    tone, words = STATES.get(state, ("quiet", state))
    return format_html('<span class="tag {}">{}</span>', tone, words)


@register.filter
def confidence(code: str) -> SafeString:
    """How far a finding may be believed, as a word."""
    return format_html(
        '<span class="confidence is-{}">{}</span>', code[:10], word(CONFIDENCES, code)
    )


@register.filter
def decision_tag(card: Card) -> SafeString:
    """What was decided, and whether rows were made of it."""
    if card.rows:
        return format_html('<span class="tag good">{}</span>', gettext("adopted"))
    tone = DECISION_TONES.get(card.decision, "warn")
    return format_html('<span class="tag {}">{}</span>', tone, word(DECISIONS, card.decision))


@register.filter
def kind_word(code: str) -> str:
    return word(TAGS, code)


@register.filter
def quoted(text: str) -> SafeString:
    """Words of a text, set apart so that nothing in them turns what stands around."""
    return plain(text)


@register.filter
def in_words(fault: Any) -> str:
    """Anything said in both languages (`ar`, `en`), in the page's."""
    return str(fault.ar if (get_language() or "ar").startswith("ar") else fault.en)


@register.filter
def address(row: Became) -> str:
    """The page of a row that a card became; empty where it has none of its own."""
    if row.kind == "pledge":
        return reverse("agreement", args=[row.code.rpartition("/")[0]])
    pages = {
        "agreement": "agreement",
        "meeting": "meeting",
        "facility": "facility",
        "request": "meeting_request",
        "undertaking": "meeting_undertaking",
    }
    return reverse(pages[row.kind], args=[row.code]) if row.kind in pages and row.code else ""


@register.simple_tag(takes_context=True)
def origins(context: template.Context, kind: str, row: uuid.UUID | str) -> Sequence[Origin]:
    """Where a registered row was read, in statements that the reader may see."""
    user = context["request"].user
    if not can(user, Permission.SEE_STATEMENT):
        return ()
    return origins_of(user, kind, uuid.UUID(str(row)))
