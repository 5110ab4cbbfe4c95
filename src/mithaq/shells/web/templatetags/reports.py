"""How monthly reports are shown: months by number, quantities in millionths, statuses, answers."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from mithaq.domains.services.queries import Said
from mithaq.domains.services.rules import SEND_BACK_REASONS
from mithaq.engine.months import first_day, write_month
from mithaq.engine.quantities import MILLION, as_decimal
from mithaq.engine.text import western_digits
from mithaq.shells.web.templatetags.mithaq import entry, figure, isolated, month, named

register = template.Library()

STATUSES = {
    "": ("quiet", _("not begun")),
    "draft": ("quiet", _("draft")),
    "submitted": ("warn", _("submitted, waiting for review")),
    "sent_back": ("bad", _("sent back")),
    "accepted": ("good", _("accepted")),
    "verified": ("good", _("verified on site")),
    "missing": ("bad", _("has not come")),
}
EVENTS = {
    "draft": _("reopened as a draft"),
    "submitted": _("submitted"),
    "sent_back": _("sent back"),
    "accepted": _("accepted"),
    "verified": _("verified on site"),
}
# What helps somebody to answer a check's question; the rest is asked in its own words.
ANSWER_HINTS = {
    "jump": _("For example: a second room was opened"),
    "usually_reported": _("For example: the register is at the district"),
    "parts_missing": _("For example: it is not written down here"),
    "not_provided": _("For example: the service began this month"),
}


@register.filter
def status_tag(status: str) -> SafeString:
    tone, word = STATUSES.get(status, ("quiet", status))
    return format_html('<span class="tag {}">{}</span>', tone, word)


@register.filter
def status_word(status: str) -> str:
    return str(STATUSES.get(status, ("quiet", status))[1])


@register.filter
def happening(status: str) -> str:
    return str(EVENTS.get(status, status))


@register.filter
def month_name(number: int) -> str:
    """A month of the engine, in the country's words."""
    return month(first_day(number))


@register.filter
def month_code(number: int) -> str:
    return write_month(number)


@register.filter
def amount(millionths: int | None) -> SafeString | str:
    """A quantity in millionths; nothing known is a dash."""
    return figure(None if millionths is None else as_decimal(millionths))


@register.filter
def usual(millionths: int | None) -> SafeString | str:
    """A median: without its half, which nobody counts, where the figure is large."""
    is_large = millionths is not None and millionths >= 10 * MILLION
    return amount(round(millionths, -6) if is_large and millionths else millionths)


@register.filter
def unit_of(row: Any) -> str:
    first, second = (row.unit_ar, row.unit) if _is_arabic() else (row.unit, row.unit_ar)
    return str(first or second)


@register.filter
def reason_of(reason: Mapping[str, str]) -> str:
    """Why a report was sent back: the code's words, then the officer's own."""
    ar, en = SEND_BACK_REASONS.get(reason.get("code", ""), ("", ""))
    label = (ar if _is_arabic() else en) if reason.get("code") != "other" else ""
    return ": ".join(part for part in (label, reason.get("words", "")) if part)


@register.filter
def answer_hint(one: Said) -> str:
    return str(ANSWER_HINTS.get(one.fault.code, gettext("Your answer, in a few words")))


@register.filter
def group_of(one: Said) -> str:
    """The sex and age group that a finding speaks of, if it is not all of them."""
    said = one.fault.parameters
    sex, age = str(said.get("sex", "") or ""), str(said.get("age_group", "") or "")
    parts = [entry(sex, "sexes") if sex else "", entry(age, "age_groups") if age else ""]
    return "، ".join(part for part in parts if part)


def _is_arabic() -> bool:
    return (get_language() or "ar").startswith("ar")


# --- bars ------------------------------------------------------------------------------------
@register.filter
def width_of(row: Any, share: str) -> str:
    """A share of one, by its name, as a width in percent."""
    return hundredths(getattr(row, share))


@register.filter
def hundredths(share: Fraction | float | None) -> str:
    return "0" if share is None else f"{min(max(float(share), 0.0), 1.0) * 100:.1f}"


@register.filter
def left_of(ratio: Any) -> str:
    return hundredths(ratio.low)


@register.filter
def width_between(ratio: Any) -> str:
    return hundredths((ratio.high or 0) - (ratio.low or 0))


@register.filter
def share(value: Fraction | float | None) -> SafeString | str:
    """A share of one as a whole percentage; 100 % and 0 % only where it is exactly so."""
    if value is None:
        return "—"
    whole = round(value * 100)
    if whole in (0, 100) and value not in (0, 1):
        return share_fine(value)
    return isolated(f"{whole}%")


@register.filter
def share_fine(value: Fraction | float | None) -> SafeString | str:
    """With a tenth of a percent, as the bounds of an interval need it near the ends."""
    if value is None:
        return "—"
    tenths = min(
        max(round(float(value) * 1000), 1 if value > 0 else 0), 1000 if value >= 1 else 999
    )
    return isolated(f"{tenths / 10:g}%")


@register.filter
def at(rows: Mapping[Any, Any], key: Any) -> Any:
    return rows.get(key)


@register.filter
def words(message: Any) -> str:
    """A message kept in both languages, in the page's."""
    return str(message.ar if _is_arabic() else message.en)


@register.filter
def dialled(phone: str) -> str:
    """A telephone number as a link takes it."""
    return "".join(sign for sign in western_digits(phone) if sign.isdigit() or sign == "+")


# --- a report being reviewed ------------------------------------------------------------------
@register.filter
def total_of(row: Any) -> int | None:
    """A measure's total: as typed, else what its inputs add up to; None: nothing was entered."""
    return row_total({(cell.sex, cell.age_group): cell.value for cell in row.cells})


@register.filter
def was_in(row: Any, before: Mapping[tuple[str, str, str], int]) -> int | None:
    """The same in an earlier submission (measure, sex, age group to millionths)."""
    cells = {(sex, age): value for (code, sex, age), value in before.items() if code == row.measure}
    return row_total(cells)


def row_total(cells: Mapping[tuple[str, str], int | None]) -> int | None:
    known = {group: value for group, value in cells.items() if value is not None}
    if ("", "") in known or not known:
        return known.get(("", ""))
    return sum(known.values())


@register.filter
def group_label(cell: Any, measure: Any) -> str:
    """The sex and age group of an input, without its measure's name before them."""
    return str(cell.label).removeprefix(named(measure.row)).lstrip("، ")


@register.filter
def name_in(sheet: Any, measure: str) -> str:
    """A measure's name, of a report's sheet."""
    return next((named(m.row) for m in sheet.measures if m.row.measure == measure), measure)
