"""The commands and their words; what each does is in the module beside this one.

Exit status: 0 done, 1 input rejected, 2 wrong usage.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

application = typer.Typer(
    name="mithaq",
    help="ميثاق — every promise made to the health sector, from signature to delivery.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The day it speaks of, 2026-06-30.", metavar="DATE")
]
KnownAt = Annotated[
    str | None,
    typer.Option(
        "--known-at",
        help="Only what was recorded by then: 2026-07-01T12:00 or a day (its end).",
        metavar="INSTANT",
    ),
]
OfAgreement = Annotated[
    str | None, typer.Option("--agreement", help="Only this agreement.", metavar="CODE")
]
InPlace = Annotated[
    str | None,
    typer.Option("--place", help="Only what touches this place or facility.", metavar="CODE"),
]
Format = Annotated[
    str, typer.Option("--format", metavar="FORMAT", help="table, json, csv or xlsx.")
]
Out = Annotated[
    Path | None, typer.Option("--out", help="Write to this file instead of the screen.")
]


@application.command()
def init() -> None:
    """Create or migrate the database and load the country pack."""
    from mithaq.shells.cli import setup

    setup.init()


@application.command()
def demo(
    size: Annotated[str, typer.Option("--size", help="small or national.")] = "small",
) -> None:
    """Load the demonstration (again is harmless)."""
    from mithaq.shells.cli import setup

    raise typer.Exit(setup.demo(size))


@application.command()
def serve(
    host: Annotated[str, typer.Option("--host")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64)] = 1,
) -> None:
    """Run the web and its worker."""
    from mithaq.shells.cli import setup

    raise typer.Exit(setup.serve(host=host, port=port, workers=workers))


@application.command("import")
def import_(
    table: Annotated[str, typer.Argument(metavar="TABLE", help="Which table the file holds.")],
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="CSV or XLSX.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check, write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Faults as JSON.")] = False,
    template: Annotated[
        Path | None, typer.Option("--template", help="Write an empty XLSX to fill in.")
    ] = None,
) -> None:
    """Take in a table: whole, or not at all."""
    from mithaq.shells.cli import imports

    raise typer.Exit(imports.run(table, file, dry_run=dry_run, as_json=as_json, template=template))


@application.command()
def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Text, DOCX, PDF, HTML; - is text.")],
    on: Annotated[
        str | None, typer.Option("--on", help="The statement's own day.", metavar="DATE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Findings as JSON.")] = False,
) -> None:
    """Read a statement or minutes in Arabic; nothing is written."""
    from mithaq.shells.cli import statements

    raise typer.Exit(statements.run(file, on=on, as_json=as_json))


@application.command()
def reckon(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    agreement: OfAgreement = None,
    place: InPlace = None,
    form: Format = "table",
    out: Out = None,
) -> None:
    """What was promised, what was delivered, what was expected by the day."""
    from mithaq.shells.cli import reckonings

    raise typer.Exit(
        reckonings.run(
            "reckon", as_of=as_of, known_at=known_at, agreement=agreement, place=place,
            form=form, out=out,
        )
    )  # fmt: skip


@application.command()
def unpledged(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    agreement: OfAgreement = None,
    place: InPlace = None,
    form: Format = "table",
    out: Out = None,
) -> None:
    """What was delivered without a pledge, and why it fits none."""
    from mithaq.shells.cli import reckonings

    raise typer.Exit(
        reckonings.run(
            "unpledged", as_of=as_of, known_at=known_at, agreement=agreement, place=place,
            form=form, out=out,
        )
    )  # fmt: skip


@application.command()
def overlaps(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    agreement: OfAgreement = None,
    place: InPlace = None,
    form: Format = "table",
    out: Out = None,
) -> None:
    """The same measure, facility and month claimed by two organisations."""
    from mithaq.shells.cli import reckonings

    raise typer.Exit(
        reckonings.run(
            "overlaps", as_of=as_of, known_at=known_at, agreement=agreement, place=place,
            form=form, out=out,
        )
    )  # fmt: skip


@application.command()
def cliffs(
    as_of: AsOf = None,
    known_at: KnownAt = None,
    agreement: OfAgreement = None,
    place: InPlace = None,
    form: Format = "table",
    out: Out = None,
) -> None:
    """The last day on which pledges in force support each facility."""
    from mithaq.shells.cli import reckonings

    raise typer.Exit(
        reckonings.run(
            "cliffs", as_of=as_of, known_at=known_at, agreement=agreement, place=place,
            form=form, out=out,
        )
    )  # fmt: skip


@application.command()
def check(as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Derive the chain and every invariant again; name the first posting that does not hold."""
    from mithaq.shells.cli import upkeep

    raise typer.Exit(upkeep.check(as_json=as_json))


@application.command()
def snapshot(
    out: Annotated[
        Path | None, typer.Option("--out", help="A folder; default: MITHAQ_HOME's.")
    ] = None,
) -> None:
    """Bring the Parquet snapshot of the ledger up to date."""
    from mithaq.shells.cli import upkeep

    raise typer.Exit(upkeep.snapshot(out))


@application.command()
def bench(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME ...]")] = None,
    as_json: Annotated[bool, typer.Option("--json")] = False,
) -> None:
    """Measure Mithaq against named peers, as ratios in one run."""
    from mithaq.shells.cli import upkeep

    raise typer.Exit(upkeep.bench(names or [], as_json=as_json))
