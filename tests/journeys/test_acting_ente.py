"""One person, two enti: what is seen follows the ente one acts for, and ends with the assignment."""

import re

from playwright.sync_api import expect

from .steps import link_in, message


def test_a_second_ente_is_chosen_in_the_header_and_ends_when_taken_away(
    page_as, mailbox, check_axe
):
    admin = page_as("brescia.admin")
    admin.goto("/adesioni/inviti/nuovo/")
    admin.get_by_label("Indirizzi e-mail").fill("esperto.sua@esperto.pico.example")
    admin.get_by_role("button", name="Spedisci gli inviti").click()
    letter = mailbox.wait_for(to="esperto.sua@", subject="Provincia di Brescia")

    expert = page_as("esperto.sua")
    expert.goto(link_in(letter, "/adesioni/invito/"))
    check_axe(expert)
    expert.get_by_role("button", name="Accetta l'invito").click()
    message(expert, "Ora lavori anche per Provincia di Brescia.")
    check_axe(expert)

    header = expert.get_by_role("banner")
    header.locator("summary").filter(has_text="Agisci per:").click()
    check_axe(expert)
    header.get_by_role("button", name=re.compile("Provincia di Brescia")).first.click()
    message(expert, "Ora operi per Provincia di Brescia.")
    expert.goto("/file/carica/")
    expect(expert.get_by_role("main")).to_contain_text(
        "Solo chi lavora nell'ente: Provincia di Brescia."
    )

    admin.goto("/adesioni/persone/?q=Ettore")
    admin.get_by_role("link", name="Ettore Esperto-Sua").click()
    check_axe(admin)
    admin.get_by_label("Motivo").fill("Collaborazione conclusa.")
    admin.get_by_role("button", name="Sospendi").last.click()

    expert.goto("/file/carica/")
    expect(expert.get_by_role("banner")).not_to_contain_text("Provincia di Brescia")
    expect(expert.get_by_role("main")).not_to_contain_text("Provincia di Brescia")
