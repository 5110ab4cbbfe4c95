"""The words of statements and their findings: what a code of the reader is called on a page."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mithaq.countries import load_pack
from mithaq.countries.loading import load_language
from mithaq.exchange.statements.reading.reasons import REASONS
from mithaq.shells.web.templatetags.mithaq import day, entry, said

Words = Mapping[str, str | Promise]

STATES: Final[Mapping[str, tuple[str, str | Promise]]] = {
    "draft": ("warn", pgettext_lazy("statement", "to be reviewed")),
    "adopted": ("good", pgettext_lazy("statement", "adopted")),
    "set_aside": ("quiet", pgettext_lazy("statement", "set aside")),
    "merged": ("quiet", pgettext_lazy("statement", "merged")),
}
# What a finding is, or what a yes makes of it: the tag of its card, and the heading of its group.
TAGS: Final[Words] = {
    "agreement": _("agreement"),
    "pledge": _("pledge"),
    "figure": _("stated figure"),
    "undertaking": pgettext_lazy("finding", "undertaking"),
    "meeting": _("meeting"),
    "decision": _("decision"),
    "topic": _("topic"),
    "request": _("request"),
    "organisation": _("organisation"),
    "person": _("person"),
    "facility": _("facility"),
    "event": _("event of a facility"),
    "place": _("place"),
    "quantity": _("quantity"),
    "moment": pgettext_lazy("finding", "date"),
    "act": pgettext_lazy("finding", "act"),
}
GROUPS: Final[Words] = {
    "agreement": _("Agreements"),
    "pledge": _("Pledges"),
    "figure": _("Stated figures"),
    "meeting": _("Meetings"),
    "decision": _("Decisions"),
    "topic": _("Topics"),
    "undertaking": _("Undertakings"),
    "request": _("Requests"),
    "organisation": _("Organisations"),
    "person": _("People"),
    "facility": _("Facilities"),
    "event": _("Events of facilities"),
    "place": _("Places"),
    "quantity": _("Quantities that become nothing by themselves"),
    "moment": _("Dates"),
    "act": _("Acts that become nothing by themselves"),
}
# What is said of a finding that is no row yet: a yes makes one, or none.
NEW: Final[Words] = {
    "organisation": pgettext_lazy("organisation", "new"),
    "person": pgettext_lazy("person", "new"),
    "facility": pgettext_lazy("facility", "new"),
}
UNKNOWN: Final[Words] = {
    "organisation": pgettext_lazy("organisation", "not in the register"),
    "person": pgettext_lazy("person", "not in the register"),
    "facility": pgettext_lazy("facility", "not in the register"),
    "place": pgettext_lazy("place", "not in the register"),
}
KINDS: Final = ("organisation", "person", "facility", "place", "quantity", "moment", "act")
CONFIDENCES: Final[Words] = {
    "certain": pgettext_lazy("confidence", "certain"),
    "likely": pgettext_lazy("confidence", "look at it"),
    "doubtful": pgettext_lazy("confidence", "doubtful"),
}
DECISIONS: Final[Words] = {
    "open": pgettext_lazy("finding", "not decided"),
    "accepted": pgettext_lazy("finding", "accepted"),
    "corrected": pgettext_lazy("finding", "corrected"),
    "rejected": pgettext_lazy("finding", "rejected"),
}
ACTS: Final[Words] = {
    "agreement": _("agreement"),
    "donation": _("donation"),
    "operation": pgettext_lazy("act", "operation"),
    "construction": _("construction"),
    "opening": pgettext_lazy("act", "opening"),
    "training": _("training"),
    "support": _("support"),
    "study": _("study"),
    "meeting": _("meeting"),
    "decision": _("decision"),
    "request": _("request"),
    "proposal": _("proposal"),
}
STATUSES: Final[Words] = {
    "done": pgettext_lazy("act", "done"),
    "signed": pgettext_lazy("act", "signed"),
    "announced": pgettext_lazy("act", "announced"),
    "decided": pgettext_lazy("act", "decided"),
    "planned": pgettext_lazy("act", "planned"),
    "asked": pgettext_lazy("act", "only asked for"),
}
# Arabic tells agreements and studies apart from the rest.
FEMININE: Final = ("agreement", "study")
STATUSES_OF_FEMININE: Final[Words] = {
    "done": pgettext_lazy("feminine act", "done"),
    "signed": pgettext_lazy("feminine act", "signed"),
    "announced": pgettext_lazy("feminine act", "announced"),
    "decided": pgettext_lazy("feminine act", "decided"),
    "planned": pgettext_lazy("feminine act", "planned"),
    "asked": pgettext_lazy("feminine act", "only asked for"),
}
EVENTS: Final[Words] = {
    "planned": pgettext_lazy("facility", "planned"),
    "established": pgettext_lazy("facility", "established"),
    "opened": pgettext_lazy("facility", "opened"),
    "reopened": pgettext_lazy("facility", "reopened"),
    "extended": pgettext_lazy("facility", "extended"),
    "rehabilitated": pgettext_lazy("facility", "rehabilitated"),
    "out_of_service": pgettext_lazy("facility", "out of service"),
    "closed": pgettext_lazy("facility", "closed"),
    "operated": pgettext_lazy("facility", "operated"),
    "donated_to": pgettext_lazy("facility", "donated to"),
}
QUALIFIERS: Final[Words] = {
    "exact": pgettext_lazy("quantity", "exactly"),
    "about": pgettext_lazy("quantity", "about"),
    "more_than": pgettext_lazy("quantity", "more than"),
    "less_than": pgettext_lazy("quantity", "less than"),
    "up_to": pgettext_lazy("quantity", "up to"),
}
PRECISIONS: Final[Words] = {
    "minute": _("to the minute"),
    "day": _("to the day"),
    "month": _("to the month"),
    "quarter": _("to the quarter"),
    "half": _("to the half-year"),
    "year": _("to the year"),
    "end of year": _("end of the year"),
    "start of year": _("beginning of the year"),
    "middle of year": _("middle of the year"),
    "end of month": _("end of the month"),
    "start of month": _("beginning of the month"),
    "decade": _("to the decade"),
    "early in the decade": _("early in the decade"),
    "period": _("from one day to another"),
    "relative": _("as the text says it"),
    "hijri": _("in the Hijri calendar"),
}
RELATIVE: Final[Words] = {
    "today": _("today"),
    "yesterday": _("yesterday"),
    "tomorrow": _("tomorrow"),
    "next month": _("next month"),
    "next year": _("next year"),
    "last week": _("last week"),
    "next week": _("next week"),
    "last month": _("last month"),
    "last year": _("last year"),
    "this year": _("this year"),
    "this month": _("this month"),
    "this week": _("this week"),
}
_PART = re.compile(r"(\d{4})-([QH])([1-4])")
_HIJRI = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")
_AHEAD = re.compile(r"(next|last) (\d+) (day|week|month|year)s?")
_QUARTERS: Final = (_("first"), _("second"), _("third"), _("fourth"))


def word(words: Words, code: str) -> str:
    """A code in words; one that is not known stands as it is."""
    return str(words.get(code, code))


def status_word(kind: str, status: str) -> str:
    """How far an act of a kind has come."""
    return word(STATUSES_OF_FEMININE if kind in FEMININE else STATUSES, status)


def reason_words(code: str) -> str:
    """By which rule a finding was made, in words; nothing for a rule that has none."""
    arabic, english = REASONS.get(code, ("", ""))
    return arabic if is_arabic() else english


# --- quantities ---------------------------------------------------------------------------------
def number(value: Any) -> str:
    """A number as the reader keeps it, with its thousands set apart."""
    try:
        exact = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if not exact.is_finite():
        return str(value)
    return f"{exact:,f}".rstrip("0").rstrip(".") if exact % 1 else f"{exact:,.0f}"


def unit_word(code: str) -> str:
    """A unit of the pack's language, or a currency; a unit that neither knows stands as it is."""
    pack = load_pack(settings.COUNTRY)
    if code in pack.currencies:
        return said(pack.currencies[code], "label")
    terms = load_language(settings.COUNTRY).terms
    found = [
        term
        for name in ("units", "currencies")
        for term in terms.get(name, ())
        if term.words and code in (term.code, term.trait("unit"), term.trait("currency"))
    ]
    if not found:
        return code
    # Of the words that are counted so (sessions of dialysis, of chemotherapy) the most general.
    plainest = min(found, key=lambda term: (term.en != code, len(term.words[0].split())))
    return plainest.words[0] if is_arabic() else plainest.en


