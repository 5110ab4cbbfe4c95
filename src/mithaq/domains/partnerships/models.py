"""What surrounds an agreement: figures and who stated them, amendments, undertakings, meetings."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from mithaq.registry.rows import Precision, Row


class AgreementProfile(models.Model):
    """What the ledger's head of an agreement does not need to know."""

    agreement = models.OneToOneField(
        "ledger.Agreement", primary_key=True, on_delete=models.PROTECT, related_name="profile"
    )
    purpose_ar = models.TextField(blank=True)
    purpose_en = models.TextField(blank=True)
    signatories = models.ManyToManyField("registry.Person", blank=True, related_name="signed")

    history = HistoricalRecords()


class StatedFigure(Row):
    """A figure as a voice stated it: the ministry's million and the partner's 920,860 are two."""

    class Qualifier(models.TextChoices):
        EXACT = "exact", _("exactly")
        ABOUT = "about", _("about")
        MORE_THAN = "more_than", _("more than")
        UP_TO = "up_to", _("up to")

    agreement = models.ForeignKey(
        "ledger.Agreement", on_delete=models.PROTECT, related_name="figures"
    )
    label_ar = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300, blank=True)
    quantity = models.DecimalField(max_digits=25, decimal_places=6)
    unit_ar = models.CharField(max_length=100)
    unit_en = models.CharField(max_length=100, blank=True)
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices, default=Qualifier.EXACT)
    stated_by = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="figures"
    )
    source = models.ForeignKey("registry.Source", on_delete=models.PROTECT, related_name="figures")
    pledge_line = models.CharField(max_length=40, blank=True)


class Amendment(Row):
    """A change of an agreement, from a day: its pledge lines get new versions of that day."""

    class Kind(models.TextChoices):
        EXTENSION = "extension", _("extension")
        TARGETS = "targets", _("change of targets")
        SCOPE = "scope", _("change of scope")
        NEW_LINE = "new_line", _("new line")

    agreement = models.ForeignKey(
        "ledger.Agreement", on_delete=models.PROTECT, related_name="amendments"
    )
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    effective_on = models.DateField()
    signed_on = models.DateField(null=True, blank=True)
    extends_to = models.DateField(null=True, blank=True, help_text="the agreement's new last day")
    summary_ar = models.CharField(max_length=600)
    summary_en = models.CharField(max_length=600, blank=True)
    pledges = models.ManyToManyField("ledger.Pledge", blank=True, related_name="amendments")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "number"], name="amendment_number_once")
        ]


class Undertaking(Row):
    """A promise without a number yet; it ripens into a pledge line or is dropped with a reason."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        RIPENED = "ripened", _("became a pledge")
        FULFILLED = "fulfilled", _("fulfilled")
        DROPPED = "dropped", _("dropped")

    text_ar = models.TextField()
    text_en = models.TextField(blank=True)
    organisation = models.ForeignKey(
        "registry.Organisation",
        on_delete=models.PROTECT,
        related_name="undertakings",
        help_text="who undertook it",
    )
    agreement = models.ForeignKey(
        "ledger.Agreement",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undertakings",
    )
    meeting = models.ForeignKey(
        "partnerships.Meeting",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undertakings",
    )
    location = models.ForeignKey(
        "registry.Location", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    family = models.CharField(max_length=10, blank=True)
    owner = models.ForeignKey(
        "registry.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    status_reason = models.CharField(max_length=400, blank=True)
    ripened_into = models.ForeignKey(
        "ledger.Pledge",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="undertakings",
    )
    source = models.ForeignKey(
        "registry.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_made_up = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(status="ripened") | models.Q(ripened_into__isnull=False),
                name="undertaking_ripened_into_a_line",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="dropped") | ~models.Q(status_reason=""),
                name="undertaking_dropped_with_a_reason",
            ),
        ]


class SupportConfirmation(Row):
    """The monthly question to a partner — still supporting? until when? — and its answer."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes, still supporting")
        UNTIL = "until", _("yes, until a date")
        NO = "no", _("no longer supporting")

    support_key = models.CharField(max_length=64, db_index=True)
    facility = models.ForeignKey("registry.Location", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "registry.Organisation", on_delete=models.PROTECT, related_name="confirmations"
    )
    month = models.DateField()
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=6, choices=Answer.choices, blank=True)
    until = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["support_key", "month"], name="support_asked_once_a_month"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["organisation", "answer", "month"])]


