"""Where the words that complete a noun end: وزارة | الشؤون الاجتماعية والعمل, مدير | صحة حلب.

A noun without article asks for a complement: further nouns, closed by one with article or by a
proper name. After that only what describes or extends it belongs to it: adjectives with article, a
second noun of its field with و, a purpose with لل.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.phrases import QUOTES
from mithaq.exchange.statements.reading.vocabularies import Scan, Word
from mithaq.exchange.statements.reading.word_shapes import (
    NOUNS_TOO,
    is_activity,
    is_adjective,
)


def _folded(words: str) -> frozenset[str]:
    return frozenset(normalised(words).split())


# What a body may be for beside what it is first named for: … والعمل، … والسكان.
FIELDS: Final = _folded(
    "صحة عمل بيئة تعليم تربية إغاثة تنمية إعمار تأهيل تدريب بحث بحوث دراسات تضامن سكان أوقاف"
    " طوارئ كوارث تجارة صناعة زراعة اقتصاد مالية طاقة مياه نفط ثروة اتصالات تقانة نقل إسكان"
    " أشغال ثقافة إعلام سياحة رياضة شباب معاشات تأمين تأمينات إحسان بر رعاية خدمات أخشاب بناء"
    " غذاء دواء أغذية أدوية جمارك منافذ عجز وفاة شيخوخة أبحاث صرف نفسي دعم تعاون تخطيط إحصاء"
    " علوم طب صيدلة تمريض مغتربين مستلزمات"
    " أعمال إصلاح تطوير استجابة أوبئة سل ملاريا لقاحات تحصين تشغيل إدماج أمومة طفولة أسرة مرأة"
    " إسعاف إصلاح مواصفات مقاييس طباعة نسيج كهرباء معادن حرف سجل إدارة تعمير عمران تكافل خيرية"
    " صيادلة أطباء ممرضين توليد أطفال جراحة كلية قلب عيون بلديات تموين حماية مستهلك تنسيق شؤون"
    " ضمان مزارعين حرفيين مخابر تغذية إنماء استثمار تكنولوجيا معلومات مناجم سكك رفاه موارد"
    " مستوطنات مساعدات"
)
# Nouns after ل without article that go on with a name: لشؤون العمل، لنقابات العمال.
_FOR: Final = _folded(
    "شؤون شرق رعاية تنمية إغاثة نقابات حقوق جمعيات تنسيق خدمات مكافحة علوم دول لاجئي هيئة طب"
    " جراحة أمراض حماية علاج مرضى أطفال تعليم بحوث نقل توزيع إنتاج صيانة توليد قطاع إقليم"
    " أطباء منظمة وزارة"
    " مشفى مستشفى مؤسسة مديرية جمعية نقابة اتحاد صندوق برنامج مجلس تشغيل مؤسسات جامعة شركة حملة"
    " مشروع تجمع وكالة ذوي طلبة ضحايا أبناء أهالي شبكة فريق بعثة مفوضية مركز المنطقة منطقة شمال"
    " جنوب"
)
# What is not a purpose of the noun before, though لل stands before it.
_NOT_FOR: Final = _folded(
    "مرة عام سنة يوم شهر مواطنين مرضى أهالي مشاركة اطلاع مديرية وزارة منظمة مؤسسة صحفيين حديث"
    " استفادة وصول حصول بدء حد تأكد تأكيد استفسار مساهمة محافظة مدينة منطقة مشفى مستشفى مركز"
    " اجتماع لقاء نهوض ارتقاء متابعة استماع وقوف جانب بلاد مرحلة فترة نصف ربع متضررين محتاجين"
)
# Adjectives of countries and regions: السورية, الكويتي.
NATIONS: Final = frozenset(
    nation + end
    for nation in normalised(
        "سور عرب لبنان أردن عراق ترك قطر كويت سعود إمارات عمان بحرين يمن فلسطين مصر سودان ليب"
        " تونس جزائر مغرب إيران هند باكستان صين يابان كور ماليز إندونيس روس أوكران ألمان فرنس"
        " إيطال إسبان بريطان هولند بلجيك سويسر سويد نرويج دنمارك فنلند نمساو بولند تشيك هنغار"
        " يونان قبرص أمريك أميرك كند أسترال أوروب أفريق إسلام خليج كرد أرمن دول"
    ).split()
    for end in ("ي", "يه")
)
TIMES: Final = _folded(
    "اليوم أمس غداً صباح مساء ظهر يوم الآن الليلة الأحد الاثنين الثلاثاء الأربعاء"
)
# Adjectives that tell of a time and are no part of a name.
_PASSING: Final = _folded("سابق سابقة حالي حالية جديد جديدة مذكور معني معنية ماضي ماضية مقبل قادم")
# What follows an activity that is told and not named: التعاون مع، الإعلان عن.
_TOLD_WITH: Final = _folded("مع على عن إلى بين معها معه لها له")
# Places of people abroad, after a body of theirs.
_ABROAD: Final = _folded("المهجر المغترب الاغتراب الخارج الشتات")
_SYRIAN: Final = _folded("سوري سورية عرب")
# Adjectives that tell whose a body is and are no part of its quoted name.
_OWNED: Final = _folded("محلية حكومية خاصة منفذة مانحة معنية داعمة شريكة رائدة")
_OF_THOSE: Final = _folded("ذوي ذوات")
_WITHOUT: Final = _folded("بلا عبر ضد")
_NUMBERED: Final = _folded("رقم عام سنة بند مادة")
_TANWIN: Final = ("ً", "ًا", "اً")
_ENVIRONS: Final = _folded("وريفها وريفه")
# Those whom و adds to a body, and not to its name.
_GROUPS: Final = _folded(
    "منظمات جمعيات مؤسسات جهات سلطات شركات نقابات هيئات مديريات وزارات فعاليات مجتمعات جامعات لجان"
    " اتحادات مستشفيات مشافي محافظات شخصيات قيادات"
)
_PEOPLE: Final = _folded(
    "أطباء صيادلة مهندسين عمال ممرضين محامين معلمين طلبة طلاب صحة خريجي أساتذة مغتربين متقاعدين"
    " مزارعين حرفيين تجار صناعيين أكاديميين كفاءات جالية"
)
_MOST_INDEFINITE: Final = 4
_WIDEST: Final = 14
_QUOTED: Final = 12


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a phrase reaches: tokens up to, not including, `last`. `is_closed`: nothing is
    missing. `named` where a proper name or quotation closed it, `quoted` where it was a quotation,
    `words` how many were read."""

    last: int
    is_closed: bool
    named: bool
    words: int
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """What a noun takes: `places` with ب or في, a purpose with لل, further nouns with و; `stops`
    says at which token the phrase must end whatever it is.
    `takes_quoted`: a name in quotation marks also after what is complete, `is_described`: whatever
    it begins with, since the head has its adjective already. `joins`: any further noun with و, as
    trades in a union's name. `is_group`: a name that only describes may go on with في and where its
    people are: رابطة الأطباء السوريين في السويد. `has_aims`: any activity with ل after what only
    describes: الجمعية الخيرية لدعم المرضى; `of_bodies`: also a body or facility (اللجنة التوجيهية
    لصندوق …). `has_fields`: a second field with و (المنشآت والتجهيزات الطبية).
    `takes_nation`: its country after a quoted name (مؤسسة «همم» القطرية)."""

    takes_place: bool = False
    takes_purpose: bool = True
    takes_quoted: bool = False
    is_described: bool = False
    joins: bool = False
    is_group: bool = False
    has_aims: bool = False
    of_bodies: bool = False
    has_fields: bool = False
    takes_nation: bool = False
    stops: Callable[[int], bool] = lambda _number: False


