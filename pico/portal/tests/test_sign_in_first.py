"""Who is not signed in is led to sign in, and back to where he was."""

import pytest

FRAGMENT = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/treviso/file/?q=a"}


@pytest.mark.parametrize("page", ["gestione/moduli/", "community/rubrica/", "gestione/storia/"])
def test_a_page_for_members_leads_to_sign_in_and_back(client, enti, page):
    answer = client.get(f"/treviso/{page}")
    assert answer.status_code == 302
    assert answer.url == f"/treviso/accesso/login/?next=/treviso/{page}"


@pytest.mark.parametrize("address", ["/treviso/gestione/moduli/", "/treviso/scrivania/"])
def test_a_fragment_sends_the_whole_page_to_sign_in(client, enti, address):
    answer = client.get(address, **FRAGMENT)
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/treviso/accesso/login/?next=/treviso/file/%3Fq%3Da"


def test_who_is_signed_in_but_may_not_is_told_so(sign_in):
    answer = sign_in("treviso.sua").get("/treviso/gestione/moduli/")
    assert answer.status_code == 403
    assert "Non hai il permesso" in answer.content.decode()
