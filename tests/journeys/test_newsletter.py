"""A newsletter from the subscription to the goodbye; a bulletin from the rule to the PDF."""

import re
import urllib.request
from email import message_from_bytes, policy

from playwright.sync_api import expect

from .steps import again_until, link_in, message

READER = "lucia.lettrice@lettori.pico.example"


def raw(mailbox, *, to: str, subject: str):
    """The message itself, with its headers."""
    key = mailbox.wait_for(to=to, subject=subject, seconds=30).key
    content = (mailbox.folder / f"{key}.eml").read_bytes()
    return message_from_bytes(content, policy=policy.default)


def subscribe(page, check_axe) -> None:
    page.goto("/treviso/newsletter/")
    check_axe(page)
    page.get_by_role("link", name="Iscriviti", exact=True).click()
    page.get_by_role("button", name="Iscriviti", exact=True).click()
    expect(page.get_by_text("Senza il consenso non possiamo scriverti").first).to_be_visible()
    check_axe(page)
    page.get_by_role("textbox", name="E-mail").fill(READER)
    page.get_by_role("checkbox", name="Acconsento").check()
    page.get_by_role("button", name="Iscriviti", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controlla la tua e-mail")
    assert not page.context.cookies()


def compose(page, check_axe) -> str:
    page.goto("/treviso/newsletter/redazione/")
    check_axe(page)
    page.get_by_role("link", name="Nuova newsletter").click()
    page.get_by_label("Titolo").fill("Strade d'inverno")
    page.get_by_label("Oggetto").fill("Strade d'inverno: chi chiamare")
    page.get_by_role("button", name="Crea la bozza").click()
    message(page, "Bozza creata")
    page.get_by_role("link", name="Scegli contenuti").click()
    page.get_by_label("Parole").fill("linee guida")
    page.get_by_role("button", name="Cerca", exact=True).last.click()
    page.get_by_label("Linee guida per la Stazione unica appaltante").check()
    check_axe(page)
    page.get_by_role("button", name="Aggiungi gli scelti").click()
    message(page, "1 contenuto aggiunto")
    page.get_by_role("link", name="Testo", exact=True).click()
    page.locator(".pico-rich-box").click()
    page.keyboard.type("I mezzi sono pronti.")
    check_axe(page)
    page.get_by_role("button", name="Salva il blocco").click()
    expect(page.get_by_text("I mezzi sono pronti.")).to_be_visible()
    check_axe(page)
    page.get_by_role("link", name="Anteprima").click()
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="Strade d'inverno")).to_be_visible()
    page.get_by_role("link", name="Telefono").click()
    page.get_by_role("button", name="Mandami una prova").click()
    message(page, "Prova spedita")
    page.get_by_role("button", name="Manda in approvazione").click()
    message(page, "Mandata in approvazione")
    return re.search(r"/redazione/(\d+)/", page.url)[1]


def test_from_the_subscription_to_the_goodbye(page_as, new_page, mailbox, check_axe, platform):
    guest = new_page()
    subscribe(guest, check_axe)
    letter = mailbox.wait_for(to=READER, subject="Conferma l'iscrizione")
    guest.goto(link_in(letter, "/treviso/newsletter/conferma/"))
    check_axe(guest)
    guest.get_by_role("button", name="Conferma l'iscrizione").click()
    expect(guest.get_by_role("main")).to_contain_text("La tua iscrizione è attiva")

    editor = page_as("treviso.redattore")
    pk = compose(editor, check_axe)
    neighbour = page_as("brescia.admin")
    for space in ("brescia", "treviso"):
        assert neighbour.request.get(f"/{space}/newsletter/redazione/{pk}/").status == 404
        for path in ("newsletter/", "newsletter/rss/"):
            assert "Strade d&#x27;inverno" not in neighbour.request.get(f"/{space}/{path}").text()
    boss = page_as("treviso.admin")
    boss.goto(f"/treviso/newsletter/redazione/{pk}/")
    boss.locator("summary", has_text="Approva").click()
    boss.get_by_role("button", name="Approva").last.click()
    message(boss, "Approvata")

    sent = raw(mailbox, to=READER, subject="Strade d'inverno: chi chiamare")
    html = sent.get_body(("html",)).get_content()
    assert "I mezzi sono pronti." in html
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    copies = [one for one in mailbox.letters() if READER in one.to and "chiamare" in one.subject]
    assert len(copies) == 1
    guest.goto(re.search(r'href="(\S+?)">Leggi la newsletter nel browser', html)[1])
    expect(guest.get_by_role("heading", level=1)).to_have_text("Strade d'inverno")
    check_axe(guest)

    boss.goto(f"/treviso/newsletter/redazione/{pk}/numeri/")
    expect(boss.get_by_text("Invio concluso")).to_be_visible(timeout=30_000)
    check_axe(boss)

    # As a mail program does it: one POST, nothing else.
    address = sent["List-Unsubscribe"].strip("<> ")
    with urllib.request.urlopen(address, data=b"List-Unsubscribe=One-Click") as answer:
        assert answer.status == 200
    boss.reload()
    tile = boss.locator(".pico-kpi", has_text="Disiscritti dopo questa")
    expect(tile).to_contain_text("1")
    boss.goto("/treviso/newsletter/liste/iscritti/?q=lucia.lettrice")
    expect(boss.get_by_role("main")).to_contain_text("Disiscritto")
    check_axe(boss)


def test_a_bulletin_from_the_rule_to_the_pdf(page_as, new_page, check_axe):
    boss = page_as("upi.admin")
    boss.goto("/bollettini/redazione/")
    check_axe(boss)
    boss.get_by_role("link", name="Nuovo numero").click()
    boss.get_by_label("Serie").select_option("Bollettino Appalti")
    boss.get_by_role("button", name="Componi il numero").click()
    message(boss, "composto con la regola")
    boss.get_by_role("link", name="Nuova sezione").click()
    boss.get_by_label("Titolo della sezione").fill("Pareri")
    boss.get_by_role("button", name="Aggiungi la sezione").click()
    boss.get_by_role("link", name="Voce libera Pareri").click()
    boss.get_by_label("Titolo").fill("Il RUP in prestito")
    boss.locator(".pico-rich-box").click()
    boss.keyboard.type("Chi lo nomina e chi lo paga.")
    boss.get_by_role("button", name="Aggiungi la voce").click()
    check_axe(boss)
    boss.locator("summary", has_text="Pubblica").click()
    boss.get_by_role("button", name="Pubblica").last.click()
    message(boss, "Bollettino Appalti n.")
    public = boss.get_by_role("link", name="Apri la pagina pubblica").get_attribute("href")

    guest = new_page(width=390)
    guest.goto(public)
    button = guest.get_by_role("link", name=re.compile(r"Scarica il PDF \("))
    again_until(button, look=guest.reload)
    check_axe(guest)
    with guest.expect_download() as download:
        button.click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
