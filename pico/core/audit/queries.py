"""The story of an object, and the register of administrators."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from pico.core.access.models import Shared
from pico.core.ui import formats

from .models import AuditLine
from .permissions import AuditPermission

SIGNS = {
    "created": "plus-circle",
    "added": "plus-circle",
    "opened": "plus-circle",
    "changed": "pencil",
    "edited": "pencil",
    "approved": "check-circle",
    "accepted": "check-circle",
    "closed": "check-circle",
    "rejected": "close-circle",
    "refused": "close-circle",
    "deleted": "delete",
    "trashed": "delete",
    "cancelled": "close-circle",
    "suspended": "minus-circle",
    "published": "unlocked",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field as it was and as it became, in words."""

    label: str
    before: str
    after: str


def lines_of(subject: models.Model) -> QuerySet[AuditLine]:
    """Every line of one object, newest first: for who may open the object."""
    return AuditLine.objects.filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    ).order_by("-position")


def story(subject: models.Model, actor) -> QuerySet[AuditLine]:
    """The story of an object that this actor has in front of him; nothing for who did not sign in.

    Whether he may open the object is for its own room to say, before this.
    """
    return lines_of(subject) if actor.is_known or actor.is_system else AuditLine.objects.none()


def register(actor) -> QuerySet[AuditLine]:
    """The lines of one's own ente, or all of them for who runs the platform; never reserved ones.

    Who runs the platform does not read through the trail what an ente shares with others, or not.
    """
    lines = AuditLine.objects.filter(is_reserved=False).order_by("-at", "-pk")
    if actor.can(AuditPermission.READ_ALL):
        return lines.filter(~Q(subject_type__in=shared_types()) | Q(ente_id=actor.ente_id))
    if actor.can(AuditPermission.READ):
        return lines.filter(ente_id=actor.ente_id)
    return lines.none()


def shared_types() -> list[str]:
    """The kinds of objects that levels of sharing apply to."""
    return [model._meta.label_lower for model in apps.get_models() if issubclass(model, Shared)]


def changes_of(line: AuditLine) -> list[Change]:
    """What changed, as the line keeps it: `{"changes": {"field label": [before, after]}}`."""
    changes = line.data.get("changes") or {}
    if not isinstance(changes, dict):
        return []
    return [
        Change(str(label), in_words(pair[0]), in_words(pair[1]))
        for label, pair in changes.items()
        if isinstance(pair, list | tuple) and len(pair) == 2
    ]


def in_words(value) -> str:
    """Return a kept value as a person reads it: yes and no, Italian dates, lists with commas."""
    if value is None or value == "" or value == []:
        return _("vuoto")
    if isinstance(value, bool):
        return _("sì") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(in_words(one) for one in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {in_words(one)}" for key, one in value.items())
    if isinstance(value, int | float):
        return formats.number_it(value)
    return _moment(value) if isinstance(value, str) else str(value)


def _moment(text: str) -> str:
    """A date kept as text is told as a date; any other text as it is."""
    if len(text) < 10 or text[4:5] != "-" or text[7:8] != "-":
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return formats.date_it(moment.date()) if len(text) == 10 else formats.datetime_it(moment)


def sign_of(line: AuditLine) -> str:
    """The icon of what happened, by the verb of its event."""
    return SIGNS.get(line.event.rpartition(".")[2], "arrow-right-circle")


def exported(lines: QuerySet[AuditLine]) -> Iterator[dict]:
    """Each line with its hashes, oldest first, so that who receives the file can check the chain."""
    names = [field.name for field in AuditLine._meta.fields if field.name != "id"]
    ordered = lines.order_by("subject_type", "subject_id", "position")
    yield from ordered.values(*names).iterator(chunk_size=2000)


def subject_label(subject_type: str) -> str:
    """The Italian name of a kind of object, as its model says it."""
    try:
        return str(models_by_label()[subject_type]._meta.verbose_name)
    except KeyError:
        return subject_type


def models_by_label() -> dict[str, type[models.Model]]:
    return {model._meta.label_lower: model for model in apps.get_models()}
