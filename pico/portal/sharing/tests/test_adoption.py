"""«Adotta»: a mirror that follows, a copy of one's own that is told what changes."""

import pytest
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.portal.pages.models import NewsPage, Placement
from pico.portal.sharing import actions, queries
from pico.portal.sharing.models import Adoption
from pico.portal.sharing.reading import changes, read
from pico.portal.sharing.terms import AdoptionMode

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def adopt(sites, actors):
    def take(page, mode=AdoptionMode.COPY, site="brescia", who="brescia.admin"):
        return actions.adopt(
            page=page, space=sites[site].space, mode=mode, actor=actors[who], now=NOW
        )

    return take


def change(page, body: str, *, publish: bool = True) -> None:
    page = NewsPage.objects.get(pk=page.pk)
    page.body = [("testo", f"<p>{body}</p>")]
    revision = page.save_revision()
    if publish:
        revision.publish()


def test_a_copy_is_born_as_a_draft_with_what_is_published(client, write, adopt):
    page = write("treviso", "Guida al bollo", body="Si paga entro maggio.")
    change(page, "Testo ancora segreto.", publish=False)
    adoption = adopt(page)
    copy = NewsPage.objects.get(pk=adoption.copy_id)
    assert not copy.live
    assert "Si paga entro maggio." in str(copy.body)
    assert "segreto" not in str(copy.get_latest_revision_as_object().body)
    assert copy.url == "/brescia/novita/guida-al-bollo/"
    assert client.get(copy.url).status_code == 404
    page.refresh_from_db()
    assert page.live


def test_who_adopted_is_told_of_a_change_and_reads_what_changed(write, adopt, sign_in, actors):
    page = write("treviso", "Guida al bollo", body="Si paga entro maggio.")
    adoption = adopt(page)
    change(page, "Si paga entro giugno.")
    adoption.refresh_from_db()
    assert adoption.changed_at
    told = Notice.objects.get(kind="portal.adoption.changed")
    assert told.person_id == actors["brescia.admin"].person_id
    assert told.url == f"/brescia/condivisi/adottate/{adoption.pk}/"
    text = sign_in("brescia.admin").get(told.url).content.decode()
    assert "maggio.</del>" in text
    assert "giugno.</ins>" in text


def test_a_draft_or_the_same_text_tells_nobody(write, adopt):
    page = write("treviso", "Guida al bollo", body="Si paga entro maggio.")
    adopt(page)
    change(page, "Si paga entro giugno.", publish=False)
    assert not Notice.objects.exists()
    change(page, "Si paga entro maggio.")
    assert not Notice.objects.filter(kind="portal.adoption.changed").exists()


def test_update_brings_the_new_text_into_a_draft(write, adopt, actors):
    page = write("treviso", "Guida al bollo", body="Si paga entro maggio.")
    adoption = adopt(page)
    NewsPage.objects.get(pk=adoption.copy_id).get_latest_revision().publish()
    change(page, "Si paga entro giugno.")
    adoption.refresh_from_db()
    actions.update_copy(adoption=adoption, actor=actors["brescia.admin"], now=NOW)
    copy = NewsPage.objects.get(pk=adoption.copy_id)
    assert "maggio" in str(copy.body)
    assert "giugno" in str(copy.get_latest_revision_as_object().body)
    adoption.refresh_from_db()
    assert adoption.changed_at is None


def test_seen_leaves_the_copy_as_it_is(write, adopt, actors):
    page = write("treviso", "Guida al bollo", body="Si paga entro maggio.")
    adoption = adopt(page)
    change(page, "Si paga entro giugno.")
    adoption.refresh_from_db()
    actions.mark_seen(adoption=adoption, actor=actors["brescia.admin"], now=NOW)
    adoption.refresh_from_db()
    assert adoption.changed_at is None
    assert "maggio" in str(NewsPage.objects.get(pk=adoption.copy_id).body)


