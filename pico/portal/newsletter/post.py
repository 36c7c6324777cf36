"""The conversation with the mail server, step by step: so that after a fault we know where we were.

Before the content is handed over, a fault means «not sent»; after «250», sent. In between nobody can
know: the letter is doubtful (README, «The one in doubt»).
"""

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum

from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from .letters import Letter, ReadyMessage

OK, NOT_LOCAL, BYE, PERMANENT = 250, 251, 421, 500


class Fate(Enum):
    """What became of a letter."""

    SENT = "sent"
    LATER = "later"  # the server asks to try again
    NO_ADDRESS = "no_address"  # the address is refused for good: as a hard bounce
    REFUSED = "refused"  # the letter is refused for good
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Answer:
    fate: Fate
    text: str = ""


class ServerSaysNo(Exception):
    """The server does not want mail from us now: the fault is not of a recipient."""


class Lost(Exception):
    """The connection fell before the content was handed over."""


class Post:
    """One connection for many letters: `with Post() as post: post.send(letter)`."""

    def __init__(self, connection=None) -> None:
        self.connection = connection or get_connection()
        self.speaks = isinstance(self.connection, EmailBackend)

    def __enter__(self) -> "Post":
        self._open()
        return self

    def __exit__(self, *error) -> None:
        self._close()

    def send(self, letter: Letter) -> Answer:
        """Hand one letter over and tell what became of it.

        Raises OSError, SMTPException or ServerSaysNo when it was surely not sent for a reason that
        is not the recipient's.
        """
        if not self.speaks:
            self.connection.send_messages([ReadyMessage(letter)])
            return Answer(Fate.SENT)
        if self.connection.connection is None:
            self._open()
        try:
            return self._speak(letter)
        except Lost:
            # Servers close after so many letters: once more, on a new connection.
            self._close()
            self._open()
        try:
            return self._speak(letter)
        except Lost as error:
            raise ConnectionError(str(error)) from error

    def _open(self) -> None:
        self.connection.open()
        if self.speaks:
            self.connection.connection.ehlo_or_helo_if_needed()

    def _close(self) -> None:
        with suppress(OSError, smtplib.SMTPException):
            self.connection.close()
        self.connection.connection = None

    def _speak(self, letter: Letter) -> Answer:
        smtp = self.connection.connection
        try:
            code, said = smtp.mail(letter.sender)
            if code == BYE:
                raise Lost(_words(said))
            if code != OK:
                smtp.rset()
                raise ServerSaysNo(f"{code} {_words(said)}")
            code, said = smtp.rcpt(letter.to)
            if code == BYE:
                raise Lost(_words(said))
            if code not in (OK, NOT_LOCAL):
                smtp.rset()
                fate = Fate.NO_ADDRESS if code >= PERMANENT else Fate.LATER
                return Answer(fate, f"{code} {_words(said)}")
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise Lost(str(error)) from error
        return self._hand_over(smtp, letter)

    def _hand_over(self, smtp: smtplib.SMTP, letter: Letter) -> Answer:
        try:
            code, said = smtp.data(letter.raw)
        except smtplib.SMTPDataError as error:  # the server did not want to hear the content
            code, said = error.smtp_code, error.smtp_error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._close()
            with suppress(OSError, smtplib.SMTPException):
                self._open()
            return Answer(Fate.DOUBTFUL, str(error))
        if code == OK:
            return Answer(Fate.SENT, f"{code} {_words(said)}")
        if code != BYE:
            with suppress(OSError, smtplib.SMTPException):
                smtp.rset()
        fate = Fate.REFUSED if code >= PERMANENT else Fate.LATER
        return Answer(fate, f"{code} {_words(said)}")


def _words(said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:200]
