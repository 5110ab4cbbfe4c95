"""Users of the system and what they may act as."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from uuid6 import uuid7

from mithaq.registry.rows import Dated, Row


class User(AbstractUser):
    """Who signs in. `uid` is the opaque actor that the ledger keeps; names stay erasable here."""

    uid = models.UUIDField(default=uuid7, unique=True, editable=False)
    name_ar = models.CharField(max_length=200, blank=True)
    name_en = models.CharField(max_length=200, blank=True)


class RoleKind(models.TextChoices):
    PLANNER = "planner", _("planner")
    OFFICER = "officer", _("directorate officer")
    REPORTER = "reporter", _("facility reporter")
    PARTNER = "partner", _("partner focal point")
    MONITOR = "monitor", _("monitor")
    STOREKEEPER = "storekeeper", _("storekeeper")
    ENGINEER = "engineer", _("biomedical engineer")
    PERSONNEL = "personnel", _("personnel officer")
    FUND = "fund", _("fund officer")
    INSPECTOR = "inspector", _("inspector")
    ACTUARY = "actuary", _("actuary")
    AUDITOR = "auditor", _("auditor")
    ADMINISTRATOR = "administrator", _("administrator")


class Role(Dated, Row):
    """A user's role within an organisation and a place (a facility is a place of its own)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=16, choices=RoleKind.choices)
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="user_roles"
    )
    location = models.ForeignKey(
        "registry.Location", on_delete=models.PROTECT, related_name="user_roles"
    )

    history = HistoricalRecords(bases=[models.Model])

    class Meta(Dated.Meta):
        constraints: ClassVar = [
            *Dated.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "kind", "organisation", "location"], name="role_once"
            ),
        ]


class ApiToken(Row):
    """A key to the API. Only its SHA-256 is kept; the key is shown once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    label = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    history = HistoricalRecords(excluded_fields=["digest", "used_at"], bases=[models.Model])
