"""A CSV with broken rows: each is told, the good ones are invited, no consent is invented."""

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation.errors import Refusal

from ..actions import importing
from ..models import Consent, ListImport, Subscriber, Subscription
from ..terms import ConsentKind, SubscriberState
from .conftest import NOW

PROOF = "Modulo cartaceo del convegno del 3 ottobre 2026, conservato in segreteria."
BROKEN = """email;nome;cognome
anna@lettori.pico.example;Anna;Rossi
senza-chiocciola;Bruno;Bianchi

carla@lettori.pico.example;Carla;Verdi
due@@chiocciole.it;Dario;Neri
ANNA@lettori.pico.example;Anna;Rossi
;Elena;Gialli
con spazio@x.it;Fabio;Viola
"""


@pytest.fixture
def take(news, boss):
    def run(text=BROKEN, **words):
        words = {"mailing_list": news, "proof": PROOF, "actor": boss, "now": NOW, **words}
        content = text.encode() if isinstance(text, str) else text
        return importing.import_addresses(content=content, file_name="elenco.csv", **words)

    return run


def test_good_rows_are_kept_broken_ones_are_told_by_number(take):
    taken = take()
    assert taken.kept == 2
    assert [(one["row"], one["text"]) for one in taken.refused] == [
        (3, "senza-chiocciola"),
        (6, "due@@chiocciole.it"),
        (7, "ANNA@lettori.pico.example"),
        (8, ""),
        (9, "con spazio@x.it"),
    ]
    assert all(one["why"].endswith(".") for one in taken.refused)
    assert "riga 2" in taken.refused[2]["why"]
    anna = Subscriber.objects.get(email__startswith="anna")
    assert (anna.first_name, anna.last_name) == ("Anna", "Rossi")


def test_who_is_imported_is_only_asked_to_confirm(take, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        take()
    assert set(Subscriber.objects.values_list("state", flat=True)) == {SubscriberState.PENDING}
    assert set(Consent.objects.values_list("kind", flat=True)) == {ConsentKind.IMPORTED}
    assert PROOF in Consent.objects.first().proof
    assert sorted(m.to[0].split("@")[0] for m in mail.outbox) == ["anna", "carla"]
    assert all("Conferma" in m.subject for m in mail.outbox)
    assert ListImport.objects.get().invited == 2
    importing.invite_imported(import_id=ListImport.objects.get().pk, now=NOW)
    assert len(mail.outbox) == 2


def test_who_left_or_bounced_is_not_asked_again(take, reader):
    left, gone = reader("anna"), reader("carla")
    Subscription.objects.filter(subscriber=left).update(state=SubscriberState.UNSUBSCRIBED)
    Subscriber.objects.filter(pk=left.pk).update(state=SubscriberState.UNSUBSCRIBED)
    Subscriber.objects.filter(pk=gone.pk).update(state=SubscriberState.BOUNCED)
    taken = take()
    assert (taken.kept, taken.known) == (0, 2)
    assert not Consent.objects.exists()


def test_importing_twice_adds_nothing(take):
    take()
    assert (take().kept, Subscriber.objects.count()) == (0, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"nome;cognome\nAnna;Rossi\n", "no_addresses"),
        (b"email\nrotto\n", "nothing_good"),
        (b"PK\x03\x04\x00\x00", "not_csv"),
    ],
)
def test_a_file_that_is_no_list_is_refused(take, content, code):
    with pytest.raises(Refusal) as refused:
        take(content)
    assert refused.value.code == code
    assert not Subscriber.objects.exists()
    assert not ListImport.objects.exists()


def test_without_a_proof_nothing_comes_in(take):
    with pytest.raises(Refusal) as refused:
        take(proof="sì")
    assert refused.value.code == "no_proof"
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"a@x.it\nb@x.it\n",
        "\ufeffE-mail,Nome\na@x.it,Niccolò\nb@x.it,Bea\n".encode(),
        "Nome\tEmail\nNiccolò\ta@x.it\nBea\tb@x.it\n".encode("cp1252"),
    ],
)
def test_the_files_that_offices_have(content):
    assert [row.email for row in importing.read_csv(content)] == ["a@x.it", "b@x.it"]


@given(st.text(max_size=40))
def test_whatever_a_cell_holds_gets_a_verdict(text):
    fault = importing.fault_of(text)
    assert fault == "" or fault.endswith(".")
    if not fault:
        assert text.isascii()
        assert text.count("@") == 1


def test_the_page_says_it_at_the_field_and_keeps_what_was_typed(sign_in, news):
    client = sign_in("treviso.admin")
    answer = client.post(
        "/treviso/newsletter/liste/iscritti/importa/",
        {
            "mailing_list": news.pk,
            "proof": PROOF,
            "declared": "on",
            "file": SimpleUploadedFile("elenco.csv", b"email\nrotto\n"),
        },
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_file_error"' in page
    assert PROOF in page


def test_the_page_of_an_import_shows_each_row(sign_in, take):
    taken = take()
    page = sign_in("treviso.admin").get(
        f"/treviso/newsletter/liste/iscritti/importazioni/{taken.pk}/"
    )
    assert "senza-chiocciola" in page.content.decode()
