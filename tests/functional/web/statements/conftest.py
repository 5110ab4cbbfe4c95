from __future__ import annotations

import uuid

import pytest
from django.conf import settings
from django.test import Client

from mithaq.registry.models import User
from tests.functional.statements.world import (
    AGREEMENT_TEXT,
    MEETING_TEXT,
    agreement_reading,
    meeting_reading,
    officer,
    planner,
    reads_as,
    record_world,
    take,
)


def client_of(user: User, language: str = "en") -> Client:
    client = Client()
    client.force_login(user)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


@pytest.fixture(autouse=True)
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The small health system; the two invented statements are read as a careful officer would."""
    record_world()
    reads_as(monkeypatch, agreement_reading, meeting_reading)


@pytest.fixture
def reader(world: None) -> User:
    return planner()


@pytest.fixture
def web(reader: User) -> Client:
    """Signed in as the planner; pages are asked for in English."""
    return client_of(reader)


@pytest.fixture
def northern(world: None) -> Client:
    """Signed in as an officer of the northern directorate."""
    return client_of(officer())


@pytest.fixture
def agreement(reader: User) -> uuid.UUID:
    """A draft of what was signed."""
    return take(AGREEMENT_TEXT, reader, title="توقيع اتفاقية")


@pytest.fixture
def meeting(reader: User) -> uuid.UUID:
    """A draft of minutes, followed by the officers of the north."""
    return take(MEETING_TEXT, reader, title="محضر اجتماع", location="N1")
