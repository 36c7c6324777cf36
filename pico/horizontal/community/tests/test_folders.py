"""Folders: levels only narrow, names differ, branches move and come back whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.people import audience
from pico.core.testing import cast
from pico.horizontal.community.actions import folders, indexing, placing
from pico.horizontal.community.actions.levels import level_after
from pico.horizontal.community.models import Document, Folder
from pico.horizontal.community.queries import documents as queries

from .papers import NOW, add, make_document, make_folder

PAGE = "/treviso/community/documenti/cartelle/{}/"


def refused(code, call, **words):
    with pytest.raises(Refusal) as refusal:
        call(**words)
    assert refusal.value.code == code


def create(actor, name="Convenzioni", **words):
    return folders.create_folder(name=name, actor=actor, now=NOW, **words)


def test_a_folder_is_found_by_its_readers_only(territory, sign_in):
    page = sign_in("comune1.rup").get("/community/documenti/").content.decode()
    assert "Regolamenti" in page
    assert sign_in("comune1.rup").get(PAGE.format(territory.pk)).status_code == 200
    neighbour = sign_in("brescia.admin")
    assert "Regolamenti" not in neighbour.get("/community/documenti/").content.decode()
    assert neighbour.get(PAGE.format(territory.pk)).status_code == 404


def test_a_child_only_narrows(territory, actors):
    editor = actors["treviso.redattore"]
    child = create(editor, parent=territory, scope=f"ente:{editor.ente_id}")
    assert child.lineage == [territory.pk, child.pk]
    before = Folder.objects.count()
    refused(
        "wider_than_parent", create, actor=editor, name="Tutti", parent=territory, scope="platform"
    )
    refused("wider_than_parent", create, actor=editor, name="Tutti", parent=child, scope="ter:026")
    assert Folder.objects.count() == before


def test_who_does_not_look_after_documents_opens_no_folder(territory, actors):
    for name in ("treviso.sua", "comune1.rup", "brescia.admin"):
        refused(
            "not_permitted", create, actor=actors[name], name="X", parent=territory, scope="ter:026"
        )
    assert Folder.objects.count() == 1


def test_a_name_is_one_among_siblings_capitals_apart(territory, actors):
    editor = actors["treviso.redattore"]
    create(editor, parent=territory, scope="ter:026")
    refused(
        "name_taken", create, actor=editor, name="CONVENZIONI", parent=territory, scope="ter:026"
    )
    other = create(editor, name="Altre", parent=territory, scope="ter:026")
    refused(
        "name_taken",
        folders.describe_folder,
        folder=other,
        name="convenzioni",
        actor=editor,
        now=NOW,
    )
    other.refresh_from_db()
    assert other.name == "Altre"


def test_eight_folders_deep_and_no_more(territory, actors):
    editor, here = actors["treviso.redattore"], territory
    for number in range(2, 9):
        here = create(editor, name=f"Livello {number}", parent=here, scope="ter:026")
    refused("too_deep", create, actor=editor, name="Nona", parent=here, scope="ter:026")
    loose = make_folder(territory.owner, territory.author, "ter:026", "Ramo")
    make_folder(territory.owner, territory.author, "ter:026", "Foglia", parent=loose)
    refused(
        "too_deep", folders.move_folder, folder=loose, to=here.parent, is_level_confirmed=True,
        actor=editor, now=NOW,
    )  # fmt: skip
    loose.refresh_from_db()
    assert loose.parent is None


def change_scope(folder, scope, actor, confirmed=True):
    return folders.change_folder_scope(
        folder=folder, scope=scope, is_widening_confirmed=confirmed, actor=actor, now=NOW
    )


def test_narrowing_a_folder_narrows_what_is_in_it(territory, actors, people, treviso):
    inside = f"ente:{treviso.pk}"
    follows = make_document(territory, people["treviso.redattore"])
    child = make_folder(
        treviso, people["treviso.redattore"], "ter:026", "Allegati", parent=territory
    )
    deep = make_document(child, people["treviso.redattore"])
    draft = make_document(child, people["treviso.sua"], scope=f"usr:{people['treviso.sua'].pk}")
    change_scope(territory, inside, actors["treviso.redattore"])
    scopes = dict(StoredFile.objects.values_list("pk", "scope"))
    assert scopes[follows.pk] == scopes[deep.pk] == inside
    assert scopes[draft.pk] == f"usr:{people['treviso.sua'].pk}"
    child.refresh_from_db()
    assert child.scope == inside


def test_widening_asks_and_takes_along_only_what_followed(office, actors, people, treviso):
    follows = make_document(office, people["treviso.redattore"])
    draft = make_document(office, people["treviso.sua"], scope=f"usr:{people['treviso.sua'].pk}")
    editor = actors["treviso.redattore"]
    with pytest.raises(Refusal, match="più persone"):
        change_scope(office, "ter:026", editor, confirmed=False)
    office.refresh_from_db()
    assert office.scope == f"ente:{treviso.pk}"
    change_scope(office, "ter:026", editor)
    scopes = dict(StoredFile.objects.values_list("pk", "scope"))
    assert scopes[follows.pk] == "ter:026"
    assert scopes[draft.pk].startswith("usr:")


def test_what_a_new_level_would_show_to_others_stands_in_the_way(
    territory, actors, people, enti, treviso
):
    comune = enti[cast.COMUNE_1]
    document = make_document(territory, people["treviso.redattore"])
    StoredFile.objects.filter(pk=document.pk).update(scope=f"ente:{comune.pk}", owner=comune)
    with pytest.raises(Refusal) as refusal:
        change_scope(territory, f"ente:{treviso.pk}", actors["treviso.redattore"])
    assert refusal.value.code == "level_in_the_way"
    territory.refresh_from_db()
    assert territory.scope == "ter:026"
    assert StoredFile.objects.get(pk=document.pk).scope == f"ente:{comune.pk}"


def test_a_branch_moves_whole_and_a_change_of_level_is_shown_first(
    territory, office, actors, people, treviso
):
    editor = actors["treviso.redattore"]
    child = make_folder(
        treviso, people["treviso.redattore"], f"ente:{treviso.pk}", "2026", parent=office
    )
    document = make_document(child, people["treviso.redattore"])
    move = {"folder": office, "to": territory, "actor": editor, "now": NOW}
    [change] = folders.change_of_move(child, territory)
    assert (change.before, change.after, change.widens) == (f"ente:{treviso.pk}", "ter:026", True)
    # A first folder follows nobody: it keeps its level where that fits, and nothing has to be asked.
    assert folders.change_of_move(office, territory) == []
    folders.move_folder(**move, is_level_confirmed=False)
    child.refresh_from_db()
    assert child.lineage == [territory.pk, office.pk, child.pk]
    with pytest.raises(Refusal, match="prima"):
        folders.move_folder(
            folder=child, to=territory, is_level_confirmed=False, actor=editor, now=NOW
        )
    assert StoredFile.objects.get(pk=document.pk).scope == f"ente:{treviso.pk}"
    folders.move_folder(folder=child, to=territory, is_level_confirmed=True, actor=editor, now=NOW)
    assert StoredFile.objects.get(pk=document.pk).scope == "ter:026"


def test_a_folder_does_not_go_into_itself_nor_to_another_ente(territory, actors, people, enti):
    editor = actors["treviso.redattore"]
    child = make_folder(territory.owner, territory.author, "ter:026", "Dentro", parent=territory)
    refused(
        "into_itself", folders.move_folder, folder=territory, to=child, is_level_confirmed=True,
        actor=editor, now=NOW,
    )  # fmt: skip
    foreign = make_folder(enti[cast.BRESCIA], people["brescia.admin"], "platform", "Di Brescia")
    refused(
        "not_permitted", folders.move_folder, folder=child, to=foreign, is_level_confirmed=True,
        actor=editor, now=NOW,
    )  # fmt: skip
    child.refresh_from_db()
    assert child.parent == territory


def test_the_bin_takes_a_branch_and_gives_it_back_whole(territory, actors, people, sign_in):
    editor = actors["treviso.redattore"]
    child = make_folder(territory.owner, territory.author, "ter:026", "Dentro", parent=territory)
    kept = make_document(child, people["treviso.redattore"], title="Resta insieme")
    gone = make_document(child, people["treviso.redattore"], title="Buttato prima")
    placing.trash_documents(documents=[gone], actor=editor, now=NOW.replace(hour=8))
    folders.trash_folder(folder=territory, actor=editor, now=NOW)
    client = sign_in("treviso.redattore")
    assert client.get(PAGE.format(child.pk)).status_code == 404
    assert client.get(f"/community/documenti/{kept.pk}/").status_code == 404
    assert "Regolamenti" in client.get("/community/documenti/cestino/").content.decode()
    refused("parent_in_bin", folders.restore_folder, folder=child, actor=editor, now=NOW)
    folders.restore_folder(folder=territory, actor=editor, now=NOW)
    assert client.get(f"/community/documenti/{kept.pk}/").status_code == 200
    assert StoredFile.objects.get(pk=gone.pk).is_trashed


def test_the_bin_of_others_is_not_seen(territory, actors, sign_in):
    folders.trash_folder(folder=territory, actor=actors["treviso.redattore"], now=NOW)
    for name in ("comune1.rup", "brescia.admin", "treviso.sua"):
        client = sign_in(name)
        assert "Regolamenti" not in client.get("/community/documenti/cestino/").content.decode()
        assert (
            client.post(f"/community/documenti/cartelle/{territory.pk}/ripristina/").status_code
            == 404
        )


def test_who_contributes_is_another_matter_than_who_reads(territory, office, actors):
    refused("not_permitted", add, folder=territory, actor=actors["treviso.sua"])
    refused("not_permitted", add, folder=territory, actor=actors["comune1.rup"])
    assert Document.objects.count() == 0
    assert add(office, actors["treviso.sua"]).file.scope == office.scope
    territory.contributors = "READERS"
    territory.save(update_fields=["contributors"])
    document = add(territory, actors["comune1.rup"])
    assert document.file.owner_id == actors["comune1.rup"].ente_id
    refused("not_permitted", add, folder=territory, actor=actors["brescia.admin"])


def test_the_search_follows_what_moves_many_documents_at_once(
    territory, actors, people, sign_in, django_capture_on_commit_callbacks
):
    make_document(territory, people["treviso.redattore"], title="Regolamento delle palestre")
    indexing.index_branch(folder_id=territory.pk, now=NOW)
    reader = sign_in("comune1.rup")
    assert "Regolamento delle" in reader.get("/cerca/?q=palestre").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        folders.trash_folder(folder=territory, actor=actors["treviso.redattore"], now=NOW)
    assert "Regolamento delle" not in reader.get("/cerca/?q=palestre").content.decode()


def count(client, address):
    with CaptureQueriesContext(connection) as queries_made:
        assert client.get(address).status_code == 200
    return len(queries_made)


def test_a_page_costs_the_same_whatever_is_in_it(territory, people, sign_in):
    client, author = sign_in("treviso.redattore"), people["treviso.redattore"]
    address = PAGE.format(territory.pk)
    home = "/treviso/community/documenti/"
    make_document(territory, author)
    make_folder(territory.owner, author, "ter:026", parent=territory)
    pages = (address, home, f"{home}recenti/", f"{home}cestino/", f"{home}preferiti/")
    for page in pages:
        client.get(page)
    few = [count(client, page) for page in pages]
    for _ in range(8):
        make_document(territory, author)
        child = make_folder(territory.owner, author, "ter:026", parent=territory)
        make_folder(territory.owner, author, "ter:026")
        make_document(child, author)
    assert [count(client, page) for page in pages] == few
    assert max(few) <= 21


@pytest.mark.django_db
@settings(max_examples=60)
@given(data=st.data())
def test_moving_never_shows_a_thing_to_more_than_where_it_goes(data):
    """Whatever the levels, a thing that is moved ends within the folder it enters, drafts apart."""
    keys = ["public", "platform", "provinces", "reg:05", "ter:026"]
    scope, left, entered = (data.draw(st.sampled_from(keys)) for _ in range(3))
    order = audience.Containment(keys)
    after = level_after(scope, left=left, entered=entered, order=order)
    assert order.is_within(after, entered)
    assert after in (scope, entered)
    assert level_after("usr:7", left=left, entered=entered, order=order) == "usr:7"


def test_only_what_one_may_fill_is_offered_as_a_target(territory, office, actors, people, enti):
    make_folder(enti[cast.BRESCIA], people["brescia.admin"], "platform", "Di Brescia")
    shown = set(queries.folders_to_fill(actors["treviso.sua"]).values_list("name", flat=True))
    assert shown == {"Atti interni"}
    shown = set(queries.folders_to_fill(actors["treviso.redattore"]).values_list("name", flat=True))
    assert shown == {"Atti interni", "Regolamenti"}
