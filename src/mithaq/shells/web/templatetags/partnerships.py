"""Words and tags of agreements, meetings and what comes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from mithaq.engine.quantities import as_decimal
from mithaq.shells.web.templatetags.mithaq import day, figure, named, percent

register = template.Library()

LARGE = 100

Words = Mapping[str, tuple[str, str | Promise]]

STATUSES: Words = {
    "announced": ("quiet", _("announced")),
    "draft": ("quiet", _("draft")),
    "signed": ("good", _("signed")),
    "active": ("good", _("active")),
    "suspended": ("warn", pgettext_lazy("agreement", "suspended")),
    "ended": ("quiet", _("ended")),
    "terminated": ("bad", pgettext_lazy("agreement", "terminated")),
}
POINTS: Words = {
    "open": ("warn", pgettext_lazy("action point", "to be done")),
    "done": ("quiet", pgettext_lazy("action point", "done, to be confirmed")),
    "closed": ("good", pgettext_lazy("action point", "closed")),
    "dropped": ("quiet", pgettext_lazy("action point", "dropped")),
}
REQUESTS: Words = {
    "open": ("warn", _("awaiting an answer")),
    "studied": ("quiet", _("under study")),
    "answered": ("good", _("answered")),
    "refused": ("bad", pgettext_lazy("request", "refused")),
}
UNDERTAKINGS: Words = {
    "open": ("warn", pgettext_lazy("undertaking", "without a number yet")),
    "ripened": ("good", pgettext_lazy("undertaking", "became a pledge")),
    "fulfilled": ("good", pgettext_lazy("undertaking", "kept")),
    "dropped": ("quiet", pgettext_lazy("undertaking", "dropped")),
}
REQUEST_KINDS = {
    "request": _("request"),
    "grievance": _("grievance"),
    "proposal": _("proposal"),
}
AMENDMENT_KINDS = {
    "extension": _("extension"),
    "targets": _("change of targets"),
    "scope": _("change of scope"),
    "new_line": _("new line"),
}
QUALIFIERS = {
    "exact": "",
    "about": _("about"),
    "more_than": _("more than"),
    "up_to": _("up to"),
}
DIRECTIONS = {"incoming": _("incoming"), "outgoing": _("outgoing")}
ROLES = {
    "implementing": _("implementing party"),
    "donor": _("donor"),
    "supervisor": _("supervisor"),
    "beneficiary": _("beneficiary"),
    "witness": _("witness"),
}
PROFILES = {
    "linear": _("evenly"),
    "milestones": _("by milestones"),
    "on_completion": _("on completion"),
}
# Why a line has no forecast, said as a sentence.
NO_FORECAST = {
    "level": _("A level to be held, not a quantity that adds up: no finish is foreseen."),
    "undated": _("No forecast: the day of its start or of its end was not published."),
    "suspended": _("No forecast while the agreement is suspended."),
    "terminated": _("No forecast: the agreement was terminated."),
    "not_known": _("No forecast: too few of the reports due have come."),
    "not_started": _("No forecast before it starts."),
    "fulfilled": _("Nothing is left to deliver."),
    "ended": _("Its time is over: what comes later no longer counts."),
    "nothing_delivered": _("No forecast: nothing has been delivered yet."),
    "too_few_months": _("No forecast: fewer than six months of deliveries."),
    "too_slow": _("At this pace it would take more than ten years."),
}


def _tag(words: Words, value: str) -> SafeString:
    tone, word = words.get(value, ("quiet", value))
    return format_html('<span class="tag {}">{}</span>', tone, word)


@register.filter
def status_tag(value: str) -> SafeString:
    """The status of an agreement."""
    return _tag(STATUSES, value)


@register.filter
def point_tag(value: str) -> SafeString:
    return _tag(POINTS, value)


@register.filter
def request_tag(value: str) -> SafeString:
    return _tag(REQUESTS, value)


@register.filter
def undertaking_tag(value: str) -> SafeString:
    return _tag(UNDERTAKINGS, value)


@register.filter
def status_word(value: str) -> str:
    return str(STATUSES[value][1]) if value in STATUSES else value


@register.filter
def request_kind(value: str) -> str:
    return str(REQUEST_KINDS.get(value, value))


@register.filter
def amendment_kind(value: str) -> str:
    return str(AMENDMENT_KINDS.get(value, value))


@register.filter
def qualifier_word(value: str) -> str:
    return str(QUALIFIERS.get(value, value))


@register.filter
def direction_word(value: str) -> str:
    return str(DIRECTIONS.get(value, value))


@register.filter
def role_word(value: str) -> str:
    return str(ROLES.get(value, value))


@register.filter
def profile_word(value: str) -> str:
    return str(PROFILES.get(value, value))


@register.filter
def units(millionths: int | None) -> SafeString | str:
    """Millionths as a quantity of the measure's unit."""
    return figure(None if millionths is None else as_decimal(millionths))


