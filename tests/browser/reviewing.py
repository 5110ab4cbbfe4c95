"""Reviewing statements in a browser: what a person does there, and files as they come."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from tests.functional.registry.users import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def sign_in(page: Page, site: str, username: str = "planner") -> None:
    page.goto(f"{site}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", PASSWORD)
    page.click("main form button.btn-primary")
    page.wait_for_url(lambda url: "login" not in url)


def paste(page: Page, site: str, text: str, on: str = "2026-03-04") -> None:
    page.goto(f"{site}/new/statement/")
    page.fill("#id-text", text)
    page.fill("[name=title]", "بيان للتجربة")
    page.fill("[name=on]", on)
    page.click(".card-footer .btn-primary")
    page.wait_for_url("**/statements/*/")


def card(page: Page, title: str) -> Locator:
    """The one card of exactly this title."""
    named = page.get_by_text(title, exact=True)
    return page.locator(".finding").filter(has=page.locator("strong").filter(has=named)).first


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id"))


def docx(text: str) -> bytes:
    """The smallest document that a word processor opens."""
    space = "http://schemas.openxmlformats.org"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines())
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats'
        '-officedocument.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return file.getvalue()


def html(text: str) -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in text.splitlines() if line)
    head = '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"></head>'
    return f"{head}<body><article>{paragraphs}</article></body></html>".encode()