def test_a_mirror_follows_and_goes_with_its_source(client, write, adopt):
    page = write("treviso", "Guida al bollo", body="Si paga entro maggio.")
    adoption = adopt(page, AdoptionMode.MIRROR)
    address = "/brescia/condivisi/da/treviso/novita/guida-al-bollo/"
    assert "maggio" in client.get(address).content.decode()
    change(page, "Si paga entro giugno.")
    assert "giugno" in client.get(address).content.decode()
    NewsPage.objects.get(pk=page.pk).unpublish()
    assert client.get(address).status_code == 404
    adoption.refresh_from_db()
    assert adoption.gone_at
    assert "non è più sul tuo sito" in Notice.objects.get(kind="portal.adoption.gone").title
    NewsPage.objects.get(pk=page.pk).save_revision().publish()
    assert client.get(address).status_code == 200
    adoption.refresh_from_db()
    assert adoption.gone_at is None


def test_a_copy_stays_when_its_source_is_deleted(client, write, adopt):
    page = write("treviso", "Guida al bollo", body="Si paga entro maggio.")
    adoption = adopt(page)
    copy = NewsPage.objects.get(pk=adoption.copy_id)
    copy.get_latest_revision().publish()
    NewsPage.objects.get(pk=page.pk).delete()
    assert client.get(copy.url).status_code == 200
    adoption.refresh_from_db()
    assert adoption.source_id is None
    assert adoption.gone_at
    assert adoption.source_title == "Guida al bollo"
    assert "la tua copia resta" in Notice.objects.get(kind="portal.adoption.gone").title


def test_the_mirror_is_given_back(client, write, adopt, actors):
    page = write("treviso", "Guida al bollo")
    adoption = adopt(page, AdoptionMode.MIRROR)
    actions.return_mirror(adoption=adoption, actor=actors["brescia.admin"], now=NOW)
    assert not Placement.objects.filter(page_id=page.pk, space__slug="brescia").exists()
    assert not Adoption.objects.exists()


def test_the_lineage_is_a_chain(write, adopt):
    page = write("treviso", "Guida al bollo")
    first = adopt(page)
    copy = NewsPage.objects.get(pk=first.copy_id)
    copy.get_latest_revision().publish()
    second = adopt(copy, site="pesaro-e-urbino", who="pesarourbino.admin")
    names = [one.origin.name for one in queries.lineage(second.copy)]
    assert names == ["Provincia di Brescia", "Provincia di Treviso"]


@pytest.mark.parametrize(
    ("who", "code"), [("treviso.redattore", "not_permitted"), ("brescia.admin", "already_adopted")]
)
def test_adopted_by_its_editors_and_once(write, adopt, who, code):
    page = write("treviso", "Guida al bollo")
    adopt(page)
    with pytest.raises(Refusal) as refused:
        adopt(page, who=who)
    assert refused.value.code == code
    assert Adoption.objects.count() == 1


def test_a_draft_is_not_adopted(write, adopt):
    page = write("treviso", "Bozza", live=False)
    with pytest.raises(Refusal) as refused:
        adopt(page)
    assert refused.value.code == "not_published"
    assert NewsPage.objects.count() == 1


def test_one_does_not_adopt_from_oneself(write, adopt):
    page = write("brescia", "Nostra")
    with pytest.raises(Refusal) as refused:
        adopt(page)
    assert refused.value.code == "own_content"
    assert NewsPage.objects.count() == 1


def test_two_copies_of_the_same_name_get_different_addresses(write, adopt):
    write("brescia", "Guida al bollo")
    adoption = adopt(write("treviso", "Guida al bollo"))
    assert adoption.copy.slug == "guida-al-bollo-2"


def test_what_changed_is_told_word_by_word(write):
    page = write("treviso", "Guida", body="Si paga entro maggio.")
    before = read(page)
    page.body = [("testo", "<p>Si paga entro giugno.</p>")]
    [change] = changes(before, read(page))
    assert change.name == "Testo"
    assert [(p.kind, p.text) for p in change.pieces] == [
        ("same", "Si paga entro "),
        ("old", "maggio."),
        ("new", "giugno."),
    ]