@register.filter
def rounded(value: Decimal | None) -> SafeString | str:
    """A reckoned figure as a person would say it: large ones without fractions."""
    if value is not None and abs(value) >= LARGE:
        value = Decimal(round(value))
    return figure(value)


@register.filter
def kilobytes(size: int) -> str:
    """The size of a file, in a unit that a person reads."""
    if size < 1024:
        return gettext("%(n)s bytes") % {"n": size}
    if size < 1024 * 1024:
        return gettext("%(n)s KB") % {"n": f"{size / 1024:.0f}"}
    return gettext("%(n)s MB") % {"n": f"{size / 1024 / 1024:.1f}"}


@register.filter
def forecast_words(line: Any) -> SafeString | str:
    """When a line will be fulfilled, how sure that is; or why that cannot be said."""
    foreseen = line.forecast
    if not foreseen:
        return str(NO_FORECAST.get(line.reason, ""))
    said = {
        name: day(dt.date.fromisoformat(foreseen[name])) if foreseen[name] else ""
        for name in ("finish_on", "low", "high")
    }
    said["chance"] = percent(foreseen["on_time"])
    if foreseen["high"]:
        words = gettext(
            "At this pace it is finished by %(finish_on)s (likely between %(low)s and %(high)s); "
            "the chance of being on time is %(chance)s."
        )
    else:
        words = gettext(
            "At this pace it is finished by %(finish_on)s (not before %(low)s, perhaps years later)"
            "; the chance of being on time is %(chance)s."
        )
    return format_html(words.replace("%(", "{").replace(")s", "}"), **said)


@register.inclusion_tag("agreements/stages.html")
def stages(line: Any) -> dict[str, Any]:
    """Claimed, accepted, verified and expected as figures; a stage in which nothing was ever said
    has none: it is not nought."""
    spoken = [any(row[place] is not None for row in line.months) for place in (1, 2, 3)]
    values = (line.claimed, line.accepted, line.verified)
    silent = (gettext("not known"), gettext("none yet"), gettext("not checked yet"))
    words = (gettext("claimed"), gettext("accepted"), gettext("verified"))
    return {
        "stages": [
            (tone, word, value if is_said or value else None, silence)
            for tone, word, value, is_said, silence in zip(
                ("claimed", "accepted", "verified"), words, values, spoken, silent, strict=True
            )
        ]
        if line.is_reported
        else [("claimed", "", None, gettext("nothing has been reported: not known"))],
        "expected": line.expected,
    }


@register.filter
def scope_words(version: int, where: Mapping[int, Sequence[Any]]) -> str:
    """Where a version of a line applies: the places by name, several facilities by their number."""
    shown = [
        ngettext("one facility", "%(n)s facilities", part.facilities) % {"n": part.facilities}
        if part.facilities > 1
        else named(part)
        for part in where.get(version, ())
    ]
    return gettext(", ").join(shown)
