"""What a snapshot consists of: the files that count, as its manifest lists them.

A file that is not listed does not exist; one whose size differs from the manifest's is damaged,
and the snapshot is made anew. The manifest is written last, and renamed into place.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FORMAT = 1
_NAME = "manifest.json"
# A reckoning under way may still read files that have been replaced.
_KEPT_SECONDS = 3600
# The folder may be anybody's: nothing but a snapshot's own files is ever dropped.
_OURS = re.compile(r"[a-z_]+-[0-9a-f-]+\.parquet(\.\d+\.half)?|manifest\.json\.\d+\.half")


@dataclass(frozen=True)
class File:
    name: str
    size: int
    rows: int


@dataclass(frozen=True)
class Segment:
    """Batches `first`…`last`: their deliveries, in one file or several, and the small logs."""

    first: int
    last: int
    deliveries: tuple[File, ...]
    batches: File
    reversals: File

    @property
    def rows(self) -> int:
        return self.batches.rows + sum(file.rows for file in self.deliveries)


@dataclass(frozen=True)
class Manifest:
    """`digest` is that of the last batch, by which the ledger is known to be the same one."""

    country: str
    batch: int
    digest: str
    recorded_at: str
    delivery: int
    segments: tuple[Segment, ...]
    tables: dict[str, File]

    def files(self) -> Iterator[File]:
        yield from self.tables.values()
        for segment in self.segments:
            yield from (*segment.deliveries, segment.batches, segment.reversals)

    @property
    def known_at(self) -> datetime:
        return datetime.fromisoformat(self.recorded_at)


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest, if there is one and every file it lists is there and whole."""
    try:
        said = json.loads((folder / _NAME).read_text(encoding="utf-8"))
        if said.pop("format") != FORMAT:
            return None
        manifest = _manifest(said)
        whole = all((folder / file.name).stat().st_size == file.size for file in manifest.files())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return manifest if whole else None


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in place of the one before, in one step."""
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1)
    half = folder / f"{_NAME}.{os.getpid()}.half"
    half.write_text(text, encoding="utf-8")
    half.replace(folder / _NAME)


def sweep(folder: Path, before: Manifest | None, after: Manifest) -> None:
    """Drop files that have not counted for an hour."""
    listed = {file.name for file in after.files()} | {_NAME, "lock"}
    now = time.time()
    for name in {file.name for file in before.files()} - listed if before else set():
        os.utime(folder / name, (now, now))  # it counts no more from now on
    for path in folder.iterdir():
        is_ours = _OURS.fullmatch(path.name) is not None and path.name not in listed
        if is_ours and now - path.stat().st_mtime > _KEPT_SECONDS:
            path.unlink(missing_ok=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time; the others wait. The lock falls with the process."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _manifest(said: dict[str, object]) -> Manifest:
    segments = said.pop("segments")
    tables = said.pop("tables")
    assert isinstance(segments, list) and isinstance(tables, dict)  # noqa: PT018, S101
    return Manifest(
        segments=tuple(_segment(each) for each in segments),
        tables={name: File(**file) for name, file in tables.items()},
        **said,  # type: ignore[arg-type]
    )


def _segment(said: dict[str, object]) -> Segment:
    deliveries = said.pop("deliveries")
    batches, reversals = said.pop("batches"), said.pop("reversals")
    return Segment(
        deliveries=tuple(File(**each) for each in deliveries),  # type: ignore[attr-defined]
        batches=File(**batches),  # type: ignore[arg-type]
        reversals=File(**reversals),  # type: ignore[arg-type]
        **said,  # type: ignore[arg-type]
    )
