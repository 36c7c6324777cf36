"""What every change of a page begins with: its row locked, and the person that acts."""

from wagtail.models import Page

from pico.core.people.models import Person


def locked(page: Page) -> Page:
    return Page.objects.select_for_update().get(pk=page.pk)


def person_of(actor) -> Person | None:
    return Person.objects.filter(pk=actor.person_id).first() if actor.is_known else None
