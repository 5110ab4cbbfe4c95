"""Values that a cell may hold, with their names.

The house's own are here; the codes are those of the models. The country pack says the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mithaq.countries import CountryPack
from mithaq.countries.pack import Entry
from mithaq.exchange.tables.schemas import Label

Choices = Mapping[str, Label]


def _choices(**labels: tuple[str, str]) -> Choices:
    return {code: Label(*both) for code, both in labels.items()}


AGREEMENT_KINDS: Final = _choices(
    memorandum=("مذكرة تفاهم", "memorandum of understanding"),
    operation=("تشغيل", "operation"),
    donation=("منحة أو تبرع", "donation"),
    construction=("بناء وتأهيل", "construction"),
    training=("تدريب", "training"),
    technical_cooperation=("تعاون فني", "technical cooperation"),
)
AGREEMENT_STATUSES: Final = _choices(
    announced=("معلنة", "announced"),
    draft=("مسودة", "draft"),
    signed=("موقعة", "signed"),
    active=("سارية", "active"),
    suspended=("معلقة", "suspended"),
    ended=("منتهية", "ended"),
    terminated=("مفسوخة", "terminated"),
)
STAGES: Final = _choices(
    claimed=("مُبلَّغ", "claimed"),
    accepted=("مقبول", "accepted"),
    verified=("متحقَّق منه", "verified"),
)
CLAIMANTS: Final = _choices(
    facility=("تقرير المنشأة", "the facility's report"),
    partner=("جدول الشريك", "the partner's sheet"),
)
REVERSAL_REASONS: Final = _choices(
    correction=("تصحيح رقم", "corrected figure"),
    duplicate=("إدخال مكرر", "entered twice"),
    wrong_facility=("منشأة خاطئة", "wrong facility"),
    wrong_month=("شهر خاطئ", "wrong month"),
    wrong_measure=("مقياس خاطئ", "wrong measure"),
    wrong_agreement=("اتفاقية خاطئة", "wrong agreement"),
    sent_back=("أعيد التقرير", "report sent back"),
    not_delivered=("تبيّن أنه لم يُسلَّم", "found not delivered"),
    other=("سبب آخر", "other"),
)


_LISTS: Final = (
    "accessibilities",
    "age_groups",
    "barriers",
    "combines",
    "damages",
    "facility_types",
    "families",
    "functionalities",
    "organisation_kinds",
    "ownerships",
    "party_roles",
    "sexes",
)


def choices_of(pack: CountryPack) -> dict[str, Choices]:
    """The country's lists, by the name under which a column asks for one."""
    lists: dict[str, Mapping[str, Entry]] = {name: getattr(pack, name) for name in _LISTS}
    lists["place_levels"] = {c: e for c, e in pack.levels.items() if c != "facility"}
    return {
        name: {code: Label(entry.label_ar, entry.label_en) for code, entry in entries.items()}
        for name, entries in lists.items()
    }
