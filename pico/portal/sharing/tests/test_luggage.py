"""An adopted copy brings its pictures and documents along, and its form takes it."""

import json

import pytest
from django.utils import timezone

from pico.portal.editor.tests.test_separation import nothing_in
from pico.portal.pages.models import NewsPage
from pico.portal.pages.tests import factories
from pico.portal.sharing import actions
from pico.portal.sharing.terms import AdoptionMode
from pico.portal.sites.models import SiteDocument, SiteImage

pytestmark = pytest.mark.django_db


@pytest.fixture
def adopted(sites, actors, write):
    """Brescia's copy of a news of Treviso's with a picture, a gallery, a document and links."""

    def take() -> tuple[NewsPage, NewsPage]:
        treviso = sites["treviso"]
        image = factories.make_picture(treviso)
        image.credit = "Foto di Anna, CC BY"
        image.save()
        document = factories.make_document(treviso)
        unit = factories.unit(treviso)
        page = write("treviso", "Ponte riaperto", image=image, office=unit)
        page.body = json.dumps(
            [
                {"type": "testo", "value": text_with(image, document)},
                {"type": "immagine", "value": {"image": image.pk, "caption": "Il ponte"}},
                {"type": "allegati", "value": {"title": "", "documents": [document.pk]}},
                {"type": "pulsante", "value": {"text": "L'ufficio", "page": unit.pk}},
            ]
        )
        page.save_revision().publish()
        page = NewsPage.objects.get(pk=page.pk)
        adoption = actions.adopt(
            page=page,
            space=sites["brescia"].space,
            mode=AdoptionMode.COPY,
            actor=actors["brescia.admin"],
            now=timezone.now(),
        )
        return page, NewsPage.objects.get(pk=adoption.copy_id)

    return take


def text_with(image, document) -> str:
    return (
        f'<p>Si passa. <a linktype="document" id="{document.pk}">Ordinanza</a></p>'
        f'<embed embedtype="image" id="{image.pk}" format="fullwidth" alt="Il ponte"/>'
    )


def test_the_copy_has_media_of_its_own_with_words_and_credit(adopted, sites):
    page, copy = adopted()
    own = {"collection": sites["brescia"].collection}
    image, document = SiteImage.objects.get(**own), SiteDocument.objects.get(**own)
    assert copy.image == image
    assert (image.alt_text, image.credit) == (page.image.alt_text, "Foto di Anna, CC BY")
    assert image.file.name != page.image.file.name
    text, picture, files, button = (one.value for one in copy.body)
    assert f'id="{image.pk}"' in text.source
    assert f'id="{document.pk}"' in text.source
    assert picture["image"] == image
    assert list(files["documents"]) == [document]
    assert (button["page"], copy.office) == (None, None)
    assert button["url"].endswith("/treviso/amministrazione/ufficio-trasporti/")
    latest = copy.get_latest_revision_as_object()
    assert (latest.image, latest.body[1].value["image"]) == (image, image)
    page.image.delete()
    assert SiteImage.objects.filter(pk=image.pk).exists()


def fields_of(page: NewsPage, picture: int) -> dict[str, object]:
    """What the form of a news sends, with one picture in its text."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "scope": "public",
        "news_kind": "NEWS",
        "licence": "CC_BY",
        "published_on": "2026-11-20 10:00",
        "image": page.image_id,
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "immagine",
        "body-0-id": "",
        "body-0-value-image": picture,
        "body-0-value-caption": "Il ponte",
        **nothing_in(NewsPage),
        "action-publish": "1",
    }


def test_its_form_takes_the_copy_as_it_is(adopted, sign_in):
    _page, copy = adopted()
    sign_in("brescia.admin").post(
        f"/brescia/redazione/pages/{copy.pk}/edit/", fields_of(copy, copy.image_id)
    )
    copy.refresh_from_db()
    assert copy.live


def test_each_site_chooses_among_its_own_pictures_whoever_edited_first(adopted, sign_in):
    page, copy = adopted()
    for username, place, one in (
        ("treviso.admin", "treviso", page),
        ("brescia.admin", "brescia", copy),
        ("treviso.admin", "treviso", page),
    ):
        fields = fields_of(one, one.image_id) | {"title": f"Visto da {username}"}
        sign_in(username).post(f"/{place}/redazione/pages/{one.pk}/edit/", fields)
        one.refresh_from_db()
        assert (one.live, one.title) == (True, f"Visto da {username}")
    fields = fields_of(copy, page.image_id) | {"title": "Con la foto di un altro"}
    sign_in("brescia.admin").post(f"/brescia/redazione/pages/{copy.pk}/edit/", fields)
    copy.refresh_from_db()
    assert copy.title == "Visto da brescia.admin"


def test_bringing_the_new_text_uses_the_media_that_are_there(adopted, sites, actors):
    page, copy = adopted()
    page.title = "Ponte riaperto a tutti"
    page.save_revision().publish()
    adoption = copy.contentpage_ptr.adopted_as
    actions.update_copy(adoption=adoption, actor=actors["brescia.admin"], now=timezone.now())
    latest = NewsPage.objects.get(pk=copy.pk).get_latest_revision_as_object()
    assert latest.title == "Ponte riaperto a tutti"
    own = SiteImage.objects.get(collection=sites["brescia"].collection)
    assert (latest.image, latest.body[1].value["image"]) == (own, own)
