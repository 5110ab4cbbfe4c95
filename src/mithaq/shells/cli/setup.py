"""`mithaq init`, `demo` and `serve`."""

from __future__ import annotations

from mithaq.shells.cli.screen import (
    DONE,
    REJECTED,
    progress,
    say,
    start_django,
    wrong_usage,
)


def init() -> None:
    """Migrate, make the cache table, load the country pack: harmless to repeat."""
    start_django()
    from django.core.management import call_command

    from mithaq.exchange.country_packs import load_country_pack

    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_country_pack()


def demo(size: str) -> int:
    """Load the demonstration of a size; says how to sign in."""
    if size not in {"small", "national"}:
        return wrong_usage(
            f"الحجم «{size}» غير معروف؛ المتاح: small، national.",
            f"Unknown size “{size}”; one of small, national.",
        )
    init()
    from django.conf import settings

    from mithaq.demonstration import LOGINS, PASSWORD, load
    from mithaq.registry.faults import ActionRefused

    with progress("demonstration") as show:
        try:
            load(size, progress=show)
        except ActionRefused as refusal:
            for fault in refusal.faults:
                say(f"{fault.en}\n{fault.ar}")
            return REJECTED
    # From now on every page says that it is a demonstration.
    (settings.HOME / "demonstration").touch()
    say("Demonstration logins / حسابات العرض:")
    for login in LOGINS:
        say(f"  {login.username:12} {PASSWORD}   {login.role_en} / {login.role_ar}")
    return DONE


def serve(*, host: str, port: int, workers: int) -> int:
    """Serve until stopped, the database brought up to date first."""
    init()
    from django.db import connections
    from django.utils import timezone

    from mithaq.domains.partnerships.actions import ask_supports
    from mithaq.ledger.refreshes import refresh_if_due
    from mithaq.shells.cli import serving

    refresh_if_due()
    # This month's question to every partner; asking again is nothing.
    ask_supports(timezone.localdate(), actor=None)
    connections.close_all()
    say(f"Mithaq ميثاق: http://{host}:{port}")
    return serving.serve(host=host, port=port, workers=workers)
