"""How many examples the properties are tried on.

By default a run takes about a minute and draws the same examples every time. MITHAQ_EFFORT=20 tries
twenty times as many, and others at every run.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

EFFORT = int(os.environ.get("MITHAQ_EFFORT", "1"))


def examples(count: int, *, shrink: bool = True) -> settings:
    """Settings for so many examples at the effort asked for."""
    phases = [Phase.explicit, Phase.generate, *([Phase.shrink] if shrink else [])]
    return settings(
        max_examples=count * EFFORT,
        derandomize=EFFORT == 1,
        deadline=None,
        database=None,
        phases=phases,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
