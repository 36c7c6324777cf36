"""The Help Desk at 2,000 and at 200,000 tickets: statements, CPU and time of the pages of every day.

CPU is the processor time of the whole request in one process, database included where that is SQLite
(on PostgreSQL only the client's side: there the milliseconds of the clock tell what the database did).
The open tickets stay 400, as desks keep up with the work; the others are closed. What django-helpdesk
2.6 needs for the like page, with 2,000 tickets, was measured once: PEER, milliseconds of CPU.
`BENCH_TICKETS=20000` makes the large size smaller, `ONLY_SMALL=1` leaves it out.
"""

import os
import time
from datetime import datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("DATABASE_URL", "sqlite::memory:")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.in_process import measure  # noqa: E402
from pico.core.access.actor import SYSTEM  # noqa: E402
from pico.core.testing import factories  # noqa: E402
from pico.horizontal.helpdesk.actions.duty import place_operator  # noqa: E402
from pico.horizontal.helpdesk.actions.first_answers import furnish_answers  # noqa: E402
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

SMALL, LARGE = 2_000, int(os.environ.get("BENCH_TICKETS", "200000"))
BATCH = 2000
# Its list is a shell and the data that it fetches; its dashboard is compared with our board.
PEER = {"desk, 25 rows": 63 + 89, "thread": 60, "board": 147, "FAQ, a visitor": 34}
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
                    solved_at=None if is_open else at + timedelta(minutes=1),
                    closed_at=None if is_open else at + timedelta(minutes=2),
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


def pages(queue: Queue) -> dict[str, str]:
    ticket = Ticket.objects.filter(queue=queue, state="WORKING").first()
    old = Ticket.objects.filter(queue=queue, state="CLOSED").order_by("pk").first()
    return {
        "desk, 25 rows": "/assistenza/coda/",
        "desk with filters": "/assistenza/coda/?priority=HIGH&topic=SUA&ordina=oggetto",
        "desk, closed ones": "/assistenza/coda/?state=CLOSED",
        "desk, words of all": "/assistenza/coda/?state=ALL&q=gara",
        "desk, a rare word": "/assistenza/coda/?state=ALL&q=inesistente",
        "desk, a number": f"/assistenza/coda/?state=ALL&q={old.number}",
        "board": "/assistenza/coda/?vista=bacheca",
        "thread": ticket.get_absolute_url(),
        "one's own": "/assistenza/richieste/",
        "FAQ, a visitor": "/assistenza/faq/",
    }


def main() -> None:
    call_command("migrate", verbosity=0)
    enti_by_key = factories.make_house()
    cast = factories.make_cast(enti_by_key)
    now = timezone.now()
    furnish_helpdesk(actor=SYSTEM, now=now)
    furnish_answers(actor=factories.actor_of(cast["upi.admin"]), now=now)
    queues = list(Queue.objects.filter(topic="SUA", level="FIRST"))
    desk = next(queue for queue in queues if queue.owner == enti_by_key["p_TV"])
    place_operator(
        queue=desk, membership=cast["treviso.sua"].memberships.get(), role="OPERATOR",
        actor=SYSTEM, now=now,
    )  # fmt: skip
    operator, visitor = Client(), Client()
    operator.force_login(
        cast["treviso.sua"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    people = [one for one in cast.values() if one.username != "nuovo.utente"]
    found: dict = {}
    sizes = (SMALL,) if os.environ.get("ONLY_SMALL") else (SMALL, LARGE)
    for size in sizes:
        started = time.perf_counter()
        furnish(size, people, list(enti_by_key.values()), queues, now)
        refresh_statistics()
        print(f"{size:,} tickets in {time.perf_counter() - started:.0f} s", flush=True)
        for name, address in pages(desk).items():
            client = visitor if name == "FAQ, a visitor" else operator
            found[name, size] = measure(client, address)
    show(found, pages(desk))


def refresh_statistics() -> None:
    """As the database does by itself after some time: its plans rest on them."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def show(found: dict, names) -> None:
    print(
        f"\n| page | SQL at {SMALL:,} | SQL at {LARGE:,} | CPU ms | CPU ms | ratio | clock ms | clock ms "
        "| django-helpdesk / ours |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name in names:
        few, small, quick = found[name, SMALL]
        many, large, slow = found.get((name, LARGE), (0, 0.0, 0.0))
        ratio = f"{large / small:.2f}" if large else "–"
        peer = f"{PEER[name] / small:.1f}×" if name in PEER else "–"
        print(
            f"| {name} | {few} | {many or '–'} | {small:.1f} | {large:.1f} | {ratio} | {quick:.1f} "
            f"| {slow:.1f} | {peer} |"
        )


if __name__ == "__main__":
    main()
