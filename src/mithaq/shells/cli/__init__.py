"""The command line: a thin face over actions and queries."""

from __future__ import annotations

import os


def main() -> None:
    """Run `mithaq`. Django is started by the command that needs it, so that help is instant."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mithaq.settings")
    from mithaq.shells.cli.commands import application

    application()
