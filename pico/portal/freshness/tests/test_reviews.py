"""Who keeps a content up to date, until when, and who is reminded."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership
from pico.portal.freshness import actions, queries
from pico.portal.freshness.models import Care, Reminder
from pico.portal.pages.models import GenericPage, IndexPage

pytestmark = pytest.mark.django_db
ROME = ZoneInfo("Europe/Rome")
NOW = timezone.now()


@pytest.fixture
def page(sites, people):
    index = IndexPage.objects.child_of(sites["treviso"].site.root_page).first()
    page = GenericPage(title="Come si paga il bollo", summary="In breve.")
    index.add_child(instance=page)
    page.save_revision(user=people["treviso.redattore"]).publish()
    return page


@pytest.fixture
def care(page):
    return Care.objects.get(page_id=page.pk)


def set_review(care, day: date, **fields) -> None:
    Care.objects.filter(pk=care.pk).update(review_on=day, **fields)


def test_who_publishes_first_answers_for_it_and_the_kind_says_until_when(care, people, write):
    assert care.owner == people["treviso.redattore"]
    months = (care.review_on - timezone.localdate()).days / 30
    assert 11 < months < 13
    news = Care.objects.get(page_id=write("treviso", "Notizia").pk)
    assert news.review_on is None


def test_publishing_again_leaves_owner_and_date(page, care, people):
    set_review(care, date(2030, 1, 1))
    page.save_revision(user=people["treviso.admin"]).publish()
    care.refresh_from_db()
    assert (care.owner, care.review_on) == (people["treviso.redattore"], date(2030, 1, 1))


def test_verified_says_so_to_the_public_and_starts_again(client, page, care, sites, actors):
    set_review(care, date(2020, 1, 1))
    assert "Verificato il" not in client.get(page.url).content.decode()
    actions.verify(
        cares=[care], space=sites["treviso"].space, actor=actors["treviso.redattore"], now=NOW
    )
    care.refresh_from_db()
    assert care.review_on > timezone.localdate()
    assert "Verificato il" in client.get(page.url).content.decode()


def test_a_neighbour_does_not_verify(care, sites, actors):
    with pytest.raises(Refusal):
        actions.verify(
            cares=[care], space=sites["treviso"].space, actor=actors["brescia.admin"], now=NOW
        )
    own = sites["brescia"].space
    assert actions.verify(cares=[care], space=own, actor=actors["brescia.admin"], now=NOW) == 0
    care.refresh_from_db()
    assert care.verified_on is None


@pytest.mark.parametrize(
    ("owner", "deputy", "day", "code"),
    [
        ("treviso.admin", "treviso.admin", None, "same_person"),
        ("brescia.admin", None, None, "not_a_colleague"),
        ("treviso.admin", None, date(2020, 1, 1), "wrong_day"),
        ("treviso.admin", None, date(2099, 1, 1), "wrong_day"),
    ],
)
def test_what_is_refused(care, people, actors, owner, deputy, day, code):
    before = (care.owner_id, care.deputy_id, care.review_on)
    with pytest.raises(Refusal) as refused:
        actions.keep(
            care=care,
            owner=people[owner],
            deputy=people[deputy] if deputy else None,
            review_on=day,
            actor=actors["treviso.redattore"],
            now=NOW,
        )
    assert refused.value.code == code
    care.refresh_from_db()
    assert (care.owner_id, care.deputy_id, care.review_on) == before


def test_owner_and_deputy_are_written_to_once_a_month(
    care, people, django_capture_on_commit_callbacks
):
    set_review(care, date(2026, 11, 20), deputy=people["treviso.admin"])
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.remind(now=datetime(2026, 11, 1, 8, tzinfo=ROME)) == 2
        assert actions.remind(now=datetime(2026, 11, 2, 8, tzinfo=ROME)) == 0
    assert {letter.to[0] for letter in mail.outbox} == {
        people["treviso.redattore"].email,
        people["treviso.admin"].email,
    }
    letter = mail.outbox[0]
    assert letter.subject == "Hai 1 pagina da rivedere questo mese"
    assert "Come si paga il bollo" in letter.body
    assert "/treviso/revisione/" in letter.body
    assert actions.remind(now=datetime(2026, 12, 1, 8, tzinfo=ROME)) == 2


def test_where_the_owner_left_the_editors_are_told(care, people):
    set_review(care, date(2026, 11, 20))
    Membership.objects.filter(person=people["treviso.redattore"]).delete()
    actions.remind(now=datetime(2026, 11, 1, 8, tzinfo=ROME))
    assert [one.person for one in Reminder.objects.all()] == [people["treviso.admin"]]


def test_what_is_not_due_this_month_is_not_told(care):
    set_review(care, date(2026, 12, 1))
    assert actions.remind(now=datetime(2026, 11, 30, 8, tzinfo=ROME)) == 0


def test_the_list_shows_what_is_due_and_only_ours(sign_in, care):
    set_review(care, date(2020, 1, 1))
    browser = sign_in("treviso.redattore")
    text = browser.get("/treviso/revisione/").content.decode()
    assert "Come si paga il bollo" in text
    assert "Scaduta" in text
    browser.post("/treviso/revisione/verifica/", {"scelti": [care.pk]})
    assert "Come si paga il bollo" not in browser.get("/treviso/revisione/").content.decode()
    assert "Come si paga il bollo" in browser.get("/treviso/revisione/?when=all").content.decode()
    theirs = sign_in("brescia.admin")
    assert theirs.get(f"/brescia/revisione/pagina/{care.pk}/").status_code == 404
    assert "bollo" not in theirs.get("/brescia/revisione/?when=all").content.decode()


def test_the_form_changes_who_keeps_it(sign_in, care, people):
    browser = sign_in("treviso.redattore")
    address = f"/treviso/revisione/pagina/{care.pk}/"
    wrong = {"owner": people["treviso.admin"].pk, "deputy": people["treviso.admin"].pk}
    assert "persona diversa" in browser.post(address, wrong).content.decode()
    browser.post(address, {"owner": people["treviso.admin"].pk, "review_on": ""})
    care.refresh_from_db()
    assert (care.owner, care.review_on) == (people["treviso.admin"], None)


def test_what_is_withdrawn_is_not_to_be_reviewed(page, care, sites):
    set_review(care, date(2020, 1, 1))
    space = sites["treviso"].space
    assert queries.to_review(space, timezone.localdate()).count() == 1
    page.unpublish()
    assert queries.to_review(space, timezone.localdate()).count() == 0


def test_what_is_over_leaves_the_lists(client, write):
    page = write("treviso", "Bando scaduto", expire_at=timezone.now())
    assert "Bando scaduto" not in client.get("/treviso/novita/").content.decode()
    assert page.live