def list_word(section: str, code: str) -> str:
    """A code of one of the pack's lists in words; nothing for no code."""
    return entry(code, section) if code else ""


# --- dates --------------------------------------------------------------------------------------
def moment_words(value: str, precision: str, at: str = "") -> str:
    """A date or period as a reader would say it: `2026-01-18`, `2026-H1`, `--03-15`, `today`…"""
    first, _slash, last = value.partition("/")
    if last:
        ends = {"first": moment_words(first, "day"), "last": moment_words(last, "day")}
        return gettext("%(first)s to %(last)s") % ends
    if relative := _relative(value):
        return relative
    if precision == "hijri":
        return _hijri(value)
    if found := _PART.fullmatch(value):
        return _part_of_year(*found.groups())
    words = _plain_words(value)
    edges = {
        "end of year": gettext("end of %(when)s"),
        "end of month": gettext("end of %(when)s"),
        "start of year": gettext("beginning of %(when)s"),
        "start of month": gettext("beginning of %(when)s"),
        "middle of year": gettext("middle of %(when)s"),
        "early in the decade": gettext("early in the %(when)s"),
    }
    if precision in edges:
        words = edges[precision] % {"when": words}
    return f"{words} {at[:5]}" if at else words


def _hijri(value: str) -> str:
    """`1447-09-15` in words of its own calendar; what is no such date as it is written."""
    found = _HIJRI.fullmatch(value)
    months = load_pack(settings.COUNTRY).calendar.hijri_months_ar
    if not found or (found[2] and not 1 <= int(found[2]) <= len(months)):
        return value
    month = months[int(found[2]) - 1][0] if found[2] else ""
    day_of_month = str(int(found[3])) if found[3] else ""
    when = " ".join(filter(None, (day_of_month, month, found[1])))
    return gettext("%(when)s AH") % {"when": when}


