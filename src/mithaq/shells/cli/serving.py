"""The web and its worker, run together and stopped together."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

_PR_SET_PDEATHSIG = 1


def _die_with_parent() -> None:
    """Have the kernel end this child when its parent ends, however the parent ended (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _start(*command: str) -> subprocess.Popen[bytes]:
    # A process group of its own: the terminal's Ctrl-C reaches only the parent, which stops both.
    return subprocess.Popen(  # noqa: S603 - our own program
        command, preexec_fn=_die_with_parent, start_new_session=True
    )


def _web(host: str, port: int, workers: int) -> subprocess.Popen[bytes]:
    granian = Path(sys.executable).with_name("granian")
    return _start(
        str(granian), "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-ws",
        "--backpressure", "64", "--log-level", "warning", "mithaq.shells.wsgi:application",
    )  # fmt: skip


def _worker() -> subprocess.Popen[bytes]:
    return _start(
        sys.executable, "-m", "django", "db_worker", "--interval", "0.5", "--no-startup-delay",
        "--verbosity", "0",
    )  # fmt: skip


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + 8
    for process in processes:
        try:
            process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def serve(*, host: str, port: int, workers: int) -> int:
    """Run until stopped; a worker that dies is started again. Returns the web's exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.settings")
    stopping = False

    def stop(_signal: int, _frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    web, worker = _web(host, port, workers), _worker()
    try:
        while not stopping and web.poll() is None:
            if worker.poll() is not None:
                time.sleep(1)
                worker = _worker()
            time.sleep(0.2)
    finally:
        _stop([web, worker])
    return 0 if stopping else (web.returncode or 1)
