"""Score the statement reader on a folder of annotated statements, with what it got wrong.

score_statements.py tests/statements/known             each category's precision, recall, F1
score_statements.py tests/statements/known places      and each miss and false finding of one
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

from mithaq.bench.statement_scores import CATEGORIES, Score, keys, score
from mithaq.exchange.statements.reading.forms import as_json
from mithaq.exchange.statements.reading.lexicon import lexicon_of
from mithaq.exchange.statements.reading.statement import read_statement


def annotated_statements(folder: Path) -> dict[Path, dict]:
    """Each text with its annotated reading: one JSON beside each text, or a `gold.json` for all."""
    gold = folder / "gold.json"
    if gold.exists():
        readings = json.loads(gold.read_text("utf-8"))
        return {folder / name: value for name, value in readings.items() if name.endswith(".txt")}
    return {
        text: json.loads(text.with_suffix(".json").read_text("utf-8"))
        for text in sorted(folder.glob("*.txt"))
        if text.with_suffix(".json").exists()
    }


def main(folder: Path, shown: set[str]) -> None:
    lexicon = lexicon_of("SY")
    totals = {name: Score() for name in CATEGORIES}
    for text, annotated in annotated_statements(folder).items():
        on = annotated.get("on")
        reading = read_statement(
            text.read_text("utf-8"), lexicon, on=date.fromisoformat(on) if on else None
        )
        found = as_json(reading)
        for name, one in score(found, annotated).items():
            totals[name] += one
            if name in shown:
                ours, theirs = keys(name, found[name]), keys(name, annotated[name])
                for key in (theirs - ours).elements():
                    print(f"{text.name} {name} missed: {' '.join(map(str, key))}")
                for key in (ours - theirs).elements():
                    print(f"{text.name} {name} false:  {' '.join(map(str, key))}")
    for name, total in totals.items():
        print(
            f"{name:14} precision {total.precision:.3f} recall {total.recall:.3f}"
            f" F1 {total.f1:.3f} ({total.right}/{total.found} found, {total.annotated} annotated)"
        )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), set(sys.argv[2:]))
