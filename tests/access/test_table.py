"""Who sees what: object kind × person of the cast × scope × channel, filled from the manifests."""

import re
from itertools import product

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string

from pico.core.access import scopes
from pico.core.access.models import Shared
from pico.core.modules import registry
from pico.core.search.actions import refresh_subject
from pico.core.testing import cast

KINDS = [import_string(path) for module in registry.installed().values() for path in module.shared]
READERS = (
    None,
    "upi.admin",
    "upi.redattore",
    "veneto.admin",
    "treviso.admin",
    "treviso.sua",
    "brescia.admin",
    "comune1.referente",
    "comune2.referente",
    "esperto.sua",
    "nuovo.utente",
)
LEVELS = ("public", "platform", "provinces", "reg", "ter", "ente", "usr")
TITLE = "Zibaldone"
# The pages of results repeat what was looked for: in the box, in the sentence, in their addresses.
ASKED = re.compile(rf'value="{TITLE}"|«{TITLE}»|[?&;]q={TITLE}|q%3D{TITLE}')


def test_every_shared_model_is_in_the_table():
    described = {kind.model for kind in KINDS}
    models = {model._meta.label for model in apps.get_models() if issubclass(model, Shared)}
    assert models == described


def key(level, author, ente):
    """The scope key of a level, as somebody of the Province of Treviso would give it."""
    return {
        "reg": scopes.region("05"),
        "ter": scopes.territory("026"),
        "ente": scopes.ente(ente.pk),
        "usr": scopes.person(author.pk),
    }.get(level, level)


@pytest.fixture
def house(people, enti, actors):
    return people, enti, actors


def expected_readers(level) -> set:
    """Written by hand, not computed: this is the promise made to the users."""
    treviso = {"treviso.admin", "treviso.sua"}
    comuni = {"comune1.referente", "comune2.referente"}
    upi = {"upi.admin", "upi.redattore", "esperto.sua"}
    provinces = treviso | {"brescia.admin", "veneto.admin"} | upi
    return {
        "public": set(READERS),
        "platform": provinces | comuni,
        "provinces": provinces,
        "reg": treviso | {"veneto.admin"},
        "ter": treviso | comuni,
        "ente": treviso,
        "usr": {"treviso.sua"},
    }[level]


@pytest.mark.parametrize(("kind", "level"), list(product(KINDS, LEVELS)), ids=str)
@pytest.mark.django_db
class TestTable:
    @pytest.fixture
    def made(self, kind, level, house):
        people, enti, actors = house
        author, owner = people["treviso.sua"], enti[cast.TREVISO]
        scope = key(level, author, owner)
        made = import_string(kind.make)(owner=owner, author=author, scope=scope, title=TITLE)
        refresh_subject(
            subject_type=made._meta.label_lower, subject_id=str(made.pk), now=timezone.now()
        )
        return made

    @pytest.mark.parametrize("reader", READERS, ids=str)
    def test_seen_by_whom_it_should_and_by_nobody_else(
        self, kind, level, reader, made, house, client
    ):
        people, _, _ = house
        if reader:
            client.force_login(
                people[reader],
                backend="allauth.account.auth_backends.AuthenticationBackend",
            )
        readable = reader in expected_readers(level)
        answers = {
            channel: TITLE in text(client.get(address.format(title=TITLE)))
            for channel, address in kind.channels.items()
        }
        answers |= {
            channel: client.get(reverse(name, args=[made.pk])).status_code == 200
            for channel, name in kind.detail.items()
        }
        assert answers == dict.fromkeys(answers, readable)


def text(response) -> str:
    """What the answer says, the question apart; a page that asks to sign in says nothing."""
    if response.status_code != 200:
        return ""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return ASKED.sub("", content.decode(errors="replace"))
