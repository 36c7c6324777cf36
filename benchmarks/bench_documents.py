"""Documents: a folder of 10,000, its page, filter, search and move; 2 GB sent in pieces, cut and resumed.

On a database of its own: the small house of the tests and one folder filled in bulk, 40,000 other
documents beside it. Processor time of this process (and of its database's statements on SQLite).
"""

import hashlib
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import django

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 15
IN_FOLDER, BESIDE, FOLDERS = 10_000, 40_000, 200
LARGE = 2_000_000_000
PIECE = 8_000_000


def prepare() -> None:
    """The settings of the tests, on the database of the run and with files on disk."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    sys.path.insert(0, str(ROOT))
    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test.utils import override_settings

    disk = {
        "BACKEND": "pico.core.files.vault.DiskStorage",
        "OPTIONS": {"location": tempfile.mkdtemp(dir=os.environ.get("VAR"))},
    }
    override_settings(STORAGES={**settings.STORAGES, "files": disk}).enable()
    from huey.contrib.djhuey import HUEY

    HUEY.immediate = False  # what a worker does afterwards, the search, is not part of the act
    call_command("migrate", verbosity=0)


def fill(owner, author) -> tuple:
    """Rows as the actions leave them, written in bulk."""
    from django.utils import timezone

    from pico.core.files.models import FileVersion, StoredFile
    from pico.horizontal.community.models import Document
    from pico.horizontal.community.tests.papers import make_folder

    now = timezone.now()
    large = make_folder(owner, author, "ter:026", "Archivio")
    target = make_folder(owner, author, "ter:026", "Archivio storico")
    small = [make_folder(owner, author, "ter:026", f"Cartella {n}") for n in range(FOLDERS)]
    places = [large] * IN_FOLDER + [small[n % FOLDERS] for n in range(BESIDE)]
    scopes = ("ter:026", f"ente:{owner.pk}")
    for start in range(0, len(places), 5000):
        some = list(enumerate(places))[start : start + 5000]
        files = StoredFile.objects.bulk_create(
            StoredFile(
                owner=owner, author=author, scope=scopes[n % 7 == 0], created_at=now, changed_at=now,
                title=f"Determina n. {n} del registro", title_key=f"determina n {n:06d} del registro",
                kind="DETERMINATION", module="community", place=folder.place,
            )
            for n, folder in some
        )  # fmt: skip
        versions = FileVersion.objects.bulk_create(
            FileVersion(
                file=file, major=1, minor=0, name=f"{n}.txt", key="content/x", media_type="text/plain",
                size=1000 + n, sha256=f"{n:064d}", author=author, at=now, scan_state="CLEAN",
            )
            for (n, _folder), file in zip(some, files, strict=True)
        )  # fmt: skip
        for file, version in zip(files, versions, strict=True):
            file.current = version
        StoredFile.objects.bulk_update(files, ["current"], batch_size=500)
        Document.objects.bulk_create(
            Document(file=file, folder=folder, name=f"{n}.txt", name_key=f"{n}.txt")
            for (n, folder), file in zip(some, files, strict=True)
        )
    return large, target


def measured(call: Callable[[], object]) -> tuple[float, float]:
    """Median milliseconds of wall clock and of processor over the rounds, after a warm-up."""
    call()
    wall, cpu = [], []
    for _ in range(ROUNDS):
        clock, spent = time.perf_counter(), time.process_time()
        call()
        wall.append(time.perf_counter() - clock)
        cpu.append(time.process_time() - spent)
    return median(wall) * 1000, median(cpu) * 1000


def pages(client, large) -> list[tuple]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = f"/treviso/community/documenti/cartelle/{large.pk}/"
    rows = []
    for label, path in (
        ("folder of 10,000, first page", address),
        ("page 200", f"{address}?pagina=200"),
        ("sorted by date", f"{address}?ordina=-cambiato"),
        ("filtered by a word of the title", f"{address}?testo=9999"),
        ("recent, of 50,000", "/treviso/community/documenti/recenti/"),
        ("search in all (`/cerca/`)", "/treviso/cerca/?q=determina"),
    ):

        def ask(path=path):
            assert client.get(path).status_code == 200, path

        with CaptureQueriesContext(connection) as seen:
            ask()
        rows.append((label, len(seen), *measured(ask)))
    return rows


def moves(actor, large, target) -> list[tuple]:
    """A folder of 10,000 moved into another and back; then narrowed, with all that is in it."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from pico.horizontal.community.actions import folders

    def timed(label: str, call) -> tuple:
        with CaptureQueriesContext(connection) as seen:
            clock, spent = time.perf_counter(), time.process_time()
            call()
        wall, cpu = time.perf_counter() - clock, time.process_time() - spent
        return label, len(seen), wall * 1000, cpu * 1000

    said = {"actor": actor, "now": timezone.now()}
    inside = f"ente:{actor.ente_id}"
    return [
        timed("move it into another folder", lambda: folders.move_folder(
            folder=large, to=target, is_level_confirmed=True, **said)),
        timed("narrow it with all that is in it", lambda: folders.change_folder_scope(
            folder=large, scope=inside, is_widening_confirmed=False, **said)),
        timed("put it in the bin", lambda: folders.trash_folder(folder=large, **said)),
        timed("take it out of the bin", lambda: folders.restore_folder(folder=large, **said)),
    ]  # fmt: skip


