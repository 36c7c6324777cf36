"""Our search against the raw full-text query of the same database, over 200,000 entries.

    DATABASE_URL=postgresql://… python -m benchmarks.bench_search
    DATABASE_URL=sqlite:bench.sqlite3 python -m benchmarks.bench_search

The database must be an empty one of its own: it is migrated and filled. «Raw» asks for the same
words with the same ranking and limit and looks at no scope, no module and no count of facets.
"""

import os
import random
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from pico.core.enti.models import Ente  # noqa: E402
from pico.core.foundation.searchable import Entry, Source  # noqa: E402
from pico.core.search import actions, parsing  # noqa: E402
from pico.core.search.backends import backend, postgresql, sqlite  # noqa: E402
from pico.core.search.backends.base import Ask, Reader  # noqa: E402
from pico.core.search.models import SearchEntry  # noqa: E402

ENTRIES = int(os.environ.get("ENTRIES", "200000"))
ROUNDS = int(os.environ.get("ROUNDS", "15"))
MODULES = ("files", "community", "learning", "sua", "sit", "sape", "portal")
NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)

COMMON = [
    "gara",
    "provincia",
    "comune",
    "servizio",
    "progetto",
    "bando",
    "avviso",
    "contratto",
    "delibera",
    "determina",
    "convenzione",
    "scuola",
    "strada",
    "edilizia",
    "ambiente",
    "trasporto",
    "personale",
    "concorso",
    "bilancio",
    "programma",
    "piano",
    "territorio",
    "impresa",
    "lavori",
    "fornitura",
    "appalto",
    "affidamento",
    "procedura",
    "istruttoria",
    "responsabile",
    "dirigente",
    "ufficio",
    "settore",
    "formazione",
    "corso",
    "documento",
    "allegato",
    "relazione",
    "verbale",
    "seduta",
    "consiglio",
    "presidente",
    "assemblea",
    "sindaco",
    "cittadino",
    "digitale",
    "innovazione",
    "piattaforma",
    "dati",
    "osservatorio",
    "indicatore",
    "finanziamento",
    "europeo",
    "regionale",
    "nazionale",
    "fondo",
    "risorsa",
    "spesa",
    "entrata",
    "manutenzione",
    "viabilità",
    "ponte",
    "istituto",
    "palestra",
    "energia",
    "efficienza",
    "impianto",
    "sicurezza",
    "prevenzione",
    "rischio",
    "idrico",
    "rifiuti",
    "parco",
    "museo",
    "biblioteca",
    "cultura",
    "turismo",
    "sport",
    "giovani",
    "famiglia",
    "sociale",
    "sanità",
    "agricoltura",
    "industria",
]
ENDINGS = ("", "mento", "zione", "tore", "ale", "ismo", "tà", "bile", "oso", "ativo")
QUERIES = (
    "gara", "manutenzione strade", "bando concorso personale", '"piano territorio"', "viabilità -scuola",
    "gare d'appalto", "convenzione stazione unica appaltante", "9642637BC5", "museo", "energia impianti palestra",
)  # fmt: skip
# 40 % public or platform, 20 % the Provinces, the rest spread over 88 + 20 + 300 keys and persons.
SCOPES = [
    *(["public"] * 200), *(["platform"] * 200), *(["provinces"] * 200),
    *(f"ter:{n:03}" for n in range(1, 89)), *(f"reg:{n:02}" for n in range(1, 21)),
    *(f"ente:{n}" for n in range(1, 301)), *(f"usr:{n}" for n in range(1, 11)),
]  # fmt: skip


def vocabulary(chance: random.Random) -> list[str]:
    """8,000 words that look Italian, the common ones first."""
    rare = {
        chance.choice(COMMON)[:-1] + chance.choice(ENDINGS) + "aeio"[n % 4] for n in range(20_000)
    }
    return [*COMMON, *sorted(rare)[: 8000 - len(COMMON)]]


def make(chance: random.Random, words: list[str], number: int) -> Entry:
    """An entry with a title of 7 words and a text of 60, drawn as in a language (Zipf-Mandelbrot).

    The commonest word, «gara», stands in a quarter of the entries.
    """

    def text(size):
        return " ".join(
            words[int(50 * ((len(words) + 50) / 50) ** chance.random()) - 50] for _ in range(size)
        )

    return Entry(
        title=text(7).capitalize(), body=text(60), url=f"/prova/{number}/",
        scope=weighted(chance), module=chance.choice(MODULES), kind=chance.choice(("Documento", "Discussione", "Gara", "Corso")),
        at=NOW - timedelta(hours=chance.randrange(40_000)), codes=("9642637BC5",) if number % 20_000 == 7 else (),
    )  # fmt: skip


