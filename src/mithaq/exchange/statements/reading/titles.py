"""Titles and callings before a name: الدكتور, د., الأستاذ الدكتور, اللواء الطبيب المتقاعد."""

from __future__ import annotations

from dataclasses import dataclass

from mithaq.exchange.statements.reading.person_names import Name, read_name
from mithaq.exchange.statements.reading.role_words import (
    ABBREVIATED,
    CALLINGS,
    ENDS,
    INDEFINITE_TITLES,
    MOST_TITLES,
    ORIGIN,
)
from mithaq.exchange.statements.reading.vocabularies import Scan


@dataclass(frozen=True, slots=True)
class Titled:
    """A name with the title before it."""

    name: Name
    honorific: str = ""


def read_titled(scan: Scan, number: int) -> Titled | None:
    """A title with the name after it: الدكتور حسان الجندي, د. حسان, اللواء الطبيب المتقاعد سعد …"""
    at, title = number, ""
    while at - number < MOST_TITLES and (after := after_title(scan, at)) > at:
        title = title or scan.text(at)
        at = past_callings(scan, after)
    if not title:
        return None
    role = scan.role(at)
    if role is not None and role.is_definite and not scan.words[at].is_given:
        return None
    name = read_name(scan, at, is_announced=True, is_titled=True)
    return None if name is None else Titled(name, title)


def past_callings(scan: Scan, at: int) -> int:
    """The token after callings and what describes them: الطبيب المتقاعد, المساعد, من أصل سوري."""
    end = min(scan.ends[at - 1], at + MOST_TITLES)
    while at < end and scan.is_word(at):
        word = scan.words[at]
        if is_calling(scan, at) or (word.is_adjective and not word.is_given):
            at += 1
        elif word.form == "من" and at + 2 < end and scan.form(at + 1) == ORIGIN:
            at += 3
        else:
            break
    return at


def is_calling(scan: Scan, at: int) -> bool:
    role = scan.role(at)
    return (
        role is not None
        and role.last == at + 1
        and role.value.code in CALLINGS
        and not role.clitics
        and not scan.words[at].is_given
    )


def after_title(scan: Scan, number: int) -> int:
    """The token after a title, the same one where there is none."""
    match = scan.honorific(number) if number < len(scan) else None
    if match is None:
        return number
    if not match.is_definite and match.value.code not in INDEFINITE_TITLES:
        return number
    if len(scan.form(match.last - 1)) == 1:
        is_short = scan.text(match.last) in ABBREVIATED
        return match.last + 1 if is_short and match.last < scan.ends[number] else number
    return match.last


def may_hold(scan: Scan, name: Name, *, sure: bool) -> bool:
    """Whether a name without a title may be a role's holder; `sure`: only before a clear end."""
    if name.is_given:
        return True
    second = scan.words[name.first + 1]
    is_common = second.is_common and not second.is_given
    is_plain = (name.is_bounded or second.is_definite) and not is_common
    if sure:
        return is_plain and name.parts <= 3 and scan.text(name.last) in ENDS
    return is_plain


def opens_line(scan: Scan, number: int) -> bool:
    """Whether only marks and numbers stand before a token in its sentence."""
    begin = scan.begins[number]
    return all(not scan.is_word(at) for at in range(max(begin, number - 6), number)) and (
        number - begin <= 6
    )
