"""Every word that a page shows is English in the source and has its Arabic in the catalogue."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "src").rglob("templates/**/*.html"))
ARABIC_LETTER = re.compile(r"[\u0621-\u064a]")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# The product's own words are put into the page by these tags; what stands outside is bare text.
SPOKEN = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}"
    r"|{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
UNSEEN = re.compile(
    # An element with a language of its own, as the switch between them has, is no page's language.
    r"<!--.*?-->|<!doctype[^>]*>|<(script|style|svg|code|kbd)\b.*?</\1>"
    r'|<(\w+)\b[^>]*\slang="(?:ar|en)"[^>]*>.*?</\2>',
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(
    r'\s(?:title|placeholder|alt|aria-label|aria-description|data-confirm|hx-confirm)="([^"]*)"'
)
# Names that are the same in every language.
NAMES = {"mithaq", "csv", "xlsx", "json", "api", "herams", "dhis", "bdi"}


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    """scripts/messages.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("messages", ROOT / "scripts" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bare_words(template: str) -> list[str]:
    """Words of a template that reach the reader untranslated: as text, or in an attribute."""
    silent = SPOKEN.sub(" ", UNSEEN.sub(" ", template))
    shown = [*ATTRIBUTE.findall(silent), re.sub(r"<[^>]*>", " ", silent)]
    plain = re.sub(r"&\w+;", " ", " ".join(shown))
    return [word for word in LETTERS.findall(plain) if word.lower() not in NAMES]


def test_every_word_of_the_source_has_its_arabic(messages: ModuleType) -> None:
    missing = messages.untranslated()
    assert not missing, "`make words`, then translate:\n" + "\n".join(missing)


def test_no_translation_is_a_guess_or_left_over(messages: ModuleType) -> None:
    catalogue = messages.read_catalogue(messages.ARABIC)
    wanted = {(message.id, message.context) for message in messages.source_catalogue()}
    idle = [m.id for m in catalogue if m.id and (m.id, m.context) not in wanted]
    assert not [message.id for message in catalogue if message.id and message.fuzzy]
    assert not idle, "`make words` takes these out: " + ", ".join(map(str, idle))


def test_a_translation_fills_the_same_places_as_its_source(messages: ModuleType) -> None:
    faults = [
        f"{message.id!r}: {'; '.join(str(error) for error in errors)}"
        for message, errors in messages.read_catalogue(messages.ARABIC).check()
    ]
    assert not faults, "\n".join(faults)


def test_the_arabic_is_arabic_and_the_source_english(messages: ModuleType) -> None:
    catalogue = messages.read_catalogue(messages.ARABIC)
    for message in catalogue:
        sources = message.id if isinstance(message.id, tuple | list) else (message.id,)
        forms = message.string if isinstance(message.string, tuple | list) else (message.string,)
        assert not any(map(ARABIC_LETTER.search, sources)), message.id
        if message.id and LETTERS.search(re.sub(r"%\(\w+\)\w", "", sources[0])):
            assert all(map(ARABIC_LETTER.search, forms)), f"{message.id!r} has no Arabic letter"


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_template_says_nothing_untranslated(file: Path) -> None:
    assert not bare_words(file.read_text(encoding="utf-8"))


def test_bare_words_are_seen() -> None:
    assert bare_words("<p>Hello</p>") == ["Hello"]
    assert bare_words('<input placeholder="اكتب هنا">') == ["اكتب", "هنا"]
    assert not bare_words('<p class="lead">{% translate "Hello" %} {{ name }} · 3</p>')
    assert not bare_words("{% blocktranslate %}One <b>bold</b> word{% endblocktranslate %}")
    assert not bare_words("<script>const name = 1;</script>{# a remark #}")
