"""Foreign keys are strings, so no import shows them: they obey the import rule all the same."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db.models import Field, Model

LAYERS = ("engine", "countries", "registry", "ledger", "domains", "exchange", "shells")


def broken_rule(source: str, target: str) -> str | None:
    """Why a model of the module `source` may not refer to one of `target`; None if it may."""
    if not target.startswith("mithaq."):
        return None  # Django's own and third parties' models lie under all of ours
    if not source.startswith("mithaq."):
        return "a third party's model refers to one of Mithaq's"
    below, above = target.split("."), source.split(".")
    if LAYERS.index(above[1]) < LAYERS.index(below[1]):
        return f"{above[1]} lies under {below[1]}"
    if above[1] == below[1] == "domains" and above[2] != below[2]:
        return "domains do not know each other"
    return None


def references() -> list[tuple[type[Model], Field, type[Model]]]:
    """Every foreign key, one-to-one and many-to-many of every installed model."""
    return [
        (model, field, field.related_model)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields(include_hidden=True)
        if isinstance(field, Field) and isinstance(field.related_model, type)
    ]


def test_every_foreign_key_points_to_its_own_layer_or_a_lower_one() -> None:
    broken = [
        f"{model._meta.label}.{field.name} → {target._meta.label}: {why}"
        for model, field, target in references()
        if target._meta.label != settings.AUTH_USER_MODEL
        if (why := broken_rule(model.__module__, target.__module__))
    ]
    assert not broken, "\n".join(broken)


def test_the_walk_sees_foreign_keys_between_apps() -> None:
    pairs = {(model._meta.app_label, target._meta.app_label) for model, _, target in references()}
    assert {("ledger", "registry"), ("services", "ledger"), ("partnerships", "ledger")} <= pairs


def test_the_rule_refuses_upwards_and_sideways() -> None:
    assert broken_rule("mithaq.registry.models", "mithaq.ledger.models")
    assert broken_rule("mithaq.domains.services.models", "mithaq.domains.supply.models")
    assert broken_rule("mithaq.domains.services.models", "mithaq.exchange.models")
    assert broken_rule("simple_history.models", "mithaq.ledger.models")
    assert not broken_rule("mithaq.domains.services.models", "mithaq.ledger.models.postings")
    assert not broken_rule("mithaq.ledger.models", "django.contrib.auth.models")
