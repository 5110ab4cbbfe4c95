"""The district of tests/functional/services with people who sign in to it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from django.test import Client

from mithaq.domains.services.actions import accept_report
from mithaq.domains.services.models import MonthlyReport
from mithaq.registry.actions import give_role, make_user, record_organisations
from mithaq.registry.models import User
from mithaq.registry.records import NewOrganisation, NewUser
from tests.functional.services.world import OFFICER, build_world, submit

PASSWORD = "سنديان-أخضر-عتيق"
ROLES = {
    "reporter": ("reporter", "F1"),
    "officer": ("officer", "N1"),
    "monitor": ("monitor", "N1"),
    "auditor": ("auditor", "SY"),
}


def build_site() -> dict[str, User]:
    """The district, and who signs in, by name."""
    build_world()
    record_organisations(
        [NewOrganisation(code="MOH", name_ar="وزارة الصحة", kind="authority")], actor=None
    )
    return {name: _person(name, kind, place) for name, (kind, place) in ROLES.items()}


def _person(name: str, kind: str, place: str) -> User:
    new = NewUser(username=name, password=PASSWORD, name_ar=f"اسم {name}")
    user = make_user(new, actor=None)
    give_role(user.uid, kind=kind, organisation="MOH", location=place, actor=None)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- forms as a browser sends them -----------------------------------------------------------
def typed(text: str, version: int | str = 0, **more: str) -> dict[str, str]:
    """`measure [sex] [age] text`, a field a line; `-` stands for all. `more`: other fields."""
    form = {"version": str(version), **more}
    for row in text.strip().splitlines():
        measure, *groups, value = row.split()
        sex, age = ["" if group == "-" else group for group in [*groups, "-", "-"][:2]]
        kind = "d" if measure.startswith("works.") else "v"
        form[f"{kind}|{measure}|{sex}|{age}"] = value
    return form


PLAIN = """
service.visit_child 40
service.visit_adult 60
service.physio 20
service.dialysis 5
staff.nurse 4
works.power 7.5
"""


def months_of_a_year(facility: str = "F1", until: str = "2026-02", **more: Any) -> None:
    """Six months like each other, accepted, so that there is a usual month."""
    year, last = (int(part) for part in until.split("-"))
    for number in range(year * 12 + last - 6, year * 12 + last):
        month = f"{number // 12}-{number % 12 + 1:02d}"
        done = submit(facility, month, **more)
        accept_report(report=done.report, actor=OFFICER)


def text_of(answer: Any) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def value_of(answer: Any, name: str) -> str:
    """What stands in an input of a page."""
    tag = re.search(rf'<input[^>]*name="{re.escape(name)}"[^>]*>', answer.content.decode())
    assert tag, f"no input {name}"
    value = re.search(r'value="([^"]*)"', tag[0])
    return unescape(value[1]) if value else ""


def saved(facility: str = "F1", month: str = "2026-03") -> dict[str, str]:
    """What the draft or report holds, by measure and groups, in units."""
    report = MonthlyReport.objects.get(facility__code=facility, month=f"{month}-01")
    rows = report.values.values_list("measure__code", "sex", "age_group", "value")
    return {" ".join(part for part in row[:3] if part): f"{row[3] / 1e6:g}" for row in rows}
