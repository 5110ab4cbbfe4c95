"""What a route is asked with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.functional.rights.world import Variant

Fill = Callable[[Variant], Mapping[str, Any]]


def nothing(_: Variant) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Sample:
    """`address`: the names in the path; `body`: a form, or for the interface JSON."""

    address: Fill = nothing
    query: Fill = nothing
    body: Fill = nothing
    headers: Mapping[str, str] = field(default_factory=dict)
