"""How well names are read in other genres: people, organisations and places against Wojood.

The sample of the Wojood corpus (Jarrar and others, 2022; MIT) is CoNLL text: a token and its labels
a line, nested labels side by side, an empty line between sentences. Its genres are the press, law,
archives and dialect of Palestine, not statements of a health sector: what is measured is how far
the rules carry.

Mapping of its labels:

- `PERS` are people, `ORG` organisations, `GPE` and `LOC` places. All others are out of scope: OCC
  are roles, which are no names by themselves here; NORP are peoples and groups (العراقيين), FAC
  landmarks, EVENT and the rest no names of ours.
- Labels are nested (`I-ORG B-PERS`): every layer counts by itself, so that the place within an
  organisation's name is one, as in our own annotation (مديرية صحة حلب).
- A place's words that say its kind (مدينة، قرية، محافظة، دولة) belong to Wojood's span and not to
  ours; they are taken off before names are compared. So are منظمة and the article.
- In a text an item counts once, however often it is named, as everywhere here; a text is a
  sentence of the corpus. A person of one word (سمير) is out of scope: a register needs full names.
  So are organisations of one word without article (حكومة), newspapers and broadcasters (most of
  the archive's lines are of one: جريدة فلسطين), which are a text's source and not its finding, and
  regions and seas, which statements do not place anything in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mithaq.bench.statement_scores import Score, keys
from mithaq.exchange.statements.reading.facilities import find_facilities
from mithaq.exchange.statements.reading.lexicon import Lexicon
from mithaq.exchange.statements.reading.names import read_names
from mithaq.exchange.statements.reading.passages import split


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


LABELS: Final[Mapping[str, str]] = {
    "PERS": "people", "ORG": "organisations", "GPE": "places", "LOC": "places",
}  # fmt: skip
_CATEGORIES: Final = ("people", "organisations", "places")
_PLACE_HEADS: Final = _words(
    "مدينة بلدة قرية محافظة ناحية منطقة دولة حي مخيم جمهورية قضاء لواء ولاية مدن قرى مملكة"
)
_REGIONS: Final = _words(
    "أوروبا آسيا أفريقيا الشرق الأوسط العالم العربي الخليج البحر المتوسط الأحمر الميت نهر"
)
_OUTLETS: Final = _words("جريدة صحيفة مجلة نشرة إذاعة قناة تلفزيون راديو الجريدة المجلة")
_CLITICS: Final = ("وال", "بال", "فال", "كال", "لل", "و", "ب", "ل", "ف")

Sentence = list[tuple[str, tuple[str, ...]]]
Names = dict[str, Counter[tuple[object, ...]]]


def score_wojood(files: Iterable[Path], lexicon: Lexicon) -> dict[str, Score]:
    """Precision, recall and F1 of people, organisations and places over the files' sentences."""
    totals = dict.fromkeys(_CATEGORIES, Score())
    for file in files:
        for sentence in sentences(file.read_text("utf-8")):
            annotated, found = annotated_names(sentence), found_names(sentence, lexicon)
            for name in _CATEGORIES:
                ours, theirs = found[name], annotated[name]
                totals[name] += Score((ours & theirs).total(), ours.total(), theirs.total())
    return totals


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of a CoNLL text: tokens, each with its labels."""
    sentence: Sentence = []
    for line in text.splitlines():
        token, *labels = line.split()[:1] + line.split()[1:] or [""]
        if token:
            sentence.append((token, tuple(labels)))
        elif sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def annotated_names(sentence: Sentence) -> Names:
    """The names of each category that the labels mark, those out of scope left out."""
    names: Names = {name: Counter() for name in _CATEGORIES}
    sentence = _without_outlets(sentence)
    for label, category in LABELS.items():
        for words in _spans(sentence, label):
            name = _name(category, words)
            if name:
                names[category][_key(category, name)] = 1
    return names


def found_names(sentence: Sentence, lexicon: Lexicon) -> Names:
    """What the reader finds in the words of a sentence."""
    passage = split(" ".join(word for word, _ in sentence if word != "$#$"))
    found = read_names(passage, lexicon, find_facilities(passage, lexicon))
    listed = {
        "people": [each.name for each in found.people],
        "organisations": [each.name for each in found.organisations],
        "places": [each.name for each in found.places],
    }
    return {
        category: Counter(dict.fromkeys((_key(category, _plain(category, n)) for n in names), 1))
        for category, names in listed.items()
    }


def _without_outlets(sentence: Sentence) -> Sentence:
    """The sentence without labels where it names an outlet, and what the outlet is named after."""
    kept: Sentence = []
    within = False
    for token, labels in sentence:
        begins = any(label.startswith("B-ORG") for label in labels)
        within = token in _OUTLETS if begins else within and "I-ORG" in labels
        kept.append((token, () if within else labels))
    return kept


def _spans(sentence: Sentence, label: str) -> Iterator[list[str]]:
    words: list[str] = []
    for token, labels in sentence:
        if f"B-{label}" in labels:
            if words:
                yield words
            words = [token]
        elif f"I-{label}" in labels and words:
            words.append(token)
        elif words:
            yield words
            words = []
    if words:
        yield words


def _name(category: str, words: list[str]) -> str:
    """A span's name without the head of its kind and clitics; empty where it is out of scope."""
    if category == "people" and len(words) < 2:
        return ""
    if category == "organisations" and len(words) == 1 and not words[0].startswith("ال"):
        return ""
    name = _plain(category, " ".join([_without_clitics(words[0]), *words[1:]]))
    return "" if category == "places" and set(name.split()) <= _REGIONS else name


def _plain(category: str, name: str) -> str:
    if category != "places":
        return name
    words = name.split()
    while len(words) > 1 and words[0] in _PLACE_HEADS:
        words = words[1:]
    return " ".join(words)


def _without_clitics(word: str) -> str:
    """A first word without و ب ل ف before an article: للمنظمة is المنظمة."""
    for clitic in _CLITICS[:5]:
        if word.startswith(clitic) and len(word) > len(clitic) + 2:
            return "ال" + word[len(clitic) :]
    return word


def _key(category: str, name: str) -> tuple[object, ...]:
    item = {"name": name, "role": ""} if category == "people" else {"name": name}
    return next(iter(keys(category, [item])))
