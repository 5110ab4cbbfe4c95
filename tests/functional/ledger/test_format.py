"""docs/ledger-format.md says enough to make the chain anew: done here by its words alone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mithaq.engine.ledger_tables import Claimant
from mithaq.ledger.actions import change_terms, end_support, set_agreement_status
from mithaq.ledger.models import Batch, Posting, Support
from tests.functional.ledger.world import MILLION, a_line, a_small_ledger, posted

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).parents[3] / "docs" / "ledger-format.md"
ESCAPES = {
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\v": "\\v",
    "\f": "\\f",
    "\r": "\\r",
}
STAGES = ["claimed", "accepted", "verified"]
CLAIMANTS = ["facility", "partner"]


@pytest.fixture(autouse=True)
def ledger() -> None:
    a_small_ledger()


def rows(query: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


def text(*fields: Any) -> str:
    def field(value: Any) -> str:
        if value is None:
            return r"\N"
        return "".join(ESCAPES.get(character, character) for character in str(value))

    return "\t".join(map(field, fields)) + "\n"


def flag(value: Any) -> str:
    return "t" if value else "f"


def posting_text(number: int) -> str:
    [(source, on, made_up, reverses, reason)] = rows(
        """SELECT p.source, p."on", p.is_made_up, r.source, p.reason FROM ledger_posting p
        LEFT JOIN ledger_posting r ON r.id = p.reverses_id WHERE p.id = %s""",
        number,
    )
    lines = rows(
        """SELECT d.line, d.stage, d.claimant, m.code, l.code, d.month, d.quantity, o.code, a.code,
        cp.source, c.line FROM ledger_delivery d
        JOIN ledger_measure m ON m.id = d.measure_id
        JOIN registry_location l ON l.id = d.location_id
        LEFT JOIN registry_organisation o ON o.id = d.organisation_id
        LEFT JOIN ledger_agreement a ON a.id = d.agreement_id
        LEFT JOIN ledger_delivery c ON c.id = d.claim_id
        LEFT JOIN ledger_posting cp ON cp.id = c.posting_id
        WHERE d.posting_id = %s""",
        number,
    )
    lines.sort(key=lambda line: (len(line[0].encode()), line[0].encode()))
    return text("posting", source, on, flag(made_up), reverses, reason or None) + "".join(
        text(line[0], STAGES[line[1]], CLAIMANTS[line[2]], *line[3:]) for line in lines
    )


def other_rows(batch: Batch) -> list[str]:
    """Each row of the table in the document, by the instant of the batch."""
    at = (
        batch.recorded_at.astimezone(UTC).replace(tzinfo=None)
        if connection.vendor == "sqlite"
        else (batch.recorded_at)
    )
    found: list[str] = []
    queries = {
        "measure": """SELECT m.code, d.unit, d.family, d.combine, d.stale_after, m.is_made_up
            FROM ledger_measuredefinition d JOIN ledger_measure m ON m.id = d.measure_id
            WHERE d.recorded_at = %s""",
        "measure_parent": """SELECT m.code, p.code FROM ledger_measureparent x
            JOIN ledger_measure m ON m.id = x.measure_id
            LEFT JOIN ledger_measure p ON p.id = x.parent_id WHERE x.recorded_at = %s""",
        "agreement": """SELECT a.code, a.kind, o.code, a.is_made_up FROM ledger_agreement a
            JOIN registry_organisation o ON o.id = a.authority_id WHERE a.recorded_at = %s""",
        "terms": """SELECT a.code, o.code, t.counts_from, t.preferred_claimant
            FROM ledger_agreementterms t JOIN ledger_agreement a ON a.id = t.agreement_id
            JOIN registry_organisation o ON o.id = t.partner_id WHERE t.recorded_at = %s""",
        "status": """SELECT a.code, s.status, s."on" FROM ledger_agreementstatus s
            JOIN ledger_agreement a ON a.id = s.agreement_id WHERE s.recorded_at = %s""",
        "party": """SELECT a.code, o.code, p.role, p.share, p.valid_from, p.valid_to
            FROM ledger_agreementparty p JOIN ledger_agreement a ON a.id = p.agreement_id
            JOIN registry_organisation o ON o.id = p.organisation_id WHERE p.recorded_at = %s""",
        "support": """SELECT l.code, s.family, o.code, a.code, s.share, s.valid_from, s.valid_to,
            s.is_made_up FROM ledger_support s JOIN registry_location l ON l.id = s.facility_id
            JOIN registry_organisation o ON o.id = s.organisation_id
            LEFT JOIN ledger_agreement a ON a.id = s.agreement_id WHERE s.recorded_at = %s""",
        "pledge": """SELECT a.code, p.line, p.effective_on, m.code, p.quantity, p.starts_on,
            p.ends_on, p.profile, p.milestones, o.code FROM ledger_pledge p
            JOIN ledger_agreement a ON a.id = p.agreement_id
            JOIN ledger_measure m ON m.id = p.measure_id
            LEFT JOIN registry_organisation o ON o.id = p.stated_by_id WHERE p.recorded_at = %s""",
        "scope": """SELECT a.code, p.line, p.effective_on, l.code FROM ledger_pledgescope s
            JOIN ledger_pledge p ON p.id = s.pledge_id
            JOIN ledger_agreement a ON a.id = p.agreement_id
            JOIN registry_location l ON l.id = s.location_id WHERE p.recorded_at = %s""",
    }
    for kind, query in queries.items():
        for row in rows(query, at):
            fields = list(row)
            if kind in {"measure", "agreement", "support"}:
                fields[-1] = flag(fields[-1])
            if kind in {"party", "support"}:
                place = 3 if kind == "party" else 4
                fields[place] = None if fields[place] is None else f"{fields[place]:.6f}"
            if kind == "terms":
                fields[2:] = [STAGES[fields[2]], CLAIMANTS[fields[3]]]
            if kind == "pledge":
                fields[8] = fields[8] or None
            found.append(text(kind, *fields))
    return found


def instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def batch_text(batch: Batch, previous: str) -> str:
    others = other_rows(batch)
    actor = None if batch.actor is None else str(batch.actor)
    head = text(
        "batch", batch.country, batch.id, instant(batch.recorded_at), actor, batch.kind,
        batch.first_posting, batch.last_posting, batch.first_delivery, batch.last_delivery,
        len(others),
    )  # fmt: skip
    postings = range(batch.first_posting, batch.last_posting + 1)
    digests = "".join(sha256(posting_text(n).encode()).hexdigest() + "\n" for n in postings)
    return (
        "mithaq ledger 1\n"
        + head
        + text("previous", previous)
        + digests
        + "".join(row.decode() for row in sorted(row.encode() for row in others))
    )


def assert_chain_is_made_anew() -> None:
    previous = "0" * 64
    for posting in Posting.objects.all():
        made = sha256(posting_text(posting.id).encode()).digest()
        assert made == bytes(posting.digest), posting.source
    for batch in Batch.objects.order_by("id"):
        previous = sha256(batch_text(batch, previous).encode()).hexdigest()
        assert previous == batch.digest, f"{batch.id} {batch.kind}"


def test_the_chain_is_made_anew_from_the_document() -> None:
    change_terms("A1", preferred_claimant=Claimant.PARTNER, actor=None)
    set_agreement_status("A1", status="suspended", on=date(2026, 5, 1), actor=None)
    end_support(Support.objects.get().key, on=date(2026, 6, 30), actor=None)
    assert_chain_is_made_anew()


def test_odd_texts_are_escaped_as_the_document_says() -> None:
    posted("back\\slash \\N", a_line("ب"), a_line("10"), a_line("2"), a_line("\\"))
    assert_chain_is_made_anew()
    order = rows("SELECT d.line FROM ledger_delivery d ORDER BY d.id DESC LIMIT 4")
    assert [line for (line,) in order] == ["ب", "10", "\\", "2"]


def test_the_document_s_example_is_a_real_posting() -> None:
    example = re.search(r"```\n(posting.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    assert example is not None
    assert MILLION == 1_000_000
    assert example[1] == posting_text(Posting.objects.get(source="claim-1").id)
