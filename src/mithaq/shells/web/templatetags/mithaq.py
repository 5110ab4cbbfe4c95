"""How figures, days and states are shown: the same on every page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from mithaq.countries import load_pack

register = template.Library()

STATES = {
    "fulfilled": ("good", _("fulfilled")),
    "on_track": ("good", _("on track")),
    "at_risk": ("warn", _("at risk")),
    "behind": ("bad", _("behind")),
    "missed": ("bad", _("missed")),
    "suspended": ("quiet", _("suspended")),
    "terminated": ("quiet", _("terminated")),
    "undated": ("quiet", _("without dates")),
    "not_known": ("quiet", _("not known")),
    "not_started": ("quiet", _("not started")),
}


def _is_arabic() -> bool:
    return (get_language() or "ar").startswith("ar")


def _months() -> tuple[str, ...]:
    calendar = load_pack(settings.COUNTRY).calendar
    return calendar.months_ar if _is_arabic() else calendar.months_en


def isolated(text: object) -> SafeString:
    """Latin codes, ISO dates and figures keep their own direction inside Arabic text."""
    return format_html('<bdi dir="ltr">{}</bdi>', text)


@register.filter
def figure(value: Decimal | int | float | None) -> SafeString | str:
    """A quantity with thousands separated and no idle zeros; nothing known is a dash."""
    if value is None:
        return "—"
    number = Decimal(str(value))
    text = f"{number:,.2f}".rstrip("0").rstrip(".") if number % 1 else f"{int(number):,}"
    return isolated(text)


@register.filter
def percent(value: Decimal | float | None) -> SafeString | str:
    """A share of one as a whole percentage."""
    if value is None:
        return "—"
    return isolated(f"{round(Decimal(str(value)) * 100)}%")


@register.filter
def day(value: dt.date | None, precision: str = "day") -> str:
    """A civil day with the country's month names; a coarser date is said as the period it is."""
    if value is None:
        return gettext("not known")
    if precision == "year":
        return gettext("end of %(year)s") % {"year": value.year}
    name = _months()[value.month - 1]
    if precision == "month":
        return f"{name} {value.year}"
    return f"{value.day} {name} {value.year}"


@register.filter
def month(value: dt.date | None) -> str:
    return day(value, "month")


@register.filter
def moment(value: dt.datetime | None) -> str:
    """An instant, in the country's civil time."""
    if value is None:
        return gettext("not known")
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


@register.filter
def code(value: object) -> SafeString:
    return isolated(value)


@register.filter
def named(row: Any) -> str:
    """A row's name in the page's language, the other where one is missing."""
    if row is None:
        return ""
    first, second = ("name_ar", "name_en") if _is_arabic() else ("name_en", "name_ar")
    return str(getattr(row, first, "") or getattr(row, second, "") or "")


@register.filter
def said(row: Any, field: str) -> str:
    """A bilingual field of a row (`title`, `text`, `label`, …) in the page's language."""
    if row is None:
        return ""
    suffixes = ("_ar", "_en") if _is_arabic() else ("_en", "_ar")
    return str(next((v for s in suffixes if (v := getattr(row, field + s, ""))), ""))


@register.filter
def state_tag(state: str) -> SafeString:
    tone, word = STATES.get(state, ("quiet", state))
    return format_html('<span class="tag {}">{}</span>', tone, word)


@register.filter
def state_word(state: str) -> str:
    return str(STATES.get(state, ("quiet", state))[1])


@dataclass(frozen=True)
class Bar:
    """Widths in percent of the track."""

    claimed: str
    accepted: str
    verified: str
    expected: str | None
    is_unknown: bool
    words: str


def _width(part: Decimal, whole: Decimal) -> str:
    return f"{min(max(part / whole, Decimal(0)), Decimal(1)) * 100:.2f}" if whole else "0"


@register.inclusion_tag("components/promise_bar.html")
def promise_bar(line: Any) -> dict[str, Bar]:
    """The bar of anything with quantity, claimed, accepted, verified, expected."""
    known = getattr(line, "is_reported", True)
    words = gettext(
        "pledged %(quantity)s, claimed %(claimed)s, accepted %(accepted)s, verified %(verified)s"
    ) % {
        name: f"{getattr(line, name):,.0f}"
        for name in ("quantity", "claimed", "accepted", "verified")
    }
    expected = line.expected
    return {
        "bar": Bar(
            claimed=_width(line.claimed, line.quantity),
            accepted=_width(line.accepted, line.quantity),
            verified=_width(line.verified, line.quantity),
            expected=None if expected is None else _width(expected, line.quantity),
            is_unknown=not known,
            words=words if known else gettext("nothing has been reported: not known"),
        )
    }


# --- words of codes ---------------------------------------------------------------------------
FAMILIES = {
    "service": _("services"),
    "people": _("people"),
    "staff": _("staff"),
    "goods": _("goods"),
    "works": _("works"),
    "money": _("money"),
    "training": _("training"),
}
STAGES = (_("claimed"), _("accepted"), _("verified"))
REASONS = {
    "no_support": _("nobody is recorded as supporting the facility for it"),
    "agreement_draft": _("the stated agreement is still a draft"),
    "no_pledge": _("no line in force of this agreement or partner"),
    "measure": _("no line promises this measure"),
    "place": _("no line covers this place"),
    "month": _("no line covers this month"),
}
TONES = {"full": "good", "partial": "warn", "none": "bad", "not_provided": "quiet"}
RELATIONS = {
    "managed_by": _("managed by"),
    "owned_by": _("owned by"),
    "predecessor": _("formerly under"),
    "successor": _("passed to"),
}
EVENTS = {
    "opened": _("opened"),
    "extended": _("extended"),
    "rehabilitated": _("rehabilitated"),
    "out_of_service": _("out of service"),
    "reopened": _("reopened"),
    "closed": _("closed"),
    "planned": _("planned"),
}


@register.filter
def entry(value: str, section: str) -> str:
    """A code of a list of the country pack (`facility_types`, `barriers`, …) in words."""
    if not value:
        return gettext("not known")
    found = getattr(load_pack(settings.COUNTRY), section).get(value)
    return said(found, "label") if found else value


def _extent_tag(value: str, section: str) -> SafeString:
    return format_html(
        '<span class="tag {}">{}</span>', TONES.get(value, "quiet"), entry(value, section)
    )


@register.filter
def functionality_tag(value: str) -> SafeString:
    return _extent_tag(value, "functionalities")


@register.filter
def availability_tag(value: str) -> SafeString:
    return _extent_tag(value, "availabilities")


@register.filter
def family_word(value: str) -> str:
    return str(FAMILIES.get(value, value))


@register.filter
def stage_word(value: int) -> str:
    return str(STAGES[value])


@register.filter
def reason_word(value: str) -> str:
    return str(REASONS.get(value, value))


@register.filter
def event_word(value: str) -> str:
    return str(EVENTS.get(value, value))


@register.filter
def relation_word(value: str) -> str:
    return str(RELATIONS.get(value, value))
