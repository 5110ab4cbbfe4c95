"""Milestones as people write them: a day and a cumulative quantity, one a line."""

from __future__ import annotations

from datetime import date

from mithaq.engine.quantities import QuantityError, read_quantity, write_quantity
from mithaq.engine.text import western_digits
from mithaq.registry.faults import FaultKind
from mithaq.shells.web.forms import Source

NOT_A_MILESTONE = FaultKind(
    "not_a_milestone",
    ar="«{found}» ليس مرحلة؛ اكتب التاريخ ثم المجموع حتى ذلك اليوم، مثل: 2026-03-31 200.",
    en="“{found}” is no milestone; write the day, then the total by that day: 2026-03-31 200.",
)


def milestones(row: Source, field: str) -> tuple[tuple[date, int], ...]:
    """Days and cumulative millionths; what cannot be read is noted beside the field."""
    found = []
    for text in filter(None, map(str.strip, row.text(field).splitlines())):
        day, _, quantity = text.replace(":", " ").partition(" ")
        try:
            found.append((date.fromisoformat(western_digits(day)), read_quantity(quantity)))
        except (ValueError, QuantityError):
            row.note(field, NOT_A_MILESTONE(found=text[:40], field=field))
    return tuple(found)


def milestones_text(kept: str) -> str:
    """`2026-03-31:200000000|…` as it is written in the form."""
    steps = [step.split(":") for step in kept.split("|") if step]
    return "\n".join(f"{day} {write_quantity(int(quantity))}" for day, quantity in steps)
