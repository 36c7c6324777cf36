"""A survey to the Provinces filled in by two colleagues and approved; an anonymous poll."""

import re
from datetime import datetime, timedelta

from playwright.sync_api import expect

from .steps import fits, message

SURVEYS = "/community/sondaggi/"
WAVE = "Servizi ai Comuni: gli assetti organizzativi (2026)"
POLL = "Su che cosa vorresti il prossimo incontro delle reti tematiche?"


def saved(page, code: str):
    expect(page.locator(f"#q-{code} [data-saved]")).to_contain_text("Salvato alle")


def test_two_colleagues_answer_for_their_province_and_one_approves(page_as, check_axe):
    admin = page_as("treviso.admin")
    admin.goto(SURVEYS)
    check_axe(admin)
    admin.get_by_role("link", name=WAVE).first.click()
    expect(admin.get_by_text("Precompilata dalla rilevazione precedente").first).to_be_visible()
    check_axe(admin)
    admin.get_by_label(re.compile("Quante persone lavorano")).fill("512")
    admin.get_by_label(re.compile("Quante persone lavorano")).blur()
    saved(admin, "dipendenti")
    answer = admin.url

    admin.get_by_role("button", name="Salva e vai al riepilogo").click()
    admin.get_by_text("Affida una sezione").click()
    admin.get_by_label("Sezione", exact=True).select_option(label="Stazione unica appaltante")
    admin.get_by_label("Collega", exact=True).select_option(label="Susanna Appalta-Treviso – Stazione unica appaltante")  # fmt: skip
    admin.get_by_role("button", name="Affida", exact=True).click()
    message(admin, "trova la sezione fra le cose da fare")
    check_axe(admin)

    colleague = page_as("treviso.sua", width=390)
    colleague.goto(SURVEYS)
    colleague.get_by_role("link", name=WAVE).first.click()
    expect(colleague.get_by_role("heading", level=1)).to_have_text("Stazione unica appaltante")
    assert fits(colleague)
    check_axe(colleague)
    number = colleague.get_by_label(re.compile("Quanti Comuni hanno una convenzione"))
    colleague.get_by_role("radio", name="No", exact=True).check()
    expect(number).to_be_hidden()
    colleague.get_by_role("radio", name="Sì", exact=True).check()
    number.fill("61")
    number.blur()
    saved(colleague, "sua_comuni")

    admin.goto(answer)
    admin.get_by_role("link", name="Stazione unica appaltante").click()
    late = admin.get_by_label(re.compile("Quanti Comuni hanno una convenzione"))
    expect(late).to_have_value("61")
    number.fill("62")
    number.blur()
    expect(colleague.locator("#q-sua_comuni [data-base]")).not_to_have_value("2")
    late.fill("70")
    late.blur()
    conflict = admin.locator("#q-sua_comuni [data-conflict]")
    expect(conflict).to_contain_text("Susanna Appalta-Treviso ha scritto «62 Comuni»")
    check_axe(admin)
    conflict.get_by_role("button", name="Usa la sua").click()
    expect(late).to_have_value("62")

    colleague.get_by_role("button", name="Salva e vai al riepilogo").click()
    colleague.get_by_role("button", name="Chiedi l'approvazione").click()
    message(colleague, "da approvare")

    admin.goto(SURVEYS)
    admin.get_by_role("link", name=WAVE).first.click()
    expect(admin.locator(".pico-badge").first).to_have_text("In approvazione")
    check_axe(admin)
    admin.get_by_text("Approva e invia").first.click()
    admin.get_by_role("button", name="Approva e invia", exact=True).last.click()
    message(admin, "Risposta inviata")
    with admin.expect_download() as download:
        admin.get_by_role("link", name="Ricevuta (PDF)").click()
    assert download.value.suggested_filename.endswith(".pdf")

    upi = page_as("upi.admin")
    upi.goto(SURVEYS)
    upi.get_by_role("link", name=WAVE).last.click()
    upi.get_by_role("link", name="Risultati").click()
    check_axe(upi)
    upi.get_by_role("link", name="Che cosa è cambiato").click()
    expect(upi.get_by_role("main")).to_contain_text("512 persone")
    check_axe(upi)


def test_an_anonymous_poll_is_answered_once(page_as, check_axe):
    page = page_as("treviso.personale", width=390)
    page.goto(SURVEYS)
    page.get_by_role("link", name=POLL).first.click()
    expect(page.get_by_text("si conserva che hai risposto, non che cosa")).to_be_visible()
    check_axe(page)
    page.get_by_role("radio", name=re.compile("Concorsi aggregati")).check()
    page.get_by_role("button", name="Invia la risposta").click()
    message(page, "Risposta inviata: grazie.")
    expect(page.get_by_role("heading", name=POLL).first).to_be_visible()
    assert fits(page)
    check_axe(page)
    page.goto(SURVEYS)
    expect(page.locator(".q-waiting").get_by_role("link", name=POLL)).to_have_count(0)


def test_a_survey_is_written_tried_and_opened(page_as, check_axe):
    page = page_as("treviso.admin")
    page.goto(SURVEYS)
    page.get_by_role("link", name="Nuovo sondaggio").click()
    page.get_by_label("Titolo").fill("Fabbisogni dei Comuni")
    check_axe(page)
    page.get_by_role("button", name="Crea e scrivi le domande").click()
    page.get_by_role("link", name="Aggiungi una domanda").click()
    check_axe(page)
    page.get_by_role("link", name="Sì o no").click()
    page.get_by_label("Domanda", exact=True).fill("Serve una gara nel 2027?")
    page.get_by_role("button", name="Salva e aggiungi un'altra").click()
    page.get_by_role("link", name="Importo in euro").click()
    page.get_by_label("Domanda", exact=True).first.fill("Per quale importo?")
    page.locator("#id_se-question0").select_option("d1")
    page.locator("#id_se-value0").fill("Sì")
    check_axe(page)
    page.get_by_role("button", name="Salva", exact=True).click()
    expect(page.get_by_text("Mostra se «Serve una gara nel 2027?» è «Sì»")).to_be_visible()
    check_axe(page)
    assert fits(page)

    page.get_by_role("link", name="Prova il questionario").click()
    amount = page.get_by_label("Per quale importo?")
    expect(amount).to_be_hidden()
    page.get_by_role("radio", name="Sì").check()
    amount.fill("tanto")
    page.get_by_role("button", name="Controlla le risposte").click()
    expect(page.get_by_role("alert")).to_contain_text("Scrivi un numero")
    check_axe(page)

    page.get_by_role("link", name="Torna alle domande").click()
    page.get_by_role("link", name="Destinatari e tempi").click()
    page.get_by_label("Informativa").fill("Serve a programmare le gare aggregate.")
    page.get_by_role("checkbox", name="Comune").check()
    closes = datetime.now() + timedelta(days=9)  # noqa: DTZ005 - the clock of the page
    page.get_by_label("Chiusura").fill(f"{closes:%Y-%m-%dT12:00}")
    check_axe(page)
    page.get_by_role("button", name="Salva", exact=True).click()
    page.get_by_text("Apri subito").first.click()
    expect(
        page.get_by_text("Dopo la prima risposta le domande non si cambiano più")
    ).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Apri subito", exact=True).last.click()
    expect(page.locator(".pico-badge").first).to_have_text("Aperto")

    comune = page_as("comune1.referente", width=390)
    comune.goto(SURVEYS)
    comune.get_by_role("link", name="Fabbisogni dei Comuni").first.click()
    expect(comune.get_by_role("heading", level=1)).to_be_visible()
    assert fits(comune)
