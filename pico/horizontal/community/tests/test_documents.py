"""Documents: versions, validity, kinds, moves, the bin, in one ZIP; who sees which."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from pico.core.files.models import StoredFile, Upload
from pico.core.files.terms import FileKind
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.core.ui.formats import date_it
from pico.horizontal.community.actions import documents, locks, placing, telling
from pico.horizontal.community.models import Document, Star
from pico.horizontal.community.terms import KIND_FACTS, Validity

from .papers import NOW, add, make_document, make_folder

HOME = "/community/documenti/"


@pytest.fixture
def document(territory, people):
    return make_document(territory, people["treviso.redattore"], title="Regolamento edilizio")


def refused(code, call, **words):
    with pytest.raises(Refusal) as refusal:
        call(**words)
    assert refusal.value.code == code


def fields(**more):
    return {
        "kind": "OTHER", "validity": "CURRENT", "scope": "ter:026", "same_name": "version",
        "title": "", "description": "", **more,
    }  # fmt: skip


def text(name, content="Contenuto di prova."):
    return ContentFile(content.encode(), name=name)


# In ----------------------------------------------------------------------------------------------


def test_many_files_go_into_a_folder_and_what_is_wrong_does_not_stop_the_rest(territory, sign_in):
    client = sign_in("treviso.redattore")
    sent = [text("uno.txt", "Uno"), text("due.txt", "Due"), ContentFile(b"MZ\x90", name="tre.exe")]
    answer = client.post(f"{HOME}cartelle/{territory.pk}/aggiungi/", fields(files=sent))
    assert answer.status_code == 422
    assert "tre.exe" in answer.content.decode()
    assert set(Document.objects.values_list("name", flat=True)) == {"uno.txt", "due.txt"}
    page = client.get(f"{HOME}cartelle/{territory.pk}/").content.decode()
    assert "uno" in page
    assert "tre.exe" not in page


def test_what_the_drop_zone_sent_becomes_documents(territory, sign_in):
    client = sign_in("treviso.redattore")
    key = client.post("/file/arrivo/", {"file": text("piano.txt")}).json()["id"]
    client.post(f"{HOME}cartelle/{territory.pk}/aggiungi/", fields(files_ids=key))
    assert Document.objects.get().name == "piano.txt"
    assert Upload.objects.count() == 0


def test_the_same_name_again_is_a_new_version_or_a_second_file_as_one_likes(territory, sign_in):
    client, address = sign_in("treviso.redattore"), f"{HOME}cartelle/{territory.pk}/aggiungi/"
    client.post(address, fields(files=[text("piano.txt", "Prima")]))
    client.post(address, fields(files=[text("PIANO.txt", "Seconda")]))
    document = Document.objects.get()
    assert document.file.current.number == "1.1"
    client.post(address, fields(files=[text("piano.txt", "Terza")], same_name="both"))
    assert Document.objects.count() == 2


def test_a_level_wider_than_the_folders_is_refused(territory, actors, sign_in):
    refused(
        "wider_than_folder",
        add,
        folder=territory,
        actor=actors["treviso.redattore"],
        scope="platform",
    )
    answer = sign_in("treviso.redattore").post(
        f"{HOME}cartelle/{territory.pk}/aggiungi/", fields(files=[text("x.txt")], scope="platform")
    )
    assert answer.status_code == 422
    assert (Document.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_document_is_nowhere_in_the_plain_library(document, sign_in):
    client = sign_in("treviso.redattore")
    assert "Regolamento edilizio" not in client.get("/file/").content.decode()
    assert client.get(f"/file/{document.pk}/modifica/").status_code == 404


# Versions and validity ---------------------------------------------------------------------------


def new_version(document, actor, content="Seconda stesura.", **more):
    return documents.add_version(
        document=document, content=text("regolamento.txt", content), name="regolamento.txt",
        note="Osservazioni accolte.", actor=actor, now=NOW, **more,
    )  # fmt: skip


def test_a_version_has_its_own_address_and_the_plain_one_gives_the_last(document, actors, sign_in):
    first = b"".join(sign_in("comune1.rup").get(f"{HOME}{document.pk}/scarica/").streaming_content)
    new_version(document, actors["treviso.redattore"])
    client = sign_in("comune1.rup")
    read = lambda address: b"".join(client.get(address).streaming_content)  # noqa: E731
    assert read(f"{HOME}{document.pk}/versioni/1.0/scarica/") == first
    assert read(f"{HOME}{document.pk}/scarica/") == b"Seconda stesura."
    assert (
        "Non è la versione in vigore"
        in client.get(f"{HOME}{document.pk}/versioni/1.0/").content.decode()
    )
    assert client.get(f"{HOME}{document.pk}/versioni/7.0/").status_code == 404
    assert (
        sign_in("brescia.admin").get(f"{HOME}{document.pk}/versioni/1.0/scarica/").status_code
        == 404
    )


def test_a_file_replaced_while_it_is_sent_arrives_as_it_was(document, actors, sign_in):
    sending = sign_in("comune1.rup").get(f"{HOME}{document.pk}/scarica/")
    tag, size = sending["ETag"], int(sending["Content-Length"])
    new_version(document, actors["treviso.redattore"], "Molto più lungo di prima. " * 50)
    assert len(b"".join(sending.streaming_content)) == size
    again = sign_in("comune1.rup").get(
        f"{HOME}{document.pk}/scarica/", HTTP_RANGE="bytes=5-", HTTP_IF_RANGE=tag
    )
    assert again.status_code == 200  # the rest of another content would be garbage
    assert again["ETag"] != tag


def test_only_who_may_adds_versions(document, actors):
    for name in ("treviso.sua", "comune1.rup", "brescia.admin"):
        refused("not_permitted", new_version, document=document, actor=actors[name])
    assert document.file.versions.count() == 1


def test_a_superseded_document_leads_to_the_new_one(document, territory, people, actors, sign_in):
    newer = make_document(territory, people["treviso.redattore"], title="Regolamento edilizio 2026")
    newest = make_document(
        territory, people["treviso.redattore"], title="Regolamento edilizio 2027"
    )
    say = {"validity": Validity.SUPERSEDED, "actor": actors["treviso.redattore"], "now": NOW}
    documents.change_validity(document=document, superseded_by=newer, **say)
    documents.change_validity(document=newer, superseded_by=newest, **say)
    page = sign_in("comune1.rup").get(f"{HOME}{document.pk}/").content.decode()
    assert "Questo documento è superato" in page
    assert f"{HOME}{newest.pk}/" in page
    refused(
        "supersedes_itself",
        documents.change_validity,
        document=newest,
        superseded_by=document,
        **say,
    )
    newest.refresh_from_db()
    assert newest.validity == Validity.CURRENT


def test_a_successor_that_the_reader_may_not_see_is_not_named(
    document, territory, people, actors, treviso, sign_in
):
    hidden = make_document(
        territory, people["treviso.redattore"], scope=f"ente:{treviso.pk}", title="Bozza riservata"
    )
    documents.change_validity(
        document=document, validity=Validity.SUPERSEDED, superseded_by=hidden,
        actor=actors["treviso.redattore"], now=NOW,
    )  # fmt: skip
    page = sign_in("comune1.rup").get(f"{HOME}{document.pk}/").content.decode()
    assert "Questo documento è superato" in page
    assert "Bozza riservata" not in page


# What is said of it ------------------------------------------------------------------------------


def described(document, **more):
    return {
        "title": document.file.title, "name": document.name, "kind": document.file.kind,
        "description": "", "area": "", "tags": "", "dated_on": "", "valid_until": "",
        "protocol_number": "", "protocol_on": "", "cup": "", "cig": "", "language": "it",
        "licence": "CC_BY", **more,
    }  # fmt: skip


def test_each_kind_has_its_own_data(document, sign_in):
    client, address = sign_in("treviso.redattore"), f"{HOME}{document.pk}/modifica/"
    assert "fact_parties" not in client.get(address).content.decode()
    assert "fact_parties" in client.get(f"{address}?kind=AGREEMENT").content.decode()
    sent = described(
        document, kind="AGREEMENT", fact_parties="Provincia e Comune", fact_ends_on="2029-12-31",
        tags="SUA, sua , Gare", cup="b11b22000010001",
    )  # fmt: skip
    assert client.post(address, sent).status_code == 302
    document.refresh_from_db()
    assert document.facts == {"parties": "Provincia e Comune", "ends_on": "2029-12-31"}
    assert (document.tags, document.cup) == (["sua", "gare"], "B11B22000010001")
    page = client.get(f"{HOME}{document.pk}/").content.decode()
    assert date_it(date(2029, 12, 31)) in page


def test_a_code_that_is_not_one_is_sent_back(document, sign_in):
    answer = sign_in("treviso.redattore").post(
        f"{HOME}{document.pk}/modifica/", described(document, cig="XX", title="Cambiato")
    )
    assert answer.status_code == 422
    assert StoredFile.objects.get(pk=document.pk).title == "Regolamento edilizio"


def test_every_kind_of_the_data_is_a_kind_of_file():
    assert set(KIND_FACTS) <= set(FileKind)


# Moves, copies, bin ------------------------------------------------------------------------------


def test_a_move_that_changes_who_sees_shows_before_and_after_and_waits(
    document, office, treviso, sign_in
):
    client = sign_in("treviso.redattore")
    sent = {"scelti": [document.pk], "to": office.pk}
    page = client.post(f"{HOME}sposta/", sent).content.decode()
    assert "Provincia di Treviso ed enti del territorio" in page
    assert "Solo il mio ente" in page
    document.refresh_from_db()
    assert document.folder_id != office.pk
    client.post(f"{HOME}sposta/", {**sent, "confermo": "1"})
    document.refresh_from_db()
    assert document.folder == office
    assert document.file.scope == f"ente:{treviso.pk}"
    assert document.file.place == office.place


def test_one_cannot_move_where_one_may_not_add(document, actors, people, treviso):
    closed = make_folder(treviso, people["treviso.redattore"], f"ente:{treviso.pk}", "Chiusa")
    sua = actors["treviso.sua"]
    refused(
        "not_permitted", placing.move_documents, documents=[document], to=closed,
        is_level_confirmed=True, actor=sua, now=NOW,
    )  # fmt: skip
    document.refresh_from_db()
    assert document.folder != closed


def test_a_copy_belongs_to_who_makes_it_and_keeps_one_content(document, actors, people, enti):
    mine = make_folder(
        enti["p_bs"], people["brescia.admin"], f"ente:{enti['p_bs'].pk}", "Da riusare"
    )
    StoredFile.objects.filter(pk=document.pk).update(scope="provinces")
    document.refresh_from_db()
    [copy] = placing.copy_documents(
        documents=[document], to=mine, actor=actors["brescia.admin"], now=NOW
    )
    assert copy.file.owner == enti["p_bs"]
    assert copy.file.scope == mine.scope
    assert copy.file.current.key == document.file.current.key
    assert copy.file.current.number == "1.0"


def test_the_bin_gives_a_document_back(document, actors, sign_in):
    client = sign_in("treviso.redattore")
    client.post(f"{HOME}elimina/", {"scelti": [document.pk]})
    assert sign_in("comune1.rup").get(f"{HOME}{document.pk}/").status_code == 404
    client = sign_in("treviso.redattore")
    assert "Regolamento edilizio" in client.get(f"{HOME}cestino/").content.decode()
    client.post(f"{HOME}{document.pk}/ripristina/")
    assert sign_in("comune1.rup").get(f"{HOME}{document.pk}/").status_code == 200


def test_the_chosen_ones_must_be_readable(document, sign_in):
    client = sign_in("brescia.admin")
    for verb in ("zip", "sposta", "copia", "elimina"):
        assert client.post(f"{HOME}{verb}/", {"scelti": [document.pk]}).status_code != 200
    assert not StoredFile.objects.get(pk=document.pk).is_trashed


# In one ZIP --------------------------------------------------------------------------------------


def archive(answer):
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def test_a_folder_in_one_zip_holds_what_its_reader_reads_under_its_folders(
    document, territory, people, treviso, sign_in
):
    child = make_folder(
        treviso, people["treviso.redattore"], "ter:026", "Allegati", parent=territory
    )
    make_document(child, people["treviso.redattore"], name="uguale.txt")
    make_document(child, people["treviso.redattore"], name="uguale.txt")
    make_document(
        child, people["treviso.redattore"], scope=f"ente:{treviso.pk}", name="interno.txt"
    )
    found = archive(sign_in("comune1.rup").get(f"{HOME}cartelle/{territory.pk}/zip/"))
    assert sorted(found.namelist()) == [
        "Allegati/uguale (2).txt", "Allegati/uguale.txt", document.name,
    ]  # fmt: skip
    assert found.testzip() is None


def test_what_is_taken_away_while_the_zip_is_sent_does_not_go(territory, people, treviso, sign_in):
    author = people["treviso.redattore"]
    names = [make_document(territory, author, name=f"{n}.txt", title=f"{n}").name for n in range(3)]
    answer = sign_in("comune1.rup").get(f"{HOME}cartelle/{territory.pk}/zip/")
    pieces = iter(answer.streaming_content)
    sent = [next(pieces)]
    StoredFile.objects.filter(document__name="2.txt").update(scope=f"ente:{treviso.pk}")
    found = zipfile.ZipFile(io.BytesIO(b"".join([*sent, *pieces])))
    assert found.namelist() == names[:2]


# Who follows, who locks --------------------------------------------------------------------------


def test_who_keeps_it_at_hand_hears_of_a_new_version_if_he_still_reads(document, people, treviso):
    for name in ("comune1.rup", "treviso.sua", "brescia.admin"):
        Star.objects.create(person=people[name], folder=document.folder, at=NOW)
    telling.tell_followers(
        document_id=document.pk, kind="community.document.version_added",
        but=people["treviso.sua"].pk, now=NOW,
    )  # fmt: skip
    assert [notice.person for notice in Notice.objects.all()] == [people["comune1.rup"]]


def test_the_star_is_set_and_taken_away(document, people, sign_in):
    client = sign_in("comune1.rup")
    client.post(f"{HOME}{document.pk}/stella/")
    assert "Regolamento edilizio" in client.get(f"{HOME}preferiti/").content.decode()
    client.post(f"{HOME}{document.pk}/stella/", {"togli": "1"})
    assert Star.objects.count() == 0


def test_a_document_that_a_program_holds_is_not_changed_by_others(document, actors, people):
    locks.take_lock(
        token="opaquelocktoken:1", root="/x", person_id=people["treviso.admin"].pk,
        is_exclusive=True, is_deep=False, owner_xml="", seconds=600, now=timezone.now(),
    )  # fmt: skip
    locks.bind_lock(token="opaquelocktoken:1", document=document)
    version = {"document": document, "content": text("x.txt", "Altro"), "name": "x.txt", "note": ""}
    now = timezone.now()
    refused("locked", documents.add_version, actor=actors["treviso.redattore"], now=now, **version)
    assert document.file.versions.count() == 1
    later = now + timedelta(minutes=11)
    documents.add_version(actor=actors["treviso.redattore"], now=later, **version)
    assert document.file.versions.count() == 2


def test_the_author_is_told_before_a_document_ends(document, people):
    document.valid_until = timezone.localdate(NOW) + timedelta(days=30)
    document.save(update_fields=["valid_until"])
    telling.tell_expiring(now=NOW)
    telling.tell_expiring(now=NOW + timedelta(days=1))
    assert [notice.person for notice in Notice.objects.all()] == [people["treviso.redattore"]]
