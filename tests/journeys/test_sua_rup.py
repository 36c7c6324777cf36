"""A RUP is found, lent, leaves; an officer checks what he is about to send."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from .steps import again_until, fits, message

RUP = "Ruggero Responsabile-Uno"
FILE = (
    "cig;numero_gara;oggetto_lotto;oggetto_principale_contratto;CUP;Flag_PNRR_PNC\n"
    "B1A47D9081;77;Ponte di Ciano;LAVORI;;1\n"
    "A02CFF83E5;77;Strada di Ciano;LAVORI;C11G26000000001;1\n"
    "9642637BC6;78;Mensa;SERVIZI;;0\n"
)


def ask_for_the_rup(page: Page, check_axe) -> str:
    """Find who is compatible with a tender of one's own, and ask his ente for him."""
    page.goto("/treviso/sua/rup/compatibili/")
    check_axe(page)
    page.get_by_label("Settore").select_option(label="lavori")
    page.get_by_label("Importo di tutti i lotti").fill("400.000,00")
    expect(page.get_by_label("Ente della gara")).to_have_value("Comune di Montebelluna")
    page.get_by_role("button", name="Cerca i compatibili").click()
    expect(page.get_by_role("heading", name=re.compile("compatibil.* su"))).to_be_visible()
    check_axe(page)
    page.get_by_role("link", name=RUP).click()
    check_axe(page)
    page.get_by_role("link", name="Chiedilo in prestito").click()
    page.get_by_label("Per che cosa").fill("Rotatoria di via Piave")
    starts = timezone.localdate() + timedelta(days=7)
    page.get_by_label("Dal", exact=True).fill(starts.isoformat())
    page.get_by_label("Al", exact=True).fill((starts + timedelta(days=120)).isoformat())
    page.get_by_label("Ore alla settimana").fill("6")
    check_axe(page)
    page.get_by_role("button", name="Invia la richiesta").click()
    message(page, "Richiesta inviata")
    return page.url


def test_a_rup_is_lent_and_then_leaves(page_as, check_axe):
    asker = page_as("comune3.referente")
    address = ask_for_the_rup(asker, check_axe)

    head = page_as("comune1.referente")
    head.goto(address)
    expect(head.locator(".pico-record-state")).to_contain_text("Comune di Castelfranco Veneto")
    check_axe(head)
    head.get_by_role("link", name="Acconsenti al prestito").click()
    expect(head.get_by_label("Testo dell'accordo")).to_have_value(re.compile("Rotatoria di via"))
    head.get_by_role("button", name="Acconsenti al prestito").click()
    message(head, "Acconsenti al prestito")

    asker.goto(address)
    asker.get_by_role("link", name="Registra l'atto di nomina").click()
    asker.get_by_label("Atto", exact=True).fill("Decreto del sindaco n. 41")
    asker.get_by_label("Data dell'atto").fill(timezone.localdate().isoformat())
    asker.get_by_role("button", name="Registra l'atto di nomina").click()
    expect(asker.locator(".pico-record-state")).to_contain_text("In corso")

    head.goto("/treviso/sua/rup/subentri/nuovo/")
    head.get_by_label("Chi lascia").select_option(label=RUP)
    head.get_by_role("button", name="Avanti").click()
    check_axe(head)
    head.get_by_label("Atto", exact=True).fill("Decreto n. 7")
    for label in ("Data dell'atto", "Con effetto dal"):
        head.get_by_label(label).fill(timezone.localdate().isoformat())
    for choice in head.locator("select").all():
        choice.select_option(label="Carla Referente-Uno")
    head.get_by_role("button", name="Registra il subentro").click()
    message(head, "nulla è rimasto senza titolare")
    check_axe(head)
    asker.reload()
    expect(asker.locator(".pico-record-state")).to_contain_text("Concluso")


def test_an_officer_checks_before_sending(page_as, check_axe):
    officer = page_as("treviso.sua")
    officer.goto("/treviso/sua/controlli/")
    officer.get_by_label("Codici", exact=True).fill("9642637BC5\nB1A47D9082")
    officer.get_by_role("button", name="Controlla", exact=True).click()
    expect(officer.get_by_role("heading", name="1 codice da rivedere")).to_be_visible()
    check_axe(officer)
    officer.locator("input[type=file]").set_input_files(
        {"name": "lotti.csv", "mimeType": "text/csv", "buffer": FILE.encode()}
    )
    officer.get_by_role("button", name="Controlla il file").click()
    report = officer.get_by_role("link", name="Scarica il rapporto (CSV)")
    again_until(report, look=officer.reload)
    check_axe(officer)
    with officer.expect_download() as given:
        report.click()
    assert "9642637BC6" in given.value.path().read_text()
    officer.get_by_role("link", name="1 CIG senza CUP").click()
    officer.get_by_role("link", name="B1A47D9081").first.click()
    check_axe(officer)
    officer.get_by_role("button", name="Collega il CUP").click()
    message(officer, "CUP collegato")

    phone = page_as("treviso.dirigente", width=390, height=844)
    for page in ("controlli/", "controlli/errori/", "contratti/", "rup/", "qualificazioni/"):
        phone.goto(f"/treviso/sua/{page}")
        check_axe(phone)
        assert fits(phone), page
