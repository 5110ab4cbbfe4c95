"""Trees of codes: nothing lies under itself."""

from __future__ import annotations

from collections.abc import Mapping


def codes_in_cycles(parents: Mapping[str, str]) -> set[str]:
    """Codes from which the way up comes back to them; `parents` maps a code to its parent's."""
    state: dict[str, bool] = {}  # a code that was walked: whether it lies in a cycle
    for start in parents:
        path: list[str] = []
        code = start
        while code and code in parents and code not in state and code not in path:
            path.append(code)
            code = parents[code]
        begins = path.index(code) if code in path else len(path)
        state |= {each: place >= begins for place, each in enumerate(path)}
    return {code for code, is_in_cycle in state.items() if is_in_cycle}
