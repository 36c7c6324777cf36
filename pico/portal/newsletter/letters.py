"""One issue as a mail: drawn once, then only the few bytes that differ from reader to reader.

The two sides are encoded once, cut where the personal addresses stand; a letter is a join of bytes.
"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import cached_property
from quopri import encodestring
from uuid import UUID

from django.conf import settings
from django.core import mail
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import override

from . import addresses, drawing
from .models import Issue, Subscriber

LEAVE, PREFERENCES = "@@LEAVE@@", "@@PREFERENCES@@"
LANGUAGE = "it"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready for the server: `sender` is where bounces come back to."""

    sender: str
    to: str
    raw: bytes


class ReadyMessage(mail.EmailMessage):
    """A letter for the mail backends that speak no SMTP: tests, console, files."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(from_email=letter.sender, to=[letter.to])
        self.raw = letter.raw

    def message(self, *, policy=policy.default):
        return message_from_bytes(self.raw, policy=policy)


class Press:
    """Prints the letters of one issue; `is_test` marks them and makes their links lead nowhere."""

    def __init__(self, issue: Issue, *, now: datetime, is_test: bool = False) -> None:
        self.issue, self.space, self.now, self.is_test = issue, issue.space, now, is_test
        self.host = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"

    # What is read ----------------------------------------------------------------------------

    @cached_property
    def context(self) -> dict:
        pieces = drawing.levelled(drawing.pieces(self.issue))
        drawn = drawing.with_text(drawing.with_counters(pieces, self._counters))
        return {
            "issue": self.issue,
            "mailing_list": self.issue.mailing_list,
            "space": self.space,
            "pieces": drawn,
            "home_url": addresses.whole(self.space, f"{self.space.prefix}/"),
            "web_url": addresses.whole_page(self.space, "newsletter:issue", self.issue.pk),
            "leave_url": LEAVE,
            "preferences_url": PREFERENCES,
            "is_test": self.is_test,
        }

    @cached_property
    def _counters(self) -> dict[str, str]:
        """The counting address of each link of an approved issue; drafts count nothing."""
        links = (self.issue.frozen or {}).get("links", [])
        if self.is_test:
            return {}
        return {
            url: addresses.whole_page(self.space, "newsletter:follow", self.issue.pk, number)
            for number, (url, _label) in enumerate(links, 1)
        }

    @cached_property
    def html(self) -> str:
        with override(LANGUAGE):
            return render_to_string("newsletter/mail/issue.html", self.context)

    @cached_property
    def text(self) -> str:
        with override(LANGUAGE):
            return render_to_string("newsletter/mail/issue.txt", self.context).strip() + "\n"

    # What is sent ----------------------------------------------------------------------------

    @cached_property
    def subject(self) -> str:
        return f"[Prova] {self.issue.subject}" if self.is_test else self.issue.subject

    @cached_property
    def _head(self) -> bytes:
        """The headers that are the same for everybody."""
        mailing_list = self.issue.mailing_list
        name, address = mailing_list.sender_name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        message = EmailMessage(policy=policy.SMTP)
        message["Subject"] = " ".join(self.subject.split())
        message["From"] = Address(display_name=name, addr_spec=address)
        message["Reply-To"] = mailing_list.reply_to
        message["Date"] = format_datetime(timezone.localtime(self.issue.started_at or self.now))
        message["List-Id"] = f"<{mailing_list.pk}.newsletter.{self.host}>"
        message["Precedence"] = "bulk"
        message["Content-Language"] = LANGUAGE
        message["MIME-Version"] = "1.0"
        kind = f'Content-Type: multipart/alternative; boundary="{self._boundary}"\r\n'
        return bytes(message).rstrip(b"\r\n") + b"\r\n" + kind.encode()

    @cached_property
    def _boundary(self) -> str:
        return (
            f"pico-{salted_hmac('pico.newsletter.boundary', str(self.issue.pk)).hexdigest()[:24]}"
        )

    @cached_property
    def _pieces(self) -> list[bytes | str]:
        """The body cut at the personal addresses: bytes to send as they are, names to fill in."""
        start = f"--{self._boundary}\r\n"
        encoded = "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        return [
            f"{start}Content-Type: text/plain{encoded}".encode(),
            *_cut(self.text),
            f"\r\n{start}Content-Type: text/html{encoded}".encode(),
            *_cut(self.html),
            f"\r\n--{self._boundary}--\r\n".encode(),
        ]

    def letter(self, *, subscriber_id: int, email: str, key: UUID | str) -> Letter:
        """Return the letter of one reader; the same delivery always makes the same Message-ID."""
        name = addresses.delivery_name(self.issue.pk, subscriber_id)
        reader = Subscriber(pk=subscriber_id, key=UUID(str(key)))
        leave, preferences = self._links_of(reader)
        filled = {LEAVE: _encoded(leave), PREFERENCES: _encoded(preferences)}
        own = (
            f"To: {email}\r\nMessage-ID: <{name}@{self.host}>\r\n"
            f"List-Unsubscribe: <{leave}>\r\n"
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n\r\n"
        )
        body = [one if isinstance(one, bytes) else filled[one] for one in self._pieces]
        return Letter(self._sender(name), email, b"".join([self._head, own.encode(), *body]))

    def test_letter(self, *, email: str) -> Letter:
        """Return a letter to who composes: marked, and with links that take nobody off."""
        return self.letter(subscriber_id=0, email=email, key=UUID(int=0))

    def _links_of(self, reader: Subscriber) -> tuple[str, str]:
        token = addresses.leaving_token(
            reader, list_id=self.issue.mailing_list_id, issue_id=self.issue.pk
        )
        return (
            addresses.whole_page(self.space, "newsletter:leave", token),
            addresses.whole_page(
                self.space, "newsletter:preferences", addresses.personal_token(reader)
            ),
        )

    def _sender(self, name: str) -> str:
        """Where the server tells of failures: an address of this very delivery, if one is set up."""
        if bounces := settings.NEWSLETTER_BOUNCES:
            local, _at, host = bounces.partition("@")
            return f"{local}+{name}@{host}"
        return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _encoded(text: str) -> bytes:
    """Return quoted-printable bytes with the line ends of SMTP."""
    return encodestring(text.encode()).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def _cut(text: str) -> list[bytes | str]:
    """Encode a side, leaving the places of the personal addresses by name."""
    cut: list[bytes | str] = []
    for number, part in enumerate(text.split(LEAVE)):
        if number:
            cut.append(LEAVE)
        for second, piece in enumerate(part.split(PREFERENCES)):
            if second:
                cut.append(PREFERENCES)
            cut.append(_encoded(piece))
    return cut
