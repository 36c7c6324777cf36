"""Reports of servers (RFC 3464) find their delivery; the third failure for good stops an address."""

import io
import sys
from email import message_from_bytes

import pytest
from django.core.management import call_command

from .. import addresses
from ..actions import bouncing
from ..letters import Press
from ..models import Delivery, Subscriber
from ..terms import DeliveryState, SubscriberState
from .conftest import NOW

REPORT = """\
From: MAILER-DAEMON@mx.lettori.example
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="XX"

--XX
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.lettori.example
Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0100

Final-Recipient: rfc822; anna@lettori.pico.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <anna@lettori.pico.example>: Recipient
 address rejected: User unknown

--XX
Content-Type: {returned}

Return-Path: <rimbalzi@pico.example>
Message-ID: {name}
Subject: Novembre in Provincia

--XX--
"""


@pytest.fixture
def delivery(draft, reader):
    return Delivery.objects.create(issue=draft, subscriber=reader("anna"), state=DeliveryState.SENT)


@pytest.fixture
def report(delivery):
    def make(
        *, to="rimbalzi@pico.example", action="failed", status="5.1.1", name=None,
        returned="text/rfc822-headers",
    ) -> bytes:  # fmt: skip
        own = addresses.delivery_name(delivery.issue_id, delivery.subscriber_id)
        name = f"<{own}@pico.example>" if name is None else name
        text = REPORT.format(to=to, action=action, status=status, name=name, returned=returned)
        return text.encode()

    return make


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_is_found_by_the_message_that_came_back(delivery, report, returned):
    found = bouncing.register_bounce(raw=report(returned=returned), now=NOW)
    assert (found.issue_id, found.subscriber_id, found.is_hard) == (
        delivery.issue_id, delivery.subscriber_id, True,
    )  # fmt: skip
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.BOUNCED
    assert "User unknown" in delivery.answer


def test_a_report_is_found_by_the_address_it_came_back_to(delivery, report):
    name = addresses.delivery_name(delivery.issue_id, delivery.subscriber_id)
    raw = report(to=f"rimbalzi+{name}@pico.example", name="<altro@altrove.example>")
    assert bouncing.register_bounce(raw=raw, now=NOW)


def test_the_same_report_counts_once(delivery, report):
    for _time in range(3):
        bouncing.register_bounce(raw=report(), now=NOW)
    assert Subscriber.objects.get().hard_bounces == 1


def test_a_delay_is_no_bounce(delivery, report):
    found = bouncing.register_bounce(raw=report(action="delayed", status="4.4.1"), now=NOW)
    assert not found.is_hard
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert Subscriber.objects.get().hard_bounces == 0


def test_a_forged_name_is_no_name(delivery, report):
    false = f"<nl.{delivery.issue_id}.{delivery.subscriber_id}.{'0' * 16}@pico.example>"
    assert bouncing.register_bounce(raw=report(name=false), now=NOW) is None
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT


@pytest.mark.parametrize("raw", [b"", b"Subject: Sono in ferie\n\nTorno lunedi", b"\xff\x00\n\n"])
def test_any_other_mail_is_left_alone(delivery, raw):
    assert bouncing.register_bounce(raw=raw, now=NOW) is None


def test_the_third_failure_for_good_stops_the_address(delivery, report):
    Subscriber.objects.update(hard_bounces=2)
    bouncing.register_bounce(raw=report(), now=NOW)
    assert Subscriber.objects.get().state == SubscriberState.BOUNCED


def test_the_command_reads_standard_input(delivery, report, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(report())))
    call_command("newsletter_bounce")
    assert "definitivo" in capsys.readouterr().out
    assert Subscriber.objects.get().hard_bounces == 1


def test_a_real_message_id_is_the_one_that_is_recognised(draft, reader):
    one = reader("anna")
    letter = Press(draft, now=NOW).letter(subscriber_id=one.pk, email=one.email, key=one.key)
    name = message_from_bytes(letter.raw)["Message-ID"]
    assert bouncing._named([name]) == (draft.pk, one.pk)
