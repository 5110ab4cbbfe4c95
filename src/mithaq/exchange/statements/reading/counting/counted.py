"""What a number counts: the noun after it, one before it, or what was counted last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from mithaq.exchange.statements.reading.counting.nouns import Counts, Noun, Nouns
from mithaq.exchange.statements.reading.dating.calendars import stems
from mithaq.exchange.statements.reading.findings import Confidence
from mithaq.exchange.statements.reading.numbers import Number
from mithaq.exchange.statements.reading.numerals import numeral
from mithaq.exchange.statements.reading.passages import Passage, Token


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted, over tokens `first` up to, not including, `last`; `name` is the term's code
    or the word itself. `noun` None: no noun that the language's data know. `of`, where it is not
    written there."""

    first: int
    last: int
    unit: str
    name: str
    reason: str
    confidence: Confidence
    noun: Noun | None = None
    of: str = ""


# What may stand between a number and its noun.
_OVER: Final = frozenset('()[]"“”«»')
# No noun that is counted, when it follows a number.
NO_NOUNS: Final = frozenset(
    {"من", "شكر", "تحيه", "مبروك", "بدءا", "مجانا", "نقدا", "في", "علي", "الي", "عن", "مع",
     "بين", "حتي", "منذ", "خلال", "قبل", "بعد", "فقط", "كل", "خارج", "داخل", "ضمن", "كانت",
     "كان", "تم", "منهم", "منها", "منهن", "منهما", "بينهم", "بينها", "حاليا", "سنويا", "شهريا",
     "يوميا", "اسبوعيا", "تقريبا", "جدد", "اخري", "اخر", "اخرين", "اخرون", "غير", "هي", "هو",
     "وهو", "وهي", "او", "ثم", "لا", "لم", "التي", "الذي", "الذين", "ان", "بحاجه", "بنسبه",
     "بسبب", "عند", "لدي", "لكن", "بل", "ما", "اي", "قد", "سوف", "وفق", "حسب", "ليس", "جديده",
     "جديدا", "اضافيه", "مقابل", "ص", "م", "ه", "اعتبارا", "مقارنه", "نحو", "مثل", "وما", "سم",
     "هم", "هن", "بينما", "فيما", "حيث", "لكل", "عبر", "ابتداء", "تحت", "فوق", "حوالي", "قرابه",
     "زهاء", "دون", "نهايه", "تقدر", "بلغت", "بلغ", "وصلت", "وصل", "مليون", "الف"}
)  # fmt: skip
PRONOUNS: Final = frozenset({"منهم", "منها", "منهن", "منهما", "بينهم", "بينها", "بينهن"})
_COUNTING: Final = frozenset(
    {"عدد", "اعداد", "عددهم", "عددها", "عددهن", "عدده", "مجموع", "اجمالي", "العدد", "الاجمالي",
     "المجموع", "مجموعه", "اعدادهم"}
)  # fmt: skip
_REACHING: Final = frozenset(
    {"بلغ", "بلغت", "يبلغ", "تبلغ", "وصل", "وصلت", "الي", "بواقع", "بمعدل", "بنحو", "نحو", "عن",
     "من", "حوالي", "قرابه", "هو", "كان", "كانت", "علي", "تجاوز", "تجاوزت", "يتجاوز", "تتجاوز"}
)  # fmt: skip
_LABELS: Final = frozenset(":=|–—-")
_WORDS_BACK: Final = 14
TIME_UNITS: Final = frozenset({"day", "week", "month", "year", "hour", "minute"})
GENITIVES: Final = frozenset(
    {"تخطيط", "مياه", "تخدير", "تنفس", "اكسجين", "عمليات", "غسيل", "تصوير", "ايكو", "تعقيم",
     "كلور", "وقود", "مازوت", "عزل", "دم", "نقل", "تبريد", "طوارئ", "ادويه", "اسنان", "اشعه",
     "لقاح", "مراقبه"}
)  # fmt: skip


