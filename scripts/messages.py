"""The interface's words: gather them into the Arabic catalogue, and compile it, without gettext.

    messages.py extract    bring the catalogue up to date with the source; new words are left empty
    messages.py compile    write each .po of the source as the .mo that Django reads
    messages.py missing    list what is not translated; exit status 1 if there is any

Words in the source are English; Arabic is the language pages are shown in unless asked otherwise.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src"
ARABIC = SOURCE / "mithaq" / "shells" / "locale" / "ar" / "LC_MESSAGES" / "django.po"
HEADER = "# The words of Mithaq's pages, in Arabic. Kept by scripts/messages.py."
PASSING = tuple(
    b'"' + name
    for name in (
        b"Project-Id",
        b"Report-Msgid",
        b"POT-",
        b"PO-",
        b"Last-",
        b"Language-",
        b"Generated",
    )
)
# The six forms of Arabic in the order of Django's own catalogues: 0, 1, 2, 3-10, 11-99, the rest.
PLURAL = (
    "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;"
)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def words_of(file: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The words that one source file asks to be translated, each with its context."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        # Django turns a template into something like Python; brackets make its indents harmless.
        text = f"(\n{templatize(text, origin=str(file))}\n)"
    stream = io.BytesIO(text.encode())
    options = {"encoding": "utf-8"}
    for _line, words, _comments, context in extract("python", stream, KEYWORDS, (), options):
        yield words, context


def source_catalogue() -> Catalog:
    """All that the source asks to be translated, with the files that ask for it."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    catalogue = Catalog(locale="ar", domain="django")
    files = [*SOURCE.rglob("*.py"), *SOURCE.rglob("templates/**/*.html")]
    for file in sorted([*files, *SOURCE.rglob("templates/**/*.txt")]):
        # No line numbers: they would change the catalogue with every edit of the source.
        place = [(file.relative_to(SOURCE).as_posix(), 0)]
        for words, context in words_of(file):
            catalogue.add(words, locations=place, context=context)
    return catalogue


def read_catalogue(file: Path) -> Catalog:
    """A .po file as written; empty where there is none yet."""
    if not file.exists():
        return Catalog(locale="ar", domain="django")
    with file.open("rb") as stream:
        return read_po(stream, locale="ar", domain="django")


def is_translated(message: Message) -> bool:
    """Every form is there, and nothing is marked as a guess."""
    forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(forms) and not message.fuzzy


def untranslated() -> list[str]:
    """What pages would show in English to a reader of Arabic, and where it is said."""
    catalogue = read_catalogue(ARABIC)
    missing = []
    for message in source_catalogue():
        if not message.id:
            continue
        known = catalogue.get(message.id, message.context)
        if known is None or not is_translated(known):
            places = ", ".join(sorted(place for place, _line in message.locations))
            missing.append(f"{message.id!r} ({places})")
    return missing


def extract_words() -> int:
    """Write the catalogue anew: words that are gone leave it, new ones come in empty."""
    kept, wanted = read_catalogue(ARABIC), source_catalogue()
    kept.update(wanted, no_fuzzy_matching=True, update_header_comment=False)
    kept.obsolete.clear()
    kept.header_comment = HEADER
    kept.fuzzy = False
    kept.mime_headers = [("Plural-Forms", PLURAL)]
    written = io.BytesIO()
    write_po(written, kept, width=100, sort_by_file=True, include_lineno=False)
    # Dates and tools in the header would change the file when no word has changed.
    lines = [line for line in written.getvalue().splitlines() if not line.startswith(PASSING)]
    ARABIC.parent.mkdir(parents=True, exist_ok=True)
    ARABIC.write_bytes(b"\n".join(lines).rstrip() + b"\n")
    print(f"{len(kept)} messages; {len(untranslated())} of them wait for their Arabic.")
    return 0


def compile_catalogues() -> int:
    """Write the .mo beside each .po."""
    for file in SOURCE.rglob("LC_MESSAGES/*.po"):
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=file.parents[1].name)
        compiled = file.with_suffix(".mo")
        fresh = compiled.with_name(f"{compiled.name}.new")
        with fresh.open("wb") as stream:
            write_mo(stream, catalogue)
        fresh.replace(compiled)
    return 0


def list_missing() -> int:
    """Print what is missing, one message a line."""
    missing = untranslated()
    print("\n".join(missing) or "Nothing is missing.")
    return 1 if missing else 0


COMMANDS = {"extract": extract_words, "compile": compile_catalogues, "missing": list_missing}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(f"usage: messages.py {'|'.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
