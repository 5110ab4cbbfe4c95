"""What a number counts: the noun after it, one before it, or what was counted last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mithaq.exchange.statements.reading.counting.nouns import Counts, Noun, Nouns
from mithaq.exchange.statements.reading.dating.calendars import stems
from mithaq.exchange.statements.reading.findings import Confidence
from mithaq.exchange.statements.reading.numbers import Number
from mithaq.exchange.statements.reading.numerals import Kind, numeral
from mithaq.exchange.statements.reading.passages import Passage, Span, Token


@dataclass(frozen=True, slots=True)
class Counted:
    """What is counted, over tokens `first` up to, not including, `last`; `name` is the term's code
    or the word itself. `noun` None: no noun that the language's data know."""

    first: int
    last: int
    unit: str
    name: str
    reason: str
    confidence: Confidence
    noun: Noun | None = None


# What may stand between a number and its noun.
_OVER: Final = frozenset("()[]\"“”«»")
# No noun that is counted, when it follows a number.
_NO_NOUNS: Final = frozenset(
    {"من", "في", "علي", "الي", "عن", "مع", "بين", "حتي", "منذ", "خلال", "قبل", "بعد", "فقط", "كل",
     "خارج", "داخل", "ضمن", "كانت", "كان", "تم", "منهم", "منها", "منهن", "منهما", "بينهم", "بينها",
     "حاليا", "سنويا", "شهريا", "يوميا", "اسبوعيا", "تقريبا", "جدد", "اخري", "اخر", "اخرين",
     "اخرون", "غير", "هي", "هو", "وهو", "وهي", "او", "ثم", "لا", "لم", "التي", "الذي", "الذين", "ان",
     "بحاجه", "بنسبه", "بسبب", "عند", "لدي", "لكن", "بل", "ما", "اي", "قد", "سوف", "وفق", "حسب",
     "ليس", "جديده", "جديدا", "اضافيه", "مقابل", "ص", "م", "ه", "اعتبارا", "مقارنه", "نحو", "مثل",
     "الي", "وما", "سم", "هم", "هن", "بينما", "فيما", "حيث", "لكل", "عبر", "ابتداء", "تحت", "فوق",
     "دون", "نهايه", "تقدر", "بلغت", "بلغ", "وصلت", "وصل", "مليون", "الف"}
)  # fmt: skip
_PRONOUNS: Final = frozenset({"منهم", "منها", "منهن", "منهما", "بينهم", "بينها", "بينهن"})
_COUNTING: Final = frozenset(
    {"عدد", "اعداد", "عددهم", "عددها", "عددهن", "مجموع", "اجمالي", "العدد", "الاجمالي", "المجموع",
     "مجموعه", "اعدادهم"}
)  # fmt: skip
_REACHING: Final = frozenset(
    {"بلغ", "بلغت", "يبلغ", "تبلغ", "وصل", "وصلت", "الي", "بواقع", "بمعدل", "بنحو", "نحو", "عن",
     "من", "حوالي", "قرابه", "هو", "كان", "كانت", "علي", "تجاوز", "تجاوزت", "يتجاوز", "تتجاوز"}
)  # fmt: skip
_LABELS: Final = frozenset(":=|–—-")
_WORDS_BACK: Final = 14
_TIME_UNITS: Final = frozenset({"day", "week", "month", "year", "hour", "minute"})
_NO_ONES: Final = frozenset({"batch", "shipment", "trip", "side"})


def counted_after(passage: Passage, nouns: Nouns, number: Number) -> Counted | None:
    """The noun that follows a number (`( ٥ ) أجهزة`, `15 من المفتشين`), known or not."""
    if number.is_definite and not _is_plural_after(passage, nouns, number.last):
        return None
    place = _over(passage, number.last)
    if place is None:
        return None
    noun = nouns.at(passage, place, number.value)
    if noun is not None and _is_bare(noun):
        return _known(noun, "counted_noun")
    token = passage.tokens[place]
    if token.form == "من":
        return _out_of(passage, nouns, place + 1)
    if not _may_be_counted(token):
        return None
    likely = Confidence.LIKELY if len(token.form) > 2 else Confidence.DOUBTFUL
    return Counted(place, place + 1, "item", token.form, "unknown_noun", likely)


