"""In by two steps, out by one; nobody learns who is subscribed, nothing is invented."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.modules.models import SpaceSetting
from pico.core.notices.models import Letter

from .. import addresses
from ..actions import erasing, lists, subscribing
from ..models import Confirmation, Consent, Subscriber, Subscription
from ..terms import ConsentKind, SubscriberState
from .conftest import NOW

FORM = {"email": "Anna.Rossi@lettori.pico.example", "consent": "on"}


@pytest.fixture
def post(client, news):
    """Send the public form as a browser does."""

    def send(**changes):
        values = {**FORM, "lists": [news.pk], **changes}
        return client.post(
            "/treviso/newsletter/iscriviti/", values, headers={"Sec-Fetch-Site": "same-origin"}
        )

    return send


@pytest.fixture
def post_and_read(post, django_capture_on_commit_callbacks):
    def send(**changes):
        with django_capture_on_commit_callbacks(execute=True):
            return post(**changes)

    return send


def token_in(letter) -> str:
    return re.search(r"/newsletter/conferma/([^/]+)/", letter.body)[1]


def test_subscribe_confirm_receive(post_and_read, client, news):
    assert post_and_read().status_code == 302
    one = Subscriber.objects.get()
    assert (one.email, one.state) == ("anna.rossi@lettori.pico.example", SubscriberState.PENDING)
    assert mail.outbox[0].to == [one.email]
    page = f"/treviso/newsletter/conferma/{token_in(mail.outbox[0])}/"
    # Mail scanners follow links: looking changes nothing.
    assert client.get(page).status_code == 200
    one.refresh_from_db()
    assert one.state == SubscriberState.PENDING
    assert client.post(page).status_code == 200
    one.refresh_from_db()
    assert one.state == SubscriberState.ACTIVE
    assert Subscription.objects.get().state == SubscriberState.ACTIVE
    kinds = set(Consent.objects.values_list("kind", flat=True))
    assert kinds == {ConsentKind.ASKED, ConsentKind.CONFIRMED}
    again = client.post(page)
    assert again.status_code == 409
    assert "già confermata" in again.content.decode()


def test_the_form_needs_no_cookie(client, news):
    answer = client.get("/treviso/newsletter/iscriviti/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()


def test_no_box_is_ticked_beforehand(client, news):
    page = client.get("/treviso/newsletter/iscriviti/").content.decode()
    box = re.search(r'<input[^>]*name="consent"[^>]*>', page)[0]
    assert "checked" not in box
    assert "informativa" in page


def test_without_consent_nothing_is_written(post):
    answer = post(consent="")
    assert answer.status_code == 422
    assert "Senza il consenso" in answer.content.decode()
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("email", ["", "anna", "anna@", "anna@@x.it", "àn na@x.it", "a b@x.it"])
def test_a_broken_address_is_told_at_the_field(post, email):
    answer = post(email=email)
    assert answer.status_code == 422
    assert 'id="id_email_error"' in answer.content.decode()
    assert not Subscriber.objects.exists()


def test_the_answer_is_the_same_for_known_and_unknown(post_and_read, reader):
    reader("nota")
    new = post_and_read(email="nuova@lettori.pico.example")
    known = post_and_read(email="nota@lettori.pico.example")
    assert (new.status_code, new.url) == (known.status_code, known.url)
    assert [m.to[0].split("@")[0] for m in mail.outbox] == ["nuova", "nota"]
    assert "già iscritto" in mail.outbox[1].subject


def test_a_stranger_changes_nothing_of_an_active_address(post, reader):
    one = reader("nota", ["viabilita"], first_name="Nota")
    post(email=one.email, first_name="Altro", topics=["edilizia-scolastica"])
    one.refresh_from_db()
    assert (one.first_name, one.topics, one.state) == ("Nota", ["viabilita"], "ATTIVO")


def test_the_second_list_is_not_lost(post_and_read, client, news, treviso, boss):
    """Two requests, two mails: whichever is opened, both lists are confirmed."""
    second = lists.create_list(
        space=treviso, name="Bandi", description="I bandi.", sender_name="Provincia",
        reply_to="bandi@treviso.pico.example", actor=boss, now=NOW,
    )  # fmt: skip
    post_and_read()
    post_and_read(lists=[second.pk])
    first_link, second_link = (token_in(m) for m in mail.outbox)
    assert client.post(f"/treviso/newsletter/conferma/{first_link}/").status_code == 200
    assert set(Subscription.objects.values_list("state", flat=True)) == {"ATTIVO"}
    told = client.get(f"/treviso/newsletter/conferma/{second_link}/")
    assert "già confermata" in told.content.decode()


def test_a_mailbox_cannot_be_filled(post, news):
    for _time in range(6):
        assert post().status_code == 302
    assert Letter.objects.count() == 3


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://x.it"}])
def test_a_form_on_another_site_is_refused(client, news, headers):
    answer = client.post(
        "/treviso/newsletter/iscriviti/", {**FORM, "lists": [news.pk]}, headers=headers
    )
    assert answer.status_code == 422
    assert not Subscriber.objects.exists()


def test_who_fills_the_trap_hears_the_same_and_is_not_written(post):
    assert post(sito_web="https://spam.example").status_code == 302
    assert not Subscriber.objects.exists()


def test_a_link_expires_after_the_hours_of_the_space(treviso, news):
    SpaceSetting.objects.create(space=treviso, module="newsletter", name="confirm_hours", value=2)
    subscribing.subscribe(space=treviso, email="a@b.it", lists=[news], now=NOW)
    found = Confirmation.objects.get()
    assert found.expires_at == NOW + timedelta(hours=2)


def test_an_expired_or_foreign_link_opens_nothing(treviso, news, monkeypatch):
    monkeypatch.setattr(subscribing.secrets, "token_urlsafe", lambda size: "parola")
    subscribing.subscribe(space=treviso, email="a@b.it", lists=[news], now=NOW)
    brescia = Space.objects.get(slug="brescia")
    for space, when, code in (
        (treviso, NOW + timedelta(hours=49), "link_expired"),
        (brescia, NOW, "link_unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            subscribing.confirm(space=space, token="parola", now=when)
        assert refused.value.code == code
    assert Subscriber.objects.get().state == SubscriberState.PENDING


def test_unconfirmed_ones_are_forgotten_after_thirty_days(treviso, news, reader):
    reader("resta")
    subscribing.subscribe(space=treviso, email="a@b.it", lists=[news], now=NOW)
    assert subscribing.forget_unconfirmed(now=NOW + timedelta(days=29)) == 0
    assert subscribing.forget_unconfirmed(now=NOW + timedelta(days=31)) == 1
    assert [s.email for s in Subscriber.objects.all()] == ["resta@lettori.pico.example"]


# Out ---------------------------------------------------------------------------------------------


def test_one_click_takes_off_at_once(client, reader, news, draft, link_to_leave):
    """As a mail program does it (RFC 8058): a POST, no cookie, no session, no token of ours."""
    one = reader("anna")
    address = link_to_leave(one, news, draft)
    assert client.get(address).status_code == 200
    assert Subscription.objects.get().state == SubscriberState.ACTIVE
    answer = client.post(
        address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200
    left = Subscription.objects.get()
    assert (left.state, left.left_after) == (SubscriberState.UNSUBSCRIBED, draft)
    one.refresh_from_db()
    assert one.state == SubscriberState.UNSUBSCRIBED
    assert client.post(address).status_code == 200
    assert Consent.objects.filter(kind=ConsentKind.WITHDRAWN).count() == 1


def test_a_forged_link_takes_nobody_off(client, reader, news, link_to_leave):
    address = link_to_leave(reader("anna"), news)
    assert client.post(address[:-3] + "xx/").status_code == 404
    assert client.post(address.replace("/treviso/", "/brescia/")).status_code == 404
    assert Subscription.objects.get().state == SubscriberState.ACTIVE


def test_preferences_by_the_personal_link(client, reader, news, treviso):
    one = reader("anna")
    address = path_in(treviso, "newsletter:preferences", addresses.personal_token(one))
    answer = client.post(
        address, {"lists": [news.pk], "topics": ["viabilita"], "first_name": "Anna"}
    )
    assert "Preferenze salvate" in answer.content.decode()
    one.refresh_from_db()
    assert (one.topics, one.first_name) == (["viabilita"], "Anna")
    client.post(address, {})
    one.refresh_from_db()
    assert one.state == SubscriberState.UNSUBSCRIBED


def test_own_data_and_their_end(client, reader, news, treviso, draft):
    one = reader("anna", first_name="Anna")
    subscribing.prove(one, ConsentKind.ASKED, [news], NOW, ip="10.0.0.1")
    address = path_in(treviso, "newsletter:preferences", addresses.personal_token(one))
    held = json.loads(client.get(f"{address}dati/").content)
    assert held["email"] == one.email
    assert held["liste"][0]["lista"] == news.name
    assert "10.0.0.1" not in str(held)
    assert client.post(f"{address}cancella/").status_code == 200
    one.refresh_from_db()
    assert one.state == SubscriberState.ERASED
    assert "anna" not in f"{one.email}{one.first_name}".lower()
    assert not Consent.objects.exists()
    assert not Subscription.objects.exists()
    assert client.get(address).status_code == 404


def test_erasing_is_for_who_administers_the_space(reader, actors):
    one = reader("anna")
    for name in ("treviso.redattore", "brescia.admin", "upi.admin"):
        with pytest.raises(Refusal):
            erasing.erase(subscriber=one, actor=actors[name], now=NOW)
    one.refresh_from_db()
    assert one.state == SubscriberState.ACTIVE


# Registered users --------------------------------------------------------------------------------


def test_a_registered_user_chooses_with_an_explicit_consent(sign_in, news, people):
    client = sign_in("comune1.rup")
    page = "/treviso/newsletter/mie/"
    assert not Subscriber.objects.exists()
    refused = client.post(page, {"lists": [news.pk]})
    assert refused.status_code == 422
    assert not Subscriber.objects.exists()
    assert client.post(page, {"lists": [news.pk], "consents": "on"}).status_code == 302
    one = Subscriber.objects.get()
    assert (one.email, one.state) == (people["comune1.rup"].email, SubscriberState.ACTIVE)
    assert Consent.objects.get().kind == ConsentKind.PROFILE
    assert client.post(page, {}).status_code == 302
    one.refresh_from_db()
    assert one.state == SubscriberState.UNSUBSCRIBED


def test_the_profile_leads_to_one_s_subscriptions(sign_in, news):
    page = sign_in("comune1.rup").get("/treviso/persone/profilo/").content.decode()
    assert reverse("newsletter:mine") in page
