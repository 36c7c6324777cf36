from django.core import mail
from django.utils import timezone

from pico.core.notices import actions, queries
from pico.core.testing import cast


def test_smoke(people, enti, actors, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        t = actions.open_task(
            subject=enti[cast.TREVISO],
            kind="a.b.c",
            title="T",
            reason="R",
            url="/x/",
            ente=enti[cast.TREVISO],
            role="SUA_OFFICER",
            now=timezone.now(),
        )
    assert queries.counts(actors["treviso.sua"]) == queries.Counts(1, 1)
    assert queries.counts(actors["treviso.admin"]) == queries.Counts(0, 0)
    assert [m.to for m in mail.outbox] == [[people["treviso.sua"].email]]
