"""Accounts, their roles and their keys, for who runs the system; and everybody's own keys."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mithaq.engine.text import found_by
from mithaq.registry.access import (
    TABLE,
    Denied,
    Permission,
    access_api_token,
    access_role,
    access_user,
    has_any_role,
)
from mithaq.registry.actions import accounts
from mithaq.registry.faults import Fault, FaultKind
from mithaq.registry.queries.accounts import Account, keys_of, list_accounts, own_account
from mithaq.registry.queries.names import Found, find_locations, find_organisations
from mithaq.registry.records import NewUser
from mithaq.shells.web.forms import Entries, attempt
from mithaq.shells.web.gates import actor_of, needs, reader

T = TypeVar("T")

MOST_SHOWN: Final = 200
CANDIDATES: Final = 8
UNPROCESSABLE: Final = 422
WHICH_ONE = FaultKind(
    "several_found",
    ar="«{found}» يصدق على أكثر من واحد: اختر أحدها.",
    en="“{found}” may be several: choose one of them.",
)
NONE_FOUND = FaultKind(
    "none_found", ar="لا شيء بالاسم أو الرمز «{found}».", en="Nothing is called “{found}”."
)


# --- all accounts --------------------------------------------------------------------------------
@require_safe
@needs(Permission.MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("text", "").strip()[:100]
    everybody = list_accounts(reader(request))
    found = [one for one in everybody if _is_found(one, text)]
    context = {"text": text, "all": len(everybody), "found": len(found), "rows": found[:MOST_SHOWN]}
    return render(request, "users/users.html", {**context, "today": timezone.localdate()})


def _is_found(account: Account, text: str) -> bool:
    held = (f"{r.organisation_ar} {r.place_ar} {r.place_en}" for r in account.roles)
    about = f"{account.username} {account.name_ar} {account.name_en} {' '.join(held)}"
    return found_by(about, text)


@require_http_methods(["GET", "POST"])
@needs(Permission.MANAGE_USERS)
def user_new(request: HttpRequest) -> HttpResponse:
    """Make an account; a password that was left blank is made up, and shown once."""
    form = Entries(
        request.POST if request.method == "POST" else None,
        fields=("username", "name_ar", "name_en", "email", "password"),
    )
    if not form.is_sent:
        return render(request, "users/new.html", {"form": form})
    password = form.value("password") or _made_password()
    new = NewUser(
        username=form.text("username"),
        password=password,
        name_ar=form.text("name_ar"),
        name_en=form.text("name_en"),
        email=form.text("email"),
    )
    made = _done(form, lambda: accounts.make_user(new, actor=actor_of(request)))
    if made is None:
        return render(request, "users/new.html", {"form": form}, status=UNPROCESSABLE)
    return _page(request, made, shown_once=_secret(gettext("Password"), password))


def _done(form: Entries, act: Callable[[], T], names: Mapping[str, str] | None = None) -> T | None:
    """What the action gave; None if it refused, which is then noted in the form."""
    given: list[T] = []
    return given[0] if attempt(form, lambda: given.append(act()), names) else None


def _made_password() -> str:
    """Easy to read out over a telephone: four groups without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def _secret(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}


# --- one account ---------------------------------------------------------------------------------
@require_safe
@needs(Permission.MANAGE_USERS)
def user(request: HttpRequest, account: uuid.UUID) -> HttpResponse:
    return _page(request, access_user(reader(request), account))


def _page(
    request: HttpRequest,
    row: Any,
    *,
    role: Entries | None = None,
    password: Entries | None = None,
    key: Entries | None = None,
    candidates: dict[str, tuple[Found, ...]] | None = None,
    shown_once: dict[str, str] | None = None,
) -> HttpResponse:
    """The account with its forms; those given are shown as they were typed, with their faults."""
    forms = {
        "role": role or Entries(fields=ROLE_FIELDS, initial={"valid_from": timezone.localdate()}),
        "password": password or Entries(fields=("password",)),
        "key": key or Entries(fields=("label", "expires_on")),
    }
    is_refused = any(form.has_faults for form in forms.values())
    context = {
        **forms,
        "account": own_account(row),
        "keys": keys_of(row),
        "kinds": [(kind, kind.label) for kind in TABLE],  # type: ignore[attr-defined]
        "candidates": candidates or {},
        "shown_once": shown_once,
        "today": timezone.localdate(),
        "now": timezone.now(),
        "is_own": row.uid == actor_of(request),
    }
    status = UNPROCESSABLE if is_refused else 200
    response = render(request, "users/user.html", context, status=status)
    if shown_once:
        add_never_cache_headers(response)
    return response


@require_POST
@needs(Permission.MANAGE_USERS)
def user_password(request: HttpRequest, account: uuid.UUID) -> HttpResponse:
    row = access_user(reader(request), account)
    form = Entries(request.POST, fields=("password",))
    password = form.value("password") or _made_password()

    def act() -> None:
        accounts.change_password(row.uid, password=password, actor=actor_of(request))

    if not attempt(form, act):
        return _page(request, row, password=form)
    return _page(request, row, shown_once=_secret(gettext("New password"), password))


