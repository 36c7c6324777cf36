"""How a RUP is found by the search: published, by the enti of his territory; else by his own."""

from pico.core.access import scopes
from pico.core.foundation.searchable import Entry, Source

from ..models import RupProfile
from ..terms.rup import RupState


def profiles():
    return RupProfile.objects.select_related("person", "ente", "sua")


def profile_entry(profile: RupProfile) -> Entry | None:
    """Name, ente and sectors; nothing of drafts, and of who ceased."""
    if profile.state in (RupState.DRAFT, RupState.CEASED):
        return None
    is_open = profile.is_published and profile.sua.territory_id
    scope = scopes.territory(profile.sua.territory_id) if is_open else scopes.ente(profile.ente_id)
    return Entry(
        title=str(profile.person),
        body=f"RUP {profile.ente.name} {profile.get_licence_display()}",
        url=profile.get_absolute_url(),
        scope=scope,
        module="sua",
        kind="RUP",
        ente_id=profile.ente_id,
        at=profile.changed_at,
    )


PROFILES = Source(model=RupProfile, select=profiles, entry=profile_entry)
