"""The monthly question to each partner — still supporting? until when? — and its answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from mithaq.domains.partnerships import rules
from mithaq.domains.partnerships.models import SupportConfirmation
from mithaq.domains.partnerships.references import row_of
from mithaq.ledger import actions as ledger
from mithaq.ledger.models import Support
from mithaq.registry.actions.contents import list_faults
from mithaq.registry.faults import refuse

Answer = SupportConfirmation.Answer


@transaction.atomic
def ask_supports(
    month: date,
    *,
    actor: uuid.UUID | None,  # noqa: ARG001 - every action names its actor
    at: datetime | None = None,
) -> int:
    """Ask about every support that runs in a month (any of its days names it).

    Returns how many questions are new: asking again in the same month is nothing.
    """
    first = month.replace(day=1)
    at = at or timezone.now()
    known = set(
        SupportConfirmation.objects.filter(month=first).values_list("support_key", flat=True)
    )
    new = [
        SupportConfirmation(
            support_key=support.key,
            facility_id=support.facility_id,
            organisation_id=support.organisation_id,
            month=first,
            asked_at=at,
        )
        for support in speaking_supports().values()
        if support.key not in known and _is_due(support, first)
    ]
    SupportConfirmation.objects.bulk_create(new, batch_size=1000)
    return len(new)


def speaking_supports(keys: list[str] | None = None) -> dict[str, Support]:
    """Of each support the version recorded last, by key."""
    versions = Support.objects.order_by("recorded_at", "id")
    versions = versions if keys is None else versions.filter(key__in=keys)
    return {version.key: version for version in versions}


def _is_due(support: Support, month: date) -> bool:
    return support.valid_from is not None and rules.is_question_due(
        support.valid_from, support.valid_to, month=month
    )


@transaction.atomic
def confirm_support(
    confirmation: uuid.UUID,
    *,
    answer: str,
    until: date | None = None,
    actor: uuid.UUID | None,
    on: date | None = None,
    at: datetime | None = None,
) -> SupportConfirmation:
    """A partner's answer: `yes`, `until` a day, or `no` (its last day `until`, or `on`: today).

    The support gets a new version where the answer changes it. Raises ActionRefused: answered
    already, no day given, a day before the support began.
    """
    row = row_of(SupportConfirmation.objects.all(), confirmation)
    support = speaking_supports([row.support_key])[row.support_key]
    begun = support.valid_from or date.min
    last_day = until if answer != Answer.YES else None
    if answer == Answer.NO:
        last_day = until or max(on or timezone.localdate(), begun)
    refuse(
        [
            *list_faults(answer, Answer.values, item=None, field="answer"),
            *rules.answer_faults(answer, last_day, answered=row.answer, valid_from=begun),
        ]
    )
    if last_day is not None:
        ledger.end_support(row.support_key, on=last_day, actor=actor, at=at)
    row.answer = answer
    row.until = last_day
    row.answered_at = at or timezone.now()
    row.answered_by = actor
    row.save(update_fields=["answer", "until", "answered_at", "answered_by"])
    return row


@transaction.atomic
def confirm_supports(
    confirmations: Sequence[uuid.UUID],
    *,
    actor: uuid.UUID | None,
    at: datetime | None = None,
) -> int:
    """Answer `yes` to many questions at once; returns how many were still unanswered.

    Nothing of the supports changes by it, so that an answer given meanwhile is left alone.
    """
    waiting = SupportConfirmation.objects.filter(uid__in=list(confirmations), answer="")
    return waiting.update(answer=Answer.YES, answered_at=at or timezone.now(), answered_by=actor)
