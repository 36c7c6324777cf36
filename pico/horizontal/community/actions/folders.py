"""Every change of a folder."""

from datetime import datetime

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.actor import SYSTEM, Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.files import actions as files
from pico.core.files import names
from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.jobs.actions import enqueue
from pico.core.people import audience

from ..models import Folder, Network
from ..models.documents import folded, place_of
from ..permissions import CommunityPermission
from ..terms import DEEPEST, TRASH_DAYS, Contributors
from .levels import Change, level_after, relevel_branch, require_publishing

LABELS = {
    "name": gettext_lazy("nome"),
    "description": gettext_lazy("descrizione"),
    "area": gettext_lazy("ambito"),
    "contributors": gettext_lazy("chi aggiunge documenti"),
}


@transaction.atomic
def create_folder(
    *,
    name: str,
    scope: str,
    actor: Actor,
    now: datetime,
    parent: Folder | None = None,
    network: Network | None = None,
    description: str = "",
    area: str = "",
    contributors: str = "",
) -> Folder:
    """Open a folder in another, or a first one of the ente acted for, or of a network.

    Refuses a level wider than the parent's, a name its siblings already have, and the ninth level.
    """
    if parent:
        parent = locked(parent, CommunityPermission.MANAGE_FOLDER, actor)
    elif network:
        actor.require(CommunityPermission.ANIMATE_NETWORK, network)
    else:
        actor.require(CommunityPermission.OPEN_FOLDER)
    _require_level(scope, parent, network, actor)
    if parent and parent.depth >= DEEPEST:
        raise Refusal(
            _("Non si va oltre %(most)d cartelle una dentro l'altra.") % {"most": DEEPEST},
            code="too_deep",
        )
    place = parent or network
    folder = Folder(
        owner_id=place.owner_id if place else actor.ente_id,
        author_id=actor.person_id,
        scope=scope,
        parent=parent,
        circle_id=parent.circle_id if parent else network and network.circle_id,
        name=_clean_name(name),
        description=description.strip(),
        area=area,
        contributors=contributors or (parent.contributors if parent else Contributors.EDITORS),
        created_at=now,
        changed_at=now,
    )
    _insert(folder)
    _tell(folder, "created", _("Cartella «%(name)s» aperta.") % {"name": folder}, actor, now)
    return folder


def _require_level(scope: str, parent, network, actor: Actor) -> None:
    limit = parent.scope if parent else network and network.key
    if limit and not audience.is_within(scope, limit):
        raise Refusal(
            _("Il livello è più largo di quello in cui si trova: qui si può solo restringere."),
            code="wider_than_parent",
        )
    if not (actor.is_system or audience.may_publish_at(actor, scope)):
        raise Refusal(
            _("Non puoi pubblicare a questo livello: scegline un altro."), code="scope_not_yours"
        )


def _clean_name(name: str) -> str:
    """A name that every disk accepts: no slashes, no invisible characters."""
    found = names.safe_name(names.clean(name)).strip(". ")[:120]
    if not names.clean(name):
        raise Refusal(_("Scrivi il nome della cartella."), code="no_name")
    return found


def _insert(folder: Folder) -> None:
    _refuse_twin(folder, folder.name)
    folder.save(force_insert=True)
    above = folder.parent.path if folder.parent else "/"
    folder.path = f"{above}{folder.pk}/"
    folder.save(update_fields=["path"])


def _refuse_twin(folder: Folder, name: str) -> None:
    if siblings(folder).filter(name_key=folded(name)[:120]).exists():
        raise Refusal(
            _("Qui c'è già una cartella «%(name)s»: scegli un altro nome.") % {"name": name},
            code="name_taken",
        )


def siblings(folder: Folder):
    """The folders in use beside this one."""
    beside = Folder.objects.in_use().exclude(pk=folder.pk).filter(parent=folder.parent_id)
    if folder.parent_id:
        return beside
    if folder.circle_id:
        return beside.filter(circle=folder.circle_id)
    return beside.filter(owner=folder.owner_id, circle__isnull=True)


