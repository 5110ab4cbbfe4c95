from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from mithaq.registry.models import User
from tests.functional.partnerships.world import record_agreements
from tests.functional.registry.users import user_with

SignIn = Callable[..., Client]


@pytest.fixture
def world(db: None) -> None:
    """Two agreements, active since February 2025: AG-N with RELIEF in the north, AG-S with CARE
    in the south, each with one line of 1,200 dialysis sessions for 2025."""
    record_agreements()


@pytest.fixture
def sign_in(world: None) -> SignIn:
    """A client signed in as someone with one role; pages are asked for in English."""

    def sign_in(kind: str, organisation: str = "MOH", location: str = "SY") -> Client:
        return client_of(user_with(kind, organisation=organisation, location=location))

    return sign_in


def client_of(user: User, language: str = "en") -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.fixture
def planner(sign_in: SignIn) -> Client:
    return sign_in("planner")


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """Of the northern directorate."""
    return sign_in("officer", organisation="DOH-N", location="N1")


@pytest.fixture
def partner(sign_in: SignIn) -> Client:
    """RELIEF's focal point in the north."""
    return sign_in("partner", organisation="RELIEF", location="N1")
