"""Pages of the register."""

import pytest
from django.urls import reverse

from pico.core.enti.models import Ente, RegistryImport

from . import samples


def test_the_register_is_public_and_searchable(client, registry):
    page = client.get(reverse("enti:list"), {"q": "forli"}).content.decode()
    assert "Provincia di Forlì-Cesena" in page
    assert "Provincia di Treviso" not in page


def test_filters_narrow(client, registry):
    page = client.get(reverse("enti:list"), {"kind": "PROV", "region": "10"}).content.decode()
    assert "Provincia di Perugia" in page
    assert "Provincia di Terni" in page
    assert "Provincia di Treviso" not in page


def test_ceased_enti_are_listed_when_asked(client, registry):
    page = client.get(reverse("enti:list"), {"life": "CEASED"}).content.decode()
    assert "Provincia del Sud Sardegna" in page
    assert "Provincia di Treviso" not in page


def test_the_register_is_exported(client, registry):
    answer = client.get(reverse("enti:list"), {"formato": "csv", "kind": "LCC"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert text.count("Libero Consorzio Comunale") == 6


def test_suggestions_are_json(client, registry):
    found = client.get(reverse("enti:suggest"), {"q": "castelfranco"}).json()
    ente = Ente.objects.get(belfiore="C111")
    assert found == [
        {
            "id": ente.pk,
            "label": "Comune di Castelfranco Veneto",
            "detail": "Comune · TV",
        }
    ]


def test_the_card_shows_yesterday(client, registry):
    seui = Ente.objects.get(belfiore="I706")
    page = client.get(reverse("enti:detail", args=[seui.pk])).content.decode()
    assert "111081" in page
    assert "Sud Sardegna" in page
    assert "Provincia dell&#x27;Ogliastra" in page


def test_the_card_of_a_ceased_ente_names_who_took_its_place(client, registry):
    old = Ente.objects.get(local_key="prov_111")
    page = client.get(reverse("enti:detail", args=[old.pk])).content.decode()
    assert "Cessato il 31" in page
    assert "Provincia del Medio Campidano" in page


def test_a_province_lists_its_comuni(client, registry):
    treviso = Ente.objects.get(local_key="prov_026")
    page = client.get(reverse("enti:comuni", args=[treviso.pk])).content.decode()
    assert "Castelfranco Veneto" in page
    assert "Forlì" not in page


def test_a_comune_has_no_list_of_comuni(client, registry):
    comune = Ente.objects.get(belfiore="C111")
    assert client.get(reverse("enti:comuni", args=[comune.pk])).status_code == 404


def test_lists_ask_a_constant_number_of_queries(client, registry, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        client.get(reverse("enti:list"))
    treviso = Ente.objects.get(local_key="prov_026")
    with django_assert_max_num_queries(14):
        client.get(reverse("enti:detail", args=[treviso.pk]))


def test_the_administrator_edits_contacts_not_names(sign_in, enti):
    url = reverse("enti:edit", args=[enti["p_TV"].pk])
    browser = sign_in("treviso.admin")
    page = browser.get(url).content.decode()
    assert 'name="phone"' in page
    assert 'name="fiscal_code"' not in page
    answer = browser.post(url, {"pec": "a@pec.example\nb@pec.example", "phone": "1"})
    assert answer.status_code == 302
    treviso = Ente.objects.get(pk=enti["p_TV"].pk)
    assert treviso.pec == ["a@pec.example", "b@pec.example"]
    assert set(treviso.manual_fields) == {"pec", "phone"}


def test_a_wrong_code_is_said_at_its_field(sign_in, enti):
    treviso = enti["p_TV"]
    answer = sign_in("upi.admin").post(
        reverse("enti:edit", args=[treviso.pk]),
        {"name": treviso.name, "fiscal_code": "80008870266"},
    )
    assert "cifra di controllo" in answer.content.decode()
    treviso.refresh_from_db()
    assert treviso.fiscal_code == ""


def test_the_administrator_reaches_the_settings_of_his_space(sign_in, enti):
    treviso = enti["p_TV"]
    url = reverse("enti:space-edit", args=[treviso.space.pk])
    card = reverse("enti:detail", args=[treviso.pk])
    browser = sign_in("treviso.admin")
    assert url in browser.get(card).content.decode()
    assert browser.get(url).status_code == 200
    assert sign_in("brescia.admin").get(url).status_code == 403


@pytest.mark.parametrize("name", ["edit", "history"])
def test_a_neighbour_does_not_get_in(sign_in, enti, name):
    answer = sign_in("brescia.admin").get(reverse(f"enti:{name}", args=[enti["p_TV"].pk]))
    assert answer.status_code in (403, 404)


def test_upi_reads_differences_and_reverts(sign_in, enti):
    treviso = enti["p_TV"]
    browser = sign_in("upi.admin")
    browser.post(
        reverse("enti:edit", args=[treviso.pk]),
        {"name": treviso.name, "short_name": treviso.short_name, "ipa_code": "p_TV", "phone": "0422"},
    )  # fmt: skip
    page = browser.get(reverse("enti:differences")).content.decode()
    assert "0422" in page
    card = browser.get(reverse("enti:detail", args=[treviso.pk])).content.decode()
    assert reverse("enti:revert", args=[treviso.pk, "phone"]) in card
    browser.post(reverse("enti:revert", args=[treviso.pk, "phone"]))
    treviso.refresh_from_db()
    assert treviso.phone == ""


@pytest.mark.parametrize("name", ["differences", "imports", "create", "spaces"])
def test_pages_of_upi_are_for_upi(sign_in, enti, name):
    assert sign_in("treviso.admin").get(reverse(f"enti:{name}")).status_code == 403


@pytest.mark.parametrize("name", ["differences", "imports", "create", "spaces"])
def test_upi_opens_its_pages(sign_in, enti, name):
    assert sign_in("upi.admin").get(reverse(f"enti:{name}")).status_code == 200


def test_upi_adds_an_ente(sign_in, enti):
    answer = sign_in("upi.admin").post(
        reverse("enti:create"),
        {"kind": "ALTRO", "name": "Fondazione di Prova", "territory": "026"},
    )
    assert answer.status_code == 302
    ente = Ente.objects.get(name="Fondazione di Prova")
    assert (ente.territory_id, ente.region_id) == ("026", "05")


def test_upi_reads_what_a_run_changed(sign_in, align, people, tmp_path):
    align(samples.istat_2024(tmp_path))
    align(samples.istat_2026(tmp_path))
    run = RegistryImport.objects.first()
    page = sign_in("upi.admin").get(reverse("enti:import", args=[run.pk]))
    assert "111081" in page.content.decode()
    assert "Valore manuale mantenuto" not in page.content.decode()