# --- roles ---------------------------------------------------------------------------------------
ROLE_FIELDS: Final = ("kind", "organisation", "location", "valid_from", "valid_to")


@require_POST
@needs(Permission.MANAGE_USERS)
def user_role_give(request: HttpRequest, account: uuid.UUID) -> HttpResponse:
    """Give a role in an organisation and a place, each by code or by name."""
    admin, row = reader(request), access_user(reader(request), account)
    form = Entries(request.POST, fields=ROLE_FIELDS)
    candidates: dict[str, tuple[Found, ...]] = {}
    finders: dict[str, Callable[..., tuple[Found, ...]]] = {
        "organisation": find_organisations,
        "location": find_locations,
    }
    codes = {}
    for field, find in finders.items():
        text = form.text(f"{field}-chosen") or form.text(field)[:100]
        found = find(admin, text, limit=CANDIDATES) if text else ()
        codes[field], fault = _one_of(found, text)
        if fault:
            form.note(field, fault)
            candidates[field] = found
    given = _done(
        form,
        lambda: accounts.give_role(
            row.uid,
            kind=form.text("kind"),
            **codes,
            valid_from=form.day("valid_from"),
            valid_to=form.day("valid_to"),
            actor=actor_of(request),
        ),
    )
    if given is None:
        return _page(request, row, role=form, candidates=candidates)
    messages.success(request, gettext("The role is given."))
    return redirect("user", row.uid)


def _one_of(found: tuple[Found, ...], text: str) -> tuple[str, Fault | None]:
    """The code that a name or code means. Where it may be several, which is asked."""
    if not text:
        return "", None  # the action says that it is missing
    exact = [one.code for one in found if one.code == text]
    if exact or len(found) == 1:
        return (exact or [found[0].code])[0], None
    return "", (WHICH_ONE if found else NONE_FOUND)(found=text)


@require_POST
@needs(Permission.MANAGE_USERS)
def user_role_end(request: HttpRequest, role: uuid.UUID) -> HttpResponse:
    row = access_role(reader(request), role)
    form = Entries(request.POST, fields=("on",))
    ended = _done(
        form,
        lambda: accounts.end_role(row.uid, on=form.needed_day("on"), actor=actor_of(request)),
    )
    if ended is None:
        _say_faults(request, form)
    else:
        messages.success(request, gettext("The role ends on that day."))
    return redirect("user", row.user.uid)


def _say_faults(request: HttpRequest, form: Entries) -> None:
    for faults in form.faults.values():
        for fault in faults:
            messages.error(request, fault.text(request.LANGUAGE_CODE))


# --- keys to the interface ------------------------------------------------------------------------
@require_http_methods(["GET", "POST"])
@login_required
def own_keys(request: HttpRequest) -> HttpResponse:
    """Everybody with a role may let their own systems in, as far as they may go themselves."""
    own = reader(request)
    if not has_any_role(own):
        raise Denied
    form = Entries(
        request.POST if request.method == "POST" else None, fields=("label", "expires_on")
    )
    issued = _make_key(form, own, own) if form.is_sent else None
    context = {
        "form": form if issued is None else Entries(fields=("label", "expires_on")),
        "keys": keys_of(own),  # type: ignore[arg-type]
        "shown_once": issued and _secret(issued.token.label, issued.secret),
        "now": timezone.now(),
    }
    status = UNPROCESSABLE if form.has_faults else 200
    response = render(request, "users/own_keys.html", context, status=status)
    add_never_cache_headers(response)
    return response


@require_POST
@needs(Permission.MANAGE_USERS)
def user_key_make(request: HttpRequest, account: uuid.UUID) -> HttpResponse:
    row = access_user(reader(request), account)
    form = Entries(request.POST, fields=("label", "expires_on"))
    issued = _make_key(form, row, reader(request))
    if issued is None:
        return _page(request, row, key=form)
    return _page(request, row, shown_once=_secret(issued.token.label, issued.secret))


def _make_key(form: Entries, owner: Any, actor: Any) -> accounts.IssuedToken | None:
    """A key that is good to the end of its last day, for ever if none is named."""
    last = form.day("expires_on")
    expires = timezone.make_aware(datetime.combine(last, time.max)) if last else None
    return _done(
        form,
        lambda: accounts.make_api_token(
            owner.uid, label=form.text("label"), expires_at=expires, actor=actor.uid
        ),
        {"expires_at": "expires_on"},
    )


@login_required
@require_POST
def key_revoke(request: HttpRequest, token: uuid.UUID) -> HttpResponse:
    """End a key at once: one's own, or anybody's for who manages users."""
    row = access_api_token(reader(request), token)
    accounts.revoke_api_token(row.uid, actor=actor_of(request))
    messages.success(request, gettext("The key no longer lets anybody in."))
    if row.user_id == reader(request).pk:
        return redirect("own_keys")
    return redirect("user", row.user.uid)
