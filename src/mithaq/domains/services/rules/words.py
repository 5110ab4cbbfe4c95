"""The words of what the checks find, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from mithaq.engine.months import month_name_ar
from mithaq.engine.quantities import write_quantity
from mithaq.engine.report_checks import Check, Finding
from mithaq.registry.faults import Fault, FaultKind

Names = Mapping[str, tuple[str, str]]  # code to Arabic and English name

MONTHS_EN: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_QUANTITIES: Final = frozenset({"value", "median", "total", "parts", "last"})


def figure(millionths: int) -> str:
    """Plain text with thousands apart: `2,190`."""
    whole, _, part = write_quantity(millionths).partition(".")
    return f"{int(whole):,}" + (f".{part}" if part else "")


def month_ar(month: int) -> str:
    return month_name_ar(month)


def month_en(month: int) -> str:
    return f"{MONTHS_EN[month % 12]} {month // 12}"


def _kind(check: Check, ar: str, en: str) -> FaultKind:
    return FaultKind(check.value, ar=ar, en=en)


_KINDS: Final[Mapping[Check, FaultKind]] = {
    Check.NOTHING_ENTERED: _kind(
        Check.NOTHING_ENTERED,
        "لم تُدخَل أي قيمة. إن لم يكن هناك نشاط هذا الشهر فأرسلوا «لا نشاط» مع السبب.",
        "Nothing was entered. If there was no activity this month, say so with the reason.",
    ),
    Check.ACTIVITY_WITHOUT_ACTIVITY: _kind(
        Check.ACTIVITY_WITHOUT_ACTIVITY,
        "يقول التقرير «لا نشاط هذا الشهر» وفيه قيم أكبر من الصفر.",
        "The report says “no activity this month” and holds values above zero.",
    ),
    Check.MONTH_IN_FUTURE: _kind(
        Check.MONTH_IN_FUTURE,
        "لم يبدأ شهر {month_ar} بعد.",
        "{month_en} has not begun yet.",
    ),
    Check.MONTH_NOT_ENDED: _kind(
        Check.MONTH_NOT_ENDED,
        "لم ينتهِ شهر {month_ar} بعد. هل هذه أرقام الشهر كاملاً؟",
        "{month_en} has not ended yet. Are these the figures of the whole month?",
    ),
    Check.MONTH_BEFORE_OPENING: _kind(
        Check.MONTH_BEFORE_OPENING,
        "شهر {month_ar} قبل افتتاح المنشأة ({opened_ar}).",
        "{month_en} is before the facility opened ({opened_en}).",
    ),
    Check.MONTH_CLOSED: _kind(
        Check.MONTH_CLOSED,
        "أُغلق شهر {month_ar} في {place_ar}، ولا يُقبل عنه تقرير ما لم يُعَد فتحه.",
        "{month_en} is closed for {place_en}; no report is taken unless it is reopened.",
    ),
    Check.FACILITY_NOT_OPEN: _kind(
        Check.FACILITY_NOT_OPEN,
        "المنشأة مسجَّلة متوقفة عن العمل منذ {since}. هل عملت هذا الشهر؟",
        "The facility is recorded as not open since {since}. Did it work this month?",
    ),
    Check.NO_DATA_SET: _kind(
        Check.NO_DATA_SET,
        "ليس لهذا النوع من المنشآت استمارة شهرية.",
        "There is no monthly form for this type of facility.",
    ),
    Check.NEGATIVE: _kind(
        Check.NEGATIVE,
        "القيمة {found} سالبة، والمقبول صفر أو أكثر.",
        "{found} is negative; it must be zero or more.",
    ),
    Check.NOT_WHOLE: _kind(
        Check.NOT_WHOLE,
        "القيمة {found} ليست عدداً صحيحاً.",
        "{found} is not a whole number.",
    ),
    Check.TOO_LARGE: _kind(
        Check.TOO_LARGE,
        "القيمة {found} أكبر مما يمكن تسجيله.",
        "{found} is more than can be recorded.",
    ),
    Check.TOTAL_DIFFERS: _kind(
        Check.TOTAL_DIFFERS,
        "المجموع {found} لا يساوي مجموع أجزائه {expected}.",
        "The total {found} does not equal the sum of its parts, {expected}.",
    ),
    Check.PARTS_EXCEED_TOTAL: _kind(
        Check.PARTS_EXCEED_TOTAL,
        "مجموع الأجزاء {expected} أكبر من المجموع {found}.",
        "The parts add up to {expected}, more than the total {found}.",
    ),
    Check.PARTS_BELOW_TOTAL: _kind(
        Check.PARTS_BELOW_TOTAL,
        "مجموع الأجزاء {expected} أقل من المجموع {found}. هل بقي من لم يُذكر؟",
        "The parts add up to {expected}, less than the total {found}. Is anyone left out?",
    ),
    Check.PARTS_MISSING: _kind(
        Check.PARTS_MISSING,
        "تُرك فارغاً: {missing_ar}. فارغ يعني: لم يُعرف. هل هو كذلك؟ اكتب 0 إن لم يوجد.",
        "Left blank: {missing_en}. Blank means not known. Is that so? Write 0 if there was none.",
    ),
    Check.LEFT_BLANK: _kind(
        Check.LEFT_BLANK,
        "فارغ يعني: لم يُعرف. اكتب 0 إن لم تُقدَّم.",
        "Blank means not known. Write 0 if none was given.",
    ),
    Check.USUALLY_REPORTED: _kind(
        Check.USUALLY_REPORTED,
        "تُذكر عادةً (آخر قيمة {last}) وتُركت الآن فارغة. ألا تُعرف؟ اكتب 0 إن لم تُقدَّم.",
        "Usually reported (last value {last}) and now blank. Is it not known?"
        " Write 0 if none was given.",
    ),
    Check.NOT_PROVIDED: _kind(
        Check.NOT_PROVIDED,
        "هذه الخدمة مسجَّلة غير متوفرة في المنشأة. هل قُدِّمت فعلاً هذا الشهر؟",
        "This service is recorded as not provided here. Was it given this month?",
    ),
    Check.OUTSIDE_DATA_SET: _kind(
        Check.OUTSIDE_DATA_SET,
        "هذا البند ليس في الاستمارة الشهرية للمنشأة.",
        "This measure is not in the facility's monthly form.",
    ),
    Check.UNKNOWN_AGE_GROUP: _kind(
        Check.UNKNOWN_AGE_GROUP,
        "الفئة العمرية «{found}» ليست من الفئات المعتمدة.",
        "The age group “{found}” is not one of those in use.",
    ),
}

# How far a value is from the usual, from far above to far below: the first that holds. The number
# is the least ratio of value to median, in hundredths.
_JUMPS: Final = (
    (1100, "{times} ضعفاً للمعتاد", "{times} times the usual"),
    (220, "{times} أضعاف المعتاد", "{times} times the usual"),
    (180, "ضعف المعتاد", "Twice the usual"),
    (100, "أعلى من المعتاد بنسبة {percent}%", "{percent}% above the usual"),
    (55, "أقل من المعتاد بنسبة {percent}%", "{percent}% below the usual"),
    (45, "نصف المعتاد", "Half the usual"),
    (1, "أقل من المعتاد بنسبة {percent}%", "{percent}% below the usual"),
    (0, "صفر هذا الشهر", "None this month"),
)
_FROM_NOTHING: Final = ("لا يُذكر منها شيء عادةً", "Usually there is none")


def _jump_kind(value: int, median: int) -> FaultKind:
    if median == 0:
        ar, en = _FROM_NOTHING
    else:
        ratio = Fraction(value * 100, median)
        ar, en = next((ar, en) for least, ar, en in _JUMPS if ratio >= least)
        words = {"times": _times(ratio), "percent": str(abs(round(ratio) - 100))}
        ar, en = ar.format(**words), en.format(**words)
    return FaultKind(
        Check.JUMP.value,
        ar=f"{ar} (الوسيط {{median}}). هل هذا صحيح؟",
        en=f"{en} (median {{median}}). Is that right?",
    )


def _times(ratio: Fraction) -> str:
    """`3.4`, or from eleven on `12`: nobody needs a tenth of twelve times."""
    return str(round(ratio / 100)) if ratio >= 1100 else f"{float(round(ratio / 10)) / 10:g}"


def fault_of(
    finding: Finding, *, month: int, names: Names, item: int | None = None, field: str = ""
) -> Fault:
    """A finding in words. `names` are those of measures, sexes, age groups and places.

    The fault's parameters keep `weight`, `key`, `measure`, `sex`, `age_group` and the finding's.
    """
    said = finding.parameters
    kind = _KINDS.get(finding.check) or _jump_kind(_number(said["value"]), _number(said["median"]))
    figures = {
        name: figure(value)
        for name, value in said.items()
        if name in _QUANTITIES and isinstance(value, int)
    }
    words: dict[str, object] = {**said, **figures, **_named(finding, month, names)}
    found = words.pop("found", None) or figures.get("total") or figures.get("value", "")
    fault = kind(found=found, expected=figures.get("parts", ""), item=item, field=field, **words)
    kept = {
        "weight": finding.weight.value,
        "key": finding.key,
        "measure": finding.measure,
        "sex": finding.sex,
        "age_group": finding.age_group,
        **said,
    }
    return Fault(
        fault.code, fault.ar, fault.en, fault.found, fault.expected, item, field, parameters=kept
    )


def _named(finding: Finding, month: int, names: Names) -> dict[str, object]:
    words: dict[str, object] = {"month_ar": month_ar(month), "month_en": month_en(month)}
    said = finding.parameters
    if "opened" in said:
        opened = _number(said["opened"])
        words |= {"opened_ar": month_ar(opened), "opened_en": month_en(opened)}
    if "place" in said:
        place = str(said["place"])
        words["place_ar"], words["place_en"] = names.get(place, (place, place))
    missing = said.get("missing", ())
    if isinstance(missing, tuple | list):
        both = [names.get(str(code), (str(code), str(code))) for code in missing]
        words["missing_ar"] = "، ".join(ar for ar, _ in both)
        words["missing_en"] = ", ".join(en for _, en in both)
    return words


def _number(value: object) -> int:
    return value if isinstance(value, int) else int(str(value))
