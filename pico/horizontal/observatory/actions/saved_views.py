"""Views are kept, renamed, shared with the ente, sent by e-mail, deleted."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit.trail import record
from pico.core.foundation.errors import Refusal

from ..models import SavedView, ViewLetter
from ..permissions import DataPermission, SelfServePermission
from ..queries.crossing import Crossing
from ..queries.saved_views import views_of
from ..rules.turns import turn_of
from ..terms.crossing import Cadence

LONGEST, MOST = 120, 50


@transaction.atomic
def save_view(
    *, title: str, crossing: Crossing, scope: str, actor: Actor, now: datetime
) -> SavedView:
    """Keep a choice under a name, for oneself or for the ente acted for.

    Refuses a view without a name, a wider level, and the fifty-first of a person.
    """
    actor.require(SelfServePermission.KEEP)
    if not crossing.is_public:
        actor.require(DataPermission.READ)
    _refuse_scope(scope, actor)
    if views_of(actor.person_id).count() >= MOST:
        raise Refusal(
            _("Hai già %(most)d viste: elimina quelle che non usi.") % {"most": MOST},
            code="too_many",
        )
    view = SavedView.objects.create(
        title=_named(title), query=crossing.query, scope=scope, owner_id=actor.ente_id,
        author_id=actor.person_id, created_at=now,
    )  # fmt: skip
    sentence = _("Vista salvata: «%(title)s»") % {"title": view.title}
    record("observatory.view.saved", sentence, subject=view, actor=actor, now=now)
    announce("observatory.view.saved", subject=view, actor=actor)
    return view


@transaction.atomic
def change_view(
    *, view: SavedView, title: str, scope: str, actor: Actor, now: datetime
) -> SavedView:
    """Rename a view of one's own, share it with the ente or take it back.

    Taken back, it is no more sent to colleagues.
    """
    actor.require(SelfServePermission.CHANGE, view)
    _refuse_scope(scope, actor)
    view = SavedView.objects.select_for_update().get(pk=view.pk)
    view.title, view.scope = _named(title), scope
    view.save(update_fields=["title", "scope"])
    if scope == scopes.person(actor.person_id):
        ViewLetter.objects.filter(view=view).exclude(person=actor.person_id).delete()
    sentence = _("Vista cambiata: «%(title)s»") % {"title": view.title}
    record("observatory.view.changed", sentence, subject=view, actor=actor, now=now)
    announce("observatory.view.changed", subject=view, actor=actor)
    return view


@transaction.atomic
def delete_view(*, view: SavedView, actor: Actor, now: datetime) -> None:
    """Delete a view of one's own, and its letters."""
    actor.require(SelfServePermission.CHANGE, view)
    sentence = _("Vista eliminata: «%(title)s»") % {"title": view.title}
    record("observatory.view.deleted", sentence, subject=view, actor=actor, now=now)
    announce("observatory.view.deleted", subject=view, actor=actor)
    SavedView.objects.filter(pk=view.pk).delete()


@transaction.atomic
def send_view(*, view: SavedView, cadence: str, actor: Actor, now: datetime) -> ViewLetter | None:
    """Have a view that one may read sent to oneself from the next turn; no cadence ends it."""
    actor.require(SelfServePermission.KEEP)
    if not actor.may_read(view.scope):
        raise Refusal(_("Questa vista non è condivisa con te."), code="not_permitted")
    if not cadence:
        ViewLetter.objects.filter(view=view, person=actor.person_id).delete()
        record(
            "observatory.view.unsent", _("La vista non arriva più per e-mail."), subject=view,
            actor=actor, now=now,
        )  # fmt: skip
        return None
    if cadence not in Cadence.values:
        raise Refusal(_("Scegli ogni quanto riceverla."), code="no_cadence")
    letter, _is_new = ViewLetter.objects.update_or_create(
        view=view,
        person_id=actor.person_id,
        defaults={
            "ente_id": actor.ente_id,
            "cadence": cadence,
            "last_turn_on": turn_of(cadence, timezone.localdate(now)),
        },
    )
    sentence = _("La vista arriva per e-mail, %(when)s.") % {"when": letter.get_cadence_display()}
    record("observatory.view.sent", sentence, subject=view, actor=actor, now=now)
    return letter


def _named(title: str) -> str:
    name = " ".join(title.split())[:LONGEST]
    if not name:
        raise Refusal(_("Dai un nome alla vista, per ritrovarla."), code="no_title")
    return name


def _refuse_scope(scope: str, actor: Actor) -> None:
    if scope not in (scopes.person(actor.person_id or 0), scopes.ente(actor.ente_id or 0)):
        raise Refusal(_("Una vista è tua o del tuo ente: scegli uno dei due."), code="scope")
