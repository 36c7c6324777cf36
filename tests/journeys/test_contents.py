"""Contents of a site: enrolment in an event by e-mail, and a text that comes from Word."""

from playwright.sync_api import expect

from tests.journeys.steps import fits, link_in, message

MEETING = "La SUA incontra i Comuni: la programmazione delle gare"
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style>
<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--></head><body lang=IT>
<p class=MsoNormal style='text-align:justify'><b><span style='font-size:14.0pt;font-family:"Arial";
color:red'>Lavori sul ponte<o:p></o:p></span></b></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span>Testo con <i>corsivo</i></span></p>
</body></html>
"""


def test_a_citizen_enrols_by_e_mail_and_gives_the_seat_back(new_page, page_as, mailbox, check_axe):
    page = new_page(width=390)
    page.goto("/treviso/eventi/")
    page.get_by_role("link", name=MEETING).click()
    assert fits(page)
    page.get_by_role("link", name="Iscriviti").click()
    check_axe(page)
    page.get_by_label("Nome e cognome").fill("Anna Cittadina")
    page.get_by_label("E-mail").fill("anna@example.it")
    page.get_by_role("button", name="Iscriviti").click()
    expect(page.locator("main")).to_contain_text("anna@example.it")
    letter = mailbox.wait_for(to="anna@example.it", subject="Conferma l'iscrizione")
    page.goto(link_in(letter, "/treviso/sito/iscrizioni/"))
    check_axe(page)
    page.get_by_role("button", name="Conferma l'iscrizione").click()
    message(page, "Iscrizione confermata")
    mailbox.wait_for(to="anna@example.it", subject="Sei iscritto")

    organiser = page_as("treviso.redattore")
    organiser.goto("/treviso/sito/")
    check_axe(organiser)
    organiser.get_by_role("link", name=MEETING).click()
    expect(organiser.get_by_role("row").filter(has_text="Anna Cittadina")).to_contain_text(
        "Iscritto"
    )
    check_axe(organiser)

    page.get_by_text("Annulla l'iscrizione").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Annulla l'iscrizione").click()
    message(page, "Iscrizione annullata")


def test_a_text_pasted_from_word_comes_in_clean(page_as):
    page = page_as("treviso.redattore")
    page.goto("/treviso/sito/")
    page.get_by_role("link", name="Contatti e orari").click()
    editor = page.locator(".Draftail-Editor [contenteditable=true]").first
    editor.click()
    page.evaluate(
        """html => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "Lavori sul ponte");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})
            );
        }""",
        WORD,
    )
    expect(editor).to_contain_text("Lavori sul ponte")
    kept = page.locator("input[name$=-value][value*='Lavori sul ponte']").first.get_attribute(
        "value"
    )
    for trace in ("Mso", "mso-", "o:p", "Arial", "red", "justify"):
        assert trace not in kept
    assert '"style":"BOLD"' in kept
    assert '"style":"ITALIC"' in kept
