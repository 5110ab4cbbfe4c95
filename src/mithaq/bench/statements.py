"""How well and how fast statements are read, on texts that stand beside the source.

`known` are annotated texts that the rules were written with, `unseen` others that no rule was tuned
to; `published` are the five statements of the shared data, where they are at hand. `unseen` is the
one to believe. Two corpora of other genres show how far the rules carry: names of the Wojood sample
and TIMEX3 dates, their labels mapped as `wojood_names` and `timex_dates` say. Where a collection is
absent its figures are left out.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from mithaq.bench import timex_dates
from mithaq.bench.figures import Figure, bounded
from mithaq.bench.statement_scores import CATEGORIES, Score, score
from mithaq.bench.wojood_names import score_wojood
from mithaq.exchange.statements.reading.forms import as_json
from mithaq.exchange.statements.reading.lexicon import Lexicon, lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement

ROOT: Final = Path(__file__).resolve().parents[3]
SHARED: Final = ROOT.parent / "shared" / "data"
COLLECTIONS: Final = {
    "unseen": ROOT / "tests" / "statements" / "unseen",
    "known": ROOT / "tests" / "statements" / "known",
    "published": SHARED / "statements",
}
WOJOOD: Final = SHARED / "language" / "wojood_sample"
WOJOOD_PARTS: Final = ("train.txt", "val.txt", "test.txt")
TIMEX: Final = SHARED / "language" / "dates_timex3"
# Which of their labels each category is compared with.
WOJOOD_LABELS: Final = {"people": "PERS", "organisations": "ORG", "places": "GPE and LOC"}
# What must hold on text that nobody has tuned to.
LEAST_F1: Final = {
    "dates": 0.95, "quantities": 0.95, "places": 0.9, "people": 0.85, "organisations": 0.85,
    "acts": 0.85, "facilities": 0.85,
}  # fmt: skip
LEAST_RIGHT_OF_CERTAIN: Final = 98
PAGE_CHARACTERS: Final = 4_000
MOST_PAGE_MILLISECONDS: Final = 100
LEAST_STATEMENTS_A_MINUTE: Final = 1_000
TIMED_STATEMENTS: Final = 300


@dataclass(frozen=True)
class Annotated:
    """A statement with the reading that a careful officer made of it, in `gold.json`'s form."""

    name: str
    text: str
    reading: Mapping[str, Any]
    on: date | None = None


def annotated_statements(folder: Path) -> tuple[Annotated, ...]:
    """The statements of a folder: one JSON beside each text, or a `gold.json` for all; none where
    the folder is absent."""
    gold = folder / "gold.json"
    if gold.is_file():
        readings = json.loads(gold.read_text("utf-8"))
        texts = [name for name in readings if name.endswith(".txt")]
    else:
        texts = sorted(path.name for path in folder.glob("*.txt"))
        readings = {
            name: json.loads((folder / name).with_suffix(".json").read_text("utf-8"))
            for name in texts
        }
    return tuple(_annotated(folder / name, readings[name]) for name in texts)


def _annotated(path: Path, reading: Mapping[str, Any]) -> Annotated:
    on = reading.get("on")
    day = date.fromisoformat(on) if on else None
    return Annotated(path.name, path.read_text("utf-8"), reading, day)


def measure() -> Iterator[Figure]:
    """Scores of each collection, what certainty is worth, and how long a page takes."""
    lexicon = lexicon_of("SY")
    for name, folder in COLLECTIONS.items():
        if statements := annotated_statements(folder):
            yield from _scores(name, statements, lexicon)
    yield from _names_of_wojood(lexicon)
    yield from _dates_of_timex(lexicon)
    yield from _speed(lexicon)


def read_all(statements: tuple[Annotated, ...], lexicon: Lexicon) -> Iterator[dict[str, Any]]:
    """Our reading of each, in the form of the annotation. Acts of a kind that a collection never
    annotates are left out: the five published readings list no meetings, which are their occasion.
    """
    annotated = {act["kind"] for each in statements for act in each.reading["acts"]}
    for each in statements:
        found = as_json(read_statement(each.text, lexicon, on=each.on))
        yield {**found, "acts": [act for act in found["acts"] if act["kind"] in annotated]}


def _scores(name: str, statements: tuple[Annotated, ...], lexicon: Lexicon) -> Iterator[Figure]:
    totals = dict.fromkeys(CATEGORIES, Score())
    certain = Score()
    for each, found in zip(statements, read_all(statements, lexicon), strict=True):
        for category, one in score(found, each.reading).items():
            totals[category] += one
        certain += sum(score(certain_ones(found), each.reading).values(), Score())
    for category, total in totals.items():
        words = f"precision {total.precision:.3f}, recall {total.recall:.3f}"
        label = f"{category} of {len(statements)} {name} statements, F1 ({words})"
        yield bounded(label, total.f1, "", least=LEAST_F1[category])
    yield bounded(
        f"right among {certain.found} findings called certain, {name}",
        100 * certain.precision,
        "%",
        least=LEAST_RIGHT_OF_CERTAIN,
    )


def certain_ones(found: Mapping[str, Any]) -> dict[str, Any]:
    """What of a reading is called certain."""
    return {
        category: [item for item in found[category] if item["confidence"] == "certain"]
        for category in CATEGORIES
    }


def _names_of_wojood(lexicon: Lexicon) -> Iterator[Figure]:
    """Names of another genre: the press, law, archives and dialect of Palestine."""
    files = [WOJOOD / part for part in WOJOOD_PARTS if (WOJOOD / part).is_file()]
    if not files:
        return
    for category, total in score_wojood(files, lexicon).items():
        words = f"precision {total.precision:.3f}, recall {total.recall:.3f}"
        label = f"{category} of the Wojood sample, as its {WOJOOD_LABELS[category]}, F1 ({words})"
        yield _reported(label, total.f1)


def _dates_of_timex(lexicon: Lexicon) -> Iterator[Figure]:
    """Dates of newspapers: whether we mark what they mark, and come to the same value."""
    if not any(TIMEX.glob("*.tml")):
        return
    scores = timex_dates.score(TIMEX, lexicon)
    words = f"precision {scores.precision:.3f}, recall {scores.recall:.3f}"
    yield _reported(
        f"dates of dates_timex3, as its DATE in scope, F1 of spans ({words})", scores.f1
    )
    disputed = len(timex_dates.DISPUTED)
    label = f"values alike where both mark a date of dates_timex3, {disputed} disputed left out"
    yield _reported(label, scores.agreement)


def _reported(label: str, figure: float) -> Figure:
    """A figure of a genre that the aims were not set for."""
    return Figure(label, figure, "", "", None, None, "none, another genre", True)


def _speed(lexicon: Lexicon) -> Iterator[Figure]:
    """Reading the collections again and again, in processor time of this one process."""
    texts = [each.text for folder in COLLECTIONS.values() for each in annotated_statements(folder)]
    if not texts:
        return
    read_statement(texts[0], lexicon)
    start, characters = time.process_time(), 0
    for number in range(TIMED_STATEMENTS):
        text = texts[number % len(texts)]
        read_statement(text, lexicon)
        characters += len(text)
    seconds = time.process_time() - start
    page = 1000 * seconds * PAGE_CHARACTERS / characters
    yield bounded(
        f"reading a page of {PAGE_CHARACTERS:,} characters", page, "ms", most=MOST_PAGE_MILLISECONDS
    )
    yield bounded(
        "statements read on one core",
        60 * TIMED_STATEMENTS / seconds,
        "a minute",
        least=LEAST_STATEMENTS_A_MINUTE,
    )
