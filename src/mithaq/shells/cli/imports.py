"""`mithaq import`."""

from __future__ import annotations

from pathlib import Path

from mithaq.shells.cli.screen import (
    DONE,
    REJECTED,
    print_faults,
    print_json,
    progress,
    say,
    start_django,
    wrong_usage,
)


def run(
    table: str, file: Path | None, *, dry_run: bool, as_json: bool, template: Path | None
) -> int:
    """Take in a file whole or not at all, or write a template; the exit status."""
    from mithaq.exchange.tables.catalogue import TABLES

    if table not in TABLES:
        names = ", ".join(TABLES)
        return wrong_usage(
            f"الجدول «{table}» غير معروف؛ الجداول: {names}.",
            f"Unknown table “{table}”; one of {names}.",
        )
    if template is not None:
        return _write_template(table, template)
    if file is None:
        return wrong_usage("اذكر الملف.", "Name the file.")
    if not file.is_file():
        return wrong_usage(f"لا ملف هنا: {file}", f"No such file: {file}")
    start_django()
    from mithaq.exchange.imports import import_file

    with progress(table) as show:
        result = import_file(table, file, actor=None, dry_run=dry_run, progress=show)
    if as_json:
        print_json([fault.as_json() for fault in result.listed()])
    else:
        print_faults(result.faults, result.fault_count)
        print_faults(result.questions, result.question_count)
    if result.faults:
        say(
            f"Rejected: {result.fault_count} faults; nothing was taken in.\n"
            f"رُفض الملف: {result.fault_count} خطأ؛ لم يؤخذ منه شيء."
        )
        return REJECTED
    checked = (" (dry run, nothing written)", " (فحص فقط، لم يُكتب شيء)") if dry_run else ("", "")
    say(
        f"{result.rows} rows: {result.added} new, {result.completed} completed,"
        f" {result.known} known already; {result.question_count} questions{checked[0]}.\n"
        f"الصفوف {result.rows}: جديد {result.added}، مكمَّل {result.completed}،"
        f" معروف {result.known}؛ أسئلة {result.question_count}{checked[1]}."
    )
    return DONE


def _write_template(table: str, path: Path) -> int:
    """With lists of the codes that are registered, where there is a database to ask."""
    start_django()
    from django.conf import settings
    from django.db import DatabaseError

    from mithaq.exchange.queries import registered_codes
    from mithaq.exchange.tables.templates import write_template

    try:
        codes = registered_codes()
    except DatabaseError:
        codes = {}
    write_template(table, path, country=settings.COUNTRY, codes=codes)
    say(str(path))
    return DONE
