"""Attached files leave through the gate only, as downloads that no browser runs or guesses at."""

from __future__ import annotations

import uuid

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from mithaq.registry.access import NotFound, access_attachment
from mithaq.registry.actions.papers import stored_name
from mithaq.shells.web.gates import reader


@require_safe
@login_required
def attachment(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """The file, to who sees the row that it is attached to. Raises NotFound, Denied."""
    row = access_attachment(reader(request), uid)
    try:
        content = default_storage.open(stored_name(row.sha256))
    except FileNotFoundError:
        raise NotFound from None
    response = FileResponse(
        content, as_attachment=True, filename=row.name, content_type=row.media_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response
