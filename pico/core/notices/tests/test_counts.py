"""What the header counts is what the lists show, though its query is written once for everybody."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.notices import queries
from pico.core.notices.actions import notify, open_task
from pico.core.notices.models import Delegation
from pico.core.notices.terms import NoticeLevel

pytestmark = pytest.mark.django_db


def listed(actor) -> queries.Counts:
    """The same numbers, from the lists themselves."""
    unread = queries.notices(actor).filter(read_at=None)
    threads = {(notice.subject_type, notice.subject_id) for notice in unread}
    return queries.Counts(len(threads), queries.tasks(actor).count())


@pytest.fixture
def waiting(people, enti):
    """Notices and tasks for several of the cast: own, of a role, entrusted."""
    now, ente = timezone.now(), enti["p_TV"]
    common = {"kind": "test.task", "title": "Firma", "reason": "Manca", "url": "/", "now": now}
    open_task(subject=ente, person=people["treviso.sua"], **common)
    open_task(subject=enti["p_bs"], ente=ente, role=Role.PROVINCE_ADMIN, **common)
    open_task(subject=enti["p_bs"], ente=enti["p_bs"], role=Role.PROVINCE_ADMIN, **common)
    for subject in (ente, enti["p_bs"], ente):
        notify(
            people=[people["treviso.sua"], people["brescia.admin"]],
            kind="test.notice",
            level=NoticeLevel.CONCERNS,
            title="Novità",
            subject=subject,
            url="/",
            now=now,
        )
    today = timezone.localdate()
    Delegation.objects.create(
        person=people["treviso.admin"],
        colleague=people["treviso.sua"],
        ente=ente,
        starts_on=today - timedelta(days=1),
        ends_on=today + timedelta(days=1),
    )


def test_every_person_of_the_cast_counts_what_his_lists_show(actors, waiting):
    for name, actor in actors.items():
        assert queries.counts(actor) == listed(actor), name
    assert queries.counts(actors["treviso.sua"]) == queries.Counts(2, 2)


def test_who_lost_a_role_or_a_place_counts_less_at_once(actors, waiting, people):
    before = queries.counts(actors["treviso.sua"])
    Delegation.objects.update(ends_on=timezone.localdate() - timedelta(days=1))
    after = queries.counts(actors["treviso.sua"])
    assert after.tasks == before.tasks - 1
    assert after == listed(actors["treviso.sua"])
