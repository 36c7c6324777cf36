"""A newcomer asks to work for a Comune; who answers for the Comune decides."""

from playwright.sync_api import expect

from .steps import link_in, message, pick_ente, sign_in

SECRET = "cavalli-blu-sul-fiume"


def register(page, first_name: str, last_name: str, email: str) -> None:
    page.goto("/adesioni/registrazione/")
    page.get_by_label("Nome", exact=True).fill(first_name)
    page.get_by_label("Cognome", exact=True).fill(last_name)
    page.get_by_label("E-mail istituzionale").fill(email)
    pick_ente(page, "conegliano", "Comune di Conegliano")
    page.get_by_label("Ufficio (facoltativo)").fill("Tributi")
    page.get_by_label("Password").fill(SECRET)
    page.get_by_label("Accetto le regole d'uso della piattaforma").check()
    page.get_by_label("Ho letto l'informativa").check()
    page.get_by_role("button", name="Invia la richiesta").click()


def confirm(page, mailbox, email: str) -> None:
    address = link_in(mailbox.wait_for(to=email, subject="Conferma"), "/adesioni/")
    for _ in range(2):  # a mail scanner opens it first: nothing happens
        page.goto(address)
    page.get_by_label("Password scelta nella registrazione").fill(SECRET)
    page.get_by_role("button", name="Conferma la mia e-mail").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("E-mail confermata")


def test_the_request_is_approved_and_the_newcomer_works(new_page, page_as, mailbox, check_axe):
    newcomer, email = new_page(), "nives.nuova@comune2.pico.example"
    register(newcomer, "Nives", "Nuova-Due", email)
    expect(newcomer.get_by_role("main")).to_contain_text(email)
    check_axe(newcomer)
    confirm(newcomer, mailbox, email)
    check_axe(newcomer)
    sign_in(newcomer, email, SECRET)
    expect(newcomer.get_by_role("main")).to_contain_text("non è ancora abilitato")

    officer = page_as("comune2.referente")
    officer.goto("/scrivania/")
    officer.get_by_role("region", name="Tocca a me").get_by_role(
        "link", name="Nives Nuova-Due"
    ).click()
    check_axe(officer)
    officer.get_by_role("button", name="Approva la richiesta").click()
    message(officer, "Nives Nuova-Due ora lavora per Comune di Conegliano")
    check_axe(officer)

    mailbox.wait_for(to=email, subject="Puoi lavorare in Pi.Co.")
    newcomer.goto("/file/")
    expect(
        newcomer.get_by_role("link", name="Programma delle gare 2027 dei Comuni convenzionati")
    ).to_be_visible()


def test_a_refusal_is_told_with_its_reason(new_page, page_as, mailbox, check_axe):
    newcomer, email = new_page(), "norma.nuova@comune2.pico.example"
    register(newcomer, "Norma", "Nuova-Due", email)
    confirm(newcomer, mailbox, email)
    officer = page_as("comune2.referente")
    officer.goto("/adesioni/richieste/")
    officer.get_by_role("link", name="Norma Nuova-Due").click()
    request = officer.url
    officer.get_by_label("Motivo").fill("Non risulta in servizio presso il Comune.")
    officer.get_by_role("button", name="Rifiuta la richiesta").click()
    message(officer, "Richiesta rifiutata")
    letter = mailbox.wait_for(to=email, subject="non è stata accolta")
    assert "Non risulta in servizio presso il Comune." in letter.text

    officer.goto(request)  # a colleague had the page open and comes late
    message(officer, "richiesta già decisa")


def test_an_ente_that_is_not_chosen_is_asked_for_and_nothing_typed_is_lost(new_page, check_axe):
    page = new_page()
    page.goto("/adesioni/registrazione/")
    page.get_by_label("Nome", exact=True).fill("Nora")
    page.get_by_role("button", name="Invia la richiesta").click()
    expect(page.get_by_role("alert")).to_contain_text("Scegli il tuo ente")
    expect(page.get_by_label("Nome", exact=True)).to_have_value("Nora")
    check_axe(page)
