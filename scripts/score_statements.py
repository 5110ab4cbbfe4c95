"""Score the statement reader on a folder of annotated statements, with what it got wrong.

score_statements.py tests/statements/known             each category's precision, recall, F1
score_statements.py tests/statements/known places      and each miss and false finding of one
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mithaq.bench.statement_scores import CATEGORIES, Score, keys, score
from mithaq.bench.statements import annotated_statements, read_all
from mithaq.exchange.statements.reading.lexicon import lexicon_of


def show(text: str, category: str, found: list[Any], annotated: list[Any]) -> None:
    """Each item that only one side has."""
    ours, theirs = keys(category, found), keys(category, annotated)
    for key in (theirs - ours).elements():
        print(f"{text} {category} missed: {' '.join(map(str, key))}")
    for key in (ours - theirs).elements():
        print(f"{text} {category} false:  {' '.join(map(str, key))}")


def main(folder: Path, shown: set[str]) -> None:
    lexicon = lexicon_of("SY")
    totals = {name: Score() for name in CATEGORIES}
    statements = annotated_statements(folder)
    for each, found in zip(statements, read_all(statements, lexicon), strict=True):
        for name, one in score(found, each.reading).items():
            totals[name] += one
            if name in shown:
                show(each.name, name, found[name], each.reading[name])
    for name, total in totals.items():
        print(
            f"{name:14} precision {total.precision:.3f} recall {total.recall:.3f}"
            f" F1 {total.f1:.3f} ({total.right}/{total.found} found, {total.annotated} annotated)"
        )


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), set(sys.argv[2:]))
