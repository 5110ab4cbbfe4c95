"""Taking in tables: choose one, send a file, see what would come of it, then take it in."""

from __future__ import annotations

import csv
import tempfile
import uuid
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from mithaq.exchange import uploads
from mithaq.exchange.queries import registered_codes
from mithaq.exchange.tables.catalogue import TABLES
from mithaq.exchange.tables.templates import write_template
from mithaq.exchange.tables.writers import cell_text
from mithaq.registry.access import NotFound, Permission
from mithaq.registry.faults import ActionRefused
from mithaq.shells.web.gates import actor_of, needs, reader

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORDS = {
    "measures": _("Measures"),
    "places": _("Places"),
    "organisations": _("Organisations"),
    "facilities": _("Facilities"),
    "statuses": _("Statuses of facilities"),
    "agreements": _("Agreements"),
    "parties": _("Parties to agreements"),
    "supports": _("Supports of facilities"),
    "pledges": _("Pledges"),
    "deliveries": _("Deliveries"),
    "reversals": _("Reversals"),
    "reports": _("Monthly reports"),
}
FAULT_COLUMNS = ("sheet", "row", "column", "found", "expected", "code", "ar", "en")


@require_safe
@needs(Permission.IMPORT_TABLES)
def imports(request: HttpRequest) -> HttpResponse:
    found = uploads.latest_imports(reader(request))
    return render(
        request,
        "imports/list.html",
        {
            "rows": [(row, WORDS.get(row.table, row.table)) for row in found],
            "tables": [(code, WORDS[code]) for code in TABLES],
            "limit": settings.UPLOAD_LIMIT_BYTES // 1024**2,
        },
    )


@require_POST
@needs(Permission.IMPORT_TABLES)
def import_upload(request: HttpRequest) -> HttpResponse:
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, gettext("Choose a file."))
        return redirect("imports")
    if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
        messages.error(request, gettext("The file is larger than what may be sent from a page."))
        return redirect("imports")
    try:
        uid = uploads.upload(
            request.POST.get("table", ""), file.name or "", file, actor=actor_of(request)
        )
    except ActionRefused as refusal:
        for fault in refusal.faults:
            messages.error(request, fault.text(get_language() or "ar"))
        return redirect("imports")
    return redirect("import", uid=uid)


@require_safe
@needs(Permission.IMPORT_TABLES)
def import_(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    row = uploads.access_import(reader(request), uid)
    arabic = (get_language() or "ar").startswith("ar")
    return render(
        request,
        "imports/import.html",
        {
            "row": row,
            "table": WORDS.get(row.table, row.table),
            "word": "ar" if arabic else "en",
            "is_under_way": uploads.is_under_way(row),
            "may_confirm": uploads.may_confirm(row),
        },
    )


@require_POST
@needs(Permission.IMPORT_TABLES)
def import_confirm(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    uploads.access_import(reader(request), uid)
    uploads.confirm(uid, actor=actor_of(request))
    return redirect("import", uid=uid)


@require_safe
@needs(Permission.IMPORT_TABLES)
def import_faults(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Faults, then questions, as a file to hand back to whoever made the table."""
    row = uploads.access_import(reader(request), uid)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{row.table}-faults.csv"'
    answer.write("\ufeff")  # so that a spreadsheet reads the Arabic
    writer = csv.writer(answer)
    writer.writerow(FAULT_COLUMNS)
    for fault in (*row.faults, *row.questions):
        writer.writerow([cell_text(fault.get(name)) for name in FAULT_COLUMNS])
    return answer


@require_safe
@needs(Permission.IMPORT_TABLES)
def import_template(request: HttpRequest, table: str) -> HttpResponse:  # noqa: ARG001
    """An empty table to fill in, lists of allowed codes included."""
    if table not in TABLES:
        raise NotFound
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{table}.xlsx"
        write_template(table, path, country=settings.COUNTRY, codes=registered_codes())
        content = path.read_bytes()
    answer = HttpResponse(content, content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{table}.xlsx"'
    return answer
