"""Changes of a space: its name and colour by who runs it; host name and state by UPI."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.announcements import board
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.ui import colours

from ..checks import reserved_slugs
from ..models import Space
from ..permissions import EntiPermission
from ..terms import SpaceKind, SpaceState

HOSTNAME = re.compile(
    r"(?=.{4,120}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}"
)
COLOUR = re.compile(r"#[0-9a-f]{6}")
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@transaction.atomic
def rename_space(
    *, space: Space, name: str, tagline: str, actor, now: datetime
) -> Space:
    """Change the name and the line under it; refuse an empty name."""
    space = _locked(space, EntiPermission.CONFIGURE_SPACE, actor)
    if not name.strip():
        raise Refusal(_("Scrivi il nome dello spazio."), code="name_missing")
    sentence = _("Ha cambiato nome e sottotitolo dello spazio.")
    changes = {"name": name.strip(), "tagline": tagline.strip()}
    return _change(space, changes, "enti.space.renamed", sentence, actor, now)


@transaction.atomic
def colour_space(*, space: Space, colour: str, actor, now: datetime) -> Space:
    """Change the colour; refuse one on which white is not readable (WCAG AA, 4.5:1)."""
    space = _locked(space, EntiPermission.CONFIGURE_SPACE, actor)
    colour = colour.strip().lower()
    if not COLOUR.fullmatch(colour):
        raise Refusal(_("Scrivi un colore come #0066cc."), code="colour_form")
    contrast = colours.contrast_with_white(colour)
    if contrast < colours.READABLE:
        raise Refusal(
            _(
                "Sul colore %(colour)s il bianco non si legge (contrasto %(contrast)s, ne serve "
                "4,5): scegline uno più scuro, ad esempio %(better)s."
            )
            % {
                "colour": colour,
                "contrast": f"{contrast:.1f}".replace(".", ","),
                "better": colours.readable(colour),
            },
            code="colour_too_light",
        )
    sentence = _("Ha cambiato il colore dello spazio in %(colour)s.") % {
        "colour": colour
    }
    return _change(
        space, {"colour": colour}, "enti.space.coloured", sentence, actor, now
    )


@transaction.atomic
def set_space_hostname(*, space: Space, hostname: str, actor, now: datetime) -> Space:
    """Give the space its own host name, or take it away with a blank; refuse one of another space."""
    space = _locked(space, EntiPermission.PUBLISH_SPACE, actor)
    hostname = hostname.strip().rstrip(".").lower() or None
    if hostname and not HOSTNAME.fullmatch(hostname):
        raise Refusal(
            _(
                "Scrivi solo il nome host, senza https:// e senza barre: treviso.example.it."
            ),
            code="hostname_form",
        )
    holder = Space.objects.filter(hostname=hostname).exclude(pk=space.pk).first()
    if hostname and holder:
        raise Refusal(
            _("Il nome host %(hostname)s è già di %(holder)s.")
            % {"hostname": hostname, "holder": holder},
            code="hostname_taken",
        )
    sentence = (
        _("Ha dato allo spazio il nome host %(hostname)s.") % {"hostname": hostname}
        if hostname
        else _("Ha tolto il nome host allo spazio.")
    )
    return _change(
        space, {"hostname": hostname}, "enti.space.hosted", sentence, actor, now
    )


@transaction.atomic
def move_space(*, space: Space, slug: str, actor, now: datetime) -> Space:
    """Change the first part of the addresses; refuse one that is taken, by a space or by a page."""
    space = _locked(space, EntiPermission.PUBLISH_SPACE, actor)
    slug = slug.strip().lower()
    if space.kind == SpaceKind.NATIONAL:
        raise Refusal(
            _("Lo spazio di UPI nazionale sta alla radice."), code="slug_root"
        )
    if not SLUG.fullmatch(slug):
        raise Refusal(
            _(
                "L'indirizzo ha lettere minuscole, cifre e trattini: ad esempio reggio-emilia."
            ),
            code="slug_form",
        )
    taken = Space.objects.filter(slug=slug).exclude(pk=space.pk).exists()
    if taken or slug in reserved_slugs():
        raise Refusal(
            _("L'indirizzo /%(slug)s/ è già usato: scegline un altro.")
            % {"slug": slug},
            code="slug_taken",
        )
    sentence = _("Ha spostato lo spazio all'indirizzo /%(slug)s/.") % {"slug": slug}
    return _change(space, {"slug": slug}, "enti.space.moved", sentence, actor, now)


@transaction.atomic
def publish_space(*, space: Space, actor, now: datetime) -> Space:
    """Open the space to everybody; refuse one that is already open."""
    return _turn(space, SpaceState.PUBLISHED, actor, now)


@transaction.atomic
def suspend_space(*, space: Space, actor, now: datetime) -> Space:
    """Close the space to all but its administrators; refuse UPI nazionale's."""
    if space.kind == SpaceKind.NATIONAL:
        raise Refusal(
            _("Lo spazio di UPI nazionale non si sospende: è la porta della piattaforma."),
            code="national_space",
        )
    return _turn(space, SpaceState.SUSPENDED, actor, now)


def _turn(space: Space, state: SpaceState, actor, now: datetime) -> Space:
    space = _locked(space, EntiPermission.PUBLISH_SPACE, actor)
    if space.state == state:
        raise Refusal(
            _("Lo spazio è già nello stato «%(state)s».") % {"state": state.label},
            code="same_state",
        )
    event = {
        SpaceState.PUBLISHED: "enti.space.published",
        SpaceState.SUSPENDED: "enti.space.suspended",
    }[state]
    sentence = _("Lo spazio è ora: %(state)s.") % {"state": state.label}
    return _change(space, {"state": str(state)}, event, sentence, actor, now)


def _locked(space: Space, permission: str, actor) -> Space:
    actor.require(permission, space)
    return Space.objects.select_for_update().get(pk=space.pk)


def _change(space: Space, values, event: str, sentence: str, actor, now) -> Space:
    """Save what differs, write one line, tell who listens; nothing when all is as it was."""
    changes = {
        name: [getattr(space, name), value]
        for name, value in values.items()
        if getattr(space, name) != value
    }
    if not changes:
        return space
    for name, (_before, after) in changes.items():
        setattr(space, name, after)
    space.save(update_fields=list(changes))
    trail.record(
        event, sentence, subject=space, actor=actor, now=now, changes=changes
    )
    board.announce(event, subject=space, actor=actor, space_id=space.pk)
    return space