def _part_of_year(year: str, letter: str, place: str) -> str:
    which = {"which": _QUARTERS[int(place) - 1], "year": year}
    if letter == "H":
        return gettext("%(which)s half of %(year)s") % which
    return gettext("%(which)s quarter of %(year)s") % which


def _plain_words(value: str) -> str:
    """A day, month, year or decade; what is none of them as it is written."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            return day(dt.date.fromisoformat(value))
        if re.fullmatch(r"\d{4}-\d{2}", value):
            return day(dt.date.fromisoformat(value + "-01"), "month")
        if re.fullmatch(r"--\d{2}-\d{2}", value):  # 2000 was a leap year
            return day(dt.date.fromisoformat("2000" + value[1:])).removesuffix(" 2000")
    except ValueError:
        return value
    if re.fullmatch(r"\d{3}x", value):
        return gettext("%(decade)s0s") % {"decade": value[:3]}
    return value


def _relative(value: str) -> str:
    """`today`, `next 3 months`: in words; empty for what is not relative."""
    if value in RELATIVE:
        return word(RELATIVE, value)
    found = _AHEAD.fullmatch(value)
    if not found:
        return ""
    count = int(found[2][:4])
    words = _spell(found[3], count)
    if found[1] == "next":
        return gettext("the next %(time)s") % {"time": words}
    return gettext("the last %(time)s") % {"time": words}


def _spell(unit: str, count: int) -> str:
    words = {
        "day": ngettext("%(n)s day", "%(n)s days", count),
        "week": ngettext("%(n)s week", "%(n)s weeks", count),
        "month": ngettext("%(n)s month", "%(n)s months", count),
        "year": ngettext("%(n)s year", "%(n)s years", count),
    }
    return words[unit] % {"n": count}


def is_arabic() -> bool:
    """Whether the page is in Arabic."""
    return (get_language() or "ar").startswith("ar")