@transaction.atomic
def describe_folder(
    *,
    folder: Folder,
    name: str,
    actor: Actor,
    now: datetime,
    description: str = "",
    area: str = "",
    contributors: str = "",
) -> Folder:
    """Change name, description, ambito and who adds documents. Refuses a name of a sibling."""
    folder = locked(folder, CommunityPermission.MANAGE_FOLDER, actor)
    wanted = {
        "name": _clean_name(name),
        "description": description.strip(),
        "area": area,
        "contributors": contributors or folder.contributors,
    }
    changes = {
        str(LABELS[key]): [str(getattr(folder, key)), str(value)]
        for key, value in wanted.items()
        if getattr(folder, key) != value
    }
    if not changes:
        return folder
    if wanted["name"] != folder.name:
        _refuse_twin(folder, wanted["name"])
    for key, value in wanted.items():
        setattr(folder, key, value)
    folder.changed_at = now
    folder.save(update_fields=[*wanted, "changed_at"])
    _tell(folder, "described", _("Dati della cartella cambiati."), actor, now, changes=changes)
    return folder


@transaction.atomic
def change_folder_scope(
    *, folder: Folder, scope: str, is_widening_confirmed: bool, actor: Actor, now: datetime
) -> Folder:
    """Change who sees a folder; what followed it follows, what would be wider is narrowed.

    Refuses to widen unconfirmed, to go beyond its parent, and where something inside stands in the way.
    """
    folder = locked(folder, CommunityPermission.MANAGE_FOLDER, actor)
    if scope == folder.scope:
        return folder
    network = Network.objects.filter(circle=folder.circle_id).first() if folder.circle_id else None
    _require_level(scope, folder.parent, network, actor)
    widens = audience.widens(folder.scope, scope)
    if widens and not is_widening_confirmed:
        raise Refusal(
            _("Così la vedranno più persone: spunta la conferma e salva di nuovo."),
            code="confirm_widening",
        )
    before = folder.scope
    _set_scope(folder, scope, now)
    sentence = _("Livello allargato a «%(level)s».") if widens else _("Livello: «%(level)s».")
    labels = [str(audience.label_of(one, actor)) for one in (before, scope)]
    _tell(
        folder, "widened" if widens else "scope_changed", sentence % {"level": labels[1]},
        actor, now, changes={str(_("Chi lo vede?")): labels},
    )  # fmt: skip
    return folder


def _set_scope(folder: Folder, scope: str, now: datetime) -> None:
    relevel_branch(folder, old=folder.scope, new=scope)
    folder.scope, folder.changed_at = scope, now
    folder.save(update_fields=["scope", "changed_at"])
    reindex_later(folder)


def change_of_move(folder: Folder, to: Folder) -> list[Change]:
    """What moving a folder does to its level; nothing when it keeps it."""
    left = folder.parent.scope if folder.parent else None
    order = audience.Containment([folder.scope, to.scope])
    after = level_after(folder.scope, left=left, entered=to.scope, order=order)
    return [] if after == folder.scope else [Change(folder.name, folder.scope, after)]


@transaction.atomic
def move_folder(
    *, folder: Folder, to: Folder, is_level_confirmed: bool, actor: Actor, now: datetime
) -> Folder:
    """Put a folder, with all that is in it, into another one of the same ente or network.

    Refuses itself and what is under it, the ninth level, a taken name, and a change of level that
    was not shown and confirmed.
    """
    both = Folder.objects.filter(pk__in=(folder.pk, to.pk)).order_by("pk").select_for_update()
    list(both)  # two moves at once wait for each other here, and make no ring
    folder = locked(folder, CommunityPermission.MANAGE_FOLDER, actor)
    to = locked(to, CommunityPermission.MANAGE_FOLDER, actor)
    _refuse_place(folder, to)
    changes = change_of_move(folder, to)
    require_publishing(changes, actor, is_confirmed=is_level_confirmed)
    before = folder.parent
    folder.parent = to
    _refuse_twin(folder, folder.name)
    _repath(folder, f"{to.path}{folder.pk}/")
    folder.parent, folder.changed_at = to, now
    folder.save(update_fields=["parent", "path", "changed_at"])
    if changes:
        _set_scope(folder, changes[0].after, now)
    said = _("Cartella spostata da «%(before)s» a «%(to)s».")
    _tell(folder, "moved", said % {"before": before or "–", "to": to}, actor, now)
    return folder


