"""The words of a passage that tell acts, each with the reading that its neighbours allow."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from mithaq.countries.languages import Term
from mithaq.engine.text import normalised
from mithaq.exchange.statements.reading.acts.parts_of_speech import (
    follows_that,
    is_count,
    must_be_noun,
    must_be_verb,
    token_before,
)
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.passages import Passage, Span
from mithaq.exchange.statements.reading.phrases import Match, Phrases
from mithaq.exchange.statements.reading.word_lists import listed

# What only says of what sort an object is.
SORTS: Final = frozenset({"goods", "means", "people", "campaign", "workers", "general"})
_VERBS: Final = listed(
    "past present light announce plan decide ask propose discuss agree content",
)
_FINITE_FORMS: Final = _VERBS | {"verb"}
_NOUNS: Final = frozenset({"noun", "thing", "given", "carrier", "occasion", "background"})
_NO_THING_AFTER: Final = listed("كل لكل اي باي احد احدي بكل قاعه قاعات صاله غرفه")
_NEGATIONS: Final = listed("لم لن لا دون عدم غير ليس ليست")
_PRONOUNS: Final = ("ه", "ها", "هم", "هما")
# How far, in words, an act's object may stand from its verb.
_REACH: Final = 24
_REACH_BACK: Final = 10
# Verbs whose subject is the campaign itself: `حملة التلقيح ستنطلق الأحد`.
_BY_ITSELF: Final = ("نطلق", "تبدا", "يبدا")
# `أجهزة تبرعت بها الجمعية`: the goods stand before the verb.
_WITH_IT: Final = frozenset({"به", "بها", "بهما", "بهم"})
# Campaigns stand near their verb, people who are taught right behind it.
_NEARNESS: Final = {"campaign": 14, "people": 3}
# What is shown or said is not given: `قدم المدير عرضاً عن الأجهزة`.
_SHOWN: Final = listed(
    "عرضا شرحا احاطه ملخصا مداخله ورقه تقريرا ايجازا الشكر التهاني التعازي التهنيه قايمه لمحه",
    "مقترحا مقترحات ملاحظات استقاله استقالتها استقالاتهن اعتذاره استقالته طلبا شكوي",
)
_SUMS: Final = listed("قيمه عدد نسبه حجم اجمالي")
_FORM_OF_SORT: Final = {
    "goods": ("goods",),
    "means": ("means",),
    "campaign": ("campaign",),
    "people": ("people",),
}


@dataclass(frozen=True, slots=True)
class Signal:
    """Tokens `first` up to, not including, `last` that tell something of an act.

    `form`, `kind` and `status` are the term's; `is_joined` by و, `is_for` by ل, `is_by` by ب.
    """

    first: int
    last: int
    span: Span
    term: Term
    form: str
    is_definite: bool
    is_joined: bool = False
    is_for: bool = False
    is_by: bool = False
    is_future: bool = False
    is_denied: bool = False

    @property
    def kind(self) -> str:
        return self.term.trait("kind")

    @property
    def status(self) -> str:
        return self.term.trait("status")


@dataclass(frozen=True)
class Signals:
    """All of a passage's signals in order, and where words of each sort stand."""

    found: tuple[Signal, ...]
    sorts: Mapping[str, Sequence[int]]

    def in_tokens(self, first: int, last: int) -> Sequence[Signal]:
        start = bisect_left(self.found, first, key=lambda s: s.first)
        return self.found[start : bisect_left(self.found, last, key=lambda s: s.first)]

    def after(self, first: int, last: int) -> Iterator[Signal]:
        """Those in tokens from `first` up to `last`, one by one."""
        at = bisect_left(self.found, first, key=lambda s: s.first)
        while at < len(self.found) and self.found[at].first < last:
            yield self.found[at]
            at += 1

    def has(self, sort: str, first: int, last: int) -> bool:
        places = self.sorts.get(sort, ())
        at = bisect_left(places, first)
        return at < len(places) and places[at] < last

    def first_of(self, sort: str, first: int, last: int) -> int | None:
        places = self.sorts.get(sort, ())
        at = bisect_left(places, first)
        return places[at] if at < len(places) and places[at] < last else None


@lru_cache(maxsize=8)
def act_phrases(lexicon: Lexicon) -> Phrases[Term]:
    """The pack's words for acts and for saying, nouns also with a pronoun: ترميمه، التزامها."""
    return Phrases(_phrases(lexicon))


def _phrases(lexicon: Lexicon) -> Iterator[tuple[str, Term]]:
    for name in ("acts", "speech"):
        for term in lexicon.language.terms[name]:
            for word in term.words:
                yield word, term
                if term.trait("form") in ("noun", "thing") and " " not in word:
                    yield from ((form, term) for form in _with_pronouns(word))


