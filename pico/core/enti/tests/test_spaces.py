"""Spaces: found by path and by host, with links that stay right."""

import pytest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import get_script_prefix, reverse

from pico.core.access.actor import SYSTEM
from pico.core.enti import actions
from pico.core.enti.middleware import find_space, guard_spaces
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceState
from pico.core.foundation.errors import Refusal

from .conftest import NOW


@pytest.fixture
def treviso(enti) -> Space:
    return Space.objects.get(slug="treviso")


def visit(path: str, host: str = "testserver", view=None):
    """Send a request through the middleware; return the request and the answer."""
    request = RequestFactory(headers={"host": host}).get(path)
    response = find_space(view or (lambda r: HttpResponse(reverse("enti:list"))))(request)
    return request, response


def test_first_part_of_the_path_names_the_space(treviso):
    request, response = visit("/treviso/enti/")
    assert request.space == treviso
    assert request.path_info == "/enti/"
    assert request.path == "/treviso/enti/"
    assert response.content == b"/treviso/enti/"


def test_everything_else_is_upi_nazionale(enti):
    for path in ("/", "/enti/", "/nessuno/qui/", "//treviso/"):
        request, response = visit(path)
        assert request.space.slug == ""
        assert response.content == b"/enti/"


def test_own_host_name_needs_no_prefix(treviso):
    treviso.hostname = "treviso.pico.example"
    treviso.save()
    request, response = visit("/enti/", host="Treviso.pico.example:8443")
    assert request.space == treviso
    assert response.content == b"/enti/"


def test_own_host_name_drops_its_prefix(treviso):
    treviso.hostname = "treviso.pico.example"
    treviso.save()
    _request, response = visit("/treviso/enti/?q=a", host="treviso.pico.example")
    assert (response.status_code, response["Location"]) == (307, "/enti/?q=a")
    _request, response = visit("/treviso//altrove.example/", host="treviso.pico.example")
    assert response["Location"] == "/altrove.example/"


def test_missing_slash_is_added(enti):
    _request, response = visit("/treviso?pagina=2")
    assert (response.status_code, response["Location"]) == (307, "/treviso/?pagina=2")


def test_prefix_is_restored_even_on_errors(enti):
    def broken(request):
        raise RuntimeError(get_script_prefix())

    with pytest.raises(RuntimeError, match="/treviso/"):
        visit("/treviso/enti/", view=broken)
    assert get_script_prefix() == "/"


def test_one_query_finds_the_space_and_its_lineage(treviso, django_assert_num_queries):
    with django_assert_num_queries(1):
        request, _response = visit("/treviso/enti/")
        assert request.space.parent.parent.ente.name.startswith("UPI")


def test_static_files_and_health_ask_nothing(enti, django_assert_num_queries):
    with django_assert_num_queries(0):
        request, _response = visit("/static/pico.css")
        assert request.space is None


def test_without_a_registry_nothing_answers(db):
    with pytest.raises(Http404, match="import_enti"):
        visit("/")


def test_links_of_a_page_stay_in_the_space(client, enti):
    page = client.get("/treviso/enti/").content.decode()
    assert f"/treviso/enti/{enti['p_TV'].pk}/" in page


# --- spaces that are not open ------------------------------------------------------------------


def test_a_suspended_space_is_hidden_from_visitors(client, treviso):
    Space.objects.filter(pk=treviso.pk).update(state=SpaceState.SUSPENDED)
    assert client.get("/treviso/enti/").status_code == 404
    assert client.get("/enti/").status_code == 200


@pytest.mark.parametrize(
    ("username", "status"),
    [("treviso.admin", 200), ("upi.admin", 200), ("brescia.admin", 404), ("treviso.sua", 404)],
)  # fmt: skip
def test_who_runs_a_closed_space_sees_it(sign_in, treviso, username, status):
    Space.objects.filter(pk=treviso.pk).update(state=SpaceState.PREPARING)
    assert sign_in(username).get("/treviso/enti/").status_code == status


def test_the_guard_lets_people_sign_in(rf, treviso):
    request = rf.get("/accesso/login/")
    request.space = Space(state=SpaceState.PREPARING)
    request.resolver_match = type("Match", (), {"route": "accesso/login/"})
    assert guard_spaces(None).process_view(request, None, (), {}) is None


# --- changes -----------------------------------------------------------------------------------


def test_the_administrator_renames_and_colours_his_space(actors, treviso):
    actor = actors["treviso.admin"]
    actions.rename_space(space=treviso, name="Treviso", tagline="La Marca", actor=actor, now=NOW)
    actions.colour_space(space=treviso, colour="#004D99", actor=actor, now=NOW)
    treviso.refresh_from_db()
    assert (treviso.name, treviso.tagline, treviso.colour) == (
        "Treviso",
        "La Marca",
        "#004d99",
    )