def weighted(chance: random.Random) -> str:
    return chance.choices(SCOPES[:600:200] + SCOPES[600:], cum_weights=CUMULATIVE)[0]


RARE = len(SCOPES) - 600
CUMULATIVE = [25, 40, 60, *(60 + 40 * (n + 1) / RARE for n in range(RARE))]


class Numbered:
    """Stands for a model's object."""

    def __init__(self, number: int) -> None:
        self.pk = number


def fill() -> None:
    call_command("migrate", verbosity=0)
    if SearchEntry.objects.count() == ENTRIES:
        return
    chance = random.Random(7)
    words = vocabulary(chance)
    source = Source(Ente, Ente.objects.all, lambda obj: make(chance, words, obj.pk))
    started = time.perf_counter()
    for start in range(0, ENTRIES, 2000):
        with transaction.atomic():
            actions.save_objects(
                source=source, objects=[Numbered(n) for n in range(start, start + 2000)], now=NOW
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"indexed {ENTRIES} entries in {time.perf_counter() - started:.0f} s", file=sys.stderr)


def raw(query: parsing.Query) -> list:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            words = postgresql.expression(query)
            cursor.execute(
                f"SELECT id FROM search_searchentry WHERE vector @@ to_tsquery('pico_italian', %s) ORDER BY"
                f" ts_rank('{postgresql.WEIGHTS}', vector, to_tsquery('pico_italian', %s), 1) DESC LIMIT 20",
                [words, words],
            )
        else:
            cursor.execute(
                f"SELECT rowid FROM search_fts WHERE search_fts MATCH %s ORDER BY {sqlite.RANK} LIMIT 20",
                [sqlite.expression(query)],
            )
        return cursor.fetchall()


def ours(query: parsing.Query, reader: Reader, *, with_counts: bool) -> None:
    """What the page of results asks of the engine."""
    ask = Ask(query, reader)
    backend().page(ask, offset=0, limit=20)
    if with_counts:
        backend().counts(ask)


def timed(call, *args, **options) -> float:
    start = time.perf_counter()
    call(*args, **options)
    return (time.perf_counter() - start) * 1000


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


READERS = {
    "an officer of a Province": Reader(
        ("public", "platform", "provinces", "ter:001", "reg:05", "ente:7", "usr:3"), MODULES
    ),
    "UPI, with 300 groups": Reader(
        ("public", "platform", "provinces", "ente:1", "usr:1", *(f"grp:{n}" for n in range(300))),
        MODULES,
    ),
    "anybody": Reader(("public",), MODULES),
}


def measure() -> None:
    """Take turns, so that what else the machine does weighs on both alike."""
    parsed = {text: parsing.parse(text) for text in QUERIES}
    times: dict[tuple[str, str], list[float]] = {}
    each: dict[tuple[str, str], list[float]] = {}
    for _ in range(ROUNDS + 1):
        for text, query in parsed.items():
            for name, reader in READERS.items():
                for kind, call in (
                    ("raw", lambda q=query: raw(q)),
                    ("results", lambda q=query, r=reader: ours(q, r, with_counts=False)),
                    ("results and counts", lambda q=query, r=reader: ours(q, r, with_counts=True)),
                ):
                    took = timed(call)
                    times.setdefault((name, kind), []).append(took)
                    each.setdefault((text, kind), []).append(took)
    print(f"{connection.vendor}, {ENTRIES} entries, p95 over {len(QUERIES)} queries, ms")
    print("| reader | raw query | results | ratio | with counts of facets | ratio |")
    print("|---|---|---|---|---|---|")
    for name in READERS:
        base, results, counts = (
            p95(times[name, kind][len(QUERIES) :])
            for kind in ("raw", "results", "results and counts")
        )
        print(
            f"| {name} | {base:.1f} | {results:.1f} | {results / base:.2f} | {counts:.1f} | {counts / base:.2f} |"
        )
    print("| query | entries | raw query, median | results, median |")
    print("|---|---|---|---|")
    for text, query in parsed.items():
        found = backend().counts(Ask(query, READERS["an officer of a Province"])).total
        base, results = (statistics.median(each[text, kind]) for kind in ("raw", "results"))
        print(f"| {text} | {found} | {base:.1f} | {results:.1f} |")


if __name__ == "__main__":
    fill()
    measure()
