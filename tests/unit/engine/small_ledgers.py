"""A ledger small enough to read: a few lines of words become the engine's tables.

    measure   visit family=service combine=sum
    place     SY country
    facility  F1 in=SY
    agreement A partner=aid
    pledge    A/1 visit 120 scope=F1 from=2026-01-01 to=2026-12-31
    support   F1 service aid agreement=A from=2026-01-01
    claimed   F1 visit 2026-01 10 by=aid
    accepted  F1 visit 2026-01 9 answers=1
    reverse   1

Postings are the claimed, accepted and verified lines, numbered from 1; everything is recorded a
minute after the line before, one batch each, so that `known_at` may fall between two lines.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from mithaq.engine.ledger_tables import SCHEMAS, LedgerTables, Stage, connect, table_of
from mithaq.engine.months import read_month
from mithaq.engine.quantities import read_quantity

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CLAIMANTS = {"facility": 0, "partner": 1}

Words = list[str]
Options = dict[str, str]


def minute(line: int) -> datetime:
    """When the line (from 1) is recorded."""
    return NOON + timedelta(minutes=line)


def ledger(text: str) -> LedgerTables:
    """The tables of the ledger that is written so."""
    return SmallLedger(text).tables()


class SmallLedger:
    """Rows by table, with codes numbered as they are met."""

    def __init__(self, text: str) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
        self._ids: dict[tuple[str, str], int] = {}
        self._line = 0
        for line in text.strip().splitlines():
            self._line += 1
            word, *rest = line.split()
            options = dict(part.split("=", 1) for part in rest if "=" in part)
            self._writers[word](self, [part for part in rest if "=" not in part], options)

    def tables(self) -> LedgerTables:
        """In a DuckDB of their own."""
        made = {name: table_of(name, rows) for name, rows in self.rows.items()}
        return LedgerTables.from_arrow(connect(threads=1), made)

    def _id(self, kind: str, code: str) -> int:
        return self._ids.setdefault((kind, code), len(self._ids) + 1)

    def _known(self, kind: str, code: str | None) -> int | None:
        return None if code is None else self._id(kind, code)

    def _organisation(self, code: str) -> int:
        if ("organisation", code) not in self._ids:
            number = self._id("organisation", code)
            self.rows["organisations"].append({"organisation": number, "code": code})
        return self._id("organisation", code)

    def _add(self, table: str, **row: Any) -> None:
        self.rows[table].append(row | {"recorded_at": minute(self._line)})

    def _measure(self, words: Words, options: Options) -> None:
        number = self._id("measure", words[0])
        stale = options.get("stale_after")
        self.rows["measures"].append(
            {
                "measure": number,
                "code": words[0],
                "family": options.get("family", "service"),
                "unit": "each",
                "combine": options.get("combine", "sum"),
                "stale_after": int(stale) if stale else None,
            }
        )
        if "in" in options:
            self._add("measure_parents", measure=number, parent=self._id("measure", options["in"]))

    def _facility(self, words: Words, options: Options) -> None:
        self._place([words[0], "facility"], options)

    def _place(self, words: Words, options: Options) -> None:
        number = self._id("location", words[0])
        self.rows["locations"].append({"location": number, "code": words[0], "level": words[1]})
        if "in" in options:
            self._move(words, options)

    def _move(self, words: Words, options: Options) -> None:
        self._add(
            "location_parents",
            location=self._id("location", words[0]),
            parent=self._id("location", options["in"]),
            valid_from=day(options.get("from")),
        )

    def _agreement(self, words: Words, options: Options) -> None:
        number = self._id("agreement", words[0])
        self._add("agreements", agreement=number, code=words[0], made_up=False)
        self._add(
            "agreement_terms",
            agreement=number,
            partner=self._organisation(options["partner"]),
            counts_from=Stage[options.get("counts", "accepted").upper()],
            preferred_claimant=CLAIMANTS[options.get("prefers", "facility")],
        )

    def _status(self, words: Words, options: Options) -> None:
        number = self._id("agreement", words[0])
        on = day(options.get("on"))
        self._add("agreement_statuses", agreement=number, status=words[1], on=on)

    def _party(self, words: Words, options: Options) -> None:
        self._add(
            "parties",
            agreement=self._id("agreement", words[0]),
            organisation=self._organisation(words[1]),
            role=options.get("role", "implementing"),
            valid_from=day(options.get("from")),
            valid_to=day(options.get("to")),
        )

    def _pledge(self, words: Words, options: Options) -> None:
        agreement, line = words[0].split("/")
        starts_on = day(options.get("from"))
        number = len(self.rows["pledges"]) + 1
        milestones = options.get("milestones")
        self._add(
            "pledges",
            pledge=number,
            agreement=self._id("agreement", agreement),
            line=line,
            measure=self._id("measure", words[1]),
            quantity=read_quantity(words[2]),
            starts_on=starts_on,
            ends_on=day(options.get("to")),
            profile="milestones" if milestones else options.get("profile", "linear"),
            milestones=milestones,
            effective_on=day(options.get("effective")) or starts_on or date(2020, 1, 1),
        )
        scope = [self._id("location", code) for code in options["scope"].split("|")]
        self.rows["scopes"] += [{"pledge": number, "location": at} for at in scope]

    def _support(self, words: Words, options: Options) -> None:
        share = options.get("share")
        self._add(
            "supports",
            location=self._id("location", words[0]),
            family=words[1],
            organisation=self._organisation(words[2]),
            agreement=self._known("agreement", options.get("agreement")),
            share=float(share) if share else None,
            valid_from=day(options["from"]),
            valid_to=day(options.get("to")),
            support_key=options.get("key", f"support {self._line}"),
        )

    def _delivered(self, stage: Stage, words: Words, options: Options) -> None:
        organisation = options.get("by")
        own = {
            "measure": self._id("measure", words[1]),
            "location": self._id("location", words[0]),
            "month": read_month(words[2]),
            "organisation": None if organisation is None else self._organisation(organisation),
            "agreement": self._known("agreement", options.get("agreement")),
            "claimant": CLAIMANTS[options.get("from", "facility")],
        }
        claim = {f"claim_{name}": value for name, value in own.items()}
        if "answers" in options:
            root = self.rows["deliveries"][int(options["answers"]) - 1]
            claim = {name: root[name] for name in claim}
        number = len(self.rows["deliveries"]) + 1
        entry = {"delivery": number, "posting": number, "batch": self._batch(), "stage": stage}
        entry |= {"quantity": read_quantity(words[3]), "made_up": False}
        self.rows["deliveries"].append(entry | own | claim)

    def _reverse(self, words: Words, options: Options) -> None:
        self.rows["reversals"].append({"posting": int(words[0]), "batch": self._batch()})

    def _batch(self) -> int:
        self._add("batches", batch=self._line)
        return self._line

    def _claimed(self, words: Words, options: Options) -> None:
        self._delivered(Stage.CLAIMED, words, options)

    def _accepted(self, words: Words, options: Options) -> None:
        self._delivered(Stage.ACCEPTED, words, options)

    def _verified(self, words: Words, options: Options) -> None:
        self._delivered(Stage.VERIFIED, words, options)

    _writers: dict[str, Callable[[SmallLedger, Words, Options], None]] = {
        "measure": _measure,
        "facility": _facility,
        "place": _place,
        "move": _move,
        "agreement": _agreement,
        "status": _status,
        "party": _party,
        "pledge": _pledge,
        "support": _support,
        "claimed": _claimed,
        "accepted": _accepted,
        "verified": _verified,
        "reverse": _reverse,
    }


def day(text: str | None) -> date | None:
    """A day, or None where none is written."""
    return date.fromisoformat(text) if text else None
