"""What a table and its columns are: plain values from which reader, template and docs are made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a column's cells are read; in brackets the type of the column once read.

    Text kinds come out as dictionary<string>, so that each distinct value is looked at once.
    """

    CODE = "code"  # dictionary<string>
    CODES = "codes"  # codes joined by | (dictionary<string>)
    TEXT = "text"  # dictionary<string>
    CHOICE = "choice"  # one of `choices` (dictionary<string>)
    CHOICES = "choices"  # several of `choices`, joined by | (dictionary<string>)
    REASON = "reason"  # one of `choices`; anything else becomes `other` with a question
    PROFILE = "profile"  # linear, on_completion, or `2026-03-31:200000000|…` in millionths
    ANSWER = "answer"  # source#line (dictionary<string>)
    INTEGER = "integer"  # int64
    QUANTITY = "quantity"  # int64 millionths
    SHARE = "share"  # int64 millionths of 1; `40%` and `0.4` are the same
    COORDINATE = "coordinate"  # float64 degrees
    DATE = "date"  # date32
    MONTH = "month"  # int32, year * 12 + month - 1


TEXT_KINDS = frozenset(
    {
        Kind.CODE,
        Kind.CODES,
        Kind.TEXT,
        Kind.CHOICE,
        Kind.CHOICES,
        Kind.REASON,
        Kind.PROFILE,
        Kind.ANSWER,
    }
)


@dataclass(frozen=True, slots=True)
class Label:
    """The two names of a code."""

    ar: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    `list_name` names the country's list that its `choices` come from, `table` the table whose codes
    it holds. `longest` is in characters, or elements of a list.
    `synonyms` are other spellings of choices, normalised; `is_open` keeps a value that is none of
    them, and asks.
    `least` and `most` bound numbers, in the column's own unit. `is_positive` refuses 0, too.
    A column that may be empty may also be absent, unless it `must_be_there`.
    """

    code: str
    ar: str
    en: str
    kind: Kind
    may_be_empty: bool = False
    must_be_there: bool = False
    default: str | None = None
    choices: Mapping[str, Label] | None = None
    list_name: str = ""
    synonyms: Mapping[str, str] = field(default_factory=dict)
    is_open: bool = False
    table: str | None = None
    longest: int = 64
    least: int | None = None
    most: int | None = None
    is_positive: bool = False
    also: tuple[str, ...] = ()

    @property
    def may_be_absent(self) -> bool:
        return self.may_be_empty and not self.must_be_there

    @property
    def expected(self) -> str:
        """What a cell should hold, said without words so that it reads in either language."""
        if self.choices is not None:
            return " | ".join(self.choices)
        return _EXPECTED[self.kind](self)


_EXPECTED: Mapping[Kind, Callable[[Column], str]] = {
    Kind.CODE: lambda column: f"≤ {column.longest}",
    Kind.CODES: lambda _: "SY02|HF001",
    Kind.TEXT: lambda column: f"≤ {column.longest}",
    Kind.CHOICE: lambda _: "",
    Kind.CHOICES: lambda _: "",
    Kind.REASON: lambda _: "",
    Kind.PROFILE: lambda _: "linear | on_completion | 2026-03-31:200|2026-12-31:1000",
    Kind.ANSWER: lambda _: "source#line",
    Kind.INTEGER: lambda column: f"{column.least or 0} … {column.most or 2**31 - 1}",
    Kind.QUANTITY: lambda column: ("> 0" if column.is_positive else "≥ 0") + ", 0.000001",
    Kind.SHARE: lambda _: "0.4 | 40%",
    Kind.COORDINATE: lambda column: f"{column.least} … {column.most}",
    Kind.DATE: lambda _: "2026-03-31",
    Kind.MONTH: lambda _: "2026-03",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be imported. `key` are the columns by which a row is known.

    `checks` name the rules of `rules.RULES` that look at several cells at once.
    """

    code: str
    ar: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    checks: tuple[str, ...] = ()

    def column(self, code: str) -> Column:
        """The column of a code; raises KeyError."""
        for column in self.columns:
            if column.code == code:
                return column
        raise KeyError(code)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(column.code for column in self.columns)
