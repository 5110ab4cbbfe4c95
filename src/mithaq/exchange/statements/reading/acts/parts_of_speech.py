"""Whether a word that may be a verb or a noun is one or the other, by what stands beside it."""

from __future__ import annotations

from typing import Final

from mithaq.countries.languages import Term
from mithaq.exchange.statements.reading.acts.items import is_verbal_noun
from mithaq.exchange.statements.reading.passages import Passage, Token
from mithaq.exchange.statements.reading.phrases import QUOTES, Match
from mithaq.exchange.statements.reading.word_lists import listed

# What stands before a finite verb of its own clause.
_CLAUSE_OPENERS: Final = listed(
    "قد ان انه انها انهم بان التي الذي الذين سوف لم لن كما حيث اذ فيما وقد ثم او كان",
    "كانت",
)
# Verbs whose first letters look like the article: التقى، التزم، التمس، التحق.
_NO_ARTICLE: Final = ("التق", "التز", "التم", "التح")
# `إن الفرع صرف …`: behind أن and its subject stands the verb.
_THAT: Final = frozenset({"ان", "بان", "لكن"})
_PREPOSITIONS: Final = listed(
    "في من الي علي عن مع بين خلال بعد قبل عقب ضمن حول لدي عبر نحو كل اي هذا هذه تم تمت",
    "يتم سيتم ستتم جري جرت يجري تجري حيث سبل",
)
_PASSIVE_LIGHT: Final = listed("تم تمت يتم تتم سيتم ستتم جري جرت يجري تجري سيجري")
_SHORT_VERB: Final = 3
_SUBJECTS: Final = listed(
    "في اليوم امس صباح مساء ظهر يوم وزير مدير معاون رييس محافظ وزاره مديريه منظمه جمعيه",
    "موسسه نايب محافظه اتحاد نقابه صندوق الوزير المدير الدكتور الدكتوره السيد عمال",
    "العمال الجانبان الطرفان المجتمعون المشاركون مجلس رييسه مديره وزيره لجنه شركه هييه",
    "فريق وفد كل",
)


def token_before(passage: Passage, number: int) -> Token | None:
    """The token before one, quotation marks left out."""
    number -= 1
    while number >= 0 and passage.tokens[number].text in QUOTES:
        number -= 1
    return passage.tokens[number] if number >= 0 else None


def must_be_noun(passage: Passage, match: Match[Term]) -> bool:
    """Behind a preposition, تم, an article or ب and ل a word is no finite verb."""
    token = passage.tokens[match.first]
    is_definite = match.is_definite and not token.form.removeprefix("و").startswith(_NO_ARTICLE)
    if is_definite or any(clitic in match.clitics for clitic in "بلك"):
        return True
    if "إ" in token.text[:3] or token.text.endswith(("ًا", "اً")):
        return True
    before = token_before(passage, match.first)
    if before is not None and not match.clitics and is_count(before):
        return True
    starts = before is None or match.first == passage.sentence_at(match.first).first
    if _may_be_either(token) and not (match.last - match.first > 1):
        opens = starts or match.clitics == "و" or (before and before.form in _CLAUSE_OPENERS)
        opens = opens or (before is not None and before.text in "،؛,.:")
        if not starts and not match.clitics and follows_that(passage, match.first):
            return False
        return not (opens and _subject_follows(passage, match))
    if starts or match.clitics or before is None:
        return False
    is_short = len(token.form) <= _SHORT_VERB
    return before.form in _PREPOSITIONS or (is_short and _is_construct(before))


def is_count(token: Token) -> bool:
    """`41 ألف طالب`."""
    return token.is_number or token.form in ("الف", "الاف", "مليون", "ميه")


def follows_that(passage: Passage, number: int) -> bool:
    """`أن مكتب النقابة رفع`: behind أن and its short subject stands the verb."""
    for before in range(number - 2, max(-1, number - 6), -1):
        token = passage.tokens[before]
        if not token.is_word:
            return False
        if token.form in _THAT:
            return True
        if token.form[:2] in ("ست", "سي", "سن") or token.form in _PASSIVE_LIGHT:
            return False
        if any(a.clitics for a in token.analyses if is_verbal_noun(a.rest)):
            return False
    return False


def _is_construct(token: Token) -> bool:
    """A verbal noun without article, before which no verb stands: `تعزيز قيم التكافل`."""
    if token.text.endswith(("ًا", "اً")) or token.form.endswith("انها"):
        return False
    return any(
        len(a.rest) > 3 and not a.is_definite and is_verbal_noun(a.rest) for a in token.analyses
    )


def _may_be_either(token: Token) -> bool:
    """Words that are as well a verb as its verbal noun: دعم، منح، صرف، حفر."""
    return any(is_verbal_noun(a.rest) and len(a.rest) <= 4 for a in token.analyses[:4])


def _subject_follows(passage: Passage, match: Match[Term]) -> bool:
    if match.last >= len(passage.tokens):
        return False
    following = passage.tokens[match.last]
    return any(not a.clitics and a.rest in _SUBJECTS for a in following.analyses)


def must_be_verb(passage: Passage, match: Match[Term]) -> bool:
    """Behind س, or first in a paragraph that goes on as a sentence of verb and subject."""
    if "س" in match.clitics:
        return True
    before = token_before(passage, match.first)
    if before is not None and before.form in ("قد", "التي", "الذي", "سوف", "لم", "لن"):
        return not match.is_definite and not match.clitics
    if match.first != passage.sentence_at(match.first).first or match.is_definite:
        return False
    return _subject_follows(passage, match)
