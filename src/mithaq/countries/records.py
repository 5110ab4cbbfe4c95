"""Reading a pack's files without guessing: YAML and CSV become records whose fields are asked for.

A field that is missing, wrong or unknown is noted as a fault and reading goes on with something
harmless in its place, so that all faults of a pack are known at once. YAML is read strictly: a key
given twice is a fault, `on` and `no` are words, decimals stay exact, dates stay text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as Loader
else:
    # The parser in C is many times as fast; where it was not built, the other reads the same.
    Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

from mithaq.countries import faults as expected
from mithaq.countries.faults import Faults, Words
from mithaq.countries.parameters import PartialDate

CODE: Final = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*", re.ASCII)
_ARABIC_LETTER: Final = re.compile(r"[ء-ي]")
_LATIN_LETTER: Final = re.compile(r"[A-Za-z]")
_STRING_TAG: Final = "tag:yaml.org,2002:str"


class _Strict(Loader):
    """YAML without the conversions that lose or invent something."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(
                    None, None, "a key that is no single word", key.start_mark
                )
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"“{key.value}” is given twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _decimal(loader: Loader, node: yaml.ScalarNode) -> Decimal | str:
    text = str(loader.construct_scalar(node))
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


_LOST: Final = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
_Strict.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _LOST]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Strict.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), ["t", "f"])
_Strict.add_constructor("tag:yaml.org,2002:float", _decimal)


class Record:
    """Fields of one entry of a file; what is asked for and not there is noted as a fault."""

    def __init__(self, faults: Faults, file: str, entry: str, fields: Mapping[str, Any]) -> None:
        self._faults, self.file, self.entry, self._fields = faults, file, entry, fields
        self._asked: set[str] = set()

    def fault(self, key: str, found: object, words: Words) -> None:
        entry = ".".join(part for part in (self.entry, key) if part)
        self._faults.note(self.file, entry, found, words)

    def has(self, key: str) -> bool:
        return self._fields.get(key) not in (None, "")

    def _value(self, key: str) -> Any:
        self._asked.add(key)
        return self._fields.get(key)

    def text(self, key: str, *, optional: bool = False) -> str:
        value = self._value(key)
        if isinstance(value, bool | Mapping | list) or (not self.has(key) and not optional):
            self.fault(key, value, expected.TEXT)
            return ""
        return "" if value is None else str(value).strip()

    def arabic(self, key: str, *, optional: bool = False) -> str:
        text = self.text(key, optional=optional)
        if text and not _ARABIC_LETTER.search(text):
            self.fault(key, text, expected.ARABIC)
        return text

    def english(self, key: str, *, optional: bool = False) -> str:
        text = self.text(key, optional=optional)
        if text and (_ARABIC_LETTER.search(text) or not _LATIN_LETTER.search(text)):
            self.fault(key, text, expected.ENGLISH)
        return text

    def code(self, key: str) -> str:
        text = self.text(key)
        if text and not CODE.fullmatch(text):
            self.fault(key, text, expected.CODE)
        return text

    def choice(self, key: str, allowed: Collection[str], *, optional: bool = False) -> str:
        """One of the allowed codes; where none could be read, that is fault enough."""
        text = self.text(key, optional=optional)
        if text and allowed and text not in allowed:
            self.fault(key, text, expected.one_of(allowed))
        return text

    def integer(self, key: str, *, least: int = 0) -> int:
        text = self.text(key)
        number = int(text) if re.fullmatch(r"-?[0-9]+", text) else None
        if number is not None and number >= least:
            return number
        if text:
            self.fault(key, text, expected.whole_number(least))
        return least

    def integer_or_none(self, key: str, *, least: int = 0) -> int | None:
        if self.has(key):
            return self.integer(key, least=least)
        self._asked.add(key)
        return None

    def number(self, key: str) -> Decimal:
        text = self.text(key)
        try:
            number = Decimal(text or "0")
        except InvalidOperation:
            number = Decimal("nan")
        if number.is_finite():
            return number
        self.fault(key, text, expected.NUMBER)
        return Decimal(0)

    def flag(self, key: str) -> bool:
        """True or false; nothing is false."""
        value = self._value(key)
        if value not in (True, False, "true", "false", "", None):
            self.fault(key, value, expected.FLAG)
        return value in (True, "true")

    def date(self, key: str) -> PartialDate | None:
        """A partial date; nothing where there is none."""
        text = self.text(key, optional=True)
        try:
            return PartialDate.read(text) if text else None
        except ValueError:
            self.fault(key, text, expected.DATE)
            return None

    def words(self, key: str, count: int = 0) -> tuple[str, ...]:
        """A list of texts, `count` of them where a count is given."""
        value = self._value(key)
        if not isinstance(value, list) or not value or (count and len(value) != count):
            self.fault(key, value, expected.so_many(count) if count else expected.LIST)
            return ()
        return tuple(str(item).strip() for item in value)

    def choices(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        found = self.words(key)
        for word in found:
            if allowed and word not in allowed:
                self.fault(key, word, expected.one_of(allowed))
        return found

    def record(self, key: str) -> Record:
        return self._below(key, self._value(key))

    def records(self, key: str) -> list[Record]:
        value = self._value(key)
        if not isinstance(value, list) or not value:
            self.fault(key, value, expected.LIST)
            return []
        return [self._below(f"{key}.{place}", item) for place, item in enumerate(value, start=1)]

    def _below(self, key: str, value: object) -> Record:
        entry = ".".join(part for part in (self.entry, key) if part)
        if not isinstance(value, Mapping):
            self._faults.note(self.file, entry, value, expected.MAPPING)
            value = {}
        return Record(self._faults, self.file, entry, value)

    def entries(self) -> Iterator[tuple[str, Record]]:
        """Each key with the record under it, where the keys are codes of the pack."""
        for key in self._fields:
            self._asked.add(key)
            if not CODE.fullmatch(str(key)):
                self.fault(str(key), key, expected.CODE)
            yield str(key), self._below(str(key), self._fields[key])

    def close(self) -> None:
        """Every field that nobody asked for is a fault: it would be lost without a word."""
        for key in self._fields:
            if key not in self._asked:
                self.fault(str(key), key, expected.NO_MORE)


def yaml_record(faults: Faults, folder: Path, name: str) -> Record:
    """The mapping that a YAML file holds; an empty record, and a fault, where it holds none."""
    try:
        content = yaml.load((folder / name).read_text("utf-8"), Loader=_Strict)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        faults.note(name, "", " ".join(str(error).split()), expected.FILE)
        content = {}
    if not isinstance(content, Mapping):
        faults.note(name, "", content, expected.MAPPING)
        content = {}
    return Record(faults, name, "", content)


def csv_records(faults: Faults, folder: Path, name: str, columns: Iterable[str]) -> list[Record]:
    """The rows of a CSV file with exactly these columns; an entry is `row 2 (its first cell)`."""
    header = tuple(columns)
    try:
        with (folder / name).open(encoding="utf-8", newline="") as lines:
            rows = list(csv.reader(lines, strict=True))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        faults.note(name, "", error, expected.FILE)
        return []
    if not rows or tuple(rows[0]) != header:
        faults.note(name, "row 1", ",".join(rows[0]) if rows else "", expected.exactly(header))
        return []
    records = []
    for number, row in enumerate(rows[1:], start=2):
        entry = f"row {number} ({row[0] if row else ''})"
        if len(row) != len(header):
            faults.note(name, entry, len(row), expected.so_many(len(header)))
            continue
        records.append(Record(faults, name, entry, dict(zip(header, row, strict=True))))
    return records