class Meeting(Row):
    code = models.CharField(max_length=64)
    title_ar = models.CharField(max_length=400)
    title_en = models.CharField(max_length=400, blank=True)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)
    location = models.ForeignKey(
        "registry.Location",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    venue_ar = models.CharField(max_length=200, blank=True)
    venue_en = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="hosted_meetings",
    )
    agreements = models.ManyToManyField("ledger.Agreement", blank=True, related_name="meetings")
    summary_ar = models.TextField(blank=True)
    summary_en = models.TextField(blank=True)
    source = models.ForeignKey(
        "registry.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="meetings"
    )
    is_made_up = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["country", "code"], name="meeting_code_once")
        ]


class MeetingParticipant(Row):
    """Who took part, for whom, as what; an acting role is said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    # An erased person leaves a title and an organisation, without the name.
    person = models.ForeignKey(
        "registry.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        "registry.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title_ar = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    is_acting = models.BooleanField(default=False)


class MeetingTopic(Row):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="topics")
    order = models.PositiveSmallIntegerField()
    text_ar = models.CharField(max_length=600)
    text_en = models.CharField(max_length=600, blank=True)


class Decision(Row):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    order = models.PositiveSmallIntegerField()
    text_ar = models.TextField()
    text_en = models.TextField(blank=True)


class ActionPoint(Row):
    """Who does what by when; closed, with proof, by someone other than the assignee."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done, to be confirmed")
        CLOSED = "closed", _("closed")
        DROPPED = "dropped", _("dropped")

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="action_points")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="action_points"
    )
    text_ar = models.TextField()
    text_en = models.TextField(blank=True)
    organisation = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="action_points",
    )
    assignee = models.ForeignKey(
        "registry.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    status_reason = models.CharField(max_length=400, blank=True)
    proof = models.TextField(blank=True)
    done_by = models.ForeignKey(
        "registry.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        "registry.User", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    is_made_up = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closed_by__isnull=True)
                | models.Q(assignee__isnull=True)
                | ~models.Q(closed_by=models.F("assignee")),
                name="action_closed_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_by__isnull=True)
                | models.Q(done_by__isnull=True)
                | ~models.Q(closed_by=models.F("done_by")),
                name="action_closed_by_other_than_who_did_it",
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "dropped"]) | ~models.Q(proof=""),
                name="action_done_with_proof",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="closed") | models.Q(closed_by__isnull=False),
                name="action_closed_by_someone",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "due_on"])]


class Request(Row):
    """A request or grievance raised at a meeting and followed until answered."""

    class Kind(models.TextChoices):
        REQUEST = "request", _("request")
        GRIEVANCE = "grievance", _("grievance")
        PROPOSAL = "proposal", _("proposal")

    class Status(models.TextChoices):
        OPEN = "open", _("awaiting an answer")
        STUDIED = "studied", _("under study")
        ANSWERED = "answered", _("answered")
        REFUSED = "refused", _("refused")

    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="requests"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.REQUEST)
    text_ar = models.TextField()
    text_en = models.TextField(blank=True)
    raised_by = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requests_raised",
    )
    addressed_to = models.ForeignKey(
        "registry.Organisation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requests_received",
    )
    status = models.CharField(max_length=8, choices=Status.choices, default=Status.OPEN)
    answer_ar = models.TextField(blank=True)
    answer_en = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    follow_up_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(
        "registry.Source", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    is_made_up = models.BooleanField(default=False)

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "studied"])
                | (models.Q(answered_on__isnull=False) & ~models.Q(answer_ar="")),
                name="request_answered_in_words",
            )
        ]
        indexes: ClassVar = [models.Index(fields=["status", "follow_up_on"])]
