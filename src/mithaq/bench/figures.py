"""A measured figure beside its peer, and whether it does what it aims at."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """`ratio` is figure ÷ peer_figure where there is a peer; `aim` says in words what must hold."""

    name: str
    figure: float
    unit: str
    peer: str
    peer_figure: float | None
    ratio: float | None
    aim: str
    holds: bool

    def as_json(self) -> dict[str, Any]:
        return {
            name: round(value, 4) if isinstance(value, float) else value
            for name, value in asdict(self).items()
        }

    def sentence(self) -> str:
        """One line for a reader."""
        beside = ""
        if self.peer_figure is not None and self.ratio is not None:
            beside = f"; {self.peer}: {self.peer_figure:.3g} {self.unit}, ratio {self.ratio:.3g}"
        mark = "holds" if self.holds else "DOES NOT HOLD"
        return f"{self.name}: {self.figure:.4g} {self.unit}{beside}; aim: {self.aim}: {mark}"


def ratio_at_most(
    name: str, figure: float, unit: str, *, peer: str, peer_figure: float, most: float
) -> Figure:
    ratio = figure / peer_figure
    return Figure(
        name, figure, unit, peer, peer_figure, ratio, f"at most {most} × the peer", ratio <= most
    )


def faster_by(
    name: str, figure: float, unit: str, *, peer: str, peer_figure: float, least: float
) -> Figure:
    """The peer takes at least `least` times as long."""
    ratio = figure / peer_figure
    return Figure(
        name, figure, unit, peer, peer_figure, ratio, f"at least {least} × faster",
        peer_figure >= least * figure,
    )  # fmt: skip


def bounded(
    name: str, figure: float, unit: str, *, most: float | None = None, least: float | None = None
) -> Figure:
    """A figure without a peer, within bounds."""
    holds = (most is None or figure <= most) and (least is None or figure >= least)
    words = " and ".join(
        f"at {word} {bound} {unit}".strip()
        for word, bound in (("least", least), ("most", most))
        if bound is not None
    )
    return Figure(name, figure, unit, "", None, None, words, holds)
