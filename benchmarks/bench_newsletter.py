"""A newsletter to 20,000 addresses through a mail server that swallows everything, in a process of its own.

    DATABASE_URL=sqlite:bench.sqlite3 python -m benchmarks.bench_newsletter

The database must be an empty one of its own: it is migrated and filled. Measured in turns: the same
bytes handed over by bare smtplib without any bookkeeping, our sending (a claim and an outcome
committed for each address), and the plain Django way (a message made and sent for each address).
"""

import os
import resource
import socket
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime

READERS = int(os.environ.get("READERS", "20000"))
ROUND = int(os.environ.get("ROUND", "2000"))  # of the two plain ways, which need no whole list
SINK = """
import asyncio, sys
from aiosmtpd.smtp import SMTP

class Swallow:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"

async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(Swallow()), "127.0.0.1", int(sys.argv[1]))
    print("ready", flush=True)
    await server.serve_forever()

asyncio.run(main())
"""

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    PORT = probe.getsockname()[1]

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import smtplib  # noqa: E402

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.template.loader import render_to_string  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from pico.core.access.actor import SYSTEM  # noqa: E402
from pico.core.enti.models import Space  # noqa: E402
from pico.core.testing import factories  # noqa: E402
from pico.portal.newsletter import letters  # noqa: E402
from pico.portal.newsletter.actions import composing, lists, sending, steps  # noqa: E402
from pico.portal.newsletter.models import Delivery, Subscriber, Subscription  # noqa: E402
from pico.portal.newsletter.terms import BlockKind, SubscriberState  # noqa: E402

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 20, 10, tzinfo=UTC)
TEXT = "<p>" + "La Provincia informa su strade, scuole e ambiente. " * 8 + "</p>"


def memory() -> float:
    """The most memory that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def prepare():
    call_command("migrate", verbosity=0)
    people = factories.make_cast(factories.make_house())
    editor, boss = (factories.actor_of(people[n]) for n in ("treviso.redattore", "treviso.admin"))
    news = lists.create_list(
        space=Space.objects.get(slug="treviso"), name="Notizie", description="x",
        sender_name="Provincia di Treviso", reply_to="stampa@x.example", actor=SYSTEM, now=NOW,
    )  # fmt: skip
    rows = Subscriber.objects.bulk_create(
        (
            Subscriber(
                space=news.space, email=f"lettore{n}@x.example", state=SubscriberState.ACTIVE
            )
            for n in range(READERS)
        ),
        batch_size=1000,
    )
    Subscription.objects.bulk_create(
        (
            Subscription(subscriber=one, mailing_list=news, state=SubscriberState.ACTIVE)
            for one in rows
        ),
        batch_size=1000,
    )
    issue = composing.create_issue(
        mailing_list=news, title="Novembre", subject="Novembre in Provincia", actor=editor, now=NOW
    )
    for n in range(10):
        common = {"issue": issue, "actor": editor, "now": NOW}
        composing.add_block(kind=BlockKind.HEADING, title=f"Notizia {n}", **common)
        composing.add_block(kind=BlockKind.TEXT, text=TEXT, **common)
    # Later than the approval, or the job would send it at once.
    steps.schedule(issue=issue, send_at=LATER, actor=editor, now=NOW)
    steps.take_step(issue=issue, step="submit", actor=editor, now=NOW)
    return steps.take_step(issue=issue, step="approve", actor=boss, now=NOW)


def bare(issue, count: int) -> float:
    """Seconds for so many letters by smtplib alone, the bytes ready beforehand."""
    press = letters.Press(issue, now=NOW)
    reader = Subscriber.objects.first()
    letter = press.letter(subscriber_id=reader.pk, email=reader.email, key=reader.key)
    with smtplib.SMTP("127.0.0.1", PORT) as smtp:
        smtp.ehlo()
        started = time.perf_counter()
        for _n in range(count):
            smtp.sendmail(letter.sender, [letter.to], letter.raw)
        return time.perf_counter() - started


def plain_django(issue, count: int) -> float:
    """Seconds for so many letters made and sent one by one, as most would write it."""
    press = letters.Press(issue, now=NOW)
    started = time.perf_counter()
    with get_connection() as connection:
        for reader in Subscriber.objects.all()[:count]:
            message = EmailMultiAlternatives(
                issue.subject,
                render_to_string("newsletter/mail/issue.txt", press.context),
                to=[reader.email],
                connection=connection,
            )
            html = render_to_string("newsletter/mail/issue.html", press.context)
            message.attach_alternative(html, "text/html")
            message.send()
    return time.perf_counter() - started


def main() -> None:
    issue = prepare()
    size = len(
        letters.Press(issue, now=NOW).letter(subscriber_id=1, email="a@x.example", key="0" * 32).raw
    )
    theirs = [bare(issue, ROUND) / ROUND for _turn in range(2)]
    naive = plain_django(issue, ROUND) / ROUND
    before = memory()
    started = time.perf_counter()
    sending.send_issue(issue_id=issue.pk, now=LATER)
    seconds = time.perf_counter() - started
    after = memory()
    theirs.append(bare(issue, ROUND) / ROUND)
    sent = Delivery.objects.filter(issue=issue, state="INVIATA").count()
    assert sent == READERS, sent
    raw = statistics.median(theirs)
    print(f"One letter is {size / 1024:.0f} KB; {READERS:,} addresses.\n")
    print("| way | letters/s | ms a letter | against bare smtplib |")
    print("|---|---|---|---|")
    for name, each in (
        ("bare smtplib, same bytes, no bookkeeping", raw),
        ("ours: claim and outcome committed for each", seconds / READERS),
        ("plain Django: rendered and encoded for each", naive),
    ):
        print(f"| {name} | {1 / each:,.0f} | {each * 1000:.2f} | {each / raw:.2f}× |")
    print(
        f"\nWhole issue: {seconds:.0f} s. Memory: {before:.0f} MB before, {after:.0f} MB at most "
        f"(+{after - before:.0f} MB)."
    )


if __name__ == "__main__":
    sink = subprocess.Popen([sys.executable, "-c", SINK, str(PORT)], stdout=subprocess.PIPE)
    try:
        sink.stdout.readline()
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=PORT,
        ):
            assert settings.EMAIL_PORT == PORT
            main()
    finally:
        sink.terminate()
