"""A ZIP that is too large to be written while one waits is made by a job, and kept for a day."""

import secrets
import tempfile
from collections.abc import Iterator
from datetime import datetime

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.access.scopes import Level, level_of
from pico.core.files import bundles, vault
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue, report
from pico.core.jobs.models import Job
from pico.core.jobs.terms import OPEN
from pico.core.notices.actions import notify
from pico.core.notices.terms import NoticeLevel
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from ..models import Folder
from ..queries import archives as queries
from ..queries import documents
from ..terms import ARCHIVE_BYTES, ARCHIVE_FILES

SEEN = 50  # documents between one sign of progress and the next


def order_archive(*, folder: Folder, actor: Actor, now: datetime) -> Job:
    """Have the ZIP of a folder made by a job; the same one asked again while it is made is that one.

    Refuses what is too large even so, and who acts for no ente.
    """
    if actor.membership_id is None:
        raise Refusal(_("Accedi per chiedere uno ZIP così grande."), code="sign_in")
    number, size = queries.weight_of(folder, actor)
    if number > ARCHIVE_FILES or size > ARCHIVE_BYTES:
        raise Refusal(
            _(
                "È troppo per un solo ZIP: al massimo %(most)d documenti e 60 GB. Scarica una cartella per volta, o collegala al tuo computer."
            )
            % {"most": ARCHIVE_FILES},
            code="zip_too_big",
        )
    same = Job.objects.filter(
        name=queries.JOB, person_id=actor.person_id, state__in=OPEN,
        arguments__folder_id=folder.pk, arguments__membership_id=actor.membership_id,
    ).first()  # fmt: skip
    token = secrets.token_hex(16)
    return same or enqueue(
        import_string(queries.JOB),
        key=token,
        label=_("ZIP di «%(name)s»") % {"name": folder},
        person_id=actor.person_id,
        folder_id=folder.pk,
        membership_id=actor.membership_id,
        token=token,
    )


def make_archive(*, token: str, folder_id: int, membership_id: int, now: datetime) -> None:
    """Write the ZIP of a folder for who asked, with his rights of now; tell him when it is ready.

    Each document is asked for again when its turn comes. Made twice, it is written over.
    """
    job = Job.objects.get(name=queries.JOB, key=token)
    actor = _actor_of(job.person_id, membership_id, now)
    if actor is None:
        raise Refusal(_("Chi l'ha chiesto non lavora più per quell'ente."), code="not_permitted")
    try:
        folder = documents.folder_to_open(folder_id, actor)
    except Http404:
        raise Refusal(_("La cartella non si può più leggere."), code="not_found") from None
    total = queries.weight_of(folder, actor)[0]
    with tempfile.NamedTemporaryFile(prefix="pico-zip-") as kept:
        for piece in bundles.zipped_as(
            _counted(queries.entries_of(folder, actor), total),
            may_still=lambda version: (
                documents.visible_documents(actor).filter(pk=version.file_id).exists()
            ),
        ):
            kept.write(piece)
        kept.flush()
        vault.put_piece(kept, queries.key_of(job.key))
    _tell_ready(job, folder, now)


def _actor_of(person_id: int | None, membership_id: int, now: datetime) -> Actor | None:
    """The person as he asked, if he still works there."""
    person = Person.objects.filter(pk=person_id).first()
    if person is None:
        return None
    held = working_memberships(person, today=timezone.localdate(now)).filter(pk=membership_id)
    membership = held.first()
    return actor_for(person, membership) if membership else None


def _counted(entries: Iterator[queries.Entry], total: int) -> Iterator[queries.Entry]:
    """The same entries, telling how far one is."""
    for number, entry in enumerate(entries):
        if number % SEEN == 0:
            report(number, total, _("%(n)d documenti su %(total)d") % {"n": number, "total": total})
        yield entry


def _tell_ready(job: Job, folder: Folder, now: datetime) -> None:
    notify(
        people=[job.person_id],
        kind="community.archive.ready",
        level=NoticeLevel.CONCERNS,
        title=_("Lo ZIP di «%(name)s» è pronto") % {"name": folder},
        body=_("Si scarica per 24 ore."),
        url=reverse("community:archive", args=[job.pk]),
        subject=folder,
        reserved=level_of(folder.scope) in (Level.NETWORK, Level.GROUP),
        now=now,
    )


def forget_archives(*, now: datetime) -> int:
    """Delete the archives that were ready more than a day ago; returns how many were there."""
    done = 0
    for job in queries.expired_archives(now):
        key = queries.key_of(job.key)
        if vault.storage().exists(key):
            vault.delete(key)
            done += 1
    return done
