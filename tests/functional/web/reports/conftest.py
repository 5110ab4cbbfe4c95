from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mithaq.registry.models import User
from tests.functional.web.reports.site import build_site

TODAY = datetime(2026, 4, 20, 9, tzinfo=UTC)


@pytest.fixture
def people(db: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, User]:
    """Who signs in, by name. The pages stand on a day on which March 2026 was due."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
    return build_site()