def _with_pronouns(word: str) -> Iterator[str]:
    """ترميمه، اتفاقيتها، إنشاؤه."""
    if word.endswith("اء"):
        yield from (word + carrier + pronoun for carrier in "وي" for pronoun in _PRONOUNS)
    stem = word.removesuffix("ة") + ("ت" if word.endswith("ة") else "")
    yield from (stem + pronoun for pronoun in _PRONOUNS)


def find_signals(passage: Passage, lexicon: Lexicon, names: Sequence[Span] = ()) -> Signals:
    """Every signal of a passage; where a word may be several, what stands beside it decides.

    `names` are the spans of facilities and organisations: what is part of a name tells no act.
    """
    named = _numbers_in(passage, names)
    matches = [
        m
        for m in act_phrases(lexicon).all(passage)
        if (m.first not in named or _ends_name(m, named)) and _is_itself(passage, m)
    ]
    sorts = _sorts(passage, matches)
    draft = Signals((), sorts)
    found: list[Signal] = []
    for match in matches:
        sentence = passage.sentence_at(match.first)
        chosen = _chosen(passage, match, draft, (sentence.first, sentence.last))
        if chosen is not None:
            found.append(_carried(_signal(passage, match, chosen), found))
    return Signals(tuple(found), sorts)


def _carried(signal: Signal, found: Sequence[Signal]) -> Signal:
    """A noun that a carrier leads to is joined as that is: `وتنظيم دورة`, `لإجراء مسح`."""
    before = found[-1] if found else None
    is_near = before is not None and 0 <= signal.first - before.last <= 1
    if before is None or before.form != "carrier" or not is_near:
        return signal
    if signal.form not in _NOUNS:
        return signal if signal.form != "carrier" else _led(signal, before)
    return _led(signal, before)


def _led(signal: Signal, carrier: Signal) -> Signal:
    return replace(
        signal,
        is_joined=signal.is_joined or carrier.is_joined,
        is_for=signal.is_for or carrier.is_for,
    )


def _is_itself(passage: Passage, match: Match[Term]) -> bool:
    """Not another word that folds to the same letters: إليه and آلية, فنية and ف + نية, بين the
    preposition and بيّن."""
    token = passage.tokens[match.first]
    if token.text.startswith("إل") and match.value.trait("form") == "carrier":
        return False
    if match.clitics[:1] in ("ف", "ك") or match.clitics[:2] == "وك":
        return any(
            term.trait("form") in _FINITE_FORMS and not _is_nominal(term) for term in match.values
        )
    is_asked = match.value.trait("form") == "ask" and match.first > 0
    if is_asked and _is_no_asking(passage, match):
        return False
    if token.form.removeprefix("و") != "بين" or "\u0651" in token.text:
        return True
    starts = match.first == passage.sentence_at(match.first).first
    return starts and match.clitics == "و"


def _is_no_asking(passage: Passage, match: Match[Term]) -> bool:
    """`85 طالباً`, `طالباً وطالبة من`, `قيمة المطالبات`."""
    before = passage.tokens[match.first - 1]
    if before.form.startswith("طالب") or before.form in _SUMS:
        return True
    return not match.clitics and is_count(before)


def _numbers_in(passage: Passage, names: Sequence[Span]) -> set[int]:
    return {number for span in set(names) for number in passage.within(span)}


def _ends_name(match: Match[Term], named: set[int]) -> bool:
    """A name without end was read too far: `منظمة ميدير ورشة عمل`."""
    if match.is_definite or match.clitics or match.first - 2 not in named:
        return False
    forms = {term.trait("form") for term in match.values}
    is_course = "thing" in forms and match.last - match.first > 1
    return is_course or ("noun" in forms and match.last not in named)


def _sorts(passage: Passage, matches: Sequence[Match[Term]]) -> dict[str, list[int]]:
    sorts: defaultdict[str, list[int]] = defaultdict(list)
    for match in matches:
        for term in match.values:
            form, kind = term.trait("form"), term.trait("kind")
            if form in SORTS and not (form == "goods" and _is_no_goods(passage, match)):
                sorts[form].append(match.first)
            if form in ("thing", "noun") and term.trait("needs") != "people":
                sorts[kind].append(match.first)
            if form == "thing":
                sorts["thing"].append(match.first)
                if kind == "donation":
                    sorts["goods"].append(match.first)
                if kind not in ("agreement", "meeting"):
                    sorts["given"].append(match.first)
            if form in ("past", "present", "light", "announce", "plan") and _is_plainly_verb(
                match, term
            ):
                sorts["verb"].append(match.first)
    return dict(sorts)


