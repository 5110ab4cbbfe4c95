"""Who did something, by the opaque id that is kept with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from mithaq.registry.models import User


@dataclass(frozen=True)
class ActorName:
    """Empty names: an account that was erased."""

    name_ar: str
    name_en: str


def names_of_actors(actors: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, ActorName]:
    """Names by actor; None (the system) and unknown ones are absent."""
    wanted = {actor for actor in actors if actor is not None}
    if not wanted:
        return {}
    rows = User.objects.filter(uid__in=wanted).values_list("uid", "name_ar", "name_en")
    return {uid: ActorName(name_ar, name_en) for uid, name_ar, name_en in rows}
