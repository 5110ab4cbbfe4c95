"""Words around the names of places: prepositions, sides, what is only named after a place."""

from __future__ import annotations

from typing import Final

from mithaq.engine.text import normalised

PREPOSITIONS: Final = frozenset(
    normalised(
        "في إلى من على عن داخل خارج عبر نحو لدى شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط بين"
        " مع باتجاه قرب باستثناء عدا شمالية خصوصا العاصمة عاصمة"
    ).split()
)
STARTERS: Final = frozenset(
    normalised(
        "تل كفر دير عين خان أبو أم بيت باب رأس جسر برج وادي جبل حوش خربة معرة شيخ الشيخ مشتى"
        " قلعة سهل بئر نبع جب حمام قصر نهر كرم رسم مزرعة عرب جديدة ضهر حارة بني ابن دار السيدة"
        " سيدي البو عش بصرى تلة حي حارم مرج طيبة سد سوق القرية كفور شعب شعاب"
    ).split()
)
SIDES: Final = frozenset(
    normalised(
        "الشرقية الغربية الشمالية الجنوبية الشرقي الغربي الشمالي الجنوبي الكبرى الصغرى الكبيرة"
        " الصغيرة الفوقا التحتا الفوقاني التحتاني الجديدة القديمة الوسطى البلد المحطة الفوقانية"
        " التحتانية"
    ).split()
)
# Nouns after which a place's name is only part of another name.
NAMED_AFTER: Final = frozenset(
    normalised(
        "فندق مطار معرض شارع معبر معبري معابر جسر دوار صحيفة جريدة مسجد جامع مدرسة قصر مسرح"
        " ملعب نادي حديقة"
        " بوابة راديو إذاعة مجلة صالة مجمع برج تلفزيون موقع قاعة إعلان مؤتمر اتفاق ميناء"
        " مصفاة سد مقهى"
        " فضائية قناة"
    ).split()
)
GROUPS: Final = frozenset(normalised("مشافي مستشفيات مراكز مستوصفات عيادات مديريات نقاط").split())
# Heads after which only a name that the lists know is taken.
KNOWN_ONLY: Final = frozenset(
    {"governorate", "governorates", "countryside", "district", "country", "valley"}
)
PLURAL: Final = frozenset(
    normalised(
        "محافظات محافظتي أرياف ريفي مناطق منطقتي نواحي ناحيتي مدن مدينتي بلدات بلدتي قرى قريتي"
        " أحياء حيي مخيمات مخيمي مزارع"
    ).split()
)
# Heads of places that common nouns may name: حي الورشة, قرية المزرعة.
NAMED_BY_NOUNS: Final = frozenset({"quarter", "village", "town", "suburb"})
GENERAL: Final = frozenset(
    normalised(
        "محافظة منطقة مدينة بلدة قرية ناحية نازحين لاجئين مهجرين عائدين أطفال دولة بلاد سكان حدود"
    ).split()
)
COUNTRY_ADJECTIVES: Final = frozenset(normalised("سورية تركية").split())
# Bodies whose name a place's may be: شركة الشهباء.
NAMED_SO: Final = frozenset(normalised("شركة جمعية مؤسسة منظمة مصرف بنك معمل مصنع").split())
RANKED: Final = frozenset({"governorate", "district", "country", "abroad_country"})
LONG_ENOUGH: Final = 4
TANWIN: Final = ("ً", "ًا", "اً")
MOST_LISTED: Final = 40
