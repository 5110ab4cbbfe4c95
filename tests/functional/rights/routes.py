"""Every route of the product, pages and interface, by walking the addresses themselves."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def routes() -> list[str]:
    """Names of all routes, with their namespace; a route without a name shows by its address."""
    return sorted({name for name, _ in _walk(get_resolver(), "", "")})


def nameless() -> list[str]:
    """Addresses that have no name, so that no row could speak of them."""
    return sorted(address for name, address in _walk(get_resolver(), "", "") if not name)


def _walk(resolver: URLResolver, space: str, address: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        here = address + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = pattern.namespace
            yield from _walk(pattern, f"{space}{inner}:" if inner else space, here)
        elif isinstance(pattern, URLPattern):
            yield (f"{space}{pattern.name}" if pattern.name else "", here)
