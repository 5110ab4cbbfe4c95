"""Sources, letters and attached files of any row, and the word index of names."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from mithaq.registry.rows import Precision, Row


class SubjectKind(models.TextChoices):
    """What a letter, a file or a word may belong to; domains below name it by its `uid`."""

    AGREEMENT = "agreement", _("agreement")
    AMENDMENT = "amendment", _("amendment")
    MEETING = "meeting", _("meeting")
    DECISION = "decision", _("decision")
    REPORT = "report", _("report")
    REQUEST = "request", _("request")
    LOCATION = "location", _("place")
    ORGANISATION = "organisation", _("organisation")
    PERSON = "person", _("person")
    IMPORT = "import", _("import")
    STATEMENT = "statement", _("statement")


class Source(Row):
    """Where a fact was read: a statement, a report, a page."""

    title = models.CharField(max_length=400)
    outlet = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.DAY)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)


class Letter(Row):
    """The number and date of a letter, incoming (وارد) or outgoing (صادر)."""

    class Direction(models.TextChoices):
        INCOMING = "incoming", _("incoming")
        OUTGOING = "outgoing", _("outgoing")

    subject_kind = models.CharField(max_length=16, choices=SubjectKind.choices)
    subject = models.UUIDField(db_index=True)
    direction = models.CharField(max_length=8, choices=Direction.choices)
    number = models.CharField(max_length=60)
    on = models.DateField(null=True, blank=True)
    organisation = models.ForeignKey(
        "registry.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject", "direction", "number"], name="letter_once_a_subject"
            )
        ]


class Attachment(Row):
    """A file, stored under its SHA-256, served only through access."""

    subject_kind = models.CharField(max_length=16, choices=SubjectKind.choices)
    subject = models.UUIDField(db_index=True)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(help_text="bytes")
    sha256 = models.CharField(max_length=64, db_index=True)
    added_at = models.DateTimeField()
    added_by = models.UUIDField(null=True, help_text="the opaque actor")


class NameWord(models.Model):
    """One normalised word of a row's names and aliases; prefix search is a range of the index."""

    id = models.BigAutoField(primary_key=True)
    subject_kind = models.CharField(max_length=16, choices=SubjectKind.choices)
    subject_id = models.BigIntegerField()
    word = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["subject_kind", "word", "subject_id"], name="name_word_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["subject_kind", "subject_id"])]
