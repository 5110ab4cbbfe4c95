"""The gate to statements: by the place whose officers follow them."""

from __future__ import annotations

import uuid

from django.db.models import Q, QuerySet

from mithaq.exchange.models import Statement
from mithaq.registry.access import Permission, Visitor, gate_files_of, spans, take
from mithaq.registry.models import SubjectKind
from mithaq.registry.rows import default_country
from mithaq.registry.tree import under_any

SEE = Permission.SEE_STATEMENT


def visible_statements(user: Visitor, permission: Permission = SEE) -> QuerySet[Statement]:
    """Statements followed by officers of the user's places."""
    rows = Statement.objects.select_related("location").filter(country=default_country())
    covered = spans(user, permission)
    return rows if covered.everything else rows.filter(under_any(covered.places, "location__"))


def access_statement(
    user: Visitor, uid: uuid.UUID, permission: Permission = SEE, *, lock: bool = False
) -> Statement:
    """The row of a statement. Raises NotFound, Denied."""
    return take(visible_statements, user, see=SEE, to=permission, row=Q(uid=uid), lock=lock)


def access_draft(user: Visitor, uid: uuid.UUID) -> Statement:
    """A statement, to decide about its cards. Raises NotFound, Denied."""
    return access_statement(user, uid, Permission.EDIT_STATEMENT)


def open_gates() -> None:
    """Tell the registry's gate of the files of statements; called once, when the app is ready."""
    gate_files_of(SubjectKind.STATEMENT, access_statement)
