"""A draft's findings as the cards that a person reads: what was found, in which words, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from mithaq.exchange.statements.drafts.records import Became, Candidate, Card, StatementPage
from mithaq.shells.web.statement_marks import mark_of, plain
from mithaq.shells.web.statement_ways import Way, Ways, is_blocked, is_waiting
from mithaq.shells.web.statement_words import (
    ACTS,
    EVENTS,
    GROUPS,
    NEW,
    QUALIFIERS,
    TAGS,
    UNKNOWN,
    list_word,
    moment_words,
    number,
    reason_words,
    status_word,
    unit_word,
    word,
)

# Cards of a group that a page shows at first; the others come when they are asked for.
SHOWN_AT_FIRST: Final = 25
CONTEXT: Final = 48  # characters of the text around a card's words
LONGEST_QUOTE: Final = 240
ACCEPTED: Final = ("accepted", "corrected")
LINKED: Final = ("place", "organisation", "person", "facility")
SHOW: Final = ("open", "blocked", "waiting", "decided", "rejected")
DUAL: Final = "dual_noun"


@dataclass(frozen=True)
class Quote:
    """The words that a card was found in, with a little of what stands around them."""

    before: SafeString
    words: SafeString
    after: SafeString
    is_title: bool


@dataclass(frozen=True)
class ShownCard:
    card: Card
    tag: str
    title: str
    facts: tuple[str, ...]
    quote: Quote | None
    reason: str
    mentions: int
    ways: tuple[Way, ...]

    @property
    def mark(self) -> str:
        return mark_of(self.card)

    @property
    def is_decided(self) -> bool:
        return self.card.decision != "open"

    @property
    def newness(self) -> str:
        """Where nothing of the register is it, and nothing there is even like it, or a person said
        so: whether a yes makes a new row of it."""
        card = self.card
        is_free = card.kind in LINKED and not card.link and not card.rows
        if not is_free or (card.candidates and card.decision not in ACCEPTED):
            return ""
        return word(NEW if card.becomes == card.kind else UNKNOWN, card.kind)

    @property
    def offered(self) -> tuple[Candidate, ...]:
        """Rows to choose from with one tap, while it is open and not linked yet."""
        card = self.card
        return card.candidates[:5] if card.decision == "open" and not card.link else ()

    @property
    def is_blocked(self) -> bool:
        return any(way.is_fault for way in self.ways)


@dataclass(frozen=True)
class Group:
    """Cards that become the same kind of row; `more` counts those not shown yet."""

    code: str
    words: str
    cards: tuple[ShownCard, ...]
    total: int
    open: int
    start: int

    @property
    def next(self) -> int:
        return self.start + len(self.cards)

    @property
    def more(self) -> int:
        return self.total - self.next


@dataclass(frozen=True)
class Counts:
    """Of all cards of a draft. `ready`: a yes adopts these; `wanted`: it could at most; `blocked`
    of the ready ones have something in the way; `waiting` were accepted, too, and are left until
    another card is."""

    total: int
    open: int
    accepted: int
    rejected: int
    certain: int
    ready: int
    wanted: int
    blocked: int
    waiting: int
    adopted: int

    @property
    def decided(self) -> int:
        return self.total - self.open

    @property
    def share(self) -> str:
        return f"{100 * self.decided / self.total:.1f}" if self.total else "0"

    @property
    def why_not(self) -> str:
        """Why nothing can be adopted now; empty where something can."""
        if self.blocked:
            return ngettext(
                "%(n)s accepted finding has something in its way; see what its card says.",
                "%(n)s accepted findings have something in their way; see what their cards say.",
                self.blocked,
            ) % {"n": self.blocked}
        if self.ready:
            return ""
        if self.waiting:
            return ""
        if self.adopted and not self.wanted:
            return gettext("Everything that was accepted is adopted.")
        return gettext("Accept a finding that becomes a row of the register first.")


def counts_of(cards: Sequence[Card]) -> Counts:
    becoming = [card for card in cards if card.becomes and not card.rows]
    accepted = [card for card in becoming if card.decision in ACCEPTED]
    ready = [card for card in accepted if not is_waiting(card)]
    return Counts(
        total=len(cards),
        open=sum(card.decision == "open" for card in cards),
        accepted=sum(card.decision in ACCEPTED for card in cards),
        rejected=sum(card.decision == "rejected" for card in cards),
        certain=sum(card.decision == "open" and card.confidence == "certain" for card in cards),
        ready=len(ready),
        wanted=sum(card.decision != "rejected" for card in becoming),
        blocked=sum(is_blocked(card) for card in accepted),
        waiting=len(accepted) - len(ready),
        adopted=sum(bool(card.rows) for card in cards),
    )


def group_of(card: Card) -> str:
    """What it becomes, or what became of it; else what it is."""
    code = card.rows[0].kind if card.rows else card.becomes or card.kind
    return code if code in GROUPS else card.kind


def groups_of(
    page: StatementPage, *, show: str = "", text: str = "", only: str = "", start: int = 0,
    card: str = "",
) -> list[Group]:  # fmt: skip
    """The cards by group, in the order of their importance.

    `show`: one of `SHOW`; `text`: words that a card must have; `only`: this group from `start` on;
    `card`: the group that holds this one is shown up to it.
    """
    names = Names(page)
    found: dict[str, list[Card]] = {code: [] for code in GROUPS}
    for one in page.cards:
        if _is_wanted(one, show) and (not text or names.has(one, text)):
            found[group_of(one)].append(one)
    groups = []
    for code, cards in found.items():
        if not cards or (only and code != only):
            continue
        end = start + SHOWN_AT_FIRST
        place = next((n for n, one in enumerate(cards) if one.uid == card), -1)
        end = max(end, place + 1)
        shown = tuple(names.shown(one) for one in cards[start:end])
        still = sum(one.decision == "open" for one in cards)
        groups.append(Group(code, word(GROUPS, code), shown, len(cards), still, start))
    return groups


def _is_wanted(card: Card, show: str) -> bool:
    return {
        "open": card.decision == "open",
        "blocked": is_blocked(card) and card.decision != "rejected" and not card.rows,
        "waiting": is_waiting(card) and card.decision in ACCEPTED and not card.rows,
        "decided": card.decision in ACCEPTED,
        "rejected": card.decision == "rejected",
    }.get(show, True)


def _tag(card: Card) -> str:
    """A proposal is one, though it is recorded among the requests."""
    if group_of(card) == "request" and card.value.get("kind") == "proposal":
        return word(ACTS, "proposal")
    return word(TAGS, group_of(card))


def came_of(page: StatementPage) -> list[tuple[str, Became]]:
    """Every row that came of a draft, once, in the order of the groups, and what it is called: a
    pledge or figure by its quantity."""
    names, order = Names(page), {code: place for place, code in enumerate(GROUPS)}
    found: dict[tuple[str, str], tuple[str, Became]] = {}
    # The quantities first: a line is also tied to the act that it was promised in.
    for card in sorted(page.cards, key=lambda one: one.kind != "quantity"):
        for row in card.rows:
            label = names.title(card) if row.kind in ("pledge", "figure") else row.label
            found.setdefault((row.kind, row.code or row.uid or row.label), (label, row))
    return sorted(found.values(), key=lambda one: order.get(one[1].kind, len(order)))


class Names:
    """Says what the cards of one draft are, each with the others that it speaks of."""

    def __init__(self, page: StatementPage) -> None:
        self._texts = {"": page.text} | {other.row.uid: other.text for other in page.others}
        self._by_order = {card.order: card for card in page.cards}
        self._ways = Ways(page)

    def shown(self, card: Card) -> ShownCard:
        tag = _tag(card)
        return ShownCard(
            card=card,
            tag=tag,
            title=self.title(card),
            facts=tuple(fact for fact in self.facts(card) if fact and fact != tag),
            quote=self._quote(card),
            reason=reason_words(card.reason),
            mentions=len(card.spans),
            ways=self._ways.of(card),
        )

    def has(self, card: Card, text: str) -> bool:
        words = " ".join([self.title(card), *self.facts(card), str(card.value.get("name", ""))])
        return text.casefold() in words.casefold()

    def title(self, card: Card) -> str:
        value = card.value
        if card.kind == "quantity":
            is_dual = card.reason == DUAL and value.get("value") == card.proposed.get("value")
            return quantity_words(value, is_dual=is_dual)
        if card.kind == "moment":
            return moment_words(*_texts_of(value, "value", "precision", "at"))
        if card.kind == "act":
            parties = " ↔ ".join(_list(value, "parties"))
            return str(value.get("of") or parties or word(ACTS, str(value.get("kind"))))
        name = str(value.get("name", ""))
        return f"{value.get('honorific', '')} {name}".strip() if card.kind == "person" else name

    def facts(self, card: Card) -> Iterable[str]:
        """What stands beside its name, in the order of its importance; some may be empty."""
        if card.kind == "facility":
            is_made = card.becomes == "facility"  # else its ownership is nobody's question yet
            return _facility(card.value, card.assumed if is_made else None)
        say = _FACTS.get(card.kind)
        return self._act(card.value) if card.kind == "act" else say(card.value) if say else ()

    def _quote(self, card: Card) -> Quote | None:
        text = self._texts.get(card.text_of, "")
        if not card.spans or not text:
            return None
        start, end = card.spans[0]
        first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
        before, after = text[first:start].lstrip(), text[end:last].rstrip()
        if first and " " in before:
            before = "…" + before.split(" ", 1)[1]
        if last < len(text) and " " in after:
            after = after.rsplit(" ", 1)[0] + "…"
        words = text[start:end]
        if len(words) > LONGEST_QUOTE:
            words, after = words[:LONGEST_QUOTE].rsplit(" ", 1)[0] + "…", ""
        return Quote(plain(before), plain(words), plain(after), words == self.title(card))

    def _act(self, value: Mapping[str, Any]) -> Iterable[str]:
        yield word(ACTS, str(value.get("kind", "")))
        yield status_word(str(value.get("kind", "")), str(value.get("status", "")))
        count = int(value.get("count") or 1)
        yield gettext("%(n)s of them") % {"n": count} if count > 1 else ""
        yield " ↔ ".join(_list(value, "parties")) if value.get("of") else ""
        yield gettext(", ").join([*_list(value, "facilities"), *_list(value, "places")])
        for name in ("quantities", "moments"):
            titles = [self.title(card) for card in self._others(value, name)]
            yield gettext(", ").join(titles)
        for name in ("stated_by", "raised_by"):
            if who := value.get(name):
                is_said = name == "stated_by"
                words = gettext("said by %(who)s") if is_said else gettext("asked by %(who)s")
                yield words % {"who": who}

    def _others(self, value: Mapping[str, Any], name: str) -> Iterable[Card]:
        for order in value.get(name) or ():
            if card := self._by_order.get(order):
                yield card


# --- what each kind says beside its name ---------------------------------------------------------
def _organisation(value: Mapping[str, Any]) -> Iterable[str]:
    yield list_word("organisation_kinds", str(value.get("kind", "")))


def _person(value: Mapping[str, Any]) -> Iterable[str]:
    role, organisation = _texts_of(value, "role", "organisation")
    yield role
    # «مدير التخطيط في وزارة الصحة» says it, be the ministry called the Syrian one elsewhere or not.
    yield "" if " ".join(organisation.split()[:2]) in role else organisation


def _facility(value: Mapping[str, Any], assumed: Sequence[str] | None) -> Iterable[str]:
    event = str(value.get("event") or "")
    yield word(EVENTS, event) if event else ""
    yield list_word("facility_types", str(value.get("type") or ""))
    yield str(value.get("place") or "")
    ownership = list_word("ownerships", str(value.get("ownership") or ""))
    if assumed is None or not ownership:
        return
    says = {True: gettext("%(ownership)s (assumed)"), False: gettext("ownership: %(ownership)s")}
    yield says["ownership" in assumed] % {"ownership": ownership}


def _quantity(value: Mapping[str, Any]) -> Iterable[str]:
    yield gettext("each") if value.get("is_each") else ""
    if stated_by := value.get("stated_by"):
        yield gettext("said by %(who)s") % {"who": stated_by}


def _moment(value: Mapping[str, Any]) -> Iterable[str]:
    agrees = value.get("weekday_agrees")
    if agrees is True:
        yield gettext("the weekday agrees")
    elif agrees is False:
        yield gettext("the weekday does not agree")
    if value.get("precision") in ("relative", "hijri"):
        yield gettext("kept as it is written")


_FACTS: Final[Mapping[str, Callable[[Mapping[str, Any]], Iterable[str]]]] = {
    "organisation": _organisation,
    "person": _person,
    "quantity": _quantity,
    "moment": _moment,
}


def quantity_words(value: Mapping[str, Any], *, is_dual: bool = False) -> str:
    """`more than 80 health facilities`: qualifier, figure or range, what is counted.

    A dual says by itself how many there are: «مركزين صحيين (2)».
    """
    figure = number(value.get("value", ""))
    if is_dual and value.get("of"):
        return f"{value['of']} ({figure})"
    if value.get("high") not in (None, ""):
        figure = f"{figure}–{number(value['high'])}"
    unit = str(value.get("unit", ""))
    if unit == "percent":
        figure += "%"
    counted = str(value.get("of") or ("" if unit == "percent" else unit_word(unit)))
    qualifier = str(value.get("qualifier") or "exact")
    words = [word(QUALIFIERS, qualifier)] if qualifier != "exact" else []
    if value.get("is_money") and value.get("of"):
        figure += f" {unit_word(unit)}"
    return " ".join(filter(None, [*words, figure, counted]))


def _texts_of(value: Mapping[str, Any], *names: str) -> list[str]:
    return [str(value.get(name) or "") for name in names]


def _list(value: Mapping[str, Any], name: str) -> list[str]:
    return [str(one) for one in value.get(name) or ()]
