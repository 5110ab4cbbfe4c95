"""The table of actions in docs/rights.md is what the gate does."""

from __future__ import annotations

import pytest

from mithaq.registry.access import Permission, can
from mithaq.registry.actions import record_locations, record_organisations
from mithaq.registry.models import Location, Organisation, RoleKind
from tests.functional.registry.users import user_with
from tests.functional.rights.matrix import ROOT
from tests.functional.rights.world import ORGANISATIONS, PLACES

pytestmark = pytest.mark.django_db

# Whether a letter covers a row of one's own, of another place, of another organisation.
COVERS = {
    "A": (True, True, True),
    "P": (True, False, True),
    "O": (True, False, False),
    "–": (False, False, False),
}


def table() -> dict[str, dict[str, str]]:
    """Action → role → letter, as docs/rights.md says."""
    text = (ROOT / "docs" / "rights.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    start = next(n for n, line in enumerate(lines) if line.startswith("| action |"))
    roles = _cells(lines[start])[1:]
    found = {}
    for line in lines[start + 2 :]:
        action, *letters = _cells(line)
        found[action] = dict(zip(roles, letters, strict=True))
    return found


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_table_names_every_action_and_every_role() -> None:
    assert set(table()) == {permission.value for permission in Permission}
    assert all(set(roles) == set(RoleKind.values) for roles in table().values())


@pytest.mark.parametrize("kind", RoleKind.values)
def test_a_role_reaches_exactly_as_far_as_the_table_says(kind: str) -> None:
    record_locations(PLACES, actor=None)
    record_organisations(ORGANISATIONS, actor=None)
    north, south = (Location.objects.get(code=code) for code in ("N1", "S101"))
    hope, dawn = (Organisation.objects.get(code=code) for code in ("HOPE", "DAWN"))
    rows = ((north, hope), (south, hope), (north, dawn))
    place = "N101" if kind == RoleKind.REPORTER else "N1"
    if kind == RoleKind.REPORTER:
        kind_of_place = Location.objects.get(code=place)
        Location.objects.filter(pk=kind_of_place.pk).update(level="facility")
        rows = ((kind_of_place, hope), (south, hope), (kind_of_place, dawn))
    user = user_with(kind, organisation="HOPE", location=place)
    for action, letters in table().items():
        covered = tuple(
            can(user, Permission(action), location=location, organisation=organisation)
            for location, organisation in rows
        )
        assert covered == COVERS[letters[kind]], action
