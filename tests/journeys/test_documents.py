"""Documents: shared with a territory, superseded, sent in pieces over a bad line, opened as a drive."""

import os
import re
import shutil
import subprocess

import pytest
from playwright.sync_api import expect

from .steps import fits, message

TEXT = "text/plain"
ARRIVED = ".pico-drop-list .is-done"


def paper(name: str, words: str) -> dict:
    return {"name": name, "mimeType": TEXT, "buffer": words.encode()}


def add(page, *papers, button="Aggiungi"):
    page.set_input_files("input[type=file]", list(papers))
    expect(page.locator(ARRIVED)).to_have_count(len(papers))
    page.get_by_role("button", name=button, exact=True).click()


def test_a_folder_for_the_territory_and_a_document_that_is_superseded(page_as, check_axe):
    author = page_as("treviso.redattore")
    author.goto("/treviso/community/documenti/")
    check_axe(author)
    author.get_by_role("link", name="Nuova cartella").click()
    author.get_by_label("Nome").fill("Piano neve")
    author.get_by_role("radio", name="Provincia di Treviso ed enti del territorio").check(
        force=True
    )
    check_axe(author)
    author.get_by_role("button", name="Apri la cartella").click()
    expect(author.get_by_role("heading", level=1)).to_contain_text("Piano neve")
    folder = author.url

    author.get_by_role("link", name="Aggiungi documenti").click()
    check_axe(author)
    add(
        author,
        paper("piano-2025.txt", "Il piano dell'anno scorso."),
        paper("piano-2026.txt", "Il piano di quest'anno."),
    )
    message(author, "2 documenti aggiunti.")
    check_axe(author)
    author.get_by_role("link", name="piano-2025").click()
    old = author.url
    author.get_by_role("link", name="Cambia la validità").click()
    author.get_by_role("radio", name="Superato").check(force=True)
    author.get_by_label("Superato da").select_option(label="piano-2026")
    check_axe(author)
    author.get_by_role("button", name="Salva", exact=True).click()
    message(author, "Validità salvata.")

    reader = page_as("comune1.rup", width=390)
    reader.goto(old)
    expect(reader.get_by_role("main")).to_contain_text("Questo documento è superato")
    check_axe(reader)
    assert fits(reader)
    reader.get_by_role("main").get_by_role("link", name="piano-2026").click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("piano-2026")
    with reader.expect_download() as download:
        reader.get_by_role("link", name=re.compile(r"^Scarica \(Testo")).click()
    assert download.value.suggested_filename == "piano-2026.txt"
    reader.goto(folder)
    check_axe(reader)
    assert fits(reader)

    neighbour = page_as("brescia.admin")
    assert neighbour.goto(folder).status == 404
    assert neighbour.goto(old).status == 404


