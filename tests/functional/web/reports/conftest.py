from __future__ import annotations

import pytest

from mithaq.registry.models import User
from tests.functional.web.reports.site import build_site


@pytest.fixture
def people(db: None) -> dict[str, User]:
    return build_site()
