"""The demonstration: on Treviso's site one page is late, one link is broken."""

from datetime import datetime, timedelta

from django.utils import timezone
from wagtail.rich_text import RichText

from pico.core.enti.models import Space
from pico.core.people.models import Person
from pico.portal.pages.models import GenericPage, IndexPage
from pico.portal.sites.queries import site_of

from . import linking
from .models import Care, LinkUse
from .terms import LinkState

GONE = "https://www.esempio-provincia.example/bandi/2019/graduatoria.pdf"
TITLE = "Contrassegno per la sosta: come si chiede"


def furnish(now: datetime) -> None:
    """Bring the room to life; run again, it adds nothing."""
    person = Person.objects.filter(username="treviso.redattore").first()
    space = Space.objects.filter(slug="treviso").first()
    site = site_of(space) if space else None
    if person is None or site is None or GenericPage.objects.filter(title=TITLE).exists():
        return
    page = GenericPage(
        title=TITLE,
        summary="Chi può chiederlo, con quali documenti, e dove si ritira.",
        owner=person,
        live=False,
    )
    page.body = [
        (
            "testo",
            RichText(
                "<p>La domanda si presenta allo sportello o per posta certificata.</p>"
                f'<p>Vedi la <a href="{GONE}">graduatoria</a>.</p>'
            ),
        )
    ]
    IndexPage.objects.child_of(site.site.root_page).first().add_child(instance=page)
    page.save_revision(user=person).publish()
    _grow_old(page, person, now)


def _grow_old(page: GenericPage, person: Person, now: datetime) -> None:
    """A review that is late, and two weekly turns in which nobody answered."""
    deputy = Person.objects.filter(username="treviso.admin").first()
    Care.objects.filter(page_id=page.pk).update(
        owner=person, deputy=deputy, review_on=timezone.localdate(now) - timedelta(days=12)
    )
    use = LinkUse.objects.select_related("link").get(page_id=page.pk, link__url=GONE)
    for weeks in (2, 1):
        linking.write_answer(
            use.link,
            LinkState.BROKEN,
            404,
            "La pagina non esiste più.",
            now=now - timedelta(weeks=weeks),
        )