def counted_after(passage: Passage, nouns: Nouns, number: Number) -> Counted | None:
    """The noun that follows a number (`( ٥ ) أجهزة`, `15 من المفتشين`), known or not."""
    if number.is_definite and not _is_definite_count(passage, nouns, number):
        return None
    place = _over(passage, number.last)
    if place is None:
        return None
    noun = nouns.at(passage, place, number.value)
    if noun is not None and _is_bare(noun):
        return known(noun, "counted_noun")
    token = passage.tokens[place]
    if token.form == "من":
        return _out_of(passage, nouns, place + 1)
    if not may_be_counted(token):
        return None
    likely = Confidence.LIKELY if len(token.form) > 2 else Confidence.DOUBTFUL
    return Counted(place, place + 1, "item", token.form, "unknown_noun", likely)


def _out_of(passage: Passage, nouns: Nouns, place: int) -> Counted | None:
    """`15 من المفتشين`, `64 من أصحاب العقود`; not `31 من أصل 58`."""
    tokens = passage.tokens
    if place + 1 < len(tokens) and tokens[place].form == "اصل" and tokens[place + 1].is_number:
        whole = nouns.at(passage, place + 2)
        if whole is None or whole.clitics:
            return None
        name = tokens[whole.first].text
        return replace(known(whole, "counted_noun"), last=place, of=name)
    noun = nouns.at(passage, place)
    if noun is not None and not noun.clitics:
        return known(noun, "counted_noun")
    token = passage.tokens[place] if place < len(passage.tokens) else None
    if token is None or not token.is_word or token.form == "اصل":
        return None
    if not token.form.startswith("ال") and not _is_owned(token.form):
        return None
    return Counted(place, place + 1, _unit_of(token.form), token.form, "unknown_noun",
                   Confidence.LIKELY)  # fmt: skip


def _is_owned(form: str) -> bool:
    """With a pronoun: مفتشيه, زميلاتها."""
    return len(form) > 4 and form.endswith(("ها", "هم", "هن", "نا", "يه", "اته"))


def _unit_of(form: str) -> str:
    """A sound masculine plural is of people (المنقولين)."""
    return "person" if form.startswith("ال") and form.endswith(("ون", "ين")) else "item"


def _is_definite_count(passage: Passage, nouns: Nouns, number: Number) -> bool:
    """`الخمسة مراكز`, `المليون دولار`."""
    noun = nouns.at(passage, number.last)
    if noun is None or noun.is_definite or noun.clitics:
        return False
    return noun.counts is Counts.MANY or number.value >= 1000


def _is_bare(noun: Noun) -> bool:
    """No clitic but those of a unit itself (بالمئة)."""
    return not noun.clitics and not (noun.is_definite and not noun.is_money)


def known(noun: Noun, reason: str, confidence: Confidence = Confidence.CERTAIN) -> Counted:
    unit = noun.unit or "item"
    return Counted(noun.first, noun.last, unit, noun.term.code, reason, confidence, noun)


def _over(passage: Passage, place: int) -> int | None:
    """The next token of the line that is no bracket or quotation mark."""
    tokens = passage.tokens
    while place < len(tokens):
        if "\n" in passage.text[tokens[place - 1].end : tokens[place].start]:
            return None
        if tokens[place].text not in _OVER:
            return place
        place += 1
    return None


def may_be_counted(token: Token) -> bool:
    """Whether an unknown word may be a noun that is counted: no particle, clitic or article."""
    form = token.form
    if not token.is_word or form in NO_NOUNS or len(form) < 2:
        return False
    if form.startswith(("ال", "وال", "بال", "لل", "فال")) or numeral(form) is not None:
        return False
    if form.startswith("ب"):  # بطانية, باحثاً; not بإدلب
        return form.endswith(("ه", "ا", "ات"))
    return not form.startswith(("و", "ل"))


class Earlier(NamedTuple):
    """What was counted before in the sentence, and the token after it."""

    unit: str
    name: str
    of: str
    last: int


