"""The SUA at 300 and at 100,000 tenders: statements and time of list, board and notices; the OCDS export.

The open tenders stay 300, as offices keep up with the work; the others are finished, over ten years:
the list of finished ones is empty at 300, its ratio compares nothing with a full page.
CPU is the processor time of the whole request in one process, database included where that is SQLite.
The export is read as a client reads it, piece by piece: tenders a second, and by how many megabytes
the memory of the process grew meanwhile. `BENCH_TENDERS=20000` makes the large size smaller.
"""

import os
import resource
import time
from datetime import datetime, timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
os.environ.setdefault("DATABASE_URL", "sqlite::memory:")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.in_process import measure  # noqa: E402
from pico.core.testing import cast as people_of  # noqa: E402
from pico.core.testing import factories  # noqa: E402
from pico.vertical.sua.models import Lot, LotWinner, Tender, TenderBody  # noqa: E402

SMALL, LARGE = 300, int(os.environ.get("BENCH_TENDERS", "100000"))
BATCH = 2000
OPEN = ("PREPARING", "PUBLISHED", "BIDS_CLOSED", "EVALUATION", "AWARDED", "RUNNING")
HOME = "/treviso/sua/"


def cig(n: int) -> str:
    return f"B{n:06X}{(n + 2) * 211 % 4091:03X}"


def furnish(size: int, sua, enti: list, officer, now: datetime) -> None:
    """Bring the SUA to this many tenders, a lot each; the first 300 are open."""
    for start in range(Tender.objects.count(), size, BATCH):
        rows = []
        for n in range(start, min(start + BATCH, size)):
            at = now - timedelta(hours=n % 87_600)
            rows.append(
                Tender(
                    number=f"SUA-TV-{at.year}-{n:06d}", year=at.year, sua=sua, kind="DELEGATED",
                    holder=enti[n % len(enti)], state=OPEN[n % len(OPEN)] if n < SMALL else "FINISHED",
                    subject=f"Servizio di mensa scolastica numero {n}", contract_kind="SERVICES",
                    procedure="OPEN", criterion="BEST_VALUE", officer=officer,
                    total=Decimal(100_000 + n), published_at=at, bids_due_at=at + timedelta(days=35),
                    opened_at=at, changed_at=at,
                )
            )  # fmt: skip
        made = Tender.objects.bulk_create(rows)
        TenderBody.objects.bulk_create(TenderBody(tender=one, ente=one.holder) for one in made)
        lots = Lot.objects.bulk_create(
            Lot(
                tender=one, number=1, subject=one.subject, cig=cig(start + n), cpv="55523100-3",
                base_amount=one.total, award_amount=one.total, bids_count=4,
                state="AWARDED" if one.state == "AWARDED" else one.state,
                outcome="AWARDED" if one.state in ("AWARDED", "RUNNING", "FINISHED") else "",
                awarded_on=one.published_at.date(), contract_on=one.published_at.date(),
            )
            for n, one in enumerate(made)
        )  # fmt: skip
        LotWinner.objects.bulk_create(
            LotWinner(lot=one, fiscal_code="00743110157", name="Ristorazione Veneta srl")
            for one in lots
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself: its plans rest on it


def export(client: Client, kind: str, tenders: int) -> str:
    """Read a whole file piece by piece; nothing of it is kept."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    answer = client.get(f"{HOME}bandi/dati-aperti/gare.{kind}")
    size = sum(len(piece) for piece in answer.streaming_content)
    lasted = time.perf_counter() - started
    grew = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return (
        f"| {kind} | {tenders:,} | {size / 1e6:.1f} MB | {tenders / lasted:,.0f} | {grew:.1f} MB |"
    )


PAGES = {
    "list": "gare/",
    "list, by value": "gare/?ordina=-valore",
    "list, finished ones": "gare/?stato=FINISHED",
    "list, a CIG": f"gare/?q={cig(123)}",
    "board": "gare/fasi/",
    "notices, a visitor": "bandi/",
    "list of an ente": "gare/",
}


def main() -> None:
    call_command("migrate", verbosity=0)
    enti = factories.make_house()
    cast = factories.make_cast(enti)
    factories.switch_on("sua", "treviso")
    sua, now = enti[people_of.TREVISO], timezone.now()
    # The ente that looks at its own list has the same 60 tenders at both sizes: the others have the rest.
    comuni = [factories.make_ente(f"Comune di prova {n}") for n in range(40)]
    clients = {name: Client() for name in ("treviso.sua", "comune1.rup")}
    for name, client in clients.items():
        client.force_login(
            cast[name], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    found, exported = {}, []
    for size in (SMALL, LARGE):
        started = time.perf_counter()
        furnish(size, sua, comuni, cast["treviso.sua"], now)
        if size == SMALL:
            own = enti[people_of.COMUNE_1]
            TenderBody.objects.bulk_create(
                TenderBody(tender=one, ente=own, is_lead=False) for one in Tender.objects.all()[:60]
            )
        print(f"{size:,} tenders in {time.perf_counter() - started:.0f} s", flush=True)
        for name, address in PAGES.items():
            client = clients["comune1.rup" if "ente" in name else "treviso.sua"]
            client = Client() if "visitor" in name else client
            found[name, size] = measure(client, HOME + address)
        out = Tender.objects.exclude(state="PREPARING").count()
        exported += [export(Client(), kind, out) for kind in ("json", "jsonl", "csv", "xlsx")]
    show(found)
    print(
        "\n| export | tenders | size | tenders a second | memory grew by |\n|---|---|---|---|---|"
    )
    print("\n".join(exported))


def show(found: dict) -> None:
    print(
        f"\n| page | SQL at {SMALL:,} | SQL at {LARGE:,} | CPU ms | CPU ms | ratio | clock ms | clock ms |"
    )
    print("|---|---|---|---|---|---|---|---|")
    for name in PAGES:
        few, small, quick = found[name, SMALL]
        many, large, slow = found[name, LARGE]
        print(
            f"| {name} | {few} | {many} | {small:.1f} | {large:.1f} | {large / small:.2f} "
            f"| {quick:.1f} | {slow:.1f} |"
        )


if __name__ == "__main__":
    main()
