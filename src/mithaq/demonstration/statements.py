"""Invented statements, taken in as drafts so that there is something to review; all made up."""

from __future__ import annotations

from importlib import resources

import yaml

from mithaq.exchange.statements.drafts.records import NewStatement
from mithaq.exchange.statements.drafts.taking import take_statement


def load() -> None:
    """Take in those that are not known yet; nothing of them is decided about."""
    given = yaml.safe_load(
        resources.files(__package__).joinpath("statements.yaml").read_text(encoding="utf-8")
    )
    for each in given["statements"]:
        new = NewStatement(
            text=each["text"],
            outlet=each["outlet"],
            on=each["on"],
            location=each.get("location", ""),
            is_made_up=True,
        )
        take_statement(new, actor=None)