PEOPLE: Final = frozenset({"person", "staff", "trainee", "family", "member"})
OF_PEOPLE: Final = frozenset({"منهم", "منهن", "بينهم", "بينهن"})


def counted_before(
    passage: Passage, nouns: Nouns, number: Number, earlier: Earlier | None, *, has_noun: bool
) -> Counted | None:
    """`عدد المستفيدين 1250`, `معاينات: 1250`, `31 مركزاً من أصل 58`, `المراكز الخمسة`.

    `earlier`: unit, name and end of what was counted before in the sentence. `has_noun`: a word
    that is not known follows; it is what an earlier noun was of (`5 أجهزة تخدير و3 تنفس`)."""
    sign = _sign_before(passage, nouns, number)
    if has_noun or sign is not None:
        return sign or _continued(passage, number, earlier)
    if number.in_words and number.value == 1:
        return None
    if number.is_definite:
        return _noun_before(passage, nouns, number) or _unknown_before(passage, number)
    return (
        _sum(passage, nouns, number)
        or _labelled(passage, nouns, number)
        or _noun_before(passage, nouns, number)
        or _same_again(number, earlier)
        or _reached(passage, nouns, number)
        or _some_of_them(passage, number)
    )


def _some_of_them(passage: Passage, number: Number) -> Counted | None:
    """`اثنتين وعشرين منهن`, where what was counted stands in another sentence."""
    following = passage.tokens[number.last].form if number.last < len(passage.tokens) else ""
    if following not in PRONOUNS:
        return None
    unit, confidence = ("item", Confidence.DOUBTFUL)
    if following in OF_PEOPLE:
        unit, confidence = ("person", Confidence.LIKELY)
    return Counted(number.last, number.last + 1, unit, following, "counted_before", confidence)


def _sign_before(passage: Passage, nouns: Nouns, number: Number) -> Counted | None:
    """`$250,000`."""
    if number.first == 0 or passage.tokens[number.first - 1].is_word:
        return None
    noun = nouns.at(passage, number.first - 1)
    return None if noun is None else known(noun, "money")


def _continued(passage: Passage, number: Number, earlier: Earlier | None) -> Counted | None:
    tokens = passage.tokens
    before = tokens[number.first - 1].form if number.first else ""
    if (
        earlier is None
        or earlier.unit in TIME_UNITS
        or not (before == "و" or number.clitics == "و")
    ):
        return None
    if number.first - earlier.last > 4 or earlier.unit == "percent":
        return None
    place = number.last
    return Counted(place, place + 1, earlier.unit, tokens[place].form, "counted_before",
                   Confidence.LIKELY)  # fmt: skip


def _sum(passage: Passage, nouns: Nouns, number: Number) -> Counted | None:
    """`بلغ عدد المستفيدين 1250`: the noun that a word for a number stands before."""
    sentence = passage.sentence_at(number.first)
    first = max(number.first - _WORDS_BACK, sentence.first)
    for place in range(number.first - 1, first - 1, -1):
        token = passage.tokens[place]
        if token.is_number:
            return None
        if not token.is_word or not any(stem in _COUNTING for stem in stems(token.form)):
            continue
        for near in range(place + 1, min(place + 3, number.first)):
            noun = nouns.at(passage, near, Decimal(3))  # عدد is followed by a plural
            if noun is not None:
                return known(noun, "number_after_noun", Confidence.CERTAIN)
        word = passage.tokens[place + 1] if place + 1 < number.first else None
        whose = next((stem[3:] for stem in stems(token.form) if stem.startswith("عدده")), "")
        if word is not None and word.is_word and not whose:
            return Counted(place + 1, place + 2, _unit_of(word.form), word.form,
                           "number_after_noun", Confidence.LIKELY)  # fmt: skip
        unit = "item" if whose == "ها" else "person"
        return Counted(place, place + 1, unit, token.form, "number_after_noun", Confidence.LIKELY)
    return None


