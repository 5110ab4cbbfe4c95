"""The words of a facility's name, read one after the other behind its head word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mithaq.exchange.statements.reading.facility_proper_names import (
    HEAD_WORDS,
    ORDINALS,
    STARTERS,
    TITLES,
    ProperReader,
)
from mithaq.exchange.statements.reading.facility_words import (
    is_accusative,
    is_adjective,
    is_among,
    is_definite_word,
    plain,
)
from mithaq.exchange.statements.reading.passages import Analysis, Token
from mithaq.exchange.statements.reading.word_lists import listed

_WITHIN: Final = listed("في داخل ضمن قرب")
_HOSTS: Final = listed("مستشفي مركز مجمع مستوصف")
# Kinds to which no other kind is joined by و: they tell whose a facility is, or of what sort.
_STATUS: Final = listed(
    "وطني جامعي عسكري حكومي عام خاص مركزي كبير جديد قديم صحي طبي تخصصي تعليمي خيري ميداني حدودي",
    "جراحي صغير",
)
_NO_KIND: Final = listed("واحد واحده هناك")
_MOST_KINDS: Final = 6
_MOST_DESCRIBING: Final = 7
_UNPLACED: Final = frozenset({"كل", "جميع", "مختلف"})


class NameReader(ProperReader):
    """A name with what describes it and where it stands."""

    def read_kinds(self) -> None:
        """Words that describe: الوطني، للأطفال، وإعادة التأهيل."""
        for _ in range(_MOST_KINDS):
            token = self.token()
            if token is None or not token.is_word or (self.proper and is_accusative(token)):
                return
            for analysis in token.analyses:
                fits = analysis.clitics in ("", "ل") or (
                    analysis.clitics == "و" and self._joins_kind(analysis)
                )
                if fits and is_among(analysis.rest, self._kinds()):
                    self.kinds.append(analysis.rest)
                    self.at += 1
                    break
            else:
                return

    def _joins_kind(self, analysis: Analysis) -> bool:
        """`للتوليد وأمراض النساء`, but not `مشفى جبلة الوطني وتأهيل المركز`: kinds that are joined
        are as definite, and none is joined to a name or to what tells whose a facility is."""
        token, before = self.token(1), self.token(-1)
        kinds = [] if before is None else [a for a in before.analyses if a.rest in self._kinds()]
        if analysis.rest in ORDINALS or not kinds or kinds[-1].rest in _STATUS:
            return False
        was_definite = kinds[-1].is_definite
        if analysis.is_definite or not was_definite:
            return True
        return token is not None and is_definite_word(token) and plain(token) in self._kinds()

    def read_description(self) -> bool:
        """Words of any sort that describe, where a place follows them: `لفحص اللياقة البدنية في
        حلب`, `الأطراف والأجهزة التقويمية في سلقين`. Else nothing is read."""
        before = self.at, len(self.kinds)
        for _ in range(_MOST_DESCRIBING):
            token = self.token()
            if token is None or not token.is_word or not self._describes(token):
                break
            self.kinds += [a.rest for a in token.analyses[-1:]]
            self.at += 1
        if self.at > before[0] and self.is_located():
            return True
        self.at = before[0]
        del self.kinds[before[1] :]
        return False

    def _describes(self, token: Token) -> bool:
        word = plain(token)
        lexicon = self.lexicon
        if token.form in lexicon.part("stop") or word in HEAD_WORDS or token.form in _NO_KIND:
            return False
        if is_definite_word(token):
            return word not in lexicon.part("locality") and word not in TITLES
        carried = [a for a in token.analyses if a.clitics in ("ل", "و")]
        if any(a.clitics == "ل" for a in carried):
            return self._is_construct() or any(a.is_definite for a in carried)
        if carried and self.kinds:
            return any(a.is_definite and a.rest not in HEAD_WORDS for a in carried)
        is_verb = token.form in lexicon.verbs or token.form.startswith(("ي", "ست", "سي"))
        describes = is_among(token.form, self._kinds()) or is_adjective(token.form.rstrip("ا"))
        is_first = not self.kinds and token.form in lexicon.common
        return not is_verb and (describes or is_first or self._is_construct())

    def is_located(self) -> bool:
        """Whether a place, or a facility that holds this one, follows; nothing is read."""
        kept = (self.at, self.place, list(self.places), list(self.kinds), self.is_sure)
        held = self.in_hospital, self.is_done
        found = self.read_locality()
        self.at, self.place, self.places, self.kinds, self.is_sure = kept
        self.in_hospital, self.is_done = held
        return found

    def read_locality(self) -> bool:
        """`في قدسيا`, `بمنطقة قدسيا بريف دمشق`."""
        before = self.at
        while self._read_one_locality():
            pass
        return self.at > before

    def _read_host(self, ahead: int, clitics: str) -> bool:
        """A centre or ward within another: `مركز الأورام بمشفى تشرين الجامعي`, `عيادة السكري في
        مركز الصنمين الصحي`, `قسم الإسعاف في المشفى الوطني بالرقة`."""
        token = self.token(ahead)
        if token is None or self.places or self.in_hospital:
            return False
        hosts = [a for a in token.analyses if a.rest in _HOSTS and a.clitics == clitics]
        if not hosts:
            return False
        before, kinds = self.at, list(self.kinds)
        self.at += ahead + 1
        self.kinds, self.takes_any_name = [], True
        named = self.read_quoted_into(self.places)
        named = named or (not hosts[-1].is_definite and self.read_proper_into(self.places))
        self.read_kinds()
        is_known = hosts[-1].is_definite and bool(self.kinds)
        if not (named or is_known) or (hosts[-1].rest != "مستشفي" and not self.kinds):
            self.at, self.kinds, self.places = before, kinds, []
            return False
        if not named:
            self.places += self.kinds
            self._read_one_locality()
        self.kinds, self.in_hospital, self.is_done = kinds, True, True
        return True

    def read_quoted_into(self, names: list[str]) -> bool:
        return self._into(names, self.read_quoted)

    def read_proper_into(self, names: list[str]) -> bool:
        return self._into(names, self.read_proper)

    def _into(self, names: list[str], read: Callable[[], bool]) -> bool:
        own, self.proper = self.proper, []
        found = read()
        names += self.proper
        self.proper = own
        return found

    def _read_one_locality(self) -> bool:
        if self.is_done:
            return False
        start = self.at
        ahead, clitics = (1, "") if self.stem() in _WITHIN else (0, "ب")
        token = self.token(ahead)
        if token is None or not token.is_word:
            return False
        if self._read_host(ahead, clitics):
            return True
        rest = [a.rest for a in token.analyses if a.clitics == clitics]
        is_locality = any(each in self.lexicon.part("locality") for each in rest)
        if self.read_place(self.places, ahead, clitics=clitics):
            return True
        if is_locality:
            self.at += ahead + 1
            if self.read_place(self.places):
                return True
            # In `في المدينة تستوعب` the town is not named.
            is_named = not any(a.is_definite and a.clitics == clitics for a in token.analyses)
            if is_named and self._read_unknown_place(after_locality=True):
                return True
            self.at = start
            return False
        if clitics or self.places:
            return False
        self.at += ahead
        if self._read_unknown_place(after_locality=False):
            return True
        self.at = start
        return False

    def _read_unknown_place(self, *, after_locality: bool) -> bool:
        token = self.token()
        if token is None or not self.may_be_name(token) or plain(token) in _UNPLACED:
            return False
        if not after_locality and not self._ends_after(1):
            return False
        self.places.append(plain(token))
        self.is_sure = self.is_sure and after_locality
        self.at += 1
        following = self.token()
        continues = following is not None and self._continues(following)
        if (self.places[-1] in STARTERS and self.stem()) or (after_locality and continues):
            self.places.append(self.stem())
            self.at += 1
        return True

    def _ends_after(self, ahead: int) -> bool:
        """Whether an unknown word stands by itself: a mark, و or a particle follows."""
        token = self.token(ahead)
        if token is None or not token.is_word:
            return True
        if token.form in self.lexicon.part("stop") or token.form == "و":
            return True
        return token.form.startswith(("و", "ب", "ل")) or token.form.startswith(("ي", "ت", "س"))
