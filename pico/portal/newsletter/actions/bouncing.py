"""Mail that comes back: reports of the servers (RFC 3464) find their delivery and count."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare

from .. import addresses
from ..models import Delivery, Subscriber
from ..terms import HARD_BOUNCES, DeliveryState, SubscriberState

NAME = re.compile(rf"nl\.(\d{{1,18}})\.(\d{{1,18}})\.([0-9a-f]{{{addresses.SEAL}}})")
RECEIVERS = ("To", "Delivered-To", "X-Original-To", "X-Envelope-To")


@dataclass(frozen=True, slots=True)
class Report:
    """What a bounce says: of which delivery, whether for good, in which words."""

    issue_id: int
    subscriber_id: int
    is_hard: bool
    words: str


def read_report(raw: bytes) -> Report | None:
    """Understand a delivery status notification; None for any other mail, or one that is not of ours.

    The delivery is named by the address it came back to (VERP), else by the Message-ID of the
    message that came back; a name whose seal is not ours is no name.
    """
    message = message_from_bytes(raw, policy=policy.default)
    status = next(
        (p for p in message.walk() if p.get_content_type() == "message/delivery-status"), None
    )
    named = _named(_clues(message))
    if status is None or named is None:
        return None
    for group in status.get_payload():
        if action := str(group.get("Action", "")).strip().lower():
            code = str(group.get("Status", "")).strip()
            words = str(group.get("Diagnostic-Code", "")).partition(";")[2] or code
            is_hard = action == "failed" and code.startswith("5")
            return Report(*named, is_hard, " ".join(f"{code} {words}".split())[:250])
    return None


def _clues(message: EmailMessage):
    """Where the name of a delivery may stand, the surest first."""
    for header in RECEIVERS:
        yield from map(str, message.get_all(header, []))
    for part in message.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            yield _returned(part)


def _returned(part: EmailMessage) -> str:
    content = part.get_payload()
    if isinstance(content, list):
        return str(content[0].get("Message-ID", "")) if content else ""
    found = re.search(r"^Message-ID:\s*(\S+)", part.get_content(), re.IGNORECASE | re.MULTILINE)
    return found[1] if found else ""


def _named(clues) -> tuple[int, int] | None:
    for clue in clues:
        for match in NAME.finditer(clue):
            issue_id, subscriber_id = int(match[1]), int(match[2])
            if constant_time_compare(match[3], addresses.seal(issue_id, subscriber_id)):
                return issue_id, subscriber_id
    return None


@transaction.atomic
def register_bounce(*, raw: bytes, now: datetime) -> Report | None:
    """Write a bounce beside its delivery; the third for good stops the address. The same one counts once."""
    report = read_report(raw)
    if report is None:
        return None
    rows = Delivery.objects.filter(issue=report.issue_id, subscriber=report.subscriber_id)
    if not report.is_hard:
        rows.exclude(state=DeliveryState.BOUNCED).update(answer=report.words)
        return report
    is_new = rows.exclude(state=DeliveryState.BOUNCED).update(
        state=DeliveryState.BOUNCED, answer=report.words, at=now, is_doubtful=False
    )
    if is_new:
        count_hard_bounce(subscriber_id=report.subscriber_id, now=now)
    return report


def count_hard_bounce(*, subscriber_id: int, now: datetime) -> None:
    """One more failure for good; with the third nothing is sent to the address any more."""
    rows = Subscriber.objects.filter(pk=subscriber_id, state=SubscriberState.ACTIVE)
    rows.update(hard_bounces=F("hard_bounces") + 1, changed_at=now)
    rows.filter(hard_bounces__gte=HARD_BOUNCES).update(state=SubscriberState.BOUNCED)
