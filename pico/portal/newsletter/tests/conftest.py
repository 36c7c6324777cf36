"""A list of Treviso, its readers, an issue on its way; and a mail server that counts."""

import socket
from datetime import UTC, datetime

import pytest
from aiosmtpd.controller import Controller
from django.core.files.base import ContentFile

from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.files.actions import upload_file
from pico.core.search.actions import refresh_subject

from .. import addresses
from ..actions import composing, lists, steps
from ..models import Subscriber, Subscription
from ..terms import BlockKind, SubscriberState

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def treviso(enti):
    return Space.objects.select_related("ente").get(slug="treviso")


@pytest.fixture
def editor(actors):
    return actors["treviso.redattore"]


@pytest.fixture
def boss(actors):
    return actors["treviso.admin"]


@pytest.fixture
def news(treviso, boss):
    """The list «Notizie dalla Provincia»."""
    return lists.create_list(
        space=treviso,
        name="Notizie dalla Provincia",
        description="Ogni mese, che cosa fa la Provincia.",
        sender_name="Provincia di Treviso – Ufficio stampa",
        reply_to="stampa@treviso.pico.example",
        topics=["viabilita", "edilizia-scolastica"],
        actor=boss,
        now=NOW,
    )


@pytest.fixture
def reader(news):
    """Put an active address on the list: `reader("anna")`."""

    def make(name: str, topics=(), mailing_list=None, **fields) -> Subscriber:
        mailing_list = mailing_list or news
        subscriber = Subscriber.objects.create(
            space=mailing_list.space,
            email=f"{name}@lettori.pico.example",
            state=SubscriberState.ACTIVE,
            topics=list(topics),
            **fields,
        )
        Subscription.objects.create(
            subscriber=subscriber, mailing_list=mailing_list, state=SubscriberState.ACTIVE
        )
        return subscriber

    return make


@pytest.fixture
def public_file(actors):
    """A public document of Treviso, known to the search; returns its key."""

    def make(title: str, scope: str = "public", who: str = "treviso.redattore") -> str:
        made = upload_file(
            content=ContentFile(f"Testo di {title}.".encode()),
            name="testo.txt",
            title=title,
            description=f"Che cosa dice {title}.",
            scope=scope,
            is_twin_wanted=True,
            actor=actors[who],
            now=NOW,
        )
        refresh_subject(subject_type="files.storedfile", subject_id=str(made.pk), now=NOW)
        return f"files.storedfile:{made.pk}"

    return make


@pytest.fixture
def draft(news, editor):
    """A draft with a text that has a link, and a button."""
    issue = composing.create_issue(
        mailing_list=news,
        title="Notizie di novembre",
        subject="Novembre in Provincia: strade e scuole",
        preheader="Tre cose da sapere",
        actor=editor,
        now=NOW,
    )
    composing.add_block(
        issue=issue,
        kind=BlockKind.TEXT,
        text='<p>Riapre il ponte: <a href="https://esempio.it/ponte?a=1&amp;b=2">leggi</a>.</p>',
        actor=editor,
        now=NOW,
    )
    composing.add_block(
        issue=issue,
        kind=BlockKind.BUTTON,
        title="Tutti i cantieri",
        url="/file/",
        actor=editor,
        now=NOW,
    )
    return issue


@pytest.fixture
def approved(draft, editor, boss):
    """Send a draft to approval and approve it; the job that sends it does not run yet."""

    def approve(issue=None):
        issue = steps.take_step(issue=issue or draft, step="submit", actor=editor, now=NOW)
        return steps.take_step(issue=issue, step="approve", actor=boss, now=NOW)

    return approve


class Counter:
    """aiosmtpd's handler: counts what it takes, answers what it is told to for an address."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, str, bytes]] = []  # sender, address, content
        self.at_rcpt: dict[str, str] = {}
        self.at_data: dict[str, str] = {}
        self.dies_at: str = ""  # closes the connection instead of the last answer

    async def handle_RCPT(self, server, session, envelope, address, options):
        if answer := self.at_rcpt.get(address):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        address = envelope.rcpt_tos[0]
        if answer := self.at_data.get(address):
            return answer
        self.taken.append((envelope.mail_from, address, envelope.content))
        if self.dies_at == address:
            server.transport.abort()
        return "250 Kept"

    @property
    def addresses(self) -> list[str]:
        return [address for _sender, address, _content in self.taken]


@pytest.fixture
def server(settings, unused_port):
    """A real SMTP server on the loopback that the platform sends to."""
    counter = Counter()
    controller = Controller(counter, hostname="127.0.0.1", port=unused_port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", unused_port
    yield counter
    controller.stop()


@pytest.fixture
def unused_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def link_to_leave():
    def make(subscriber, mailing_list, issue=None) -> str:
        token = addresses.leaving_token(
            subscriber, list_id=mailing_list.pk, issue_id=issue.pk if issue else 0
        )
        return path_in(mailing_list.space, "newsletter:leave", token)

    return make
