"""Every command and option is written down in docs/commands.md, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import typer

from mithaq.shells.cli.commands import application

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "commands.md"


def documented() -> dict[str, set[str]]:
    """The options that the document names, by command."""
    sections = re.split(r"^## mithaq (\w+).*$", DOCUMENT.read_text(encoding="utf-8"), flags=re.M)
    names, texts = sections[1::2], sections[2::2]
    return {
        name: set(re.findall(r"--[a-z-]+", text)) for name, text in zip(names, texts, strict=True)
    }


def offered() -> dict[str, set[str]]:
    """The options that the program takes, by command."""
    commands = typer.main.get_command(application).commands  # type: ignore[attr-defined]
    return {
        name: {option for part in command.params for option in part.opts if option.startswith("--")}
        for name, command in commands.items()
    }


def test_every_command_and_option_is_documented_and_exists() -> None:
    assert documented() == offered()