def _out_of(passage: Passage, nouns: Nouns, place: int) -> Counted | None:
    """`15 من المفتشين`, `64 من أصحاب العقود`; not `31 من أصل 58`."""
    noun = nouns.at(passage, place)
    if noun is not None and not noun.clitics:
        return _known(noun, "counted_noun")
    token = passage.tokens[place] if place < len(passage.tokens) else None
    if token is None or not token.is_word or token.form == "اصل" or not token.form.startswith("ال"):
        return None
    return Counted(place, place + 1, _unit_of(token.form), token.form, "unknown_noun",
                   Confidence.LIKELY)  # fmt: skip


def _unit_of(form: str) -> str:
    """A sound masculine plural is of people (المنقولين)."""
    return "person" if form.startswith("ال") and form.endswith(("ون", "ين")) else "item"


def _is_plural_after(passage: Passage, nouns: Nouns, place: int) -> bool:
    noun = nouns.at(passage, place)
    return noun is not None and noun.counts is Counts.MANY and not noun.is_definite


def _is_bare(noun: Noun) -> bool:
    """No clitic but those of a unit itself (بالمئة)."""
    return not noun.clitics and not (noun.is_definite and not noun.is_money)


def _known(noun: Noun, reason: str, confidence: Confidence = Confidence.CERTAIN) -> Counted:
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


def _may_be_counted(token: Token) -> bool:
    """Whether an unknown word may be a noun that is counted: no particle, clitic or article."""
    form = token.form
    if not token.is_word or form in _NO_NOUNS or len(form) < 2:
        return False
    if form.startswith(("ال", "وال", "بال", "لل", "فال")) or numeral(form) is not None:
        return False
    return not (form.startswith(("و", "ل", "ب", "ف")) and any(a.clitics for a in token.analyses))


Earlier = tuple[str, str, int] | None
PEOPLE: Final = frozenset({"person", "staff", "trainee", "family", "member"})
OF_PEOPLE: Final = frozenset({"منهم", "منهن", "بينهم", "بينهن"})


def counted_before(
    passage: Passage, nouns: Nouns, number: Number, earlier: Earlier, *, has_noun: bool
) -> Counted | None:
    """`عدد المستفيدين 1250`, `معاينات: 1250`, `31 مركزاً من أصل 58`, `المراكز الخمسة`.

    `earlier`: unit, name and end of what was counted before in the sentence. `has_noun`: a word
    that is not known follows; it is what an earlier noun was of (`5 أجهزة تخدير و3 تنفس`)."""
    if has_noun:
        return _continued(passage, number, earlier)
    if number.is_definite:
        return _noun_before(passage, nouns, number) or _unknown_before(passage, number)
    return (
        _sum(passage, nouns, number)
        or _labelled(passage, nouns, number)
        or _noun_before(passage, nouns, number)
        or _same_again(number, earlier)
        or _reached(passage, nouns, number)
    )


