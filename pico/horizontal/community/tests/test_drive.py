"""WebDAV: the door, what a program sees, what it does; the clients themselves are in the journeys."""

import base64

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.api import actions as api
from pico.core.files.models import StoredFile
from pico.core.files.tests.factories import set_scan_state
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Membership
from pico.horizontal.community.models import DavLock, Document, Folder

from .papers import NOW, make_document, make_folder

TREVISO = "/dav/Provincia%20di%20Treviso/"
LOCK = (
    '<?xml version="1.0"?><D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope>'
    "<D:locktype><D:write/></D:locktype><D:owner>prova</D:owner></D:lockinfo>"
)


@pytest.fixture
def program(client, people, actors):
    """A program with a password: `program("treviso.redattore")("GET", path)`."""

    def entering(name, username=None):
        _password, secret = api.create_app_password(
            name="Esplora file", actor=actors[name], now=NOW.replace(hour=0)
        )
        given = base64.b64encode(f"{username or name}:{secret}".encode()).decode()

        def ask(method, path, body=b"", **headers):
            extra = {f"HTTP_{key.upper()}": value for key, value in headers.items()}
            extra.setdefault("HTTP_AUTHORIZATION", f"Basic {given}")
            return client.generic(
                method, path, body, content_type="application/octet-stream", **extra
            )

        return ask

    return entering


