"""What a message says: who wrote it, to whom, the new words alone, the files."""

import email
import email.policy
import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr

from mailparser_reply import EmailReplyParser

from pico.core.foundation import rich_text

LANGUAGES = ["it", "en"]
# How Italian offices' programs part the reply from what it answers, beside what the library knows.
QUOTED_BELOW = re.compile(
    r"^\s*(?:-{2,}\s*(?:messaggio originale|original message|messaggio inoltrato)\s*-{2,}"
    r"|_{10,}"
    r"|(?:da|from)\s*:.+\n\s*(?:inviato|sent|data|date|a|to)\s*:"
    r"|il (?:giorno )?.{4,80}\bha scritto\s*:"
    r"|in data .{4,80}\bha scritto\s*:"
    r"|scrivi sopra questa riga)",
    re.IGNORECASE | re.MULTILINE,
)
SIGNATURE = re.compile(
    r"^--\s*$|^inviato da(?:l mio| ) ?\S.{0,40}$|^sent from my .{0,40}$", re.I | re.M
)
AUTOMATIC_SUBJECT = re.compile(
    r"^\s*(?:risposta automatica|fuori ufficio|assenza|out of office|automatic reply|autoreply"
    r"|auto:|undeliver|mancato recapito|posta certificata: (?:accettazione|avvenuta consegna)"
    r"|(?:accettazione|consegna|avviso di mancata consegna)\s*:)",
    re.IGNORECASE,
)
BULK = {"bulk", "junk", "list", "auto_reply"}
ROBOTS = re.compile(r"^(?:mailer-daemon|postmaster|no-?reply|non-?rispondere)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Attachment:
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message as the house reads it; `text` is plain, cut where the quoted part begins."""

    message_id: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    whole_text: str
    is_automatic: bool
    attachments: tuple[Attachment, ...] = field(default=())


def read(raw: bytes) -> Incoming:
    """Read a message of any program; what is broken in it is read as far as it goes."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    whole = body_of(message)
    return Incoming(
        message_id=_header(message, "Message-ID"),
        sender=parseaddr(_header(message, "From"))[1].lower(),
        recipients=_recipients(message),
        subject=_header(message, "Subject"),
        text=cut(whole),
        whole_text=whole,
        is_automatic=is_automatic(message),
        attachments=tuple(_attachments(message)),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):  # a header that breaks the parser
        return ""


def _recipients(message: EmailMessage) -> tuple[str, ...]:
    names = ("Delivered-To", "X-Original-To", "To", "Cc")
    found = getaddresses([_header(message, name) for name in names])
    return tuple(dict.fromkeys(address.lower() for _name, address in found if address))


def body_of(message: EmailMessage) -> str:
    """The plain part; where there is none, the HTML one without its marks."""
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        if part is None:
            continue
        text = _content(part)
        if kind == "html":
            text = rich_text.to_plain(rich_text.clean(_without_quotes(text)))
        if text.strip():
            return text.replace("\r\n", "\n").strip()
    return ""


def _without_quotes(html: str) -> str:
    """Drop what web mail marks as quoted, with all that follows."""
    found = re.search(
        r'<(?:div|blockquote)[^>]*(?:gmail_quote|moz-cite-prefix|divRplyFwdMsg|type="cite")',
        html,
        re.I,
    )
    return html[: found.start()] if found else html


def _content(part: EmailMessage) -> str:
    try:
        return part.get_content()
    except (LookupError, UnicodeError, KeyError):
        return (part.get_payload(decode=True) or b"").decode("utf-8", "replace")


def cut(text: str) -> str:
    """Return only what was written now: no quoted text, no signature."""
    found = QUOTED_BELOW.search(text)
    kept = text[: found.start()] if found else text
    replies = EmailReplyParser(languages=LANGUAGES).read(kept).replies
    newest = replies[0].content if replies else kept
    lines = newest.split("\n")
    while lines and (not lines[-1].strip() or lines[-1].lstrip().startswith(">")):
        lines.pop()
    words = "\n".join(lines)
    signed = SIGNATURE.search(words)
    return (words[: signed.start()] if signed else words).strip()


def is_automatic(message: EmailMessage) -> bool:
    """No person wrote it: answering machines, bounces, receipts of PEC, lists (RFC 3834, RFC 5230)."""
    submitted = _header(message, "Auto-Submitted").lower().partition(";")[0].strip()
    return bool(
        submitted not in ("", "no")
        or _header(message, "Return-Path") == "<>"
        or message.get_content_type() == "multipart/report"
        or _header(message, "Precedence").lower() in BULK
        or any(
            message.get(name) for name in ("X-Autoreply", "X-Autorespond", "X-Ricevuta", "List-Id")
        )
        or "all" in _header(message, "X-Auto-Response-Suppress").lower().split(",")
        or AUTOMATIC_SUBJECT.match(_header(message, "Subject"))
        or ROBOTS.match(parseaddr(_header(message, "From"))[1])
    )


def _attachments(message: EmailMessage):
    for part in message.iter_attachments():
        if part.get_content_disposition() != "attachment" or not part.get_filename():
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            yield Attachment(part.get_filename() or "", content)