def _continued(passage: Passage, number: Number, earlier: Earlier) -> Counted | None:
    tokens = passage.tokens
    before = tokens[number.first - 1].form if number.first else ""
    if earlier is None or earlier[0] in _TIME_UNITS or not (before == "و" or number.clitics == "و"):
        return None
    if number.first - earlier[2] > 4 or earlier[0] == "percent":
        return None
    place = number.last
    return Counted(place, place + 1, earlier[0], tokens[place].form, "counted_before",
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
            noun = nouns.at(passage, near)
            if noun is not None:
                return _known(noun, "number_after_noun", Confidence.CERTAIN)
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
    if place < 1 or tokens[place].text not in _LABELS:
        return None
    label = None
    for back in range(place - 1, max(place - 8, -1), -1):
        if "\n" in passage.text[tokens[back].end : tokens[back + 1].start]:
            break
        label = nouns.at(passage, back) or label
    return None if label is None else _known(label, "labelled", Confidence.LIKELY)


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
        return _known(noun, "number_after_noun", Confidence.LIKELY)
    return None


def _unknown_before(passage: Passage, number: Number) -> Counted | None:
    """`زميلاتها الأربع`, `العوامل الخمسة`."""
    if not 3 <= number.value <= 10 or number.first == 0:
        return None
    token = passage.tokens[number.first - 1]
    if not token.is_word or token.form in _NO_NOUNS or len(token.form) < 4:
        return None
    if not token.form.startswith("ال") and not token.form.endswith(("ها", "هم", "هن", "نا")):
        return None
    return Counted(number.first - 1, number.first, "item", token.form, "number_after_noun",
                   Confidence.DOUBTFUL)  # fmt: skip


def _same_again(number: Number, earlier: Earlier) -> Counted | None:
    """`12 مركزاً، 4 منها في الريف`, `31 من أصل 58`."""
    if earlier is None or number.is_definite or number.value == 1 and number.in_words:
        return None
    unit, name, _ = earlier
    return Counted(number.first, number.last, unit, name, "counted_before", Confidence.LIKELY)


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
            return _known(noun, "number_after_noun", Confidence.LIKELY)
    return None


def twos_and_ones(
    passage: Passage, nouns: Nouns, hidden: frozenset[int], numbers: Sequence[Number]
) -> list[tuple[Number, Counted]]:
    """Nouns in the dual (مركزين صحيين, سيارتي إسعاف) and those said to be one (جهاز واحد)."""
    starts = {number.last for number in numbers}
    found = []
    for place, token in enumerate(passage.tokens):
        if not token.is_word or place in hidden:
            continue
        pair = None
        if token.form.endswith(_DUAL_ENDINGS) and place not in starts:
            pair = _dual(passage, nouns, place)
        elif token.form in ("واحد", "واحده"):
            pair = _one(passage, nouns, place)
        if pair is not None:
            found.append(pair)
    return found


_DUAL_ENDINGS: Final = ("ان", "ين", "تي", "تا", "ي")
_BETWEEN: Final = frozenset({"بين", "مابين", "هذين", "هاتين", "كلا", "كلتا"})


def _dual(passage: Passage, nouns: Nouns, place: int) -> tuple[Number, Counted] | None:
    noun = nouns.at(passage, place)
    if noun is None:
        return _unknown_dual(passage, place)
    if noun.is_definite or noun.counts not in (Counts.TWO, Counts.CONSTRUCT):
        return None
    if place and passage.tokens[place - 1].form in _BETWEEN:
        return None
    if noun.counts is Counts.CONSTRUCT and not _has_genitive(passage, noun):
        return None
    number = _two(passage, place, noun.clitics, noun.last)
    following = passage.tokens[noun.last].form if noun.last < len(passage.tokens) else ""
    last = noun.last + 1 if following in ("اثنين", "اثنان", "اثنتين", "اثنتان") else noun.last
    if last != noun.last:
        number = _two(passage, place, noun.clitics, last)
    return number, _known(noun, "dual_noun", Confidence.CERTAIN)


def _two(passage: Passage, place: int, clitics: str, last: int) -> Number:
    token = passage.tokens[place]
    span = Span(token.start_after(clitics), passage.tokens[last - 1].end)
    return Number(span, place, last, Decimal(2), in_words=True, clitics=clitics)


def _has_genitive(passage: Passage, noun: Noun) -> bool:
    """`سيارتي إسعاف` counts; `مركزي معدان والسبخة` names two, `منظمتي الصحة واليونيسف` too."""
    if noun.last > noun.first + 1:
        return True
    tokens = passage.tokens
    if noun.last >= len(tokens) or not tokens[noun.last].is_word:
        return False
    following = tokens[noun.last]
    if following.form.startswith("ال") or not _may_be_counted(following):
        return False
    after = tokens[noun.last + 1] if noun.last + 1 < len(tokens) else None
    names_two = after is not None and after.is_word and after.form.startswith("و")
    is_feminine = tokens[noun.first].form.endswith(("تي", "تا"))
    vowelled = "َ" in tokens[noun.first].text
    return not names_two and (is_feminine or vowelled or tokens[noun.first].form.endswith("ا") or _is_common(following))  # fmt: skip  # noqa: E501


_GENITIVES: Final = frozenset(
    {"مياه", "تخدير", "تنفس", "اكسجين", "عمليات", "غسيل", "تصوير", "ايكو", "تعقيم", "كلور", "وقود",
     "مازوت", "عزل", "دم", "نقل", "تبريد", "طوارئ", "ادويه", "اسنان", "اشعه", "لقاح", "مراقبه"}
)  # fmt: skip


def _is_common(token: Token) -> bool:
    return token.form in _GENITIVES


def _unknown_dual(passage: Passage, place: int) -> tuple[Number, Counted] | None:
    """A feminine dual with an adjective in the dual (حاضنتين إضافيتين): two beyond doubt."""
    token = passage.tokens[place]
    form = token.form
    if not form.endswith(("تين", "تان")) or len(form) < 6 or form.startswith(("ال", "لل", "وال", "بال")):
        return None
    if place + 1 >= len(passage.tokens):
        return None
    adjective = passage.tokens[place + 1].form
    if not adjective.endswith(("تين", "تان")) or len(adjective) < 6 or adjective[-3:] != form[-3:]:
        return None
    if adjective.startswith("ال"):
        return None
    number = _two(passage, place, "", place + 1)
    return number, Counted(place, place + 1, "item", form, "dual_noun", Confidence.LIKELY)


def _one(passage: Passage, nouns: Nouns, place: int) -> tuple[Number, Counted] | None:
    """`جهاز طبقي محوري واحد`; not `يوم واحد`, `دفعة واحدة`, `توفي واحد منهم` counts one too."""
    tokens = passage.tokens
    number = Number(tokens[place].span, place, place + 1, Decimal(1), in_words=True)
    after = tokens[place + 1].form if place + 1 < len(tokens) else ""
    if after in _PRONOUNS:
        return number, Counted(place, place + 1, "person", "one", "single_noun", Confidence.LIKELY)
    first = max(place - 3, passage.sentence_at(place).first)
    for back in range(place - 1, first - 1, -1):
        noun = nouns.at(passage, back)
        if noun is None or noun.counts is not Counts.ONE or noun.is_definite or noun.clitics not in ("", "و"):
            continue
        if noun.unit in _TIME_UNITS or noun.term.code in _NO_ONES or noun.is_money:
            return None
        return number, _known(noun, "single_noun", Confidence.LIKELY)
    return None


_MOST_WORDS: Final = 4


def phrase_of(passage: Passage, counted: Counted) -> str:
    """What is counted, in the text's words: the noun with the adjectives and nouns that follow."""
    tokens = passage.tokens
    if counted.reason == "counted_before" and counted.noun is None:
        return "" if counted.first >= len(tokens) or tokens[counted.first].is_number else tokens[counted.first].text  # fmt: skip  # noqa: E501
    if counted.first >= len(tokens) or tokens[counted.first].is_number:
        return ""
    last = counted.last
    is_money = counted.noun is not None and (counted.noun.is_money or counted.unit == "percent")
    while not is_money and last < len(tokens) and last - counted.first < _MOST_WORDS:
        if not _goes_on(passage, last):
            break
        last += 1
    first = tokens[counted.first]
    clitics = counted.noun.clitics if counted.noun is not None else ""
    return passage.text[first.start_after(clitics) : tokens[last - 1].end]


def _goes_on(passage: Passage, place: int) -> bool:
    """Whether a word is an adjective or genitive of the noun before it."""
    tokens = passage.tokens
    token = tokens[place]
    if not token.is_word or passage.text[tokens[place - 1].end : token.start] not in (" ", "\u00a0"):
        return False
    word = numeral(token.form)
    if word is not None and word.kind is not Kind.PART or token.form in _NO_NOUNS:
        return False
    if token.text.startswith("و") and token.text.endswith(("ًا", "اً")):
        return True
    if token.form.startswith(("ال", "ل", "ب", "و", "ف", "ت", "ي", "ا", "س")) and not token.text.endswith(("ية", "يّة", "ًا", "اً")):  # fmt: skip  # noqa: E501
        return False
    return token.text.endswith(("ة", "ي", "ى", "ًا", "اً", "ين", "ان", "ات", "ه")) or token.form in _GENITIVES  # fmt: skip  # noqa: E501
