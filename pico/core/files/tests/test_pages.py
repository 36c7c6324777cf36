"""The pages: who sees what, filters, tabs, empty states, the cost in queries."""

from datetime import timedelta

import pytest
from django.urls import reverse

from pico.core.audit.models import AuditLine
from pico.core.files import actions
from pico.core.files.models import StoredFile
from pico.core.files.tests import factories as make
from pico.core.testing import cast


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


@pytest.fixture
def file(people, treviso):
    return make.make_file(treviso, people["treviso.sua"], f"ente:{treviso.pk}", "Delibera città")


def page(client, name, *args, **query) -> str:
    response = client.get(reverse(f"files:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_what_one_may_see_with_its_level(sign_in, file):
    text = page(sign_in("treviso.sit"), "list")
    assert "Delibera città" in text
    assert "Solo il mio ente" in text


def test_the_list_hides_a_neighbours_file(sign_in, file):
    assert "Delibera città" not in page(sign_in("brescia.admin"), "list")


def test_the_empty_library_teaches_the_first_step(sign_in, people):
    assert "Carica il primo" in page(sign_in("treviso.sit"), "list")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"testo": "citta delib"}, True),
        ({"testo": "verbale"}, False),
        ({"tipo": "OTHER"}, True),
        ({"tipo": "DUP"}, False),
        ({"livello": "ente"}, True),
        ({"livello": "public"}, False),
        ({"stato": "UNVERIFIED"}, True),
        ({"stato": "BLOCKED"}, False),
        ({"dal": "2026-11-20", "al": "2026-11-20"}, True),
        ({"dal": "2026-11-21"}, False),
    ],
    ids=str,
)
def test_filters_narrow_the_list(sign_in, file, query, found):
    text = page(sign_in("treviso.sit"), "list", **query)
    assert (f'href="{file.get_absolute_url()}"' in text) is found


def test_a_filter_on_the_ente_offers_only_enti_one_reads(sign_in, file):
    assert f'<option value="{file.owner_id}">' in page(sign_in("treviso.sit"), "list")
    assert "Provincia di Treviso</option>" not in page(sign_in("brescia.admin"), "list")


