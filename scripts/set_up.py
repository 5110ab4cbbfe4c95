"""Make this clone ready to run or to test, with nothing but Python's standard library.

    python3 scripts/set_up.py run|test

Each step keeps a stamp in `.venv` with the digest of all that it was made from. A step whose
digest still holds is skipped, so a second set-up takes no time and needs no network. Paths are
kept relative wherever they are written down, since the clone may lie anywhere.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCKS = {"run": "requirements/run.txt", "test": "requirements/dev.txt"}


def in_venv(name: str) -> Path:
    """The path of one of the virtual environment's commands."""
    folder, ending = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return VENV / folder / f"{name}{ending}"


def digest_of(files: Iterable[Path], *facts: str) -> str:
    """SHA-256, in hex, over the facts and over each file's path and content."""
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(fact.encode() + b"\0")
    for file in sorted(files):
        digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def call(*command: str | Path) -> None:
    """Run a step's command; if it fails, its output is on the screen and the set-up ends."""
    finished = subprocess.run([str(part) for part in command], cwd=ROOT, check=False)
    if finished.returncode != 0:
        raise SystemExit(f"Set-up stopped: {Path(command[0]).name} failed (see above).")


def step(name: str, digest: str, make: Callable[[], None], *, made: Iterable[Path] = ()) -> bool:
    """Do a step unless its stamp holds and what it makes is there; tell whether it was done."""
    stamp = VENV / f".made-{name}"
    holds = stamp.is_file() and stamp.read_text(encoding="ascii") == digest
    if holds and all(path.exists() for path in made):
        return False
    started = time.monotonic()
    print(f"Set-up: {name} …", flush=True)
    stamp.unlink(missing_ok=True)
    make()
    stamp.write_text(digest, encoding="ascii")
    print(f"Set-up: {name} done in {time.monotonic() - started:.0f} s.", flush=True)
    return True


def make_environment() -> None:
    """A new virtual environment, made with the Python that runs this script."""
    if VENV.exists():
        shutil.rmtree(VENV)
    call(sys.executable, "-m", "venv", VENV)


def install(lock: str) -> Callable[[], None]:
    """The step that installs the locked packages, each checked against its hash."""

    def make() -> None:
        call(
            in_venv("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", lock,
        )  # fmt: skip

    return make


def install_project() -> None:
    """Mithaq itself, editable, and the command `mithaq`; no network is asked for."""
    call(
        in_venv("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--no-deps", "--no-index", "--no-build-isolation", "--editable", ".",
    )  # fmt: skip
    # A .pth file is read in the locale's encoding: an absolute path with Arabic letters would
    # not be found under LC_ALL=C. A relative path is plain ASCII wherever the clone lies.
    library = library_folder()
    source = os.path.relpath(ROOT / "src", library)
    for link in library.glob("_editable_impl_mithaq.pth"):
        link.write_text(source + "\n", encoding="ascii")


def library_folder() -> Path:
    """The environment's site-packages, asked of the Python that it was made with."""
    return Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV), "installed_base": ""}))


def run_script(name: str, *arguments: str) -> Callable[[], None]:
    """The step that runs another of the scripts, in the virtual environment."""
    return lambda: call(in_venv("python"), ROOT / "scripts" / name, *arguments)


def set_up(goal: str) -> None:
    """Bring everything up to date that the goal, `run` or `test`, needs."""
    place = str(ROOT)  # a virtual environment knows its own path: one that was moved is made anew
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    facts = digest_of([], place, python)
    step("environment", facts, make_environment, made=[in_venv("python")])
    # The tests' lock holds all of the run's, in the same versions: whichever was installed last
    # holds the run's packages if the stamp of either is good.
    if goal == "run" and (VENV / ".made-packages-test").is_file():
        goal = "test"
    lock = LOCKS[goal]
    step(f"packages-{goal}", digest_of([ROOT / lock]), install(lock))
    project = digest_of([ROOT / "pyproject.toml"])
    step("command", project, install_project, made=[in_venv("mithaq")])
    scripts, modules = ROOT / "scripts", ROOT / "node_modules"
    vendor = ROOT / "src/mithaq/shells/web/static/vendor"
    npm = [ROOT / "package.json", ROOT / "package-lock.json", ROOT / ".npmrc"]
    step("browser-packages", digest_of(npm), run_script("assets.py", "fetch"), made=[modules])
    copied = digest_of([*npm, scripts / "assets.py"])
    step("assets", copied, run_script("assets.py", "copy"), made=[vendor])
    catalogues = list((ROOT / "src").rglob("LC_MESSAGES/*.po"))
    compiled = [catalogue.with_suffix(".mo") for catalogue in catalogues]
    sources = [*catalogues, scripts / "messages.py"]
    step("messages", digest_of(sources), run_script("messages.py", "compile"), made=compiled)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 — an older Python can read this far
        raise SystemExit("Mithaq needs Python 3.11 or newer; this is " + sys.version.split()[0])
    if sys.argv[1:] not in (["run"], ["test"]):
        raise SystemExit("usage: set_up.py run|test")
    set_up(sys.argv[1])
