"""The monthly report of a facility: the sub-ledger from which claims are posted."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.registry.rows import Named, Row


class DataSet(Row, Named):
    """What facilities of a type report each month; due so many days after the month's end."""

    code = models.CharField(max_length=64)
    facility_type = models.CharField(max_length=40)
    due_days = models.PositiveSmallIntegerField(default=10)
    is_made_up = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="data_set_code_once"),
            models.UniqueConstraint(
                fields=["country", "facility_type"], name="data_set_once_a_type"
            ),
        ]


class DataSetMeasure(models.Model):
    """A measure of a data set. Measures of it that lie under it in the tree must add up to it."""

    id = models.BigAutoField(primary_key=True)
    data_set = models.ForeignKey(DataSet, on_delete=models.PROTECT, related_name="measures")
    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    by_sex = models.BooleanField(default=False)
    by_age = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["data_set", "measure"], name="data_set_measure_once")
        ]


class MonthlyReport(Row):
    """A facility's report of a month.

    `revision` grows each time it is submitted, `version` each time its inputs are saved.
    `source` is the key of the posting that claims the revision; empty while nothing is claimed.
    `captured_at` never stands in for `submitted_at`, which is the server's.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        SENT_BACK = "sent_back", _("sent back")
        ACCEPTED = "accepted", _("accepted")
        VERIFIED = "verified", _("verified")

    facility = models.ForeignKey(
        "registry.Location", on_delete=models.PROTECT, related_name="reports"
    )
    month = models.DateField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    revision = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    source = models.CharField(max_length=200, blank=True)
    no_activity = models.CharField(max_length=20, blank=True, help_text="reason code of the pack")
    note = models.CharField(max_length=600, blank=True)
    is_made_up = models.BooleanField(default=False)
    captured_at = models.DateTimeField(null=True, blank=True, help_text="on the reporter's device")
    updated_at = models.DateTimeField()
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    submitted_by = models.UUIDField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["facility", "month"], name="report_once_a_month"),
            models.CheckConstraint(
                condition=models.Q(status="draft")
                | models.Q(
                    revision__gt=0, submitted_at__isnull=False, first_submitted_at__isnull=False
                ),
                name="report_submitted_at_an_instant",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["accepted", "verified"])
                | models.Q(accepted_at__isnull=False),
                name="report_accepted_at_an_instant",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["month", "status"], name="report_by_month"),
            models.Index(fields=["status", "submitted_at"], name="report_queue"),
        ]


class ReportValue(models.Model):
    """One input. Blank is not zero: a value that was not given has no row. Millionths."""

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(MonthlyReport, on_delete=models.CASCADE, related_name="values")
    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="+")
    sex = models.CharField(max_length=10, blank=True, help_text="empty: all")
    age_group = models.CharField(max_length=20, blank=True, help_text="empty: all")
    value = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "measure", "sex", "age_group"], name="report_value_once"
            ),
            models.CheckConstraint(
                condition=models.Q(value__gte=0), name="report_value_not_negative"
            ),
        ]


class ReportQuestion(models.Model):
    """A question a check asked of a revision, and the reporter's kept answer.

    `key` names the question within the report (`jump:service.consultation`); `revision` is the one
    that is being written while the report is a draft. Quantities in `parameters` are text.
    """

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(MonthlyReport, on_delete=models.CASCADE, related_name="questions")
    revision = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=180)
    code = models.CharField(max_length=40)
    measure = models.ForeignKey(
        "ledger.Measure", null=True, on_delete=models.PROTECT, related_name="+"
    )
    parameters = models.JSONField(default=dict)
    answer = models.CharField(max_length=600, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["report", "revision", "key"], name="report_question_once"
            )
        ]


class ReportEvent(models.Model):
    """What happened to a report, in order: submitted, sent back with reasons, accepted, …

    `values` keeps what a submission said, so that a later revision can be laid beside it:
    [measure code, sex, age group, millionths].
    """

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(MonthlyReport, on_delete=models.CASCADE, related_name="events")
    status = models.CharField(max_length=10, choices=MonthlyReport.Status.choices)
    revision = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    reasons = models.JSONField(
        default=list, blank=True, help_text="codes and words to the reporter"
    )
    values = models.JSONField(default=list, blank=True)
    no_activity = models.CharField(max_length=20, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="key of the posting made")


class ConflictingDraft(Row):
    """Inputs that came too late or beside others: kept whole, never written over the report.

    `values` is [measure code, sex, age group, millionths]; the reporter takes or discards it.
    """

    report = models.ForeignKey(
        MonthlyReport, on_delete=models.CASCADE, related_name="conflicting_drafts"
    )
    values = models.JSONField(default=list, blank=True)
    no_activity = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=600, blank=True)
    captured_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    is_taken = models.BooleanField(default=False)


class Verification(Row):
    """A monitor's visit: per measure, what was claimed and what was found in the registers.

    `source` is the key of the posting that holds the latest finding of every measure so far.
    """

    report = models.ForeignKey(
        MonthlyReport, on_delete=models.PROTECT, related_name="verifications"
    )
    revision = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    on = models.DateField()
    monitor = models.UUIDField(null=True)
    note = models.CharField(max_length=600, blank=True)
    recorded_at = models.DateTimeField()


class VerificationFinding(models.Model):
    """`checked` of the claimed quantity was looked at and `found` was there; millionths."""

    id = models.BigAutoField(primary_key=True)
    verification = models.ForeignKey(
        Verification, on_delete=models.CASCADE, related_name="findings"
    )
    measure = models.ForeignKey("ledger.Measure", on_delete=models.PROTECT, related_name="+")
    claimed = models.BigIntegerField()
    checked = models.BigIntegerField()
    found = models.BigIntegerField()
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["verification", "measure"], name="verification_measure_once"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    found__gte=0,
                    checked__gt=0,
                    found__lte=models.F("checked"),
                    checked__lte=models.F("claimed"),
                ),
                name="verification_found_within_checked",
            ),
        ]


class MonthClose(models.Model):
    """A month closed for a place, or reopened with a reason: a log, the last word speaks."""

    id = models.BigAutoField(primary_key=True)
    location = models.ForeignKey(
        "registry.Location", on_delete=models.PROTECT, related_name="month_closes"
    )
    month = models.DateField()
    is_closed = models.BooleanField()
    reason = models.CharField(max_length=400, blank=True)
    actor = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(is_closed=True) | ~models.Q(reason=""),
                name="month_reopened_with_a_reason",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["location", "month"], name="close_by_location")]
