"""What is wrong with a pack: every fault at once, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Words:
    """The same words in Arabic and in English."""

    ar: str
    en: str


@dataclass(frozen=True)
class PackFault:
    """One thing that is wrong: in which file and entry, what was found, what was expected."""

    file: str
    entry: str
    found: str
    expected_ar: str
    expected_en: str

    @property
    def expected(self) -> str:
        return self.expected_en

    @property
    def ar(self) -> str:
        found = f"وُجد «{self.found}»" if self.found else "لم يوجد شيء"
        return f"{self.file}، {self.entry}: {found}، والمتوقَّع {self.expected_ar}."

    @property
    def en(self) -> str:
        found = f"found “{self.found}”" if self.found else "found nothing"
        return f"{self.file}, {self.entry}: {found}, expected {self.expected_en}."


class PackRejected(Exception):  # noqa: N818 - it is a refusal, not a failure
    """A pack does not load. `faults` holds all that is wrong, in the order it was read."""

    def __init__(self, faults: Iterable[PackFault]) -> None:
        self.faults: tuple[PackFault, ...] = tuple(faults)
        super().__init__("\n".join(fault.en for fault in self.faults))


class Faults(list[PackFault]):
    """The faults found so far."""

    def note(self, file: str, entry: str, found: object, expected: Words) -> None:
        shown = "" if found is None else str(found)
        self.append(PackFault(file, entry, shown, expected.ar, expected.en))


FILE: Final = Words("ملف موجود مقروء", "a file that exists and can be read")
MAPPING: Final = Words("مجموعة من الحقول", "a mapping of fields")
LIST: Final = Words("قائمة غير فارغة", "a list that is not empty")
TEXT: Final = Words("نص غير فارغ", "a text that is not empty")
ARABIC: Final = Words("نص عربي", "a text in Arabic")
ENGLISH: Final = Words("نص إنكليزي", "a text in English")
CODE: Final = Words(
    "رمز من أحرف لاتينية صغيرة وأرقام و_ تفصل بينها نقاط",
    "a code of lower-case Latin letters, digits and _, parted by dots",
)
NUMBER: Final = Words("عدد", "a number")
FLAG: Final = Words("نعم أو لا (true أو false)", "true or false")
DATE: Final = Words(
    "سنة أو شهر أو يوم، مثل 2009 أو 2009-06 أو 2009-06-01",
    "a year, a month or a day, such as 2009, 2009-06 or 2009-06-01",
)
ONCE: Final = Words("رمز لم يرد من قبل", "a code not given before")
NO_MORE: Final = Words("لا حقل بهذا الاسم", "no field of this name")


def whole_number(least: int) -> Words:
    return Words(f"عدد صحيح لا يقل عن {least}", f"a whole number of {least} or more")


def one_of(allowed: Iterable[str]) -> Words:
    codes = ", ".join(allowed)
    return Words(f"أحد الرموز: {codes}", f"one of {codes}")


def exactly(codes: Iterable[str]) -> Words:
    listed = ", ".join(codes)
    return Words(f"هذه الرموز كلها دون سواها: {listed}", f"exactly the codes {listed}")


def so_many(count: int) -> Words:
    return Words(f"قائمة من {count} عنصراً", f"a list of {count}")
