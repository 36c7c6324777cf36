"""The Help Desk at 2,000 and at 200,000 tickets: statements and CPU of the desk, a thread, one's own list.

CPU is the processor time of the whole request in one process, database included where that is SQLite
(on PostgreSQL only the client's side). Four tickets in five are closed, as after some years of use.
"""

import os
import statistics
import time
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("DATABASE_URL", "sqlite::memory:")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from pico.core.access.actor import SYSTEM  # noqa: E402
from pico.core.testing import factories  # noqa: E402
from pico.horizontal.helpdesk.actions.duty import place_operator  # noqa: E402
from pico.horizontal.helpdesk.actions.furnishing import furnish_helpdesk  # noqa: E402
from pico.horizontal.helpdesk.models import (  # noqa: E402
    Category,
    Happening,
    Holding,
    Message,
    Queue,
    Ticket,
)
from pico.horizontal.helpdesk.terms import PRIORITY_RANK, Priority  # noqa: E402

SMALL, LARGE = 2_000, 200_000
REQUESTS = 40
BATCH = 1000
OPEN_STATES = ("ASSIGNED", "TAKEN", "WORKING", "WAITING_ASKER", "REOPENED")
MESSAGES = 4
TEXT = "<p>La pagina della richiesta resta <strong>bianca</strong> dopo l'invio dell'allegato.</p>"


def furnish(size: int, people: list, enti: list, queues: list[Queue], now: datetime) -> None:
    """Bring the desks to this many tickets; the open ones stay 400, as desks keep up with the work."""
    category = Category.objects.get(key="any.malfunction")
    priorities = list(Priority)
    for start in range(Ticket.objects.count(), size, BATCH):
        rows = []
        for n in range(start, min(start + BATCH, size)):
            is_open, priority = n < SMALL and n % 5 == 0, priorities[n // 5 % 4]
            at = now - timedelta(minutes=3 * n + 10)
            rows.append(
                Ticket(
                    number=f"HD-2026-{n:06d}", family="SERVICES", topic="SUA", category=category,
                    asker=people[n % len(people)], ente=enti[n % len(enti)],
                    subject=f"Richiesta numero {n} sulla gara", description=TEXT, impact="HAMPERED",
                    priority=priority, priority_rank=PRIORITY_RANK[priority],
                    queue=queues[n // 5 % len(queues)],
                    state=OPEN_STATES[n // 5 % len(OPEN_STATES)] if is_open else "CLOSED",
                    flow_version=1, opened_at=at, last_at=at, message_count=MESSAGES,
                    solution_due_at=at + timedelta(days=5),
                )
            )  # fmt: skip
        made = Ticket.objects.bulk_create(rows)
        Holding.objects.bulk_create(
            Holding(ticket=one, queue=one.queue, state=one.state, started_at=one.opened_at)
            for one in made
        )
        Happening.objects.bulk_create(
            Happening(ticket=one, at=one.opened_at, step="open", words="Richiesta ricevuta.")
            for one in made
        )
        Message.objects.bulk_create(
            Message(
                ticket=one, number=number, voice="ASKER" if number % 2 else "DESK",
                author=people[number % len(people)], text=TEXT, created_at=one.opened_at,
            )
            for one in made
            for number in range(1, MESSAGES + 1)
        )  # fmt: skip


def measure(client: Client, address: str) -> tuple[int, float]:
    """Return the statements of a warm request and the median milliseconds of CPU."""
    for _ in range(5):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connection) as done:
        client.get(address)
    statements = len(done)  # the next request empties the log
    spent = []
    for _ in range(REQUESTS):
        before = time.process_time()
        client.get(address)
        spent.append((time.process_time() - before) * 1000)
    return statements, statistics.median(spent)


def pages(queue: Queue) -> dict[str, str]:
    ticket = Ticket.objects.filter(queue=queue, state="WORKING").first()
    return {
        "desk, 25 rows": "/assistenza/coda/",
        "desk with filters": "/assistenza/coda/?priority=HIGH&topic=SUA&ordina=oggetto",
        "desk, closed ones": "/assistenza/coda/?state=CLOSED",
        "board": "/assistenza/coda/?vista=bacheca",
        "thread": ticket.get_absolute_url(),
        "one's own": "/assistenza/richieste/",
    }


def main() -> None:
    call_command("migrate", verbosity=0)
    enti_by_key = factories.make_house()
    cast = factories.make_cast(enti_by_key)
    now = timezone.now()
    furnish_helpdesk(actor=SYSTEM, now=now)
    queues = list(Queue.objects.filter(topic="SUA", level="FIRST"))
    desk = next(queue for queue in queues if queue.owner == enti_by_key["p_TV"])
    place_operator(
        queue=desk, membership=cast["treviso.sua"].memberships.get(), role="OPERATOR",
        actor=SYSTEM, now=now,
    )  # fmt: skip
    operator = Client()
    operator.force_login(
        cast["treviso.sua"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    people = [one for one in cast.values() if one.username != "nuovo.utente"]
    found: dict = {}
    sizes = (SMALL,) if os.environ.get("ONLY_SMALL") else (SMALL, LARGE)
    for size in sizes:
        furnish(size, people, list(enti_by_key.values()), queues, now)
        for name, address in pages(desk).items():
            found[name, size] = measure(operator, address)
    print(
        f"| page | SQL at {SMALL} | SQL at {LARGE} | CPU ms at {SMALL} | CPU ms at {LARGE} | ratio |"
    )
    print("|---|---|---|---|---|---|")
    for name in pages(desk):
        few, small = found[name, SMALL]
        many, large = found.get((name, LARGE), (0, 0.0))
        ratio = f"{large / small:.2f}" if large else "–"
        print(f"| {name} | {few} | {many or '–'} | {small:.1f} | {large:.1f} | {ratio} |")


if __name__ == "__main__":
    main()