def test_a_light_colour_is_refused_with_a_better_one(actors, treviso):
    with pytest.raises(Refusal) as refused:
        actions.colour_space(
            space=treviso, colour="#ffcc00", actor=actors["treviso.admin"], now=NOW
        )
    assert refused.value.code == "colour_too_light"
    assert "ad esempio #" in refused.value.message
    treviso.refresh_from_db()
    assert treviso.colour == "#0066cc"


def test_a_neighbour_changes_nothing(actors, treviso):
    with pytest.raises(Refusal) as refused:
        actions.rename_space(
            space=treviso, name="Mio", tagline="", actor=actors["brescia.admin"], now=NOW
        )
    assert refused.value.code == "not_permitted"
    treviso.refresh_from_db()
    assert treviso.name == "Provincia di Treviso"


def test_only_upi_gives_host_names_and_closes_spaces(actors, treviso):
    admin = actors["treviso.admin"]
    for change in (
        lambda: actions.set_space_hostname(
            space=treviso, hostname="a.example", actor=admin, now=NOW
        ),
        lambda: actions.suspend_space(space=treviso, actor=admin, now=NOW),
        lambda: actions.move_space(space=treviso, slug="marca", actor=admin, now=NOW),
    ):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.code == "not_permitted"
    treviso.refresh_from_db()
    assert (treviso.hostname, treviso.state, treviso.slug) == (
        None,
        "PUBLISHED",
        "treviso",
    )


@pytest.mark.parametrize("slug", ["enti", "accesso", "brescia", "Con Spazi", ""])
def test_addresses_of_pages_and_of_others_are_refused(treviso, slug):
    with pytest.raises(Refusal):
        actions.move_space(space=treviso, slug=slug, actor=SYSTEM, now=NOW)
    treviso.refresh_from_db()
    assert treviso.slug == "treviso"


@pytest.mark.parametrize("hostname", ["https://a.example", "a.example/x", "senza"])
def test_what_is_not_a_host_name_is_refused(treviso, hostname):
    with pytest.raises(Refusal) as refused:
        actions.set_space_hostname(space=treviso, hostname=hostname, actor=SYSTEM, now=NOW)
    assert refused.value.code == "hostname_form"


def test_a_host_name_belongs_to_one_space(enti, treviso):
    Space.objects.filter(slug="brescia").update(hostname="prov.example")
    with pytest.raises(Refusal) as refused:
        actions.set_space_hostname(space=treviso, hostname="prov.example", actor=SYSTEM, now=NOW)
    assert refused.value.code == "hostname_taken"


def test_suspend_and_publish_again(treviso):
    space = actions.suspend_space(space=treviso, actor=SYSTEM, now=NOW)
    assert space.state == SpaceState.SUSPENDED
    assert actions.publish_space(space=space, actor=SYSTEM, now=NOW).state == "PUBLISHED"


def test_upi_nazionale_is_never_suspended(enti):
    with pytest.raises(Refusal) as refused:
        actions.suspend_space(space=Space.objects.get(slug=""), actor=SYSTEM, now=NOW)
    assert refused.value.code == "national_space"


def test_a_refused_colour_leaves_the_form_as_it_was(sign_in, treviso):
    answer = sign_in("treviso.admin").post(
        reverse("enti:space-edit", args=[treviso.pk]),
        {"name": "Altro", "tagline": "", "colour": "#ffff00"},
    )
    assert "il bianco non si legge" in answer.content.decode()
    treviso.refresh_from_db()
    assert treviso.name == "Provincia di Treviso"


def test_upi_opens_and_closes_a_space_from_its_page(sign_in, treviso):
    browser = sign_in("upi.admin")
    page = browser.get(reverse("enti:space-edit", args=[treviso.pk])).content.decode()
    assert "Sospendi lo spazio" in page
    browser.post(reverse("enti:space-suspend", args=[treviso.pk]))
    page = browser.get(reverse("enti:space-edit", args=[treviso.pk])).content.decode()
    assert "Pubblica lo spazio" in page
    browser.post(reverse("enti:space-publish", args=[treviso.pk]))
    treviso.refresh_from_db()
    assert treviso.state == SpaceState.PUBLISHED


def test_the_administrator_sees_no_addresses_to_change(sign_in, treviso):
    page = sign_in("treviso.admin").get(reverse("enti:space-edit", args=[treviso.pk]))
    assert 'name="colour"' in page.content.decode()
    assert 'name="hostname"' not in page.content.decode()
