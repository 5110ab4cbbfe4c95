"""What the shape of a folded word tells of it: adjective, verb, noun of an activity.

Arabic builds words on patterns: تدريب, تأهيل and تمكين are activities, متنقلة and عاملة describe,
يفتتح and افتتحت are one verb. Lists hold what a pattern would get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.word_lists import listed


def _folded(*lines: str) -> frozenset[str]:
    return listed(*(normalised(line) for line in lines))


# Words in يه and ي that describe nothing.
_NOT_NISBA: Final = listed(
    "اتفاقيه عمليه اليه تنميه توعيه تغذيه تغطيه رعايه صيانه اهميه بنيه كميه قضيه جمعيه مديريه"
    " بلديه مفوضيه محافظه ادويه اغذيه وقايه حمايه بدايه نهايه غايه كليه تعاونيه جلسه هويه حريه"
    " مسووليه ناحيه تربيه ميزانيه اشكاليه امكانيه استراتيجيه احصاييه عضويه ملكيه تسويه زاويه"
    " اهالي اراضي مباني مساعي محامي قاضي وادي نادي ليالي نواحي",
    "تعزيه تصفيه ترقيه تنقيه تهويه تسميه توصيه تدفيه ولايه دراجه بندقيه هديه فعاليه احتفاليه"
    " صلاحيه صيدليه تقنيه ارضيه بلديه خلفيه ارساليه بطاريه عبقريه",
)
_ADJECTIVES: Final = listed(
    "عام عامه خاص خاصه اعلي عليا متحد متحده مشترك مشتركه جديد جديده احمر اخضر ابيض ازرق كبير"
    " كبيره كبري صغري وسطي موحد موحده متنقل متنقله مستقل مستقله حر حره عالي متخصص متخصصه مقيم"
    " مقيمه سامي ساميه متجدد متجدده متوسط متوسطه بيضاء بيضا حمرا خضرا مركزي وطني قديم حديث شامل"
    " متكامل صحي طبي فني مغترب مغتربه متقاعد مسوول مكلف منتدب سابق سابقه اول اولي ثاني معتمد"
    " معتمده مساعد مساعده مبكر"
    " موقت دايم تنفيذي",
    "عامله دايمه موقته شامله حديثه قديمه سريع سريعه متقدم متقدمه لازرق مدمج مدمجه مستدام كامل"
    " كامله نفسي قلبيه قلبي مزمنه مزمن ساخن حرج حرجه مشدده ناشيه مهجر مهجره عليه سمعي بصري مفتوح"
    " مفتوحه متعدد متعدده ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سابع اولويه زرقا صفرا سودا"
    " خيري تطوعي انساني اسود اصفر رقمي رقميه عرب ارثوذكس كاثوليك جنوبي شمالي شرقي غربي اوسط اقليمي",
)
_PARTICIPLE: Final = re.compile(r".ا[^ا]{2}ه|مت.{3,4}ه?|مست.{3,4}ه?")
# Activities and fields by their pattern: تدريب، توعية، إرشاد، استثمار، رعاية، تكافل.
_ACTIVITY: Final = re.compile(
    r"ت..ي.|ت..يه|ا[^لنت].ا.|است..ا.|ا.ت.ا.|ان..ا.|[^اوم].ايه|ت.ا.[^ه]|[^اومل].ا[عح]ه"
)
_NO_ACTIVITY: Final = _folded(
    "أشخاص أفراد أطراف أرقام أسباب أولاد أقسام أهداف أنواع أعداد أحياء أرياف اجتماع اتفاق أعوام"
    " اقتراح افتتاح أوضاع أفكار أطفال ساعة أسعار أمثال تقرير تاريخ تسليم تعميم توقيع أبناء بداية"
    " نهاية غاية ترحيب تقدير تكليف اطلاع أجزاء أزمات أحداث ارتفاع انخفاض انتقال"
)
# Verbs that are nouns as well, after a noun that asks for one: هيئة دعم وتنمية الإنتاج.
NOUNS_TOO: Final = listed(
    "دعم عمل نقل بحث صرف دفع منح رفع عرض طلب شرح نشر فحص فتح وضع ضم حمل سير جمع ربط درس شكل امل"
    " امن حسن علم كتب ضبط ختم بناء عون نظم خدم كشف رصد حصر فرض منع تدريب تعاون"
)
# Nouns that end like a past verb of the feminine: ـت.
_T_NOUNS: Final = listed(
    "بيت وقت صوت بنت زيت موت تحت فرات كويت سكوت ثابت ثقات هندسيت انترنت توت نبت حوت ياقوت بخت"
    " تخت شوكت حكمت رفعت عزت ثروت عصمت همت نجدت صفوت مدحت طلعت رافت بهجت نعمت ميرفت جودت حشمت"
)


@lru_cache(maxsize=50_000)
def is_adjective(rest: str) -> bool:
    """Whether a definite word, given without article, describes the noun before it."""
    if rest in _ADJECTIVES:
        return True
    if rest.endswith(("يين", "يون")) and len(rest) > 5:
        return True
    if rest.endswith("يات") and len(rest) > 6:
        return rest[:-2] + "ه" not in _NOT_NISBA
    return rest.endswith(("يه", "ي")) and len(rest) > 3 and rest not in _NOT_NISBA


def is_listed_adjective(rest: str) -> bool:
    return rest in _ADJECTIVES


@lru_cache(maxsize=50_000)
def is_participle(rest: str) -> bool:
    """متنقلة, مستدامة, شاملة: what a word that nothing knows may do after a definite noun."""
    return bool(_PARTICIPLE.fullmatch(rest))


@lru_cache(maxsize=50_000)
def is_activity(rest: str) -> bool:
    """Whether a noun without article has the pattern of an activity or field."""
    return rest not in _NO_ACTIVITY and bool(_ACTIVITY.fullmatch(rest))


def looks_like_verb(form: str, definite: bool = False) -> bool:
    """Whether a word that nothing knows has a verb's form: يـ, تـ, ـت."""
    if definite or len(form) < 4:
        return False
    if form.endswith("ت") and not form.endswith("ات") and form not in _T_NOUNS:
        return True
    return form.startswith(("ي", "ت", "ست", "سي")) and not form.endswith(("ي", "يه", "ه", "ا", "و"))


def verb_forms(past: str) -> Iterator[str]:
    """The forms of a verb, folded, from its past (افتتح): افتتحت, افتتحوا, يفتتح, ستفتتح, يفتتحون.

    Where a weak root leaves several presents open, all of them: what is no word does no harm.
    """
    is_weak = past.endswith(("ي", "ا"))
    base = past[:-1] if is_weak else past
    yield from (past, base + "ت", base + "وا", base + "تا")
    if not is_weak:
        yield from (past + "ا", past + "نا")
    for stem in _presents(past):
        root = stem[:-1] if is_weak else stem
        yield from (prefix + stem for prefix in ("ي", "ت", "سي", "ست", "سن"))
        yield from ("ي" + root + "ون", "سي" + root + "ون", "ي" + root + "وا", "ي" + stem + "ان")


def _presents(past: str) -> tuple[str, ...]:
    if past.endswith("ا") and len(past) == 3:
        return past[:-1] + "و", past[:-1] + "ي"
    if len(past) == 3 and past[1] == "ا":
        return tuple(past[0] + middle + past[2] for middle in "ويا")
    if len(past) == 3 and past[0] == "ا":
        return "و" + past[1:], past
    if len(past) >= 4 and past[0] == "ا":
        stem = past[1:]
        if stem[-2] == "ا":
            return stem, stem[:-2] + "ي" + stem[-1]
        return (stem,)
    return (past,)
