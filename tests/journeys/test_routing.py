"""The supervisor tries a request on the rules, writes the one that was missing, and tries again."""

import re

from playwright.sync_api import expect

from .steps import fits, message, pick_ente

BENCH = "/assistenza/regole/prova/"


def test_a_rule_is_tried_before_and_after_it_is_written(page_as, check_axe):
    supervisor = page_as("upi.helpdesk")
    supervisor.goto(BENCH)
    check_axe(supervisor)

    def where() -> str:
        supervisor.goto(BENCH)
        pick_ente(supervisor, "Castelfranco V", "Castelfranco Veneto", label="Ente che chiede")
        supervisor.get_by_label("Famiglia").select_option(
            label="Assistenza sui servizi della Provincia"
        )
        supervisor.get_by_label("Modulo").select_option(label="SUA")
        supervisor.get_by_label("Oggetto e descrizione").fill("Il viadotto della circonvallazione")
        supervisor.get_by_role("button", name="Prova", exact=True).click()
        return supervisor.get_by_role("heading", name=re.compile("Andrebbe a")).inner_text()

    assert "Provincia di Treviso – SUA" in where()
    expect(supervisor.get_by_text("Vale la regola «Servizi della Provincia».")).to_be_visible()
    check_axe(supervisor)

    supervisor.goto("/assistenza/regole/")
    check_axe(supervisor)
    supervisor.get_by_role("link", name="Scrivi una regola").click()
    supervisor.get_by_label("Nome", exact=True).fill("Ponti e viadotti")
    supervisor.get_by_label(re.compile("^Parole")).fill("ponte, viadotto")
    supervisor.get_by_label(re.compile("^Coda")).select_option(label="Pool esperti SUA")
    check_axe(supervisor)
    supervisor.get_by_role("button", name="Salva la regola").click()
    message(supervisor, "Regola salvata")
    assert "Provincia di Treviso – SUA" in where()

    supervisor.goto("/assistenza/regole/")
    up = supervisor.get_by_role("button", name="Sposta «Ponti e viadotti» più in alto")
    while up.is_enabled():
        up.click()
    assert "Pool esperti SUA" in where()


def test_the_head_of_a_queue_sees_the_load_and_who_is_away(page_as, check_axe):
    head = page_as("treviso.admin", width=390)
    head.goto("/assistenza/code/")
    check_axe(head)
    assert fits(head)
    head.get_by_role("link", name="Provincia di Treviso – SUA").click()
    expect(head.get_by_text("Sostituisce Susanna Appalta-Treviso")).to_be_visible()
    assert fits(head)
    check_axe(head)
    head.goto("/assistenza/code/assenze/")
    expect(head.get_by_text("Assente oggi").first).to_be_visible()
    assert fits(head)
    check_axe(head)
