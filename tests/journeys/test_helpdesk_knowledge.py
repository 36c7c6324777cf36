"""Who cannot come in is answered; a solved case becomes the answer that the next asker finds while typing."""

from playwright.sync_api import expect

from .steps import again_until, fits, link_in, message

OUTSIDER = "olga.fuori@comune-lontano.pico.example"
NUMBERS = (
    "zero", "uno", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci",
)  # fmt: skip
DAYS = ("lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica")


def answer_of(question: str) -> str:
    """What a person answers to the question of the form."""
    words = question.lower().replace("?", "").replace(".", "").split()
    if "più" in words:
        at = words.index("più")
        return str(NUMBERS.index(words[at - 1]) + NUMBERS.index(words[at + 1]))
    return DAYS[(DAYS.index(words[-1]) + 1) % 7]


def ask_for_access(page, check_axe) -> None:
    page.goto("/accesso/login/")
    page.get_by_role("link", name="Hai problemi di accesso?").click()
    check_axe(page)
    page.get_by_label("Nome", exact=True).fill("Olga")
    page.get_by_label("Cognome", exact=True).fill("Fuori")
    page.get_by_label("E-mail", exact=True).fill(OUTSIDER)
    page.get_by_label("Ripeti l'e-mail").fill(OUTSIDER)
    page.get_by_label("Il mio ente non è in elenco").fill("Comune di Lontano")
    page.get_by_label("Tipo di problema").select_option(label="Non riesco a registrarmi")
    page.get_by_label("Descrizione").fill("Dopo l'invio del modulo compare una pagina bianca.")
    box = page.get_by_label("Domanda di controllo")
    box.fill("non lo so")
    page.get_by_label("Ho letto l'informativa sulla privacy").check()
    page.get_by_role("button", name="Invia la richiesta").click()
    expect(page.get_by_text("La risposta non è giusta").first).to_be_visible()
    check_axe(page)
    box.fill(answer_of(page.locator("#id_answer_helptext").inner_text()))
    page.get_by_role("button", name="Invia la richiesta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Controlla la tua e-mail")
    check_axe(page)


def test_who_has_no_access_gets_an_answer(new_page, page_as, mailbox, check_axe):
    outsider = new_page(width=390)
    ask_for_access(outsider, check_axe)
    assert fits(outsider)
    letter = mailbox.wait_for(to=OUTSIDER, subject="Conferma la tua richiesta")
    outsider.goto(link_in(letter, "/assistenza/accesso/"))
    check_axe(outsider)
    outsider.get_by_role("button", name="Conferma e invia all'assistenza").click()
    message(outsider, "Richiesta confermata")
    check_axe(outsider)

    desk = page_as("upi.helpdesk")
    desk.goto("/assistenza/coda/")
    desk.get_by_role("link", name="Non riesco a registrarmi").first.click()
    expect(desk.get_by_role("main")).to_contain_text("Comune di Lontano")
    desk.locator(".pico-rich-box").first.click()
    desk.keyboard.type("Con quale browser?")
    desk.get_by_role("button", name="Invia", exact=True).click()

    letter = mailbox.wait_for(to=OUTSIDER, subject="Risposta")
    assert "Con quale browser?" in letter.text
    outsider.goto(link_in(letter, "/assistenza/accesso/"))
    outsider.get_by_label("La tua risposta").fill("Con Firefox.")
    outsider.get_by_role("button", name="Invia", exact=True).click()
    expect(outsider.get_by_text("Con Firefox.")).to_be_visible()
    check_axe(outsider)


def make_the_answer(writer, check_axe) -> str:
    """From the proposal of three cases alike to a draft without names, sent to be approved."""
    writer.goto("/treviso/assistenza/faq/redazione/")
    check_axe(writer)
    writer.get_by_role("link", name="Parti dalla richiesta").click()
    expect(writer.locator("mark").first).to_be_visible()
    check_axe(writer)
    after = writer.locator(".pico-side-after").last
    expect(after).not_to_contain_text("@")
    writer.get_by_role("checkbox", name="CIG").check()
    expect(after).to_contain_text("[CIG]")
    writer.get_by_role("button", name="Crea la bozza").click()
    message(writer, "Bozza creata")
    writer.get_by_label("Domanda").fill("Come allego un progetto più grande di 20 MB?")
    writer.get_by_label("Provincia di Treviso ed enti del territorio").check()
    writer.get_by_label("Ho capito: allarga").check()
    writer.get_by_role("button", name="Salva").click()
    message(writer, "FAQ salvata")
    check_axe(writer)
    writer.get_by_role("button", name="Manda in revisione").click()
    message(writer, "Mandata in revisione")
    return writer.url


def test_a_solved_case_becomes_the_answer_found_while_typing(page_as, check_axe):
    address = make_the_answer(page_as("treviso.sua"), check_axe)
    editor = page_as("treviso.redattore")
    editor.goto(address)
    editor.get_by_role("button", name="Approva e pubblica").click()
    message(editor, "FAQ pubblicata")

    asker = page_as("comune2.referente")
    asker.goto("/treviso/community/documenti/")
    asker.get_by_role("banner").get_by_role("link", name="Aiuto su questa pagina").click()
    panel = asker.locator("dialog[open]")
    expect(panel.get_by_text("Chi vede i documenti che carico?")).to_be_visible()
    check_axe(asker)
    panel.get_by_role("link", name="Apri una richiesta").click()
    asker.goto("/treviso/assistenza/faq/")
    box = asker.get_by_label("Che cosa ti serve sapere?")
    found = asker.get_by_role("button", name="Come allego un progetto più grande di 20 MB?")

    def ask_again():  # the index is brought up to date by a job
        box.fill("")
        box.fill("progetto troppo grande, non si allega")
        asker.wait_for_timeout(900)

    again_until(found, look=ask_again)
    found.click()
    expect(asker.get_by_text("uno per elaborato").first).to_be_visible()
    check_axe(asker)
    asker.get_by_role("button", name="Sì").first.click()
    expect(asker.get_by_text("Grazie, ci fa piacere.")).to_be_visible()
