"""An administrator keeps accounts, dated roles, passwords and keys; everybody their own keys."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from mithaq.registry.actions import give_role, make_user, use_api_token
from mithaq.registry.models import ApiToken, Role, User
from mithaq.registry.records import NewUser
from tests.functional.services.world import build_world
from tests.functional.web.reports.site import PASSWORD, signed_in, text_of, value_of
from tests.functional.web.users.register import record_societies

TODAY = datetime(2026, 4, 20, 9, tzinfo=UTC)


@pytest.fixture
def administrator(db: None, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)
    build_world()
    record_societies()
    return signed_in(person("admin", "administrator", "SY"))


def person(name: str, kind: str = "", place: str = "SY") -> User:
    user = make_user(NewUser(username=name, password=PASSWORD, name_ar=f"اسم {name}"), actor=None)
    if kind:
        give_role(user.uid, kind=kind, organisation="MOH", location=place, actor=None)
    return User.objects.get(pk=user.pk)


def opens(username: str, password: str) -> bool:
    request = RequestFactory().post("/accounts/login/")
    return authenticate(request, username=username, password=password) is not None


# --- accounts -------------------------------------------------------------------------------------
def test_the_list_shows_everybody_with_the_roles_of_today(administrator: Client) -> None:
    person("huda", "reporter", "F1")
    text = text_of(administrator.get("/users/"))
    assert "مستخدمان" in text
    assert "اسم huda" in text
    assert "مركز الورود الصحي · وزارة الصحة" in text


def test_somebody_is_found_by_name_or_place(administrator: Client) -> None:
    person("huda", "reporter", "F1")
    person("rana")
    text = text_of(administrator.get("/users/", {"text": "الورود"}))
    assert "اسم huda" in text
    assert "اسم rana" not in text


def test_a_password_that_was_left_blank_is_made_up_and_shown_once(administrator: Client) -> None:
    answer = administrator.post("/users/new/", {"username": "huda", "name_ar": "هدى"})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    password = re.search(r'id="shown-once" value="([^"]+)"', answer.content.decode())
    assert password
    assert opens("huda", password[1])
    account = User.objects.get(username="huda")
    assert password[1] not in administrator.get(f"/users/{account.uid}/").content.decode()


def test_a_name_that_is_taken_and_a_weak_password_are_said_at_once(administrator: Client) -> None:
    person("huda")
    answer = administrator.post("/users/new/", {"username": "HUDA", "password": "12345"})
    assert answer.status_code == 422
    text = text_of(answer)
    assert "مستعمل لحساب آخر" in text
    assert "كلمة المرور ضعيفة" in text
    assert value_of(answer, "username") == "HUDA"


def test_another_password_ends_the_sessions_of_the_account(administrator: Client) -> None:
    user = person("huda", "reporter", "F1")
    own = signed_in(user)
    assert own.get("/reports/").status_code == 200
    administrator.post(f"/users/{user.uid}/password/", {"password": "زيتون-قديم-وارف"})
    assert own.get("/reports/").status_code == 302
    assert opens("huda", "زيتون-قديم-وارف")


# --- roles ----------------------------------------------------------------------------------------
def role(**changes: str) -> dict[str, str]:
    return {"kind": "reporter", "organisation": "MOH", "location": "F1", **changes}


def test_a_role_is_given_by_code_from_a_day_to_a_day(administrator: Client) -> None:
    user = person("huda")
    dates = {"valid_from": "2026-01-01", "valid_to": "2026-12-31"}
    assert administrator.post(f"/users/{user.uid}/roles/", role(**dates)).status_code == 302
    given = Role.objects.get(user=user)
    assert (given.kind, given.location.code) == ("reporter", "F1")
    assert (given.valid_from, given.valid_to) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_role_is_given_by_name_and_asked_which_where_it_may_be_several(
    administrator: Client,
) -> None:
    user = person("huda")
    several = role(kind="officer", location="محافظة", organisation="الأمل")
    asked = administrator.post(f"/users/{user.uid}/roles/", several)
    assert asked.status_code == 422
    assert "يصدق على أكثر من واحد" in text_of(asked)
    assert 'name="location-chosen" value="N1"' in asked.content.decode()
    assert not Role.objects.filter(user=user).exists()
    chosen = several | {"location-chosen": "N1"}
    assert administrator.post(f"/users/{user.uid}/roles/", chosen).status_code == 302
    given = Role.objects.get(user=user)
    assert (given.location.code, given.organisation.code) == ("N1", "HOPE")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"location": "N1"}, "ليست منشأة"),
        ({"location": "لا مكان كهذا"}, "لا شيء بالاسم أو الرمز"),
        ({"organisation": ""}, "غير معروف"),
        ({"kind": "king"}, "ليست من القيم المسموح بها"),
        ({"valid_from": "2026-05-01", "valid_to": "2026-04-01"}, "يسبق تاريخ البداية"),
        ({"valid_from": "غداً"}, "تاريخ"),
    ],
)
def test_a_role_that_cannot_be_given_is_refused_in_words(
    administrator: Client, changes: dict[str, str], said: str
) -> None:
    user = person("huda")
    answer = administrator.post(f"/users/{user.uid}/roles/", role(**changes))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Role.objects.filter(user=user).exists()


def test_a_role_ends_on_a_day(administrator: Client) -> None:
    user = person("huda", "reporter", "F1")
    given = Role.objects.get(user=user)
    administrator.post(f"/users/roles/{given.uid}/end/", {"on": "2026-04-19"})
    given.refresh_from_db()
    assert given.valid_to == date(2026, 4, 19)
    assert signed_in(user).get("/reports/").status_code == 403


# --- keys -------------------------------------------------------------------------------------
def test_a_key_is_shown_once_and_lets_its_owner_in(administrator: Client) -> None:
    user = person("huda", "reporter", "F1")
    own = signed_in(user)
    answer = own.post("/keys/", {"label": "جدول المنشأة", "expires_on": "2026-12-31"})
    secret = re.search(r'id="shown-once" value="([^"]+)"', answer.content.decode())
    assert secret
    assert use_api_token(secret[1]) == user
    again = own.get("/keys/")
    assert secret[1] not in again.content.decode()
    assert "جدول المنشأة" in text_of(again)
    assert "no-store" in again["Cache-Control"]


def test_a_key_needs_a_purpose_and_a_day_to_come(administrator: Client) -> None:
    answer = administrator.post("/keys/", {"label": " ", "expires_on": "2026-04-01"})
    assert answer.status_code == 422
    text = text_of(answer)
    assert "مطلوبة" in text
    assert "مضى" in text
    assert not ApiToken.objects.exists()


def test_a_revoked_key_lets_nobody_in(administrator: Client) -> None:
    user = person("huda", "reporter", "F1")
    answer = administrator.post(f"/users/{user.uid}/keys/", {"label": "جدول"})
    secret = re.search(r'id="shown-once" value="([^"]+)"', answer.content.decode())
    assert secret
    key = ApiToken.objects.get()
    assert (
        signed_in(person("rana", "officer", "N1")).post(f"/keys/{key.uid}/revoke/").status_code
        == 404
    )
    assert use_api_token(secret[1]) == user
    administrator.post(f"/keys/{key.uid}/revoke/")
    assert use_api_token(secret[1]) is None
    assert "مُلغى" in text_of(administrator.get(f"/users/{user.uid}/"))


# --- audits ---------------------------------------------------------------------------------------
def test_an_auditor_sees_who_changed_what_from_what_to_what(administrator: Client) -> None:
    user = person("huda", "reporter", "F1")
    given = Role.objects.get(user=user)
    administrator.post(f"/users/roles/{given.uid}/end/", {"on": "2026-05-31"})
    auditor = signed_in(person("rana", "auditor"))
    assert "أدوار المستخدمين" in text_of(auditor.get("/audit/"))
    text = text_of(auditor.get("/audit/", {"register": "registry.role"}))
    assert "valid_to" in text
    assert "2026-05-31" in text
    assert "admin" in text


def test_an_auditor_sees_the_chain_of_batches(administrator: Client) -> None:
    auditor = signed_in(person("rana", "auditor"))
    text = text_of(auditor.get("/audit/batches/"))
    assert "المقاييس" in text  # the world's measures were recorded in one
    assert administrator.get("/audit/batches/?before=1").status_code == 200
