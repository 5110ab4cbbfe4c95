"""Heads of bodies (جمعية, مجلس, شبكة) and what makes a name of each.

What only tells a kind is none: منظمة دولية, مؤسسة حكومية, مجلس الإدارة.
"""

from __future__ import annotations

from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.noun_phrases import NATIONS, Reach
from mithaq.exchange.statements.reading.phrases import Match
from mithaq.exchange.statements.reading.vocabularies import Scan, Word
from mithaq.exchange.statements.reading.word_shapes import (
    is_activity,
    is_adjective,
    is_listed_adjective,
    is_participle,
)


def _codes(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Heads that are a body's only when a proper name, a place or a quotation follows.
_WEAK: Final = _codes(
    "committee council bureau network programme campaign_team initiative house centre institute"
    " branch mission secretariat alliance coordination charity club municipality embassy"
    " cooperative party agency police group working_group endowment academy"
)
JOINING: Final = frozenset({"syndicate", "union", "federation"})
# Heads whose names end where this says, 98 times in 100.
SURE: Final = _codes(
    "ministry directorate general_directorate union government public_institution army bank"
    " red_crescent red_cross general_authority"
)
# Heads that a noun with its adjective completes: شبكة الإنذار الوبائي.
_BY_TWO: Final = frozenset({"network", "alliance", "coordination", "institute", "centre"})
# Heads that a description never completes: only a place, a quotation or a well-known name does.
_NAMED_ONLY: Final = frozenset(
    {
        "bureau",
        "committee",
        "council",
        "branch",
        "mission",
        "agency",
        "programme",
        "police",
        "endowment",
    }
)
# Heads that one adjective with article completes: الحكومة اليابانية, المصرف العقاري.
_BY_ONE: Final = frozenset(
    {"government", "embassy", "bank", "army", "civil_defence", "bank_other", "consulate"}
)
# Heads that are complete by themselves.
_WHOLE: Final = frozenset(
    {"civil_defence", "red_crescent", "red_cross", "internal_security", "school"}
)
LOCATED: Final = frozenset(
    {
        "syndicate",
        "directorate",
        "branch",
        "faculty",
        "municipality",
        "general_directorate",
        "assembly",
        "federation",
        "bureau",
        "health_area",
        "police",
        "fire_brigade",
        "internal_security",
        "supreme_council",
        "study_centre",
        "public_institution",
        "health_body",
        "school",
        "party",
        "blood_bank",
    }
)
# Bodies of people, named by where these are: رابطة الأطباء السوريين في السويد.
GROUPS: Final = frozenset(
    {"association", "federation", "assembly", "committee", "authority", "union", "organisation"}
)
# Bodies that are for all and not for what لل names: بلدية نابلس | للشروع في …
NOT_FOR_AIMS: Final = _codes(
    "ministry municipality university council governorate embassy government directorate consulate"
    " faculty police fire_brigade health_area"
)
# Bodies that may be for another: اللجنة التوجيهية لصندوق إنعاش القطاع الصحي.
OF_BODIES: Final = _codes("committee council supreme_committee supreme_council")
# Bodies that are for fields: مديرية المنشآت والتجهيزات الطبية.
OF_FIELDS: Final = _codes(
    "directorate general_directorate faculty syndicate ministry chamber authority"
    " general_authority school"
)
# Bodies that an outlet names with their country: مؤسسة «همم» القطرية.
CHARITIES: Final = _codes("association foundation organisation")
_UNNAMED: Final = {
    "bank_other": {"دم", "عيون", "اهداف", "اسيله"},
    "bank": {"دم"},
    "council": {"إدارة", "أمناء", "عزاء", "نواب"},
    "house": {"نشر", "سينما"},
    "agency": {"أنباء", "سانا"},
    "chamber": {"عمليات", "عنايه", "انعاش", "طواري", "مخاض", "جراحه"},
    "network": {"مياه", "كهرباء", "صرف", "طرق", "نقل", "اتصالات", "انترنت"},
    "company": {"ادويه", "تامين", "خاصه"},
    "fund": {"بريد", "تقاعد", "معاشات", "تعطل", "زماله"},
    "authority": {"مكتب", "تدريس", "تدريسيه", "تمريض", "عامه", "رئاسة"},
    "group": {"عمل", "اولي", "ثانيه", "كبيره", "دعم"},
    "campaign_team": {"عمل", "طبي", "تلقيح", "رصد", "تقصي", "جراحي", "تمريض"},
    "association": {"عموميه"},
}
_NOT_NAMED: Final = {
    code: frozenset(normalised(word) for word in nouns) for code, nouns in _UNNAMED.items()
}
# Heads that only these fields complete: غرفة صناعة حلب, كلية الطب.
_OF_FIELDS: Final = {
    "chamber": frozenset(normalised("تجارة صناعة زراعة سياحة ملاحة").split()),
    "faculty": frozenset(
        normalised("طب صيدلة تمريض هندسة علوم آداب حقوق اقتصاد تربية زراعة صحة هندسية").split()
    ),
}
# What publishes is a text's source and no body that acts in it.
_OUTLETS: Final = frozenset(normalised("إخبارية إخباري إعلامية إعلامي أخبار أنباء").split())
_COUNCILS: Final = frozenset(normalised("مدينة محافظة بلدة بلدية ناحية قرية").split())


def is_named(scan: Scan, match: Match[Term], found: Reach, *, is_open: bool) -> bool:
    code = match.value.code
    if found.words == 0:
        return code in _WHOLE
    following = scan.words[match.last : match.last + 1]
    if code in _OF_FIELDS and not (
        any(word.rest in _OF_FIELDS[code] for word in following)
        or any(word.rest in NATIONS for word in scan.words[match.last : found.last])
    ):
        return False
    first = scan.words[match.last] if scan.is_word(match.last) else None
    if first is not None and (
        (first.rest in _NOT_NAMED.get(code, ()) and not found.quoted)
        or (first.clitic == "ل" and match.last - match.first == 1)
        or first.form == "ل"
        or scan.words[found.last - 1].rest in _OUTLETS
    ):
        return False
    if is_open:
        return _is_completed(scan, match, found, first)
    if match.last - match.first > 1:
        return True
    if found.named:
        return True
    if code in _BY_ONE:
        return first is not None and first.is_adjective
    inner = scan.words[match.last : found.last]
    if any(word.rest in NATIONS for word in inner) and found.words >= 2:
        return True
    if code in OF_BODIES and first is not None and first.is_adjective:
        return any(word.clitic == "ل" for word in inner)
    return found.words >= 2 and code not in ("committee", "bureau", "council", "branch", "agency")


def _is_completed(scan: Scan, match: Match[Term], found: Reach, first: Word | None) -> bool:
    """Whether a head without article has the name that it asks for."""
    code = match.value.code
    if code == "branch" and (place := scan.place(match.last)) and place.last == found.last:
        return False
    if code == "governorate":
        return found.named and first is not None and _acts(scan, match.first)
    if first is not None and _tells_kind(first):
        return False
    if not found.is_closed:
        return first is not None and found.words <= 2 and _is_own_name(match, first)
    if first is None or found.named:
        return code != "council" or scan.form(match.last) in _COUNCILS or first is None
    if any(word.rest in NATIONS for word in scan.words[match.last : found.last]):
        return True
    if code in _BY_TWO:
        return first.is_definite and scan.words[found.last - 1].is_adjective
    if code == "committee" and _is_of_assembly(scan, found.last):
        return True
    if code in _WEAK:
        inner = scan.words[match.last : found.last]
        return code not in _NAMED_ONLY and any(
            not (
                w.is_common
                or w.is_adjective
                or is_activity(w.rest)
                or w.inner in scan.vocabulary.common
            )
            for w in inner
        )
    return True


def _is_of_assembly(scan: Scan, at: int) -> bool:
    """لجنة الصحة والسكان | في مجلس الشعب: one of an assembly's standing committees."""
    return scan.form(at) == "في" and scan.form(at + 1) == "مجلس"


def _acts(scan: Scan, number: int) -> bool:
    """Whether what begins here does something, or something is done with it: وقعت محافظة حلب."""
    before = scan.words[number - 1] if number > scan.begins[number] else None
    if before is None or before.form in ("بين", "مع"):
        return before is not None
    return scan.vocabulary.common.get(before.form) == "verb" and before.form.endswith("ت")


def _is_own_name(match: Match[Term], first: Word) -> bool:
    """منظمة شفق: a word that means nothing else here."""
    if match.value.code in _WEAK - {"municipality"} or first.clitic:
        return False
    if first.is_common and not (first.is_given or match.value.code == "university"):
        return False
    if first.form.startswith("و") and not first.is_given:
        return False
    if first.is_verb and first.form.startswith(("ي", "ت", "س")):
        return False
    return not is_adjective(first.rest) and len(first.form) > 2


def _tells_kind(first: Word) -> bool:
    """منظمة دولية, فريق مشترك: an adjective without article names nothing."""
    if first.is_definite or first.is_given:
        return False
    is_nisba = first.form.endswith(("يه", "ي")) and first.is_common and is_adjective(first.form)
    return (
        is_nisba
        or first.form in NATIONS
        or is_listed_adjective(first.form)
        or is_participle(first.form)
    )
