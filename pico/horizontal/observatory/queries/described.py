"""The catalogue as it is described to others: every address whole, and the same from wherever it is asked."""

from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.enti.addresses import path_in
from pico.core.enti.models import Ente, Space
from pico.core.enti.terms import SpaceKind
from pico.core.notices.messages import absolute

from ..rules.open_data import dcat
from ..terms.open_data import CSVW
from .open_data import Entry, code_of


def address(space: Space, view: str, *args) -> str:
    """The whole address of a page of the Osservatorio in a space, on the common host."""
    return absolute(path_in(space, f"observatory:{view}", *args))


def described(entry: Entry) -> dcat.Dataset:
    """A dataset with all that DCAT-AP_IT asks of it."""
    about, out, space = entry.about, entry.publication, entry.space
    holder = agent(entry.holder, space)
    standards = (CSVW, *about.conforms_to)
    return dcat.Dataset(
        page=address(space, "dataset", about.slug),
        identifier=entry.identifier,
        title=str(about.title),
        description=_description(entry),
        themes=about.themes,
        frequency=about.frequency,
        keywords=tuple(map(str, about.keywords)),
        holder=holder,
        publisher=holder,
        contact=contact(space),
        licence=entry.licence,
        issued=timezone.localdate(out.issued_at),
        modified=timezone.localdate(out.modified_at),
        place=place(space),
        distributions=tuple(
            dcat.Distribution(kind, address(space, "dataset-file", about.slug, kind.value), size)
            for kind, size in entry.files
        ),
        columns=about.columns,
        rows=out.rows,
        standards=tuple(dcat.Standard(title, url) for title, url in standards),
        first_on=out.first_on,
        last_on=out.last_on,
        sources=tuple((f"{one.holder}, {one.title}", one.url) for one in entry.sources),
        notes=str(about.notes),
    )


def _description(entry: Entry) -> str:
    said = str(entry.about.description)
    return f"{said} {_('Dati inventati per la dimostrazione.')}" if entry.is_invented else said


def catalogue(space: Space, entries: list[Entry]) -> dcat.DataCatalogue:
    """The catalogue of a space, of at least one dataset: without any it would not be valid."""
    publications = [one.publication for one in entries]
    return dcat.DataCatalogue(
        page=address(space, "open-data"),
        title=_("Dati aperti – %(name)s") % {"name": space.ente.name},
        description=_("I dati aperti pubblicati da %(name)s su Pi.Co., la piattaforma delle Province.")
        % {"name": space.ente.name},
        publisher=agent(space.ente, space),
        issued=timezone.localdate(min(one.issued_at for one in publications)),
        modified=timezone.localdate(max(one.modified_at for one in publications)),
        datasets=tuple(described(one) for one in entries),
    )  # fmt: skip


def agent(ente: Ente, space: Space) -> dcat.Agent:
    """A holder, by its address in the register of public bodies where it has a code there."""
    code = code_of(ente)
    uri = f"{dcat.BODIES}{code}" if ente.ipa_code else f"{address(space, 'open-data')}#titolare"
    return dcat.Agent(uri, code, ente.name)


def contact(space: Space) -> dcat.Contact:
    """Who answers for the data: the ente; the platform where no address of it is known."""
    ente = space.ente
    mail = ente.email or next(iter(ente.pec), "") or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return dcat.Contact(f"{address(space, 'open-data')}#contatto", ente.name, mail, ente.website)


def place(space: Space) -> dcat.Place:
    """The territory that a dataset is about: the Province of the space, the region, or Italy."""
    territory, region = space.ente.territory, space.ente.region
    if space.kind == SpaceKind.PROVINCIAL and territory:
        return dcat.Place(f"{dcat.TERRITORIES}/provinces/{territory.code}", territory.name)
    if space.kind == SpaceKind.REGIONAL and region:
        return dcat.Place(f"{dcat.TERRITORIES}/regions/{region.code}", region.name)
    return dcat.Place(dcat.ITALY, "Italia")
