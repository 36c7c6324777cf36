"""What the tests of this room share."""

import re
from datetime import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from pico.core.access.terms import Role
from pico.core.adhesion.actions import adhesions, invitations, registration
from pico.core.notices.models import Notice
from pico.core.people.terms import MembershipState
from pico.core.testing import cast

ROME = ZoneInfo("Europe/Rome")
LINK = re.compile(r"http://\S+/([^/\s]+)/")


@pytest.fixture
def now():
    """A Monday morning without holidays near."""
    return datetime(2026, 11, 16, 9, 0, tzinfo=ROME)


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Do something and let its letters leave: `send(action, key=value)`."""

    def run(action, **terms):
        with django_capture_on_commit_callbacks(execute=True):
            return action(**terms)

    return run


@pytest.fixture
def letters_to(db):
    """What an address was told, by letter or in the inbox: each with subject and body."""

    def told(address):
        notices = Notice.objects.filter(person__email=address).order_by("pk")
        inbox = [SimpleNamespace(subject=one.title, body=one.body) for one in notices]
        titles = [one.subject for one in inbox]
        letters = [one for one in mail.outbox if address in one.to]
        letters = [one for one in letters if not any(t in one.subject for t in titles)]
        return letters + inbox

    return told


@pytest.fixture
def last_token():
    """The secret of the link in the last message."""
    return lambda: LINK.search(mail.outbox[-1].body).group(1)


@pytest.fixture
def comune(enti):
    return enti[cast.COMUNE_1]


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


@pytest.fixture
def request_of_newcomer(people):
    """The membership of the cast that waits for approval at the first Comune."""
    return people["nuovo.utente"].memberships.get(state=MembershipState.PENDING)


@pytest.fixture
def membership_of(people):
    return lambda username: people[username].memberships.get()


@pytest.fixture
def register(send, now, comune):
    """Register somebody new, for the first Comune unless told otherwise."""

    def run(**changes):
        terms = {
            "first_name": "Nives",
            "last_name": "Arriva",
            "email": "nives.arriva@comune.pico.example",
            "password": "una-lunga-password",
            "ente": comune,
            "role_wanted": Role.RUP,
            "now": now,
            **changes,
        }
        return send(registration.register, **terms)

    return run


@pytest.fixture
def invite(send, now, comune, actors):
    def run(**changes):
        terms = {
            "ente": comune,
            "email": "ospite@comune.pico.example",
            "roles": [Role.USER],
            "actor": actors["comune1.referente"],
            "now": now,
            **changes,
        }
        return send(invitations.invite, **terms)

    return run


@pytest.fixture
def adhesion(treviso, actors, now):
    """The adhesion of Treviso to UPI, just opened."""
    return adhesions.open_adhesion(ente=treviso, actor=actors["upi.admin"], now=now)
