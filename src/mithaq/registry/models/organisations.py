"""Organisations, and the people who act for them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mithaq.registry.rows import Dated, Named, Row


class OrganisationKind(models.TextChoices):
    AUTHORITY = "authority", _("public authority")
    UN = "un", _("United Nations agency")
    INGO = "ingo", _("international organisation")
    NGO = "ngo", _("national organisation")
    UNION = "union", _("union")
    FUND = "fund", _("fund")
    INSTITUTION = "institution", _("institution")
    COMPANY = "company", _("company")


class Organisation(Row, Named):
    code = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=OrganisationKind.choices)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts"
    )
    location = models.ForeignKey(
        "registry.Location",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="organisations",
        help_text="the area it answers for, e.g. a directorate's governorate",
    )
    phone = models.CharField(max_length=40, blank=True)
    is_made_up = models.BooleanField(default=False)
    retired_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    history = HistoricalRecords(excluded_fields=["sort_ar"], bases=[models.Model])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="organisation_code_once")
        ]


class OrganisationAlias(Dated, Row):
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)


class Person(Row, Named):
    """A person in public or professional life; erasable, and never named by the ledger."""

    honorific = models.CharField(max_length=40, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    is_made_up = models.BooleanField(default=False)

    history = HistoricalRecords(excluded_fields=["sort_ar"], bases=[models.Model])


class PersonAlias(Row):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)


class PersonRole(Dated, Row):
    """What a person is to an organisation, from when to when."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    location = models.ForeignKey(
        "registry.Location", null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    title_ar = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    is_acting = models.BooleanField(default=False)
    source = models.ForeignKey(
        "registry.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
