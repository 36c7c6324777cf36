"""What the tests of this room share: a moment, a way to tell, a mail server that is down."""

from datetime import UTC, datetime
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail.backends.locmem import EmailBackend

from pico.core.notices import actions
from pico.core.notices.terms import NoticeLevel
from pico.core.testing import cast

# In the past: jobs look at the real clock. Half past ten in Italy.
NOW = datetime(2026, 3, 20, 9, 30, tzinfo=UTC)


class BrokenPost(EmailBackend):
    """A mail server that is down as long as a test says so, or that refuses some addresses."""

    is_down = False
    refuses: frozenset[str] = frozenset()

    def send_messages(self, messages):
        if type(self).is_down:
            raise ConnectionRefusedError("mail server down")
        for message in messages:
            if not type(self).refuses.isdisjoint(message.to):
                raise SMTPRecipientsRefused({message.to[0]: (550, b"no")})
        return super().send_messages(messages)


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def post(settings, monkeypatch):
    """The mail server, to be broken by the test."""
    settings.EMAIL_BACKEND = f"{BrokenPost.__module__}.BrokenPost"
    monkeypatch.setattr(BrokenPost, "is_down", False)
    monkeypatch.setattr(BrokenPost, "refuses", frozenset())
    return BrokenPost


@pytest.fixture
def tell(people, treviso, commits):
    """Tell somebody of the cast something about the Province of Treviso, and let the jobs run."""

    def notify(*usernames, **fields):
        told = {
            "people": [people[username] for username in usernames],
            "kind": "enti.ente.changed",
            "level": NoticeLevel.ACT,
            "title": "È cambiato un indirizzo",
            "url": "/enti/1/",
            "subject": treviso,
            "now": NOW,
            **fields,
        }
        with commits():
            return actions.notify(**told)

    return notify