class _Walk:
    """A phrase as far as it is read."""

    def __init__(self, scan: Scan, at: int, is_open: bool, manner: Manner) -> None:
        self.scan, self.at, self.manner = scan, at, manner
        self.is_open, self.named, self.count, self.indefinite = is_open, False, 0, 0
        self.by_purpose = self.by_quote = False
        self.end = scan.ends[at - 1]

    def take(self, last: int, *, is_open: bool, named: bool = False) -> bool:
        self.count += last - self.at
        self.at, self.is_open, self.named = last, is_open, self.named or named
        return True

    def step(self) -> bool:
        """Takes what belongs to the phrase at this place; False where it ends."""
        scan, at = self.scan, self.at
        if at >= self.end or self.count >= _WIDEST or self.manner.stops(at):
            return False
        if scan.text(at) in QUOTES:
            return self._quoted()
        if not scan.is_word(at):
            return False
        word = scan.words[at]
        if word.is_latin:
            last = at + 1
            while last < self.end and scan.words[last].is_latin and scan.is_word(last):
                last += 1
            return self.is_open and self.take(last, is_open=False, named=True)
        if word.form in TIMES:
            return False
        return self._opened(word) if self.is_open else self._closed(word)

    def _quoted(self) -> bool:
        """A name in quotation marks, which completes what was open."""
        scan = self.scan
        may_take = self.manner.takes_quoted and not (self.named or self.by_purpose)
        if not (self.is_open or (may_take and self._is_name())):
            return False
        self.by_quote = True
        for number in range(self.at + 1, min(self.at + _QUOTED, self.end)):
            if scan.text(number) in QUOTES:
                return number > self.at + 1 and self.take(number + 1, is_open=False, named=True)
        return False

    def _is_name(self) -> bool:
        """Whether what is quoted after a complete phrase may be a name: “لا تملك …” is speech."""
        first = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        if first is None or first.is_particle or first.is_verb or first.clitic:
            return False
        return (
            self.manner.is_described
            or self.count > 0
            or not (first.is_common or first.form.endswith("ه"))
        )

    def _opened(self, word: Word) -> bool:
        scan, at = self.scan, self.at
        place = scan.place(at)
        if place is not None and not place.clitics:
            return self.take(place.last, is_open=False, named=True)
        if word.form in _WITHOUT and self.count and scan.is_word(at + 1) and at + 1 < self.end:
            return self.take(at + 2, is_open=False, named=True)
        if word.is_particle or self._is_verb(word):
            return False
        if self.count and (word.is_sure_given or scan.honorific(at) or self._is_told_next(word)):
            return False
        if word.clitic and word.clitic[-1] in "بلكف" and not word.is_given:
            return self._purpose(word)
        if word.is_definite:
            return self.take(at + 1, is_open=False)
        may_join = self.by_purpose or word.inner in FIELDS
        if word.clitic.startswith("و") and (word.inner_definite or not may_join):
            return False
        self.indefinite += 1
        if self.indefinite > _MOST_INDEFINITE:
            return False
        return self.take(at + 1, is_open=True)

    def _is_told_next(self, word: Word) -> bool:
        """What no name goes on with: رقم 92, عام 1996, حدثاً مميزاً."""
        if word.form in _NUMBERED:
            return self.at + 1 < self.end and not self.scan.is_word(self.at + 1)
        is_accusative = word.form.endswith("ا") and word.form[:-1] in self.scan.vocabulary.common
        return is_accusative or self.scan.text(self.at).endswith(_TANWIN)

    def _is_verb(self, word: Word) -> bool:
        if word.form in NOUNS_TOO and self._is_idafa():
            return False
        is_known = self.scan.vocabulary.common.get(word.form) == "verb"
        return word.is_verb and (is_known or self.count > 0)

    def _is_idafa(self) -> bool:
        """Whether a noun that completes this one follows."""
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        return following is not None and (following.is_definite or following.clitic == "و")

    def _closed(self, word: Word) -> bool:
        scan, at = self.scan, self.at
        if word.form in _ENVIRONS and scan.place(at - 1) is not None:
            return self.take(at + 1, is_open=False)
        if word.is_definite:
            is_foreign = self.by_quote and (
                (word.rest in NATIONS and not self.manner.takes_nation) or word.rest in _OWNED
            )
            is_part = word.is_adjective and word.rest not in _PASSING and not is_foreign
            return is_part and self.take(at + 1, is_open=False)
        if word.clitic in ("و", "ول", "وب") and self._joined(word):
            return True
        place = scan.place(at)
        if word.clitic == "ل" or (place is not None and place.clitics == "ل"):
            return self._purpose(word)
        if word.form in _OF_THOSE:
            return self.by_purpose and self.take(at + 1, is_open=True)
        if word.form == "ل" and scan.text(at + 1) in QUOTES:
            return False
        may_be_of = self.manner.is_group and not (self.named or self.by_quote)
        if may_be_of and word.form == "في" and self._where():
            return True
        return self.manner.takes_place and self._located(word)

    def _where(self) -> bool:
        """Where a body is whose name so far only tells whose it is: المتقاعدين في حمص, الطبية
        السورية في النرويج."""
        last, following = self.scan.words[self.at - 1], self.scan.place(self.at + 1)
        if last.rest in _PEOPLE or (last.rest.endswith(("ين", "ون")) and last.is_definite):
            return self._abroad() or self._located(self.scan.words[self.at])
        is_far = following is not None and following.value.kind.startswith("abroad")
        if last.rest not in _SYRIAN:
            return False
        return self._abroad() or (is_far and self._located(self.scan.words[self.at]))

    def _abroad(self) -> bool:
        following = self.scan.form(self.at + 1) if self.at + 1 < self.end else ""
        return following in _ABROAD and self.take(self.at + 2, is_open=False, named=True)

    def _joined(self, word: Word) -> bool:
        """A further noun of the same field: الشؤون الاجتماعية والعمل."""
        if word.clitic != "و" or self._is_told():
            return False
        if not word.inner_definite:
            return (
                self.manner.joins and self._is_pair(word) and self.take(self.at + 1, is_open=True)
            )
        known = self.scan.vocabulary
        is_own = word.inner not in known.common and word.inner not in known.heads
        fits = word.inner in FIELDS or ((self.by_purpose or self.manner.joins) and is_own)
        is_begun = self.count > 0 or self.manner.is_described
        fits = fits or (is_begun and not self.named and self._is_alike(word.inner))
        return fits and self.take(self.at + 1, is_open=False)

    def _is_alike(self, inner: str) -> bool:
        """Whether a noun is a field or an activity, or an adjective like the one before."""
        before = self.scan.words[self.at - 1]
        if is_activity(inner):
            return True
        if before.is_adjective and is_adjective(inner):
            return before.rest.endswith("ه") == inner.endswith("ه")
        return self.manner.has_fields and inner not in _GROUPS and self._is_field(inner)

    def _is_field(self, inner: str) -> bool:
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        is_described = following is not None and following.is_adjective
        return inner.endswith(("ات", "يه")) or (
            is_described and inner not in self.scan.vocabulary.heads
        )

    def _is_pair(self, word: Word) -> bool:
        """ومواد البناء: a noun that the next one completes."""
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        is_other = word.is_given or word.inner in self.scan.vocabulary.heads or word.is_verb
        is_noun = self.scan.vocabulary.common.get(word.inner) == "noun"
        is_noun = is_noun and self.count > 0 and not word.inner.endswith("ي")
        return following is not None and following.is_definite and is_noun and not is_other

    def _is_told(self) -> bool:
        """Whether what و adds is told and not named: والتنسيق مع …"""
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        return following is not None and following.form in _TOLD_WITH

    def _purpose(self, word: Word) -> bool:
        place = self.scan.place(self.at)
        is_for = word.clitic == "ل" or (place is not None and place.clitics == "ل")
        if not (self.manner.takes_purpose and is_for):
            return False
        is_first = not self.by_purpose
        self.by_purpose = True
        if place is not None and place.clitics == "ل":
            # «دعم المنظمة لسورية»: what is done for a country, unless the name has begun.
            is_land = place.value.kind == "country" and self.count > 0 and not self.named
            return is_land and self.take(place.last, is_open=False, named=True)
        if word.inner_definite:
            is_part = word.inner not in _NOT_FOR
            return is_part and self.take(self.at + 1, is_open=False)
        may_aim = self.manner.has_aims and is_first and not (self.named or self.by_quote)
        fits = word.inner in _FOR or (may_aim and self._is_aim(word.inner))
        return fits and self.take(self.at + 1, is_open=True)

    def _is_aim(self, inner: str) -> bool:
        """لدعم المرضى, لجراحة القلب, لسلامة المرضى: a noun that another one completes; no body."""
        if is_activity(inner) or inner in FIELDS:
            return True
        known = self.scan.vocabulary
        following = self.scan.words[self.at + 1] if self.at + 1 < self.end else None
        is_other = inner in known.heads and not self.manner.of_bodies
        return following is not None and following.is_definite and not is_other

    def _located(self, word: Word) -> bool:
        """A place that tells which: مديرية الصحة بحلب, … في حلب."""
        scan, at = self.scan, self.at
        if word.form == "في":
            head = scan.place_head(at + 1)
            place = scan.place(head.last if head and not head.is_definite else at + 1)
            found = place is not None and not place.clitics
        else:
            place = scan.place(at)
            found = place is not None and place.clitics == "ب" and not word.is_common
        if place is None or not found:
            return False
        return self.take(place.last, is_open=False, named=True)