def _labelled(passage: Passage, nouns: Nouns, number: Number) -> Counted | None:
    """`معاينات: 1250`, `المعاينات | 1250`: a label at the beginning of the line."""
    tokens, place = passage.tokens, number.first - 1
    if place < 0 or (tokens[place].text not in _LABELS and not _ends_row(passage, number)):
        return None
    place = place if tokens[place].text in _LABELS else place + 1
    label = None
    for back in range(place - 1, max(place - 8, -1), -1):
        if "\n" in passage.text[tokens[back].end : tokens[back + 1].start]:
            break
        label = nouns.at(passage, back) or label
    return None if label is None else known(label, "labelled", Confidence.LIKELY)


_ROW_WORDS: Final = 6


def _ends_row(passage: Passage, number: Number) -> bool:
    """A short line of words that a number ends: a row of a table (`عمليات كبرى 56`)."""
    tokens = passage.tokens
    if number.last < len(tokens):
        gap = passage.text[tokens[number.last - 1].end : tokens[number.last].start]
        if "\n" not in gap:
            return False
    first = passage.sentence_at(number.first).first
    return number.first - first <= _ROW_WORDS and all(
        token.is_word for token in tokens[first : number.first]
    )


def _noun_before(passage: Passage, nouns: Nouns, number: Number) -> Counted | None:
    """`المراكز الخمسة`, `حواضن الأطفال الست`, `المراكز التي تعمل خمسة`: a plural close before."""
    first = max(number.first - 4, passage.sentence_at(number.first).first)
    for place in range(number.first - 1, first - 1, -1):
        token = passage.tokens[place]
        if token.is_number or token.text in ("،", ",", ":"):
            return None
        noun = nouns.at(passage, place)
        if noun is None or noun.counts is not Counts.MANY or noun.last > number.first:
            continue
        if number.value > 10 and number.in_words and number.is_definite:
            return None
        begins = nouns.at(passage, place - 1) if place else None
        if begins is not None and begins.counts is Counts.MANY and begins.last <= number.first:
            noun = begins
        sure = number.is_definite and number.value > 2
        if number.is_definite and not sure:
            return None
        if not number.is_definite and passage.tokens[number.first - 1].form not in _REACHING:
            adjacent = noun.last == number.first
            if not adjacent:
                return None
        return known(noun, "number_after_noun", Confidence.LIKELY)
    return None


def _unknown_before(passage: Passage, number: Number) -> Counted | None:
    """`زميلاتها الأربع`, `العوامل الخمسة`."""
    if not 3 <= number.value <= 10 or number.first == 0:
        return None
    token = passage.tokens[number.first - 1]
    if not token.is_word or token.form in NO_NOUNS or len(token.form) < 4:
        return None
    if not token.form.startswith("ال") and not token.form.endswith(("ها", "هم", "هن", "نا", "ه")):
        return None
    return Counted(number.first - 1, number.first, "item", token.form, "number_after_noun",
                   Confidence.DOUBTFUL)  # fmt: skip


def _same_again(number: Number, earlier: Earlier | None) -> Counted | None:
    """`12 مركزاً، 4 منها في الريف`, `31 من أصل 58`."""
    if earlier is None or number.is_definite or (number.value == 1 and number.in_words):
        return None
    return Counted(
        number.first, number.last, earlier.unit, earlier.name, "counted_before",
        Confidence.LIKELY, of=earlier.of,
    )  # fmt: skip


def _reached(passage: Passage, nouns: Nouns, number: Number) -> Counted | None:
    """`بلغت المعاينات 1250`: a plural before a number that a verb of reaching stands before."""
    sentence = passage.sentence_at(number.first)
    first = max(number.first - _WORDS_BACK, sentence.first)
    is_reached = any(
        passage.tokens[place].form in _REACHING for place in range(first, number.first)
    )
    if not is_reached or (number.in_words and number.value < 3):
        return None
    for place in range(first, number.first):
        noun = nouns.at(passage, place)
        if noun is not None and noun.counts is Counts.MANY and noun.last <= number.first:
            return known(noun, "number_after_noun", Confidence.LIKELY)
    return None
