"""What the core itself lists when a person leaves: invitations, personal tasks, files."""

from datetime import datetime

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.actor import SYSTEM, Actor
from pico.core.files import actions as files
from pico.core.files.permissions import FilesPermission
from pico.core.files.queries import held_by
from pico.core.notices.actions import close_task, open_task
from pico.core.notices.models import Task
from pico.core.people.models import Membership

from ..holdings import Held, HoldingSource
from ..models import Invitation
from ..terms import InvitationState


def _invitations_of(membership: Membership):
    return Invitation.objects.filter(
        ente=membership.ente_id, invited_by=membership.person_id, state=InvitationState.OPEN
    )


def _held_invitations(membership: Membership) -> list[Held]:
    url = reverse("adhesion:invitations")
    return [
        Held(_("Invito a %(email)s") % {"email": one.email}, url)
        for one in _invitations_of(membership)
    ]


def _give_invitations(
    membership: Membership, successor: Membership, actor: Actor, now: datetime
) -> int:
    return _invitations_of(membership).update(invited_by=successor.person)


def _tasks_of(membership: Membership):
    """The tasks of the person alone, for this ente or for none; those of a role wait for the others."""
    mine = Task.objects.filter(person=membership.person_id, closed_at=None)
    return mine.filter(ente=None) | mine.filter(ente=membership.ente_id)


def _held_tasks(membership: Membership) -> list[Held]:
    return [Held(task.title, task.url) for task in _tasks_of(membership)]


def _give_tasks(membership: Membership, successor: Membership, actor: Actor, now: datetime) -> int:
    count = 0
    for task in list(_tasks_of(membership)):
        subject = apps.get_model(task.subject_type).objects.filter(pk=task.subject_id).first()
        if subject is None:
            continue
        open_task(
            subject=subject,
            kind=task.kind,
            title=task.title,
            reason=task.reason,
            url=task.url,
            due_on=task.due_on,
            person=successor.person,
            now=now,
        )
        close_task(subject=subject, kind=task.kind, person=membership.person, now=now)
        count += 1
    return count


def _files_of(membership: Membership):
    return held_by(membership.person, membership.ente)


def _held_files(membership: Membership) -> list[Held]:
    return [
        Held(str(file), reverse("files:detail", args=[file.pk])) for file in _files_of(membership)
    ]


def _give_files(membership: Membership, successor: Membership, actor: Actor, now: datetime) -> int:
    """Who may leave may leave the files too, even if he could not give them away otherwise."""
    found = list(_files_of(membership))
    for file in found:
        giver = actor if actor.can(FilesPermission.HAND_OVER, file) else SYSTEM
        files.hand_over(file=file, to_person=successor.person, actor=giver, now=now)
    return len(found)


INVITATIONS = HoldingSource(
    "invitations", gettext_lazy("inviti in attesa"), _held_invitations, _give_invitations
)
TASKS = HoldingSource("tasks", gettext_lazy("attività aperte"), _held_tasks, _give_tasks)
FILES = HoldingSource("files", gettext_lazy("file"), _held_files, _give_files)