def reach(scan: Scan, at: int, *, is_open: bool, manner: Manner) -> Reach:
    """How far the phrase goes on from token `at`, after its head."""
    walk = _Walk(scan, at, is_open, manner)
    while walk.step():
        pass
    return Reach(walk.at, not walk.is_open, walk.named, walk.count, walk.by_quote)


def written(
    scan: Scan, first: int, last: int, start: int | None = None, *, is_definite: bool = False
) -> str:
    """The words of tokens as one name: without quotation marks, from offset `start` of the text;
    `لـ “بيت` is `لبيت`. `is_definite`: the first word has an article, which لل hides."""
    passage = scan.passage
    parts: list[str] = []
    glued = False
    for number in range(first, last):
        token = passage.tokens[number]
        if token.text in QUOTES:
            continue
        text = token.text
        if start is not None and token.start < start:
            text = text[start - token.start :]
            if is_definite and text.startswith("ل"):
                text = "ال" + text[1:]
        is_apart = number > first and token.start > passage.tokens[number - 1].end
        if parts and (glued or not (is_apart or _was_quote(scan, first, number))):
            parts[-1] += text.lstrip("ـ")
        else:
            parts.append(text)
        glued = token.form in ("ل", "ب") and token.text.endswith("ـ")
        if glued:
            parts[-1] = parts[-1].rstrip("ـ")
    return " ".join(parts)


def _was_quote(scan: Scan, first: int, number: int) -> bool:
    return number > first and scan.text(number - 1) in QUOTES


__all__ = ["FIELDS", "TIMES", "Manner", "Reach", "reach", "written"]
