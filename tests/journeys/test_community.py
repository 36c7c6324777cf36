"""Stories of the Community: a question solved, a proposal approved, a report handled, a reply by e-mail."""

import os
import re
import subprocess

import pytest
from playwright.sync_api import expect

from scripts.places import ROOT

from .steps import fits, message

PLACE = "Appalti e Stazioni uniche appaltanti"
TERRITORY = "La Provincia e i suoi Comuni"


def write(page, label: str, text: str) -> None:
    """Type in the editor as a person does."""
    page.get_by_role("textbox", name=label).click()
    page.keyboard.type(text)


def ask(page, category: str, title: str, text: str, kind: str = "Domanda") -> None:
    page.goto("/treviso/community/forum/discussione/nuova/")
    page.get_by_label("Categoria").select_option(label=category)
    page.get_by_role("radio", name=kind).check()
    page.get_by_label("Titolo").fill(title)
    write(page, "Testo", text)
    page.get_by_role("button", name="Pubblica").click()


def answer(page, text: str) -> None:
    write(page, "La tua risposta", text)
    page.get_by_role("button", name="Pubblica la risposta").click()
    expect(page.locator(".pico-posts")).to_contain_text(text)


def test_a_question_finds_its_answer(page_as, check_axe):
    asker = page_as("comune2.referente")
    ask(asker, PLACE, "Si può delegare solo la gara?", "Senza l'esecuzione, intendo.")
    expect(asker.get_by_role("heading", level=1)).to_have_text("Si può delegare solo la gara?")
    check_axe(asker)
    address = asker.url

    officer = page_as("treviso.sua")
    officer.goto(address)
    officer.get_by_role("link", name="Cita").first.click()
    editor = officer.get_by_role("textbox", name="La tua risposta")
    expect(editor).to_contain_text("ha scritto:")
    officer.keyboard.type("Certo, lo dice la convenzione. @Corr")
    officer.get_by_role("option", name=re.compile("Corrado")).click()
    check_axe(officer)
    officer.get_by_role("button", name="Pubblica la risposta").click()
    expect(officer.locator("#intervento-2 .pico-text")).to_contain_text("@Corrado Referente-Due")

    asker.goto(address)
    asker.get_by_role("button", name="Accetta come risposta").click()
    message(asker, "la domanda è risolta")
    expect(asker.locator(".pico-record-state")).to_contain_text("Risolta")
    asker.locator("#intervento-2").get_by_role("button", name="Grazie").click()
    expect(asker.locator("#intervento-2 button[aria-pressed=true]")).to_contain_text("Grazie 1")
    check_axe(asker)

    asker.get_by_role("link", name="Collega un oggetto").click()
    asker.get_by_label("Parole, CIG o CUP").fill("convenzione")
    asker.get_by_role("main").get_by_role("button", name="Cerca", exact=True).click()
    check_axe(asker)
    asker.get_by_role("button", name=re.compile("^Collega ")).first.click()
    message(asker, "lo vede solo chi può leggerlo")
    expect(asker.get_by_role("region", name="Collegati").get_by_role("link")).to_have_count(1)
    check_axe(asker)

    editor = page_as("upi.redattore")
    editor.goto("/community/moderazione/")
    candidates = editor.get_by_role("region", name="Candidate a FAQ")
    expect(candidates.get_by_role("link", name="Si può delegare solo la gara?")).to_be_visible()
    check_axe(editor)


def test_an_article_is_reported_and_withdrawn(page_as, check_axe):
    reader = page_as("treviso.sit", width=390)
    reader.goto("/community/blog/")
    link = reader.locator(".pico-articles h2 a").first
    title = link.inner_text()
    link.click()
    address = reader.url
    reader.get_by_role("main").get_by_role("link", name="Segnala", exact=True).click()
    reader.get_by_role("radio", name="Riservato").check(force=True)
    check_axe(reader)
    assert fits(reader)
    reader.get_by_role("button", name="Invia la segnalazione").click()
    message(reader, "riceverai l'esito")

    editor = page_as("upi.admin")
    editor.goto("/community/moderazione/")
    editor.get_by_role("link", name=f"Riservato: {title}").click()
    editor.get_by_role("radio", name=re.compile("Accolta")).check()
    editor.get_by_label("Esito motivato").fill("Nomina un concorrente.")
    check_axe(editor)
    editor.get_by_role("button", name="Decidi").click()
    message(editor, "gli interessati ricevono l'esito")
    assert reader.goto(address).status == 404