def _refuse_place(folder: Folder, to: Folder) -> None:
    if to.path.startswith(folder.path):
        raise Refusal(_("Una cartella non può stare dentro sé stessa."), code="into_itself")
    if (to.owner_id, to.circle_id) != (folder.owner_id, folder.circle_id):
        raise Refusal(
            _("Una cartella si sposta solo fra quelle dello stesso ente o della stessa rete."),
            code="another_tree",
        )
    deepest = max(
        path.count("/") for path in Folder.objects.below(folder).values_list("path", flat=True)
    )
    if to.depth + deepest - folder.depth > DEEPEST:
        raise Refusal(
            _("Non si va oltre %(most)d cartelle una dentro l'altra.") % {"most": DEEPEST},
            code="too_deep",
        )


def _repath(folder: Folder, path: str) -> None:
    branch = list(Folder.objects.below(folder))
    for one in branch:
        one.path = path + one.path.removeprefix(folder.path)
    Folder.objects.bulk_update(branch, ["path"], batch_size=500)
    folder.path = path


@transaction.atomic
def trash_folder(*, folder: Folder, actor: Actor, now: datetime) -> Folder:
    """Put a folder in the bin with all that is in it; it comes back whole for 30 days."""
    folder = locked(folder, CommunityPermission.MANAGE_FOLDER, actor)
    branch = Folder.objects.below(folder).in_use()
    kept = stored_in([*branch.values_list("pk", flat=True)])
    files.put_away_files(files=kept, person_id=actor.person_id, now=now)
    branch.update(trashed_at=now, trashed_by=actor.person_id)
    folder.refresh_from_db()
    reindex_later(folder)
    _tell(folder, "trashed", _("Cartella messa nel cestino con il suo contenuto."), actor, now)
    return folder


@transaction.atomic
def restore_folder(*, folder: Folder, actor: Actor, now: datetime) -> Folder:
    """Take a folder out of the bin with what went in with it.

    Refuses while the folder it was in is in the bin, and where its name has been taken meanwhile.
    """
    actor.require(CommunityPermission.MANAGE_FOLDER, folder)
    folder = Folder.objects.select_for_update(of=("self",)).get(pk=folder.pk)
    if not folder.is_trashed:
        return folder
    if folder.parent and folder.parent.is_trashed:
        raise Refusal(
            _("Ripristina prima la cartella «%(name)s», che la contiene.")
            % {"name": folder.parent},
            code="parent_in_bin",
        )
    _refuse_twin(folder, folder.name)
    at = folder.trashed_at
    branch = Folder.objects.below(folder).filter(trashed_at=at)
    kept = stored_in([*branch.values_list("pk", flat=True)])
    files.bring_back_files(files=kept, at=at)
    branch.update(trashed_at=None, trashed_by=None)
    folder.refresh_from_db()
    reindex_later(folder)
    _tell(folder, "restored", _("Cartella ripristinata dal cestino."), actor, now)
    return folder


def purge_folders(*, before: datetime, now: datetime) -> int:
    """Delete for good the folders long in the bin whose files are gone too, deepest first."""
    gone = 0
    old = Folder.objects.filter(
        trashed_at__lt=before, children__isnull=True, documents__isnull=True
    )
    for _turn in range(DEEPEST):
        for folder in old.distinct():
            said = _("Cartella «%(name)s» eliminata: era nel cestino da oltre %(days)d giorni.")
            with transaction.atomic():
                words = said % {"name": folder, "days": TRASH_DAYS}
                _tell(folder, "purged", words, SYSTEM, now)
                folder.delete()
            gone += 1
    return gone


def locked(folder: Folder, permission: str, actor: Actor) -> Folder:
    """The row, kept for this transaction; refuses who may not, and what is in the bin."""
    actor.require(permission, folder)
    found = Folder.objects.select_for_update(of=("self",)).select_related("parent")
    folder = found.get(pk=folder.pk)
    if folder.is_trashed:
        raise Refusal(_("La cartella è nel cestino: ripristinala prima."), code="trashed")
    return folder


def stored_in(keys: list[int]):
    """The stored files of these folders."""
    return StoredFile.objects.filter(place__in=[place_of(key) for key in keys])


def reindex_later(folder: Folder) -> None:
    """Have the search learn anew what is in the branch, once the change is safe."""
    task = import_string("pico.horizontal.community.tasks.index_branch")
    enqueue(task, key=str(folder.pk), again=True, folder_id=folder.pk)


def _tell(folder: Folder, what: str, sentence: str, actor: Actor, now: datetime, **data) -> None:
    trail.record(f"community.folder.{what}", sentence, subject=folder, actor=actor, now=now, **data)
    announce(f"community.folder.{what}", subject=folder, actor=actor)
