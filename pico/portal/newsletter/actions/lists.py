"""Lists of a space: opened, changed, closed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal

from ..models import MailingList
from ..permissions import NewsletterPermission
from ..terms import IssueState

FIELDS = ("name", "description", "sender_name", "reply_to", "signature", "topics", "is_open")


@transaction.atomic
def create_list(*, space: Space, actor, now: datetime, **values) -> MailingList:
    """Open a list of a space; refuses a name that the space already uses."""
    actor.require(NewsletterPermission.MANAGE_LISTS, space)
    made = MailingList(space=space, created_at=now, **_chosen(values))
    _save(made)
    _record("created", _("Lista «%(name)s» aperta."), made, actor, now)
    return made


@transaction.atomic
def edit_list(*, mailing_list: MailingList, actor, now: datetime, **values) -> MailingList:
    """Change what a list says of itself."""
    actor.require(NewsletterPermission.MANAGE_LISTS, mailing_list)
    locked = MailingList.objects.select_for_update().get(pk=mailing_list.pk)
    for name, value in _chosen(values).items():
        setattr(locked, name, value)
    _save(locked)
    _record("changed", _("Lista «%(name)s» modificata."), locked, actor, now)
    return locked


@transaction.atomic
def close_list(*, mailing_list: MailingList, actor, now: datetime) -> MailingList:
    """Close a list: nobody subscribes, nothing leaves; the archive stays. Refuses while one is on its way."""
    actor.require(NewsletterPermission.MANAGE_LISTS, mailing_list)
    locked = MailingList.objects.select_for_update().get(pk=mailing_list.pk)
    on_its_way = (IssueState.IN_APPROVAL, IssueState.SCHEDULED, IssueState.SENDING)
    if locked.issues.filter(state__in=on_its_way).exists():
        raise Refusal(
            _("Una newsletter di questa lista è in partenza: aspetta che finisca o annullala."),
            code="on_its_way",
        )
    locked.closed_at = now
    locked.save(update_fields=["closed_at"])
    _record("closed", _("Lista «%(name)s» chiusa."), locked, actor, now)
    return locked


@transaction.atomic
def reopen_list(*, mailing_list: MailingList, actor, now: datetime) -> MailingList:
    actor.require(NewsletterPermission.MANAGE_LISTS, mailing_list)
    locked = MailingList.objects.select_for_update().get(pk=mailing_list.pk)
    locked.closed_at = None
    locked.save(update_fields=["closed_at"])
    _record("reopened", _("Lista «%(name)s» riaperta."), locked, actor, now)
    return locked


def _chosen(values: dict) -> dict:
    return {name: value for name, value in values.items() if name in FIELDS}


def _save(mailing_list: MailingList) -> None:
    try:
        with transaction.atomic():
            mailing_list.save()
    except IntegrityError:
        raise Refusal(
            _("C'è già una lista «%(name)s» in questo spazio: scegli un altro nome.")
            % {"name": mailing_list.name},
            code="name_taken",
        ) from None


def _record(verb: str, sentence: str, made: MailingList, actor, now: datetime) -> None:
    said = sentence % {"name": made.name}
    trail.record(f"newsletter.list.{verb}", said, subject=made, actor=actor, now=now)