def test_a_proposal_waits_is_approved_and_then_read(page_as, check_axe):
    author, colleague = page_as("comune3.referente"), page_as("comune2.referente")
    ask(
        author,
        TERRITORY,
        "Un gruppo di acquisto per i mezzi",
        "Chi sarebbe interessato?",
        "Discussione",
    )
    message(author, "Proposta inviata")
    address = author.url
    assert colleague.goto(address).status == 404

    editor = page_as("treviso.redattore")
    editor.goto("/treviso/community/moderazione/")
    check_axe(editor)
    editor.get_by_role("link", name="Un gruppo di acquisto per i mezzi").click()
    editor.get_by_role("button", name="Approva e pubblica").click()
    message(editor, "Proposta approvata")
    colleague.goto(address)
    expect(colleague.get_by_role("heading", level=1)).to_have_text(
        "Un gruppo di acquisto per i mezzi"
    )


def test_a_report_is_handled_and_both_sides_hear(page_as, check_axe):
    author = page_as("comune1.rup")
    ask(author, PLACE, "Quanto dura la verifica del progetto?", "Da noi un mese.")
    address = author.url
    page = page_as("pesarourbino.admin", width=390)
    page.goto(address)
    answer(page, "Comprate il nostro corso!")
    assert fits(page)

    author.goto(address)
    author.locator("#intervento-2").get_by_role("link", name="Segnala").click()
    author.get_by_role("radio", name="Spam").check()
    check_axe(author)
    author.get_by_role("button", name="Invia la segnalazione").click()
    message(author, "riceverai l'esito")

    editor = page_as("upi.redattore")
    editor.goto("/community/moderazione/")
    editor.get_by_role("link", name=re.compile("Spam: Quanto dura")).click()
    editor.get_by_role("radio", name=re.compile("Accolta")).check()
    editor.get_by_label("Esito motivato").fill("È pubblicità.")
    check_axe(editor)
    editor.get_by_role("button", name="Decidi").click()
    message(editor, "gli interessati ricevono l'esito")
    author.goto(address)
    expect(author.locator("#intervento-2")).to_contain_text("nascosto da chi modera")
    for page_of_one in (author, page):
        page_of_one.goto("/avvisi/")
        expect(page_of_one.get_by_role("main")).to_contain_text("È pubblicità.")


def test_a_letter_is_answered_and_stands_in_the_discussion(page_as, mailbox, platform):
    reader = page_as("treviso.sit")
    ask(reader, PLACE, "Chi custodisce le offerte tecniche?", "Dopo l'apertura.")
    address = reader.url
    writer = page_as("brescia.admin")
    writer.goto(address)
    write(writer, "La tua risposta", "Sentiamo @Sisto")
    writer.get_by_role("option", name=re.compile("Sisto")).click()
    writer.get_by_role("button", name="Pubblica la risposta").click()
    letter = mailbox.wait_for(to="treviso.sit@", subject="ti chiama in")
    raw = next(
        path.read_bytes() for path in platform.var.glob("mail/*.eml")
        if b"ti chiama in" in path.read_bytes() or b"ti_chiama_in" in path.read_bytes()
    )  # fmt: skip
    to = re.search(rb"^Reply-To: (\S+)", raw, re.MULTILINE).group(1).decode()
    reply = (
        f"From: {letter.to}\r\nTo: {to}\r\nSubject: Re: x\r\nMessage-ID: <uno@ente.example>\r\n\r\n"
        "Le tiene la SUA.\r\n\r\nIl giorno ven 20 nov 2026 Pi.Co. ha scritto:\r\n> Sentiamo Sisto\r\n"
    )
    done = subprocess.run(
        platform.manage("receive_mail"), cwd=ROOT, env={**os.environ, **platform.environment},
        input=reply.encode(), capture_output=True, check=True,
    )  # fmt: skip
    assert "Accolto" in done.stdout.decode()
    writer.goto(address)
    expect(writer.locator("#intervento-3")).to_contain_text("Le tiene la SUA.")
    expect(writer.locator("#intervento-3")).to_contain_text("per e-mail")
    expect(writer.locator("#intervento-3")).not_to_contain_text("Sentiamo")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_are_accessible_and_fit(page_as, check_axe, width):
    page = page_as("treviso.redattore", width=width)
    for path in ("forum/", "forum/discussioni/", "forum/seguo/", "forum/regole/", "forum/categoria/nuova/",
                 "blog/", "blog/nuovo/", "blog/miei/", "buone-pratiche/", "buone-pratiche/nuova/"):  # fmt: skip
        page.goto(f"/treviso/community/{path}")
        check_axe(page)
        assert fits(page), path
    for place in (".pico-articles h2 a", "tbody a"):
        page.goto(
            "/treviso/community/blog/"
            if "articles" in place
            else "/treviso/community/buone-pratiche/"
        )
        page.locator(place).first.click()
        check_axe(page)
        assert fits(page), page.url
