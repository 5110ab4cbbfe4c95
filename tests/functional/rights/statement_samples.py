"""How the routes of statements are asked for the rows of a variant."""

from __future__ import annotations

from typing import Any

from tests.functional.rights.asking import Sample
from tests.functional.rights.world import Variant


def _statement(**body: Any) -> Sample:
    return Sample(address=lambda variant: {"uid": variant.statement}, body=lambda variant: body)


def _finding(**body: Any) -> Sample:
    return Sample(
        address=lambda variant: {"uid": variant.statement, "card": variant.finding},
        body=lambda variant: body,
    )


def _beside(variant: Variant) -> dict[str, object]:
    return {"uid": variant.statement, "other": variant.statement}


def _new(variant: Variant) -> dict[str, object]:
    return {
        "text": f"أعلنت الجهة افتتاح مركز صحي جديد {variant.mark}",
        "location": variant.place,
    }


STATEMENTS: dict[str, Sample] = {
    "statement_new": Sample(body=_new),
    "statement": _statement(),
    "statement_details": _statement(title="بيان مصحَّح", outlet="صحيفة", on="2025-03-01"),
    "statement_set_aside": _statement(reason="لا يخص القطاع"),
    "statement_take_up": _statement(),
    "statement_decide_all": _statement(decision="rejected"),
    "statement_adopt": _statement(),
    "statement_add": _statement(finding="place", words="المكان", name="المكان"),
    "statement_find": _statement(),
    "statement_card": _finding(),
    "statement_decide": _finding(decision="open"),
    "statement_correct": _finding(name="جهة", kind="ngo", becomes="organisation"),
    "statement_beside": Sample(address=_beside),
    "statement_merge": Sample(address=_beside),
    "statement_apart": Sample(address=_beside),
    "api:statements": Sample(body=_new),
    "api:statement_read": Sample(body=lambda variant: {"text": "أعلنت الجهة افتتاح مركز صحي"}),
    "api:statement": _statement(),
    "api:statement_decisions": Sample(
        address=lambda variant: {"uid": variant.statement},
        body=lambda variant: {
            "decisions": [{"card": str(variant.finding), "decision": "rejected"}]
        },
    ),
    "api:statement_adopt": _statement(),
}
