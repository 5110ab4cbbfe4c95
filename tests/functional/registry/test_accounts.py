"""Accounts, dated roles, and keys to the API of which only a digest is kept."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from mithaq.registry.access import Denied, Permission, can, roles_of
from mithaq.registry.actions import (
    change_password,
    end_role,
    erase_user,
    give_role,
    make_api_token,
    make_user,
    revoke_api_token,
    use_api_token,
)
from mithaq.registry.faults import ActionRefused
from mithaq.registry.models import ApiToken, Role, User
from mithaq.registry.queries.accounts import keys_of, latest_edits, list_accounts, own_account
from mithaq.registry.records import NewUser
from tests.functional.registry.facilities import record_health_system
from tests.functional.registry.users import PASSWORD, fresh, user_with

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def codes(refused: pytest.ExceptionInfo[ActionRefused]) -> set[str]:
    return {fault.code for fault in refused.value.faults}


def test_an_account_needs_a_name_of_its_own_and_a_strong_password() -> None:
    make_user(NewUser(username="samer", password=PASSWORD), actor=None)
    with pytest.raises(ActionRefused) as refused:
        make_user(NewUser(username="SAMER", password="samer-1"), actor=None)
    assert codes(refused) == {"user_name_taken", "weak_password"}
    with pytest.raises(ActionRefused) as refused:
        make_user(NewUser(username=" ", password=PASSWORD), actor=None)
    assert codes(refused) == {"required"}


def test_a_password_is_changed_only_to_a_strong_one() -> None:
    user = make_user(NewUser(username="samer", password=PASSWORD), actor=None)
    with pytest.raises(ActionRefused):
        change_password(user.uid, password="short", actor=None)
    change_password(user.uid, password=PASSWORD + "2", actor=None)
    assert fresh(user).check_password(PASSWORD + "2")


def test_a_role_holds_between_its_days() -> None:
    record_health_system()
    today = timezone.localdate()
    begun = user_with("planner", name="a", valid_from=today, valid_to=today)
    over = user_with("planner", name="b", valid_to=today - timedelta(days=1))
    to_come = user_with("planner", name="c", valid_from=today + timedelta(days=1))
    assert [len(roles_of(user)) for user in (begun, over, to_come)] == [1, 0, 0]


def test_a_role_is_given_once_and_ended() -> None:
    record_health_system()
    user = user_with("officer", organisation="DOH-N", location="N1")
    again = give_role(user.uid, kind="officer", organisation="DOH-N", location="N1", actor=user.uid)
    assert Role.objects.count() == 1
    end_role(again.uid, on=date(2020, 1, 1), actor=user.uid)
    assert not roles_of(fresh(user))
    assert [edit.history_user for edit in Role.history.order_by("history_id")] == [None, user, user]


def test_every_fault_of_a_role_is_named() -> None:
    record_health_system()
    user = user_with("planner")
    with pytest.raises(ActionRefused) as refused:
        give_role(user.uid, kind="reporter", organisation="X", location="N1", actor=None)
    assert codes(refused) == {"unknown_code", "reporter_needs_facility"}
    with pytest.raises(ActionRefused) as refused:
        give_role(user.uid, kind="king", organisation="MOH", location="X", actor=None)
    assert codes(refused) == {"not_in_list", "unknown_code"}
    with pytest.raises(ActionRefused) as refused:
        give_role(uuid.uuid4(), kind="planner", organisation="MOH", location="SY", actor=None)
    assert codes(refused) == {"not_found"}


def test_of_a_key_only_its_digest_is_kept() -> None:
    user = make_user(NewUser(username="samer", password=PASSWORD), actor=None)
    issued = make_api_token(user.uid, label="DHIS2", actor=user.uid, at=NOON)
    kept = str(ApiToken.objects.values().get()) + str(ApiToken.history.values().get())
    assert issued.secret not in kept
    assert issued.secret not in repr(issued)
    assert use_api_token(issued.secret, at=NOON) == user
    assert use_api_token(issued.secret + "x", at=NOON) is None
    assert use_api_token("", at=NOON) is None
    assert keys_of(user)[0].used_at == NOON


def test_a_key_lets_nobody_in_once_revoked_expired_or_the_account_is_closed() -> None:
    user = make_user(NewUser(username="samer", password=PASSWORD), actor=None)
    end = NOON + timedelta(days=1)
    issued = make_api_token(user.uid, label="a", expires_at=end, actor=None, at=NOON)
    assert use_api_token(issued.secret, at=end - timedelta(seconds=1)) == user
    assert use_api_token(issued.secret, at=end) is None
    other = make_api_token(user.uid, label="b", actor=None, at=NOON)
    revoke_api_token(other.token.uid, actor=None, at=NOON)
    revoke_api_token(other.token.uid, actor=None, at=end)
    assert keys_of(user)[0].revoked_at == NOON
    assert use_api_token(other.secret, at=NOON) is None
    User.objects.update(is_active=False)
    assert use_api_token(issued.secret, at=NOON) is None
    with pytest.raises(ActionRefused):
        revoke_api_token(uuid.uuid4(), actor=None)
    with pytest.raises(ActionRefused) as refused:
        make_api_token(user.uid, label=" ", expires_at=NOON, actor=None, at=NOON)
    assert codes(refused) == {"required", "expiry_passed"}


def test_an_erased_user_leaves_no_name_and_cannot_come_in() -> None:
    record_health_system()
    user = user_with("planner", name="samer")
    make_api_token(user.uid, label="a", actor=None)
    erase_user(user.uid, actor=None)
    erased = fresh(user)
    assert (erased.is_active, erased.username) == (False, f"erased-{user.uid}")
    assert erased.uid == user.uid
    assert not erased.has_usable_password()
    assert not ApiToken.objects.exists()
    assert not can(erased, Permission.SEE_AGREEMENT)


def test_accounts_are_listed_for_who_manages_them_and_edits_for_who_audits() -> None:
    record_health_system()
    administrator, auditor = user_with("administrator"), user_with("auditor")
    listed = list_accounts(administrator)
    assert [account.username for account in listed] == ["administrator-MOH-SY", "auditor-MOH-SY"]
    assert own_account(auditor).roles[0].kind == "auditor"
    give_role(auditor.uid, kind="planner", organisation="MOH", location="SY", actor=None)
    give_role(
        auditor.uid,
        kind="planner",
        organisation="MOH",
        location="SY",
        valid_to=date(2026, 1, 1),
        actor=administrator.uid,
    )
    edit = latest_edits(auditor, model="registry.role")[0]
    assert (edit.kind, edit.by, edit.name) == ("changed", "administrator-MOH-SY", "planner")
    assert edit.changes == (("valid_to", "None", "2026-01-01"),)
    assert latest_edits(auditor)[0].changes == ()
    with pytest.raises(Denied):
        list_accounts(auditor)
    with pytest.raises(Denied):
        latest_edits(user_with("planner"))
