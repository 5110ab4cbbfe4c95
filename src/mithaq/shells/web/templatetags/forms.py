"""Fields of a form: label, value as typed, and every fault beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mithaq.registry.faults import Fault
from mithaq.shells.web.forms import Entries, Row

register = template.Library()

# Codes, dates and figures inside a sentence: in Arabic each keeps its own direction.
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_\-./:%+@]*(?: [A-Za-z0-9][A-Za-z0-9_\-./:%+@]*)*")


@register.filter
def spoken(fault: Fault) -> SafeString:
    """A fault in the reader's language, with codes and dates set apart from Arabic."""
    text = fault.text(get_language() or "ar")
    if not (get_language() or "ar").startswith("ar"):
        return conditional_escape(text)
    parts, end = [], 0
    for match in _LATIN.finditer(text):
        parts += [
            conditional_escape(text[end : match.start()]),
            f'<bdi dir="ltr">{conditional_escape(match[0])}</bdi>',
        ]
        end = match.end()
    # Every piece was escaped; the tags are this function's own.
    return mark_safe("".join([*parts, conditional_escape(text[end:])]))  # noqa: S308


def _faults(form: Entries, name: str) -> SafeString:
    return format_html_join(
        "", '<div class="field-error">{}</div>', ((spoken(f),) for f in form.faults.get(name, ()))
    )


def _of(source: Entries | Row, name: str) -> tuple[Entries, str]:
    return (source.form, source.name(name)) if isinstance(source, Row) else (source, name)


@register.inclusion_tag("components/field.html")
def field(
    source: Entries | Row,
    name: str,
    label: str,
    *,
    type: str = "text",  # noqa: A002 - as the attribute is called
    hint: str = "",
    needed: bool = False,
    rows: int = 0,
    choices: Iterable[tuple[str, Any]] | None = None,
    empty: str = "",
    list: str = "",  # noqa: A002 - as the attribute is called
    length: int | None = None,
    bare: bool = False,
    default: str = "",
) -> dict[str, Any]:
    """An input, a text area (`rows`) or a list to choose from (`choices`).

    `list` names a <datalist> of the page; `bare` leaves the label to be heard, not seen; `default`
    stands in a field that nothing was typed into yet.
    """
    form, full = _of(source, name)
    return {
        "name": full,
        "id": f"id-{form.mark}{full}",
        "label": label,
        "type": type,
        "value": form.value(full) or ("" if form.is_sent else default),
        "faults": _faults(form, full),
        "hint": hint,
        "needed": needed,
        "rows": rows,
        "choices": None if choices is None else [(str(v), word) for v, word in choices],
        "empty": empty,
        "list": list,
        "length": length,
        "bare": bare,
        "is_latin": type in {"date", "url"} or name.endswith(("_en", "code", "line")),
    }


@register.inclusion_tag("components/ticks.html")
def ticks(
    source: Entries, name: str, label: str, choices: Iterable[tuple[str, Any]], hint: str = ""
) -> dict[str, Any]:
    """Boxes to tick, any number of them."""
    chosen = set(source.values(name))
    return {
        "name": name,
        "label": label,
        "boxes": [(value, word, value in chosen) for value, word in choices],
        "hint": hint,
        "faults": _faults(source, name),
    }


@register.simple_tag
def faults_of(source: Entries | Row, name: str) -> SafeString:
    """The faults of a field that is drawn by hand."""
    return _faults(*_of(source, name))


@register.simple_tag
def typed(source: Entries | Row, name: str) -> str:
    """The value of a field that is drawn by hand."""
    form, full = _of(source, name)
    return form.value(full)


@register.simple_tag
def named_in(source: Row, name: str) -> str:
    """The full name of a row's field."""
    return source.name(name)


@register.inclusion_tag("components/refused.html")
def refused(form: Entries) -> dict[str, Any]:
    """What stands above a form that was not taken: how many faults, and those of no field."""
    return {
        "count": sum(map(len, form.faults.values())),
        "general": [spoken(fault) for fault in form.faults.get("", ())],
    }