def _is_no_goods(passage: Passage, match: Match[Term]) -> bool:
    """`300 أسرة` are families: ten and more beds are counted as سريراً. `الدفعة الثالثة` is one of
    people as well as of goods."""
    if match.is_definite and passage.tokens[match.first].form.endswith("دفعه"):
        return True
    if passage.tokens[match.first].form.removeprefix("ال") != "اسره" or not match.first:
        return False
    before = passage.tokens[match.first - 1]
    many = before.is_number and len(before.form) > 1
    return many or before.form in ("الف", "ميه", "مليون")


def _is_plainly_verb(match: Match[Term], term: Term) -> bool:
    return match.clitics in ("و", "س", "وس") and not _is_nominal(term)


def _chosen(
    passage: Passage, match: Match[Term], signals: Signals, bounds: tuple[int, int]
) -> Term | None:
    """The reading that fits, the most telling first; None where none does."""
    is_noun = must_be_noun(passage, match)
    may_be_verb = any(term.trait("form") in _FINITE_FORMS for term in match.values)
    is_verb = may_be_verb and must_be_verb(passage, match)
    best: tuple[int, Term] | None = None
    for term in match.values:
        form = term.trait("form")
        is_finite = form in _FINITE_FORMS and not _is_nominal(term)
        if form in SORTS or (is_finite and is_noun) or (form in _NOUNS and is_verb):
            continue
        if (
            form == "thing"
            and match.first
            and passage.tokens[match.first - 1].form in (_NO_THING_AFTER)
        ):
            continue
        if term.code == "raises_past" and not follows_that(passage, match.first):
            continue
        rank = _rank(passage, match, term, signals, bounds)
        if rank is not None and (best is None or rank > best[0]):
            best = rank, term
    return best[1] if best else None


def _is_nominal(term: Term) -> bool:
    """Frames that are nouns have no verb's code: `decision`, `asking`, `planned`."""
    return not (term.code.endswith(("_past", "_present")) or term.trait("form") == "verb")


def _rank(
    passage: Passage, match: Match[Term], term: Term, signals: Signals, bounds: tuple[int, int]
) -> int | None:
    """How well a reading fits: one whose need is met before one that needs nothing."""
    needs = term.trait("needs")
    form = term.trait("form")
    if needs:
        rank = 5 if needs == "campaign" else 4
        return rank if _is_met(passage, match, needs, signals, bounds) else None
    if form == "light":
        near = signals.has("thing", match.last, min(bounds[1], match.last + _REACH))
        return 3 if near else 1
    return 0 if form in ("carrier", "general") else 2


def _is_met(
    passage: Passage, match: Match[Term], needs: str, signals: Signals, bounds: tuple[int, int]
) -> bool:
    last = min(bounds[1], match.last + _REACH)
    other = signals.first_of("verb", match.last, last)
    last = last if other is None else other
    if "," in needs:
        return any(signals.has(each, match.last, last) for each in needs.split(","))
    shown = next((n for n in range(match.last, last) if passage.tokens[n].form in _SHOWN), last)
    last = min(last, shown)
    if needs in _FORM_OF_SORT:
        near = min(last, match.last + _NEARNESS.get(needs, _REACH))
        first = max(bounds[0], match.first - _REACH_BACK)
        has_pronoun = passage.tokens[match.last - 1].form.endswith(_PRONOUNS)
        behind = passage.tokens[match.last : match.last + 1]
        has_pronoun = has_pronoun or any(token.form in _WITH_IT for token in behind)
        moves = needs == "campaign" and any(
            root in passage.tokens[match.first].form for root in _BY_ITSELF
        )
        has_pronoun = has_pronoun or moves
        return signals.has(needs, match.last, near) or (
            has_pronoun and signals.has(needs, first, match.first)
        )
    if needs in ("training", "agreement"):
        first = max(bounds[0], match.first - _REACH_BACK)
        return signals.has(needs, match.last, last) or signals.has(needs, first, match.first)
    ahead = " ".join(token.form for token in passage.tokens[match.last : last] if token.is_word)
    return any(f" {words} " in f" {ahead} " for words in _needed(needs))


@lru_cache(maxsize=256)
def _needed(needs: str) -> tuple[str, ...]:
    return tuple(normalised(words) for words in needs.split("|"))


def _signal(passage: Passage, match: Match[Term], term: Term) -> Signal:
    before = token_before(passage, match.first)
    at_start = match.first == passage.sentence_at(match.first).first
    former = "" if before is None or at_start else before.form
    form = term.trait("form")
    if term.code in ("said", "says", "saying", "according_to", "turns"):
        form = "speech"
    return Signal(
        first=match.first,
        last=match.last,
        span=match.span,
        term=term,
        form=form,
        is_definite=match.is_definite,
        is_joined=match.clitics.startswith("و") or former == "و",
        is_for="ل" in match.clitics,
        is_by="ب" in match.clitics,
        is_future="س" in match.clitics or former == "سوف",
        is_denied=former in _NEGATIONS,
    )