def test_the_export_holds_the_same_rows(sign_in, file):
    client = sign_in("treviso.sit")
    response = client.get(reverse("files:list"), {"formato": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "Delibera città" in text
    assert "Scegli" not in text


def test_the_list_costs_the_same_for_one_and_for_many(
    sign_in, people, treviso, django_assert_max_num_queries
):
    for _ in range(30):
        make.make_file(treviso, people["treviso.sua"], "platform")
    client = sign_in("treviso.sit")
    client.get(reverse("files:list"))
    with django_assert_max_num_queries(16):
        client.get(reverse("files:list"))


def test_the_card_costs_little(sign_in, file, django_assert_max_num_queries):
    client = sign_in("treviso.sua")
    with django_assert_max_num_queries(17):
        client.get(file.get_absolute_url())


def test_the_card_shows_the_text_that_was_read(sign_in, people, treviso, commits):
    with commits():
        file = make.make_file(
            treviso,
            people["treviso.sua"],
            "platform",
            content=make.make_docx("Zibaldone"),
            name="a.docx",
        )
    assert "Zibaldone" in page(sign_in("brescia.admin"), "detail", file.pk)


def test_the_card_says_that_nobody_scanned(sign_in, file):
    assert "antivirus non configurato" in page(sign_in("treviso.sit"), "detail", file.pk)


def test_the_card_of_a_file_in_scansione_says_so_to_its_author(sign_in, file):
    make.set_scan_state(file)
    assert "In scansione" in page(sign_in("treviso.sua"), "detail", file.pk)


def test_a_reader_is_offered_no_change(sign_in, people, treviso):
    file = make.make_file(treviso, people["treviso.sua"], "platform")
    text = page(sign_in("brescia.admin"), "detail", file.pk)
    assert "Nuova versione" not in text
    assert reverse("files:story", args=[file.pk]) not in text


def test_the_story_tells_who_did_what(sign_in, file):
    assert "caricato." in page(sign_in("treviso.sua"), "story", file.pk)


def test_a_new_version_comes_from_its_page(sign_in, file):
    client = sign_in("treviso.sua")
    url = reverse("files:add_version", args=[file.pk])
    sent = {"note": "Corretti gli importi", "file": make.ContentFile(b"Nuova", "prova.txt")}
    assert client.post(url, sent).status_code == 302
    assert "Corretti gli importi" in page(client, "versions", file.pk)


def test_a_refused_version_is_said_at_the_field(sign_in, file):
    url = reverse("files:add_version", args=[file.pk])
    response = sign_in("treviso.sua").post(
        url, {"note": "x", "file": make.ContentFile(b"MZ\0\0", "a.pdf")}
    )
    assert "programmi eseguibili" in response.content.decode()
    assert file.versions.count() == 1


def test_data_are_changed_from_their_page(sign_in, file):
    url = reverse("files:describe", args=[file.pk])
    sign_in("treviso.sua").post(url, {"title": "Nuovo", "kind": "DUP", "description": "Che cos'è"})
    file.refresh_from_db()
    assert (file.title, file.kind) == ("Nuovo", "DUP")


def test_the_level_is_not_widened_without_its_tick(sign_in, file):
    client = sign_in("treviso.sua")
    url = reverse("files:level", args=[file.pk])
    before = file.scope
    client.post(url, {"scope": "platform"})
    file.refresh_from_db()
    assert file.scope == before
    client.post(url, {"scope": "platform", "scope-allarga": "1"})
    file.refresh_from_db()
    assert file.scope == "platform"


@pytest.mark.parametrize("name", ["describe", "level", "add_version"])
def test_a_reader_who_may_not_change_gets_no_form(sign_in, people, treviso, name):
    file = make.make_file(treviso, people["treviso.sua"], "platform")
    response = sign_in("brescia.admin").get(reverse(f"files:{name}", args=[file.pk]))
    assert (response.status_code, response["X-Refusal"]) == (403, "not_permitted")


def test_a_file_goes_to_the_bin_and_back(sign_in, file):
    client = sign_in("treviso.sua")
    client.post(reverse("files:trash", args=[file.pk]))
    assert f'href="{file.get_absolute_url()}"' not in page(client, "list")
    assert f'href="{file.get_absolute_url()}"' in page(client, "trash_list")
    assert "Si elimina il" in page(client, "detail", file.pk)
    client.post(reverse("files:restore", args=[file.pk]))
    assert f'href="{file.get_absolute_url()}"' in page(client, "list")


def test_a_reader_puts_nothing_in_the_bin(sign_in, people, treviso):
    file = make.make_file(treviso, people["treviso.sua"], "platform")
    lines = AuditLine.objects.count()
    response = sign_in("brescia.admin").post(reverse("files:trash", args=[file.pk]))
    assert response["X-Refusal"] == "not_permitted"
    assert not StoredFile.objects.filter(trashed_at__isnull=False).exists()
    assert AuditLine.objects.count() == lines


def test_titles_are_escaped(sign_in, people, treviso):
    file = make.make_file(treviso, people["treviso.sua"], "platform", "<script>alert(1)</script>")
    assert "<script>alert(1)" not in page(sign_in("brescia.admin"), "list")
    assert "<script>alert(1)" not in page(sign_in("brescia.admin"), "detail", file.pk)


def test_the_text_of_a_document_is_escaped(sign_in, people, treviso, commits):
    with commits():
        file = make.make_file(
            treviso, people["treviso.sua"], "platform", content=b"nota: <script>alert(1)</script>"
        )
    assert "<script>alert(1)" not in page(sign_in("brescia.admin"), "detail", file.pk)


def test_the_last_change_is_the_first_of_the_list(sign_in, people, treviso, actors):
    old = make.make_file(treviso, people["treviso.sua"], "platform", "Vecchio")
    make.make_file(treviso, people["treviso.sua"], "platform", "Nuovo")
    actions.describe_file(
        file=old, title="Vecchio ma cambiato", description="", kind="OTHER",
        actor=actors["treviso.sua"], now=make.NOW + timedelta(days=1),
    )  # fmt: skip
    text = page(sign_in("treviso.sit"), "list")
    assert text.index("Vecchio ma cambiato") < text.index(">Nuovo<")


def test_a_public_pdf_that_is_not_accessible_is_said_to_who_may_mend_it(
    sign_in, people, treviso, commits
):
    with commits():
        file = make.make_file(
            treviso, people["treviso.sua"], "public", content=make.make_pdf(), name="a.pdf"
        )
    assert "legge 4/2004" in page(sign_in("treviso.admin"), "detail", file.pk)
    assert "legge 4/2004" not in page(sign_in("brescia.admin"), "detail", file.pk)