def large_upload(actor) -> None:
    """2 GB in pieces, cut at half and begun again; the memory of this process is watched."""
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from pico.core.files import actions
    from pico.core.files.models import Upload

    head, body = b"colonna;altra\n", b"0123456789;abcdefghijklmnopqrst\n" * (PIECE // 32)
    digest, now = hashlib.sha256(), timezone.now()
    order = {"name": "registro.csv", "size": LARGE, "mark": "1", "actor": actor, "now": now}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    clock, starts = time.perf_counter(), 0
    at = 0
    while at < LARGE:
        if at in (0, LARGE // 2):  # the line was cut: the same file is announced again
            upload = actions.start_upload(**order)
            assert upload.received == at
            starts += 1
        piece = (head + body if at == 0 else body)[: min(PIECE, LARGE - at)]
        digest.update(piece)
        upload = actions.append_piece(
            upload=upload, offset=at, content=ContentFile(piece), actor=actor, now=now
        )
        at = upload.received
    sent = time.perf_counter() - clock
    clock = time.perf_counter()
    file = actions.finish_upload(
        upload=upload,
        sha256=digest.hexdigest(),
        scope=f"ente:{actor.ente_id}",
        actor=actor,
        now=now,
    )
    finished = time.perf_counter() - clock
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert file.current.size == LARGE
    assert not Upload.objects.exists()
    print(
        f"\n2 GB in {LARGE // PIECE} pieces, begun {starts} times: {sent:.0f} s to send (here: disk to disk), "
        f"{finished:.0f} s to put together, judge and keep; memory grew by {grown:.0f} MB."
    )


def main() -> None:
    prepare()
    from django.test import Client
    from django.test.utils import setup_test_environment

    from pico.core.search.actions import rebuild
    from pico.core.testing import cast, factories
    from pico.horizontal.community.queries.searching import DOCUMENTS

    setup_test_environment()
    enti = factories.make_house()
    people = factories.make_cast(enti)
    large, target = fill(enti[cast.TREVISO], people["treviso.redattore"])
    from django.utils import timezone

    rebuild(source=DOCUMENTS, now=timezone.now())
    client = Client()
    client.force_login(
        people["treviso.redattore"], "allauth.account.auth_backends.AuthenticationBackend"
    )
    rows = pages(client, large)
    actor = factories.actor_of(people["treviso.redattore"])
    rows += moves(actor, large, target)
    print("| what | SQL | wall ms | CPU ms |\n|---|---|---|---|")
    for label, count, wall, cpu in rows:
        print(f"| {label} | {count} | {wall:.1f} | {cpu:.1f} |")
    large_upload(actor)


if __name__ == "__main__":
    main()
