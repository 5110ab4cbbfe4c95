"""Values that a cell may hold, with their names. The codes are those of the models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mithaq.exchange.tables.schemas import Label

Choices = Mapping[str, Label]


def _choices(**labels: tuple[str, str]) -> Choices:
    return {code: Label(*both) for code, both in labels.items()}


FAMILIES: Final = _choices(
    service=("خدمات", "services"),
    people=("مستفيدون", "people"),
    staff=("كوادر", "staff"),
    goods=("مواد", "goods"),
    works=("أعمال", "works"),
    money=("أموال", "money"),
    training=("تدريب", "training"),
)
COMBINES: Final = _choices(
    sum=("مجموع", "adds up"),
    last=("آخر قيمة", "last value"),
    max=("أعلى قيمة", "highest value"),
    mean=("متوسط", "mean"),
)
ORGANISATION_KINDS: Final = _choices(
    authority=("جهة عامة", "public authority"),
    un=("وكالة أممية", "United Nations agency"),
    ingo=("منظمة دولية", "international organisation"),
    ngo=("منظمة وطنية", "national organisation"),
    union=("اتحاد أو نقابة", "union"),
    fund=("صندوق", "fund"),
    institution=("مؤسسة", "institution"),
    company=("شركة", "company"),
)
PLACE_LEVELS: Final = _choices(
    country=("دولة", "country"),
    governorate=("محافظة", "governorate"),
    district=("منطقة", "district"),
    subdistrict=("ناحية", "sub-district"),
    community=("تجمع سكاني", "community"),
)
FACILITY_TYPES: Final = _choices(
    hospital=("مستشفى", "hospital"),
    primary_care_centre=("مركز رعاية صحية أولية", "primary care centre"),
    dialysis_centre=("مركز غسيل كلى", "dialysis centre"),
    physiotherapy_centre=("مركز معالجة فيزيائية", "physiotherapy centre"),
    prosthetics_centre=("مركز أطراف صناعية", "prosthetics centre"),
    mobile_clinic=("عيادة متنقلة", "mobile clinic"),
)
OWNERSHIPS: Final = _choices(
    public=("عامة", "public"), private=("خاصة", "private"), ngo=("أهلية", "non-governmental")
)
EXTENTS: Final = _choices(
    full=("كلياً", "fully"), partial=("جزئياً", "partially"), none=("لا شيء", "not at all")
)
BARRIERS: Final = _choices(
    staff=("الكوادر", "staff"),
    training=("التدريب", "training"),
    supplies=("المستلزمات", "supplies"),
    equipment=("التجهيزات", "equipment"),
    finances=("التمويل", "finances"),
)
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
PARTY_ROLES: Final = _choices(
    implementing=("جهة منفذة", "implementing party"),
    donor=("جهة مانحة", "donor"),
    supervisor=("جهة مشرفة", "supervisor"),
    beneficiary=("جهة مستفيدة", "beneficiary"),
    witness=("شاهد", "witness"),
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
SEXES: Final = _choices(female=("أنثى", "female"), male=("ذكر", "male"))