def test_a_large_file_goes_on_after_a_cut_and_after_a_reload(page_as, tmp_path):
    """Sent in pieces: the line breaks, the page is closed, what had arrived is not sent again."""
    large = tmp_path / "filmato.csv"
    large.write_bytes(b"colonna;altra\n" * 1_300_000)  # 18 MB: three pieces
    page = page_as("treviso.redattore")
    page.goto("/treviso/community/documenti/")
    page.get_by_role("link", name="Atti interni").click()
    page.get_by_role("link", name="Aggiungi documenti").click()
    address, sent = page.url, []

    def line(route):
        if route.request.method != "PUT":
            return route.continue_()
        sent.append(int(route.request.headers["upload-offset"]))
        return route.abort() if len(sent) > 1 else route.continue_()

    page.route("**/caricamenti/**", line)
    page.set_input_files("input[type=file]", large)
    page.wait_for_function("() => document.querySelector('.pico-drop-list progress')?.value > 40")
    while len(sent) < 2:
        page.wait_for_timeout(50)
    page.unroute("**/caricamenti/**")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("Caricamenti interrotti")
    offsets = []
    page.on(
        "request",
        lambda request: (
            request.method == "PUT" and offsets.append(int(request.headers["upload-offset"]))
        ),
    )
    page.set_input_files("input[type=file]", large)
    page.locator(ARRIVED).wait_for(timeout=30_000)
    assert sent[0] == 0
    assert min(offsets) == 8_000_000
    page.get_by_role("button", name="Aggiungi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("filmato")


@pytest.fixture
def password(page_as, check_axe):
    """A password for programs, made by a person on the page."""
    page = page_as("treviso.redattore")
    page.goto("/treviso/community/documenti/sul-tuo-computer/")
    check_axe(page)
    page.get_by_role("link", name="Crea una password per programmi").click()
    page.get_by_label("Per quale programma o computer").fill("Prova dei client")
    page.get_by_role("button", name="Crea la password").click()
    secret = page.get_by_label("Password «Prova dei client»").input_value()
    check_axe(page)
    return page, secret


def run(*words: str, env: dict, cwd, **options) -> str:
    done = subprocess.run(
        words, env={**os.environ, **env}, cwd=cwd, capture_output=True, text=True, timeout=90,
        check=False, **options,
    )  # fmt: skip
    assert done.returncode == 0, f"{' '.join(words[:3])}:\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


@pytest.mark.skipif(not shutil.which("rclone"), reason="rclone is not on this machine")
def test_rclone_opens_the_documents_as_a_drive(platform, password, tmp_path, page_as):
    page, secret = password
    obscured = subprocess.run(
        ["rclone", "obscure", secret], capture_output=True, text=True, check=True
    ).stdout.strip()
    env = {
        "RCLONE_CONFIG": str(tmp_path / "rclone.conf"),
        "RCLONE_CONFIG_PICO_TYPE": "webdav",
        "RCLONE_CONFIG_PICO_URL": f"{platform.url}/dav/",
        "RCLONE_CONFIG_PICO_VENDOR": "other",
        "RCLONE_CONFIG_PICO_USER": "treviso.redattore",
        "RCLONE_CONFIG_PICO_PASS": obscured,
    }
    rclone = lambda *words: run("rclone", *words, env=env, cwd=tmp_path)  # noqa: E731
    place = "pico:Provincia di Treviso/Atti interni"
    assert "Regolamenti e modelli per i Comuni" in rclone("lsd", "pico:Provincia di Treviso")

    there = tmp_path / "verbali"
    (there / "2026").mkdir(parents=True)
    (there / "giunta.txt").write_text("Prima stesura.")
    (there / "2026" / "città.txt").write_text("Nomi con lettere accentate.")
    rclone("copy", str(there), f"{place}/Verbali")
    (there / "giunta.txt").write_text("Seconda stesura, più lunga.")
    rclone("copy", str(there), f"{place}/Verbali")
    rclone("check", "--download", str(there), f"{place}/Verbali")
    rclone("moveto", f"{place}/Verbali/giunta.txt", f"{place}/Verbali/giunta-definitivo.txt")
    assert "Seconda stesura, più lunga." in rclone("cat", f"{place}/Verbali/giunta-definitivo.txt")
    rclone("deletefile", f"{place}/Verbali/2026/città.txt")

    page.goto("/treviso/community/documenti/")
    page.get_by_role("link", name="Atti interni").click()
    page.get_by_role("link", name="Verbali").click()
    page.get_by_role("link", name="giunta-definitivo").click()
    page.get_by_role("link", name="Versioni").click()
    expect(page.get_by_role("link", name=re.compile("^Versione"))).to_have_count(2)
    page.goto("/treviso/community/documenti/cestino/")
    expect(page.get_by_role("main")).to_contain_text("città")

    stranger = {**env, "RCLONE_CONFIG_PICO_USER": "brescia.admin"}
    done = subprocess.run(
        ["rclone", "lsd", "pico:"], env={**os.environ, **stranger}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "401" in done.stderr


@pytest.mark.skipif(not shutil.which("cadaver"), reason="cadaver is not on this machine")
def test_cadaver_locks_a_document_while_it_is_changed(platform, password, tmp_path):
    _page, secret = password
    (tmp_path / ".netrc").write_text(
        f"machine 127.0.0.1\nlogin treviso.redattore\npassword {secret}\n"
    )
    (tmp_path / ".netrc").chmod(0o600)
    (tmp_path / "ordine.txt").write_text("Ordine del giorno.")
    commands = "\n".join(
        [
            'cd "Provincia di Treviso/Atti interni"',
            "mkcol Conferenze", "cd Conferenze", "put ordine.txt", "lock ordine.txt", "discover ordine.txt",
            "put ordine.txt", "unlock ordine.txt", "copy ordine.txt copia.txt", "ls", "quit",
        ]
    )  # fmt: skip
    said = run(
        "cadaver",
        f"{platform.url}/dav/",
        env={"HOME": str(tmp_path)},
        cwd=tmp_path,
        input=commands + "\n",
    )
    assert "failed" not in said.lower(), said
    assert "Lock token" in said
    assert said.count("copia.txt") > 1, "copied, and listed afterwards"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_network_and_its_pages(page_as, check_axe, width):
    page = page_as("treviso.sua", width=width)
    for path in ("", "rete-sua/", "rete-sua/persone/", "rete-sua/incontri/"):
        page.goto(f"/treviso/community/reti/{path}")
        check_axe(page)
        assert fits(page), path


def test_one_asks_to_enter_a_network_and_finds_what_it_shares(page_as, check_axe):
    guest = page_as("comune2.referente")
    guest.goto("/community/reti/rete-sua/")
    expect(guest.get_by_role("main")).not_to_contain_text("Capitolati e disciplinari")
    guest.get_by_label("Perché vuoi entrare").fill("Gestiamo le gare con la Provincia.")
    check_axe(guest)
    guest.get_by_role("button", name="Chiedi di entrare").click()
    message(guest, "Richiesta inviata")

    animator = page_as("upi.redattore")
    animator.goto("/avvisi/")
    animator.goto("/community/reti/rete-sua/persone/")
    check_axe(animator)
    animator.get_by_role("button", name="Accogli Corrado").click()
    message(animator, "Risposta inviata.")

    guest.goto("/community/reti/rete-sua/")
    guest.get_by_role("link", name="Capitolati e disciplinari").first.click()
    guest.get_by_role("link", name="Capitolato per la manutenzione stradale").click()
    expect(guest.get_by_role("main")).to_contain_text("In consultazione")
    check_axe(guest)
