"""Public pages: ready, drawn and signed in, against a bare Django view on the same server.

Run on a furnished demo: `make demo` once, then `make bench ARGS=portal`. Needs `wrk`.
«Ready» is what a visitor gets; «drawn» the same page asked for with a word that no list knows, which
is never kept. The second table draws the same pages with 1 site × 200 pages and 105 sites × 20,000.
"""

import os
import sys
import time
from itertools import count
from urllib.parse import quote

import django

from benchmarks import bench_pages as pages

EDITOR = "treviso.redattore"
PLONE = {"home": (32, 41), "list": (47, 41), "news": (36, 49), "search": (41, 49)}  # CPU ms
ROUNDS = 30
SMALL, LARGE = (1, 200), (105, 20_000)


def addresses() -> dict[str, str]:
    """One page of each kind of the site of Treviso."""
    from pico.portal.pages.models import EventPage, NewsPage

    def of_treviso(model) -> str:
        found = model.objects.live().filter(scope="public").order_by("pk")
        return next(quote(page.url) for page in found if page.url.startswith("/treviso/"))

    return {
        "home": "/treviso/",
        "list": "/treviso/novita/",
        "news": of_treviso(NewsPage),
        "event": of_treviso(EventPage),
        "search": "/treviso/cerca/?q=provincia",
    }


def table_of_cost() -> None:
    cookie = pages.session_cookie(EDITOR)
    with pages.served("benchmarks.bare:application") as (address, pid):
        bare = pages.load(address + "/", pid)
    print("| page | reader | SQL | req/s | p95 ms | CPU ms | against bare | Plone, CPU ms |")
    print("|---|---|---|---|---|---|---|---|")
    show("bare view", "", bare, bare, 0)
    with pages.served("config.wsgi:application", "/health/") as (address, pid):
        for name, path in addresses().items():
            joint = "&" if "?" in path else "?"
            for reader, asked, sent in (
                ("visitor, ready", path, ""),
                ("visitor, drawn", f"{path}{joint}misura=1", ""),
                ("editor, signed in", path, cookie),
            ):
                seen = pages.load(address + asked, pid, sent)
                sql = pages.statements(asked, EDITOR if sent else "")
                plone = PLONE.get(name, ("–", "–"))["signed in" in reader]
                show(name, reader, seen, bare, sql, plone)
        memory = pages.memory_mb(pid)
    print(f"\nResident memory of the web worker after the load: {max(memory.values()):.0f} MB\n")


def show(name, reader, seen, bare, sql, plone="–") -> None:
    print(
        f"| {name} | {reader} | {sql} | {seen['rps']:.0f} | {seen['p95']:.1f} | {seen['cpu']:.2f}"
        f" | {seen['cpu'] / bare['cpu']:.1f}× | {plone} |"
    )


# --- size -----------------------------------------------------------------------------------------


def fill(sites: int, total: int) -> None:
    """Bring the number of news to so many, spread over so many sites, without one signal or query each."""
    from django.utils import timezone
    from django.utils.text import slugify
    from wagtail.models import Page

    from pico.portal.pages.models import ContentPage, IndexPage, NewsPage, Placement
    from pico.portal.sites.models import SpaceSite

    chosen = list(SpaceSite.objects.select_related("site__root_page", "space"))
    treviso = next(one for one in chosen if one.space.slug == "treviso")
    chosen = [treviso, *(one for one in chosen if one != treviso)][:sites]
    now, numbers = timezone.now(), count(1)
    for site in chosen:
        found = IndexPage.objects.descendant_of(site.site.root_page).filter(lists="NEWS")
        index = found.order_by("path").first()
        have = NewsPage.objects.descendant_of(index).count()
        model = NewsPage.objects.live().filter(scope="public").first()
        made = []
        for step in range(max(0, total // sites - have)):
            title = f"Notizia misurata {next(numbers)}"
            path = Page._get_path(index.path, index.depth + 1, index.numchild + 5000 + step)
            made.append(copy_of(model, title, slugify(title), path, index, now))
        if made:
            insert(made, site.space, now, (Page, ContentPage, NewsPage, Placement))
            Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(made))


def copy_of(model, title, slug, path, index, now):
    from uuid import uuid4

    values = {f.attname: getattr(model, f.attname) for f in model._meta.concrete_fields}
    values |= {
        **{"id": None, "page_ptr_id": None, "contentpage_ptr_id": None, "title": title},
        **{"draft_title": title, "slug": slug, "path": path, "depth": index.depth + 1},
        **{"numchild": 0, "url_path": f"{index.url_path}{slug}/", "translation_key": uuid4()},
        **{"published_on": now, "latest_revision_id": None, "live_revision_id": None},
    }
    return type(model)(**values)


def insert(made, space, now, models) -> None:
    """Write the rows of the three tables of each page, and its placement, in bulk."""
    page_model, content_model, news_model, placement_model = models
    parents = [
        page_model(**{f.attname: getattr(one, f.attname) for f in page_model._meta.concrete_fields})
        for one in made
    ]
    page_model.objects.bulk_create(parents, batch_size=500)
    for one, parent in zip(made, parents, strict=True):
        one.id = one.page_ptr_id = one.contentpage_ptr_id = parent.pk
    for model in (content_model, news_model):
        own = model._meta.local_concrete_fields
        rows = [[getattr(one, f.attname) for f in own] for one in made]
        raw(model._meta.db_table, [f.column for f in own], rows, own)
    placement_model.objects.bulk_create(
        (
            placement_model(page_id=one.pk, space=space, kind="NEWS", scope="public", shown_on=now)
            for one in made
        ),
        batch_size=500,
    )


def raw(table, columns, rows, fields) -> None:
    from django.db import connection

    marks = ", ".join(["%s"] * len(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    prepared = [
        [f.get_db_prep_save(value, connection) for f, value in zip(fields, row, strict=True)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", prepared)


def time_of(path: str) -> tuple[float, int]:
    """Median CPU ms of drawing a page for a visitor, and its statements."""
    from django.test import Client

    client = Client(HTTP_HOST="127.0.0.1")
    asked = f"{path}{'&' if '?' in path else '?'}misura=1"
    client.get(asked)
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        assert client.get(asked).status_code == 200
        times.append((time.process_time() - start) * 1000)
    return sorted(times)[ROUNDS // 2], pages.statements(asked)


def table_of_size() -> None:
    paths = {name: path for name, path in addresses().items() if name != "search"}
    measured = {}
    for size in (SMALL, LARGE):
        fill(*size)
        measured[size] = {name: time_of(path) for name, path in paths.items()}
    print(
        "| page | 1 site × 200: CPU ms, SQL | 105 × 20,000: CPU ms, SQL | ratio |\n|---|---|---|---|"
    )
    for name in paths:
        (few, sql), (many, sql_many) = measured[SMALL][name], measured[LARGE][name]
        print(f"| {name} | {few:.1f}, {sql} | {many:.1f}, {sql_many} | {many / few:.2f} |")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    sys.path.insert(0, str(pages.ROOT))
    django.setup()
    table_of_cost()
    if os.environ.get("BENCH_SIZE"):
        table_of_size()


if __name__ == "__main__":
    main()
