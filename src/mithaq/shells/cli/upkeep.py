"""`mithaq check`, `snapshot` and `bench`."""

from __future__ import annotations

from pathlib import Path

from mithaq.shells.cli.screen import (
    DONE,
    REJECTED,
    print_json,
    progress,
    say,
    start_django,
    wrong_usage,
)


def check(*, as_json: bool) -> int:
    """0 if the chain and every invariant hold, 1 and the first posting that does not otherwise."""
    start_django()
    from mithaq.ledger.checks import check as check_ledger

    with progress("check") as show:
        result = check_ledger(progress=show)
    if as_json:
        print_json(result.as_json())
    elif result.holds:
        say(
            f"The ledger holds: {result.batches} batches, {result.postings} postings,"
            f" {result.deliveries} deliveries.\n"
            f"الدفتر سليم: {result.batches} دفعة، {result.postings} قيداً،"
            f" {result.deliveries} سطراً."
        )
    else:
        for fault in result.faults:
            say(f"{fault.en}\n{fault.ar}")
    return DONE if result.holds else REJECTED


def snapshot(out: Path | None) -> int:
    """Bring the snapshot up to date and say where it is."""
    start_django()
    from mithaq.ledger.snapshots import bring_up_to_date

    with progress("snapshot") as show:
        made = bring_up_to_date(out, progress=show)
    say(f"{made.folder}: {made.deliveries} deliveries up to batch {made.batch}")
    return DONE


def bench(names: list[str], *, as_json: bool) -> int:
    """Run the named benchmarks, or all; prints each figure with its comparison."""
    start_django()
    from mithaq.bench import BENCHES, run

    if unknown := sorted(set(names) - set(BENCHES)):
        return wrong_usage(
            f"قياس غير معروف: {'، '.join(unknown)}؛ المتاح: {'، '.join(BENCHES)}.",
            f"Unknown benchmark: {', '.join(unknown)}; one of {', '.join(BENCHES)}.",
        )
    figures = []
    for figure in run(names or list(BENCHES)):
        figures.append(figure)
        if not as_json:
            say(figure.sentence())
    if as_json:
        print_json([figure.as_json() for figure in figures])
    return DONE if all(figure.holds for figure in figures) else REJECTED
