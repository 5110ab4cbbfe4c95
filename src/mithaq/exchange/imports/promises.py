"""Taking in what is promised: agreements, parties, supports, pledges; and reversals."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal

import numpy as np

from mithaq.engine.ledger_tables import Stage
from mithaq.exchange.faults import Faults
from mithaq.exchange.imports.takings import rows_of, text, whole
from mithaq.exchange.tables.forms import Form
from mithaq.ledger.actions import (
    record_agreements,
    record_parties,
    record_pledges,
    record_supports,
)
from mithaq.ledger.records import NewAgreement, NewParty, NewPledge, NewSupport
from mithaq.registry.records import Recorded


def _agreements(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_agreements(
        [
            NewAgreement(
                code=row["code"],
                title_ar=row["title_ar"],
                title_en=row["title_en"],
                kind=row["kind"],
                authority=row["authority"],
                partner=row["partner"],
                parent=text(row["parent"]),
                announced_on=row["announced_on"],
                signed_on=row["signed_on"],
                starts_on=row["starts_on"],
                ends_on=row["ends_on"],
                counts_from=_stage(row["counts_from"]),
                status=row["status"],
                status_on=row["status_on"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _stage(word: str | None) -> Stage:
    return Stage[word.upper()] if word else Stage.ACCEPTED


def _ask_of_agreements(form: Form, asked: Faults) -> None:
    statuses = form.columns["status"].to_pylist()
    signed = form.columns["signed_on"].to_pylist()
    at = np.flatnonzero(
        [status == "active" and on is None for status, on in zip(statuses, signed, strict=True)]
    )
    asked.add_rows(
        "active_but_not_signed",
        form.rows[at].tolist(),
        sheet=form.sheet,
        column="signed_on",
        found=[statuses[int(row)] for row in at[: asked.limit]],
        expected=form.table.column("signed_on").expected,
    )


def _parties(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_parties(
        [
            NewParty(
                agreement=row["agreement"],
                organisation=row["organisation"],
                role=row["role"],
                share=_share(row["share"]),
                valid_from=row["from"],
                valid_to=row["to"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _supports(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_supports(
        [
            NewSupport(
                facility=row["facility"],
                family=row["family"],
                organisation=row["organisation"],
                agreement=text(row["agreement"]),
                share=_share(row["share"]),
                valid_from=row["from"],
                valid_to=row["to"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _share(millionths: int | None) -> Decimal | None:
    return None if millionths is None else Decimal(millionths).scaleb(-6)


def _pledges(form: Form, actor: uuid.UUID | None) -> Recorded:
    return record_pledges(
        [
            NewPledge(
                agreement=row["agreement"],
                line=row["line"],
                measure=row["measure"],
                quantity=row["quantity"],
                scope=tuple(row["scope"].split("|")),
                starts_on=row["starts_on"],
                ends_on=row["ends_on"],
                profile="milestones" if ":" in row["profile"] else row["profile"],
                milestones=_milestones(row["profile"]),
                effective_on=row["effective_on"],
            )
            for row in rows_of(form)
        ],
        actor=actor,
    )


def _milestones(profile: str) -> tuple[tuple[date, int], ...]:
    """`2026-03-31:200000000|…` as days and cumulative millionths; of a named profile none."""
    if ":" not in profile:
        return ()
    steps = (step.split(":") for step in profile.split("|"))
    return tuple((date.fromisoformat(day), int(millionths)) for day, millionths in steps)


take_agreements = whole(_agreements, _ask_of_agreements, of_ledger=True)
take_parties = whole(_parties, of_ledger=True)
take_supports = whole(_supports, of_ledger=True)
take_pledges = whole(_pledges, of_ledger=True)
