"""Why an action refused: every fault at once, each a code with parameters, in both languages.

A `FaultKind` holds the words; calling it makes a `Fault`:

    UNKNOWN_PLACE = FaultKind("unknown_place", ar="لا مكان بالرمز {found}.", en="No place {found}.")
    faults.append(UNKNOWN_PLACE(found=code, item=3, field="place"))
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. `item` is the position, from 0, of the refused item in a bulk
    action's sequence, `field` the name of its field; both empty where they say nothing."""

    code: str
    ar: str
    en: str
    found: str = ""
    expected: str = ""
    item: int | None = None
    field: str = ""
    parameters: Mapping[str, object] = dataclasses.field(default_factory=dict, hash=False)

    def text(self, language: str) -> str:
        return self.ar if language.startswith("ar") else self.en


@dataclass(frozen=True)
class FaultKind:
    """The words of a fault; `{found}`, `{expected}` and the parameters are filled in."""

    code: str
    ar: str
    en: str

    def __call__(
        self,
        *,
        found: object = "",
        expected: object = "",
        item: int | None = None,
        field: str = "",
        **parameters: object,
    ) -> Fault:
        words = {"found": found, "expected": expected, **parameters}
        return Fault(
            code=self.code,
            ar=self.ar.format(**words),
            en=self.en.format(**words),
            found=str(found),
            expected=str(expected),
            item=item,
            field=field,
            parameters=MappingProxyType(dict(parameters)),
        )


class ActionRefused(Exception):  # noqa: N818 - it is a refusal, not a failure
    """Nothing was written. `faults` holds all that is wrong, in the order of the input."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(faults)
        super().__init__("; ".join(fault.en for fault in self.faults))


def refuse(faults: Iterable[Fault]) -> None:
    """Raise ActionRefused if there is any fault."""
    found = tuple(faults)
    if found:
        raise ActionRefused(found)


# --- kinds that every layer may use -----------------------------------------------------------
REQUIRED = FaultKind("required", ar="هذه الخانة مطلوبة ولا تُترك فارغة.", en="This is required.")
UNKNOWN_CODE = FaultKind(
    "unknown_code", ar="الرمز «{found}» غير معروف.", en="The code “{found}” is not known."
)
DUPLICATE_CODE = FaultKind(
    "duplicate_code",
    ar="الرمز «{found}» ورد أكثر من مرة.",
    en="The code “{found}” is given more than once.",
)
CHANGED_CONTENT = FaultKind(
    "changed_content",
    ar="«{key}» مسجَّل من قبل بقيمة أخرى: المسجَّل «{expected}» والوارد «{found}».",
    en="“{key}” is already recorded with other content: recorded “{expected}”, given “{found}”.",
)
NOT_IN_LIST = FaultKind(
    "not_in_list",
    ar="القيمة «{found}» ليست من القيم المسموح بها: {expected}.",
    en="“{found}” is not one of the allowed values: {expected}.",
)
ENDS_BEFORE_START = FaultKind(
    "ends_before_start",
    ar="تاريخ النهاية {found} يسبق تاريخ البداية {expected}.",
    en="It ends on {found}, before it starts on {expected}.",
)
TOO_LONG = FaultKind(
    "too_long",
    ar="النص أطول من المسموح به ({expected} محرفاً).",
    en="The text is longer than the {expected} characters allowed.",
)
NEGATIVE = FaultKind("negative", ar="العدد «{found}» سالب.", en="“{found}” is negative.")
PACK_YIELDS = FaultKind(
    "pack_yields",
    ar="كانت القيمة في حزمة البلد لـ«{key}»: «{expected}»، وحلّ محلها ما ورد: «{found}».",
    en="The country pack said “{expected}” of “{key}”; what is given takes its place: “{found}”.",
)
NOT_FOUND = FaultKind("not_found", ar="لا سجلّ بالمعرّف {found}.", en="There is no record {found}.")
