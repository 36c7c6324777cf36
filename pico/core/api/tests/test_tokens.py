"""Keys: who makes them, what they open, when they stop."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pico.core.api import actions
from pico.core.api.models import ApiToken
from pico.core.api.terms import MOST_TOKENS
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership
from pico.core.testing import cast


def test_a_key_speaks_for_its_ente_without_roles_and_never_for_a_person(make_key, get, enti):
    _, secret = make_key()
    me = get("me", key=secret).json()
    assert (me["kind"], me["ente_id"], me["roles"], me["permissions"]) == (
        "TOKEN", enti[cast.TREVISO].pk, [], [],
    )  # fmt: skip
    assert f"ente:{enti[cast.TREVISO].pk}" in me["scopes"]
    assert {"public", "platform", "provinces", "reg:05", "ter:026"} <= set(me["scopes"])
    assert not any(scope.startswith("usr:") for scope in me["scopes"])


def test_only_the_hash_of_the_secret_is_kept(make_key):
    token, secret = make_key()
    assert secret not in str(ApiToken.objects.values().get())
    assert len(token.secret_hash) == 64


def test_the_making_is_told_without_the_secret(make_key):
    _, secret = make_key()
    line = AuditLine.objects.get(event="api.token.created")
    assert line.sentence == "Chiave delle API «Sito» creata."
    assert secret not in str(line.data)


@pytest.mark.parametrize("who", ["treviso.sua", "treviso.redattore", "comune1.rup", "nuovo.utente"])
def test_who_does_not_administer_makes_no_key(make_key, who):
    with pytest.raises(Refusal) as refusal:
        make_key(who)
    assert refusal.value.code == "not_permitted"
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("days", [-1, 0, 400])
def test_a_life_too_short_or_too_long_is_refused(make_key, days):
    with pytest.raises(Refusal) as refusal:
        make_key(days=days)
    assert refusal.value.code == "bad_expiry"
    assert not ApiToken.objects.exists()


def test_an_unknown_grant_is_refused(make_key):
    with pytest.raises(Refusal):
        make_key(grants=["EVERYTHING"])
    assert not ApiToken.objects.exists()


def test_keys_are_not_without_number(make_key):
    for _ in range(MOST_TOKENS):
        make_key()
    with pytest.raises(Refusal) as refusal:
        make_key()
    assert refusal.value.code == "too_many_tokens"
    assert ApiToken.objects.count() == MOST_TOKENS


def test_an_unknown_key_is_refused_also_where_nobody_is_asked(get, enti):
    assert get("enti", key="pico_inventata").status_code == 401


def test_a_revoked_key_stops_at_once(make_key, get, actors):
    token, secret = make_key()
    actions.revoke_token(token=token, actor=actors["treviso.admin"], now=timezone.now())
    assert get("me", key=secret).status_code == 401


def test_a_key_is_revoked_once(make_key, actors):
    token, _ = make_key()
    actions.revoke_token(token=token, actor=actors["treviso.admin"], now=timezone.now())
    with pytest.raises(Refusal) as refusal:
        actions.revoke_token(token=token, actor=actors["treviso.admin"], now=timezone.now())
    assert refusal.value.code == "already_revoked"


def test_a_neighbour_revokes_nothing(make_key, actors, get):
    token, secret = make_key()
    with pytest.raises(Refusal):
        actions.revoke_token(token=token, actor=actors["brescia.admin"], now=timezone.now())
    assert get("me", key=secret).status_code == 200


def test_an_expired_key_stops(make_key, get):
    _, secret = make_key()
    past = timezone.now() - timedelta(days=1)
    ApiToken.objects.update(created_at=past - timedelta(days=9), expires_at=past)
    assert get("me", key=secret).status_code == 401


def test_a_key_stops_when_its_ente_ceases(make_key, get, enti):
    _, secret = make_key()
    ente = enti[cast.TREVISO]
    ente.valid_to = timezone.localdate() - timedelta(days=1)
    ente.save()
    assert get("me", key=secret).status_code == 401


def test_a_key_stops_when_nobody_works_for_its_ente(make_key, get, enti):
    _, secret = make_key()
    Membership.objects.filter(ente=enti[cast.TREVISO]).update(state="CEASED")
    assert get("me", key=secret).status_code == 401


def test_a_key_outlives_who_made_it(make_key, get, people):
    _, secret = make_key()
    Membership.objects.filter(person=people["treviso.admin"]).update(state="CEASED")
    assert get("me", key=secret).status_code == 200


def test_the_last_use_is_kept_now_and_then(make_key, get):
    token, secret = make_key()
    get("me", key=secret)
    token.refresh_from_db()
    first = token.last_used_at
    get("me", key=secret)
    token.refresh_from_db()
    assert first is not None
    assert token.last_used_at == first


def test_the_page_shows_the_secret_once(sign_in):
    client = sign_in("treviso.admin")
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    page = client.post("/gestione/api/", {"name": "Sito", "grants": ["FILES"], "last_day": day})
    secret = page.content.decode().split('value="pico_')[1].split('"')[0]
    assert (
        client.get("/api/v1/me", headers={"Authorization": f"Bearer pico_{secret}"}).status_code
        == 200
    )
    assert secret not in client.get("/gestione/api/").content.decode()


def test_the_page_says_what_is_wrong(sign_in):
    client = sign_in("treviso.admin")
    page = client.post("/gestione/api/", {"name": "Sito", "last_day": "2020-01-01"})
    assert "Scegli una scadenza da domani a un anno da oggi." in page.content.decode()
    assert not ApiToken.objects.exists()


def test_the_page_revokes(sign_in, make_key):
    token, _ = make_key()
    client = sign_in("treviso.admin")
    client.post(f"/gestione/api/{token.pk}/revoca/")
    token.refresh_from_db()
    assert token.revoked_at


def test_the_page_shows_no_key_of_a_neighbour(sign_in, make_key):
    token, _ = make_key()
    client = sign_in("brescia.admin")
    assert token.start not in client.get("/gestione/api/").content.decode()
    assert client.post(f"/gestione/api/{token.pk}/revoca/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_the_page_is_for_administrators(sign_in):
    assert sign_in("treviso.sua").get("/gestione/api/").status_code in (403, 409)
