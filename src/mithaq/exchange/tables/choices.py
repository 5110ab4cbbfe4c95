"""Values that a cell may hold, with their names.

The house's own are here; the codes are those of the models. The country pack says the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mithaq.countries import CountryPack
from mithaq.countries.pack import Entry
from mithaq.engine.text import normalised
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


def _spellings(**others: str) -> dict[str, str]:
    """Normalised spelling → code, from the other spellings of each code, parted by `|`."""
    return {
        normalised(spelling): code
        for code, spellings in others.items()
        for spelling in spellings.split("|")
    }


# What other systems and people write for the codes of a list, by the list's name.
SYNONYMS: Final[Mapping[str, Mapping[str, str]]] = {
    "party_roles": _spellings(
        implementing="implementer|implementing_party|implementing_partner|partner"
        "|منفذ|منفذة|شريك منفذ|الجهة المنفذة|شريك",
        donor="funder|مانح|مانحة|الجهة المانحة|ممول",
    ),
    "functionalities": _spellings(
        full="fully|functional|fully_functional|functioning",
        partial="partially|partially_functional",
        none="non_functional|nonfunctional|not_functional",
    ),
    "damages": _spellings(
        none="no_damage|undamaged",
        partial="partially_damaged|minor|minor_damage|moderate|جزئي",
        full="severe|severe_damage|major|destroyed|كامل",
    ),
    "accessibilities": _spellings(
        full="fully_accessible",
        partial="hard_to_reach|partially_accessible",
        none="not_accessible",
    ),
    "sexes": _spellings(female="f|females|women|أنثى|نساء|امرأة", male="m|males|men|ذكر|رجال|رجل"),
}
# In these lists a cell that says so is an empty cell: of both sexes, of all ages.
_ALL: Final = dict.fromkeys(
    map(normalised, ("all", "total", "both", "الكل", "المجموع", "كلاهما")), ""
)
_WITH_ALL: Final = ("sexes", "age_groups")


def synonyms_of(list_name: str) -> Mapping[str, str]:
    """Other spellings of a list's codes, normalised; some stand for an empty cell."""
    every = _ALL if list_name in _WITH_ALL else {}
    return {**SYNONYMS.get(list_name, {}), **every}


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