def content(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def listed(ask, path):
    return content(ask("PROPFIND", path, depth="1")).decode()


# The door ----------------------------------------------------------------------------------------


def test_only_a_password_for_programs_opens(program, client, people, sign_in, territory):
    ask = program("treviso.redattore")
    assert ask("PROPFIND", "/dav/", depth="0").status_code == 207
    for wrong in ("", "Basic xx", "Basic " + base64.b64encode(b"treviso.redattore:no").decode()):
        answer = ask("PROPFIND", "/dav/", depth="0", authorization=wrong)
        assert answer.status_code == 401
        assert "Basic" in answer["WWW-Authenticate"]
    # Neither the session of the site nor its password.
    assert sign_in("treviso.redattore").generic("PROPFIND", "/dav/").status_code == 401
    assert (
        program("treviso.redattore", username="treviso.admin")("PROPFIND", "/dav/").status_code
        == 401
    )
    # And the password for programs opens nothing else.
    given = ask("PROPFIND", "/dav/", depth="0").wsgi_request.META["HTTP_AUTHORIZATION"]
    client.logout()
    assert client.get("/api/v1/me", HTTP_AUTHORIZATION=given).status_code == 401


@pytest.mark.parametrize("change", ["revoke", "leave", "suspend", "expire"])
def test_it_ends_at_once(program, people, actors, change, territory):
    ask = program("treviso.redattore")
    password = Membership.objects.get(person=people["treviso.redattore"]).app_passwords.get()
    if change == "revoke":
        api.revoke_app_password(password=password, actor=actors["treviso.redattore"], now=NOW)
    elif change == "leave":
        Membership.objects.filter(person=people["treviso.redattore"]).update(state="CEASED")
    elif change == "suspend":
        type(people["treviso.redattore"]).objects.filter(username="treviso.redattore").update(
            state="SUSPENDED"
        )
    else:
        type(password).objects.update(expires_at=NOW)
    assert ask("PROPFIND", "/dav/", depth="0").status_code == 401


def test_nobody_revokes_the_password_of_another(program, actors, people, sign_in):
    program("treviso.redattore")
    password = Membership.objects.get(person=people["treviso.redattore"]).app_passwords.get()
    with pytest.raises(Refusal):
        api.revoke_app_password(password=password, actor=actors["treviso.admin"], now=NOW)
    address = f"/persone/profilo/programmi/{password.pk}/revoca/"
    assert sign_in("treviso.admin").post(address).status_code == 404
    password.refresh_from_db()
    assert password.revoked_at is None


def test_the_page_shows_a_password_once(sign_in):
    client = sign_in("treviso.sua")
    page = client.post("/persone/profilo/programmi/", {"name": "Computer dell'ufficio"})
    assert b'value="pico_' in page.content
    again = client.get("/persone/profilo/programmi/").content
    assert b'value="pico_' not in again
    assert "Computer dell&#x27;ufficio" in again.decode()


def test_the_door_is_closed_where_the_module_is_off(program, territory, enti):
    from pico.core.enti.models import Space
    from pico.core.modules.models import ModuleActivation

    ask = program("treviso.redattore")
    national = Space.objects.get(kind="NATIONAL")
    ModuleActivation.objects.create(space=national, module="community", is_on=False)
    assert ask("PROPFIND", "/dav/", depth="0").status_code == 404


# What is seen ------------------------------------------------------------------------------------


def test_a_program_sees_what_its_person_sees(program, territory, office, people, network):
    make_document(territory, people["treviso.redattore"], name="regolamento.txt")
    rup = program("comune1.rup")
    assert "Provincia%20di%20Treviso" in listed(rup, "/dav/")
    assert "Regolamenti" in listed(rup, TREVISO)
    assert "Atti%20interni" not in listed(rup, TREVISO)
    assert "regolamento.txt" in listed(rup, f"{TREVISO}Regolamenti/")
    neighbour = program("brescia.admin")
    assert "Treviso" not in listed(neighbour, "/dav/")
    for path in (TREVISO, f"{TREVISO}Regolamenti/", f"{TREVISO}Regolamenti/regolamento.txt"):
        assert neighbour("PROPFIND", path, depth="0").status_code == 404
        assert neighbour("GET", path).status_code == 404
    assert neighbour("PUT", f"{TREVISO}Regolamenti/mio.txt", b"x").status_code == 409
    assert Document.objects.count() == 1


def test_files_named_alike_have_names_of_their_own(program, territory, people):
    first = make_document(
        territory, people["treviso.redattore"], name="piano.txt", content=b"primo"
    )
    second = make_document(
        territory, people["treviso.redattore"], name="piano.txt", content=b"altro"
    )
    ask = program("treviso.redattore")
    page = listed(ask, f"{TREVISO}Regolamenti/")
    assert "piano.txt" in page
    assert "piano%20(2).txt" in page
    assert content(ask("GET", f"{TREVISO}Regolamenti/piano.txt")) == b"primo"
    assert content(ask("GET", f"{TREVISO}Regolamenti/piano%20(2).txt")) == b"altro"
    ask("PUT", f"{TREVISO}Regolamenti/piano%20(2).txt", b"nuovo")
    assert (first.file.versions.count(), second.file.versions.count()) == (1, 2)


def test_a_listing_costs_the_same_whatever_the_rows(program, territory, people):
    make_document(territory, people["treviso.redattore"])
    ask = program("treviso.redattore")
    path = f"{TREVISO}Regolamenti/"
    listed(ask, path)

    def statements():
        with CaptureQueriesContext(connection) as made:
            listed(ask, path)
        return len(made)

    few = statements()
    for _ in range(8):
        make_document(territory, people["treviso.redattore"])
        make_folder(territory.owner, territory.author, "ter:026", parent=territory)
    assert statements() == few <= 25


def test_nobody_walks_the_whole_tree_in_one_request(program, territory):
    assert program("treviso.redattore")("PROPFIND", "/dav/", depth="infinity").status_code == 403


def test_ranges_and_conditions(program, territory, people):
    document = make_document(
        territory, people["treviso.redattore"], name="a.txt", content=b"0123456789"
    )
    ask, path = program("comune1.rup"), f"{TREVISO}Regolamenti/a.txt"
    part = ask("GET", path, range="bytes=2-4")
    assert (part.status_code, content(part)) == (206, b"234")
    tag = f'"{document.file.current.sha256}"'
    assert ask("GET", path, if_none_match=tag).status_code == 304


# What is done ------------------------------------------------------------------------------------


def test_saving_makes_a_document_then_versions(program, territory, people):
    ask, path = program("treviso.redattore"), f"{TREVISO}Regolamenti/nuovo.txt"
    assert ask("PUT", path, b"prima").status_code == 201
    assert ask("PUT", path, b"seconda").status_code == 204
    assert ask("PUT", path, b"seconda").status_code == 204  # saved again unchanged: no version
    document = Document.objects.get()
    assert (document.file.current.number, document.file.scope) == ("1.1", "ter:026")
    assert content(ask("GET", path)) == b"seconda"


def test_the_empty_file_that_comes_first_is_seen_by_its_person_and_is_no_document(
    program, territory, people
):
    ask, path = program("treviso.redattore"), f"{TREVISO}Regolamenti/lettera.txt"
    assert ask("PUT", path, b"").status_code == 201
    assert ask("PROPFIND", path, depth="0").status_code == 207
    assert program("treviso.admin")("PROPFIND", path, depth="0").status_code == 404
    assert Document.objects.count() == 0
    assert ask("PUT", path, b"testo").status_code == 204
    assert Document.objects.get().name == "lettera.txt"


def test_emptying_before_writing_makes_no_empty_version(program, territory, people):
    document = make_document(territory, people["treviso.redattore"], name="a.txt", content=b"uno")
    ask, path = program("treviso.redattore"), f"{TREVISO}Regolamenti/a.txt"
    ask("PUT", path, b"")
    ask("PUT", path, b"due")
    assert [version.size for version in document.file.versions.all()] == [3, 3]


def test_two_at_work_do_not_overwrite_each_other(program, territory, people):
    document = make_document(territory, people["treviso.redattore"], name="a.txt", content=b"uno")
    old = f'"{document.file.current.sha256}"'
    path = f"{TREVISO}Regolamenti/a.txt"
    assert program("treviso.admin")("PUT", path, b"due", if_match=old).status_code == 204
    assert program("treviso.redattore")("PUT", path, b"tre", if_match=old).status_code == 412
    assert document.file.versions.count() == 2


def lock(ask, path):
    answer = ask("LOCK", path, LOCK.encode(), timeout="Second-600", depth="0")
    return answer.status_code, answer.get("Lock-Token", "")


def test_a_lock_keeps_others_out_until_it_is_given_back(program, territory, people):
    document = make_document(territory, people["treviso.redattore"], name="a.txt", content=b"uno")
    path = f"{TREVISO}Regolamenti/a.txt"
    mine, other = program("treviso.redattore"), program("treviso.admin")
    status, token = lock(mine, path)
    assert status == 200
    assert DavLock.objects.get().document == document
    assert lock(other, path)[0] == 423
    assert other("PUT", path, b"due").status_code == 423
    assert other("DELETE", path).status_code == 423
    assert mine("PUT", path, b"due", **{"if": f"({token})"}).status_code == 204
    assert "opaquelocktoken" in listed(mine, f"{TREVISO}Regolamenti/")
    assert mine("UNLOCK", path, lock_token=token).status_code == 204
    assert other("PUT", path, b"tre").status_code == 204
    assert document.file.versions.count() == 3


def test_a_lock_on_a_new_name_announces_it(program, territory):
    ask, path = program("treviso.redattore"), f"{TREVISO}Regolamenti/nuovo.txt"
    status, token = lock(ask, path)
    assert status == 201
    assert ask("PUT", path, b"testo", **{"if": f"({token})"}).status_code == 204
    assert Document.objects.get().name == "nuovo.txt"


def test_deleting_is_the_bin(program, territory, people):
    document = make_document(territory, people["treviso.redattore"], name="a.txt")
    assert program("comune1.rup")("DELETE", f"{TREVISO}Regolamenti/a.txt").status_code == 403
    assert not StoredFile.objects.get(pk=document.pk).is_trashed
    assert program("treviso.redattore")("DELETE", f"{TREVISO}Regolamenti/a.txt").status_code == 204
    assert StoredFile.objects.get(pk=document.pk).is_trashed


def test_a_rename_is_a_rename_and_over_another_file_it_is_its_new_version(
    program, territory, people
):
    author = people["treviso.redattore"]
    document = make_document(territory, author, name="a.txt", content=b"uno")
    ask, place = program("treviso.redattore"), f"{TREVISO}Regolamenti/"
    to = "http://testserver" + place
    assert ask("MOVE", f"{place}a.txt", destination=f"{to}b.txt").status_code in (201, 204)
    document.refresh_from_db()
    assert document.name == "b.txt"
    # How offices save: a temporary file takes the place of the document.
    ask("PUT", f"{place}~tmp.txt", b"due")
    assert (
        ask("MOVE", f"{place}~tmp.txt", destination=f"{to}b.txt", overwrite="T").status_code == 204
    )
    assert document.file.versions.count() == 2
    assert content(ask("GET", f"{place}b.txt")) == b"due"
    assert "tmp" not in listed(ask, place)


def test_a_copy_under_another_name_is_titled_by_it(program, territory):
    ask, place = program("treviso.redattore"), f"{TREVISO}Regolamenti/"
    ask("PUT", f"{place}ordine.txt", b"uno")
    answer = ask("COPY", f"{place}ordine.txt", destination=f"http://testserver{place}copia.txt")
    assert answer.status_code in (201, 204)
    titles = dict(Document.objects.values_list("name", "file__title"))
    assert titles == {"ordine.txt": "ordine", "copia.txt": "copia"}


def test_a_move_that_would_show_more_is_left_to_the_pages(
    program, territory, office, people, treviso
):
    document = make_document(office, people["treviso.redattore"], name="a.txt")
    ask = program("treviso.redattore")
    answer = ask(
        "MOVE", f"{TREVISO}Atti%20interni/a.txt",
        destination=f"http://testserver{TREVISO}Regolamenti/a.txt",
    )  # fmt: skip
    assert answer.status_code == 409
    document.refresh_from_db()
    assert (document.folder, document.file.scope) == (office, f"ente:{treviso.pk}")


def test_folders_are_made_renamed_copied_and_thrown_away(program, territory, people):
    ask, place = program("treviso.redattore"), f"{TREVISO}Regolamenti/"
    to = f"http://testserver{place}"
    assert ask("MKCOL", f"{place}2026/").status_code == 201
    assert Folder.objects.get(name="2026").scope == "ter:026"
    ask("PUT", f"{place}2026/a.txt", b"uno")
    assert ask("COPY", f"{place}2026/", destination=f"{to}Copia/").status_code in (201, 204)
    assert "a.txt" in listed(ask, f"{place}Copia/")
    assert ask("MOVE", f"{place}2026/", destination=f"{to}2027/").status_code in (201, 204)
    assert ask("DELETE", f"{place}2027/").status_code == 204
    assert Folder.objects.get(name="2027").is_trashed
    assert program("comune1.rup")("MKCOL", f"{place}mia/").status_code == 403
    assert ask("MKCOL", "/dav/fuori/").status_code == 403


def test_what_may_not_come_in_is_refused_with_its_reason(program, territory, settings):
    ask = program("treviso.redattore")
    answer = ask("PUT", f"{TREVISO}Regolamenti/x.exe", b"MZ\x90\x00")
    assert answer.status_code == 415
    settings.FILES = {**settings.FILES, "max_bytes": 4}
    assert ask("PUT", f"{TREVISO}Regolamenti/x.txt", b"troppo").status_code == 413
    assert Document.objects.count() == 0


def test_what_one_has_just_sent_can_be_read_back_while_the_antivirus_looks(
    program, territory, people
):
    document = make_document(territory, people["treviso.redattore"], name="a.txt", content=b"uno")
    set_scan_state(document.file)
    path = f"{TREVISO}Regolamenti/a.txt"
    assert content(program("treviso.redattore")("GET", path)) == b"uno"
    assert program("treviso.admin")("GET", path).status_code == 404
    assert program("comune1.rup")("PROPFIND", path, depth="0").status_code == 404


def test_a_folder_opens_in_the_browser(program, territory):
    answer = program("treviso.redattore")("GET", f"{TREVISO}Regolamenti/")
    assert answer["Location"] == territory.get_absolute_url()
