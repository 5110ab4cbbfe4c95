"""One act for what is told more than once: in the title, in the body, and as `الدورة` again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from mithaq.exchange.statements.reading.acts.drafts import Draft
from mithaq.exchange.statements.reading.findings import ActKind, Status
from mithaq.exchange.statements.reading.passages import Passage, Token
from mithaq.exchange.statements.reading.word_lists import listed

Facilities = Callable[[Draft], frozenset[str]]

_EMPTY: Final = listed(
    "في من الي علي عن مع بين كل هذا هذه التي الذي ذلك خلال بعد قبل حتي عبر حول كما تم",
    "عدد جديد جديده صحه صحي صحيه طبي طبيه مركز مستشفي مستشفيات مراكز مديريه وزاره منظمه",
    "مشروع اعمال قطاع خدمات مدينه اجتماع الاجتماع لقاء موتمر جلسه محضر محافظه اول لدي",
    "نحو ضمن سوريه سوريا اتفاقيه مذكره تفاهم دوره تدريبيه",
)
_COME: Final = frozenset({Status.DONE, Status.SIGNED})
_OF_A_PLACE: Final = frozenset({ActKind.OPENING, ActKind.CONSTRUCTION, ActKind.OPERATION})
# With how many earlier acts of its kind one is compared.
_MOST_COMPARED: Final = 24
_LEAST_SITES: Final = 2
_HALF: Final = 0.5
_NEARLY_ALL: Final = 0.8


def merged(passage: Passage, drafts: Sequence[Draft], facilities_of: Facilities) -> list[Draft]:
    """The acts of a text, each with its other tellings in `others`."""
    for draft in drafts:
        draft.told = _told(passage, draft)
    body = [draft for draft in drafts if not draft.is_title]
    kept: list[Draft] = []
    by_kind: defaultdict[ActKind, list[Draft]] = defaultdict(list)
    for draft in body:
        same = _same_as(draft, by_kind[draft.kind], facilities_of)
        if same is None:
            if not draft.is_echo:
                kept.append(draft)
                by_kind[draft.kind].append(draft)
        else:
            same.others.append(draft)
            same.told |= draft.told
    titles = [draft for draft in drafts if draft.is_title]
    kept += _of_titles(titles, kept, by_kind)
    told = [site for draft in kept for site in _sites(draft, facilities_of)]
    return sorted(told, key=lambda draft: draft.trigger.start)


def _sites(draft: Draft, facilities_of: Facilities) -> list[Draft]:
    """Works told first together and then site by site are one act a site."""
    whole = facilities_of(draft)
    if draft.kind is not ActKind.CONSTRUCTION or len(whole) < _LEAST_SITES:
        return [draft]
    sites: dict[frozenset[str], Draft] = {}
    for other in draft.others:
        inner = facilities_of(other)
        if inner and inner < whole:
            sites.setdefault(inner, other)
    return list(sites.values()) if len(sites) >= _LEAST_SITES else [draft]


def _same_as(draft: Draft, earlier: Sequence[Draft], facilities_of: Facilities) -> Draft | None:
    """The act told before that a draft tells again."""
    compared = earlier[-_MOST_COMPARED:]
    if draft.kind is ActKind.MEETING and not draft.is_later:
        return _meeting_told(draft, compared)
    if draft.is_later and compared:
        return max(reversed(compared), key=lambda other: len(draft.told & other.told))
    for other in reversed(compared):
        if _is_same(draft, other, facilities_of):
            return other
    return None


def _meeting_told(draft: Draft, earlier: Sequence[Draft]) -> Draft | None:
    """A meeting that was only mentioned before is told now, once; another one is another."""
    for other in reversed(earlier):
        if (other.status in _COME) != (draft.status in _COME):
            continue
        if other.is_later or draft.sentence == other.sentence:
            other.is_later = False
            return other
    return None


def _is_same(draft: Draft, other: Draft, facilities_of: Facilities) -> bool:
    if draft.is_item and other.is_item and draft.sentence == other.sentence:
        return False
    if draft.kind is ActKind.AGREEMENT:
        return draft.reason != "act_agree" and other.reason != "act_agree"
    if draft.kind is ActKind.OPERATION and draft.status is other.status is Status.PLANNED:
        return "act_noun" == draft.reason == other.reason
    share = _share(draft.told, other.told)
    if (draft.status in _COME) != (other.status in _COME) and not other.is_later:
        return share >= _NEARLY_ALL
    if draft.kind in _OF_A_PLACE:
        ours, theirs = facilities_of(draft), facilities_of(other)
        if ours and theirs:
            return ours == theirs or ours < theirs
    return share >= _HALF and len(draft.told & other.told) > 1


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    least = min(len(ours), len(theirs))
    return len(ours & theirs) / least if least else 0.0


def _of_titles(
    titles: Iterable[Draft], body: Sequence[Draft], by_kind: defaultdict[ActKind, list[Draft]]
) -> list[Draft]:
    """What only the title tells; the rest of it joins the body's acts."""
    left = []
    for draft in titles:
        fitting = [
            other
            for other in by_kind[draft.kind][:_MOST_COMPARED]
            if draft.kind is ActKind.AGREEMENT
            or draft.told & other.told
            or (other.status in _COME) == (draft.status in _COME)
        ]
        same = max(fitting, key=lambda other: len(draft.told & other.told), default=None)
        if same is None and draft.kind is not ActKind.MEETING:
            same = next((o for o in body[:_MOST_COMPARED] if len(draft.told & o.told) > 1), None)
        if same is None:
            left.append(draft)
        else:
            same.others.append(draft)
    return left


def _told(passage: Passage, draft: Draft) -> frozenset[str]:
    """The words of an act's object that tell it from others."""
    inner = [passage.tokens[n] for n in passage.within(draft.of)]
    words = {_plain(token) for token in inner if token.is_word or token.is_number}
    return frozenset(word for word in words if len(word) > 2 and word not in _EMPTY)


def _plain(token: Token) -> str:
    for analysis in token.analyses:
        if analysis.is_definite:
            return analysis.rest
    return token.form.removesuffix("ا")
