"""Names of the sheets in a template that hold no data."""

from __future__ import annotations

from typing import Final

INSTRUCTIONS_SHEET: Final = "تعليمات"
LISTS_SHEET: Final = "القوائم"
