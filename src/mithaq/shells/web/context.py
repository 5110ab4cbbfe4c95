"""What every page's template may show: the menu, who is reading, the reckoning it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mithaq.registry.access import Permission, can, has_any_role, roles_of
from mithaq.shells.web.gates import reckoning_of


@dataclass(frozen=True)
class MenuItem:
    url: str
    label: str | Promise
    is_current: bool


# Route, words, the permissions of which one is needed to see it, the names that it stands for.
MENU = (
    ("home", _("Today"), (), "home"),
    ("agreements", _("Agreements"), (Permission.SEE_AGREEMENT,), "agreement"),
    ("facilities", _("Facilities"), (Permission.SEE_FACILITY,), "facilit"),
    ("reports", _("Reports"), (Permission.SEE_REPORT,), "report"),
    ("meetings", _("Meetings"), (Permission.SEE_MEETING,), "meeting"),
    ("statements", _("Statements"), (Permission.SEE_STATEMENT,), "statement"),
    ("supports", _("Supports"), (Permission.CONFIRM_SUPPORT, Permission.EDIT_MEETING), "support"),
    ("imports", _("Incoming data"), (Permission.IMPORT_TABLES,), "import"),
    ("users", _("Users"), (Permission.MANAGE_USERS,), "user"),
    ("audit_edits", _("Audit"), (Permission.SEE_AUDIT,), "audit"),
)


class PageContext:
    """Looked up only when a template asks, so that a page pays for what it shows."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user: Any = request.user

    @cached_property
    def menu(self) -> list[MenuItem]:
        match = self._request.resolver_match
        here = match.url_name or "" if match else ""
        if not has_any_role(self._user):
            return []
        return [
            MenuItem(reverse(route), label, here.startswith(stem))
            for route, label, any_of, stem in MENU
            if not any_of or any(can(self._user, permission) for permission in any_of)
        ]

    @cached_property
    def person(self) -> str:
        arabic = (get_language() or "ar").startswith("ar")
        name = self._user.name_ar if arabic else self._user.name_en
        return str(name or self._user.get_username())

    @property
    def initial(self) -> str:
        return self.person[:1]

    @cached_property
    def roles(self) -> str:
        named = {role.get_kind_display() for role in roles_of(self._user)}
        return "، ".join(sorted(map(str, named))) if _is_arabic() else ", ".join(sorted(named))

    @cached_property
    def reckoning(self) -> Any:
        return reckoning_of(self._request)

    @property
    def shows_made_up(self) -> bool:
        return bool(settings.DEMO)

    @cached_property
    def demo_logins(self) -> list[dict[str, str]]:
        """Shown at the sign-in of a demonstration, and nowhere else."""
        if not settings.DEMO:
            return []
        from mithaq.demonstration import LOGINS, PASSWORD

        arabic = _is_arabic()
        return [
            {
                "role": login.role_ar if arabic else login.role_en,
                "username": login.username,
                "password": PASSWORD,
            }
            for login in LOGINS
        ]


def _is_arabic() -> bool:
    return (get_language() or "ar").startswith("ar")


def page(request: HttpRequest) -> dict[str, Any]:
    return {"page": PageContext(request)}
