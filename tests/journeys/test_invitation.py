"""An administrator invites a colleague by e-mail; the link is personal and opens once."""

import re

from playwright.sync_api import expect

from .steps import link_in, message, sign_in


def invite(page, email: str) -> None:
    page.goto("/adesioni/inviti/")
    page.get_by_role("link", name="Invita", exact=True).click()
    page.get_by_label("Indirizzi e-mail").fill(email)
    page.get_by_label("Messaggio").fill("Ti aspettiamo in ufficio.")
    page.get_by_role("button", name="Spedisci gli inviti").click()
    message(page, "1 invito spedito")


def link(mailbox, email: str) -> str:
    return link_in(mailbox.wait_for(to=email, subject="ti invita"), "/adesioni/invito/")


def test_a_colleague_accepts_once(page_as, new_page, mailbox, check_axe):
    admin, email = page_as("treviso.admin"), "ilario.invitato@treviso.pico.example"
    admin.goto("/adesioni/inviti/nuovo/")
    check_axe(admin)
    invite(admin, email)
    check_axe(admin)
    address, guest = link(mailbox, email), new_page()
    guest.goto(address)
    expect(guest.get_by_role("main")).to_contain_text("Ti aspettiamo in ufficio.")
    check_axe(guest)
    guest.get_by_label("Nome", exact=True).fill("Ilario")
    guest.get_by_label("Cognome").fill("Invitato-Treviso")
    guest.get_by_label("Scegli una password").fill("lanterne-verdi-al-porto")
    guest.get_by_label("Accetto le regole").check()
    guest.get_by_role("main").get_by_role("button").last.click()
    expect(guest).not_to_have_url(re.compile("/invito/"))
    sign_in(guest, email, "lanterne-verdi-al-porto")
    expect(guest.get_by_role("banner")).to_contain_text("Provincia di Treviso")

    late = new_page()
    late.goto(address)
    expect(late.get_by_role("main")).to_contain_text("già")
    expect(late.get_by_role("main").get_by_role("link", name="Accedi")).to_be_visible()
    check_axe(late)


def test_another_person_cannot_use_the_link(page_as, mailbox, check_axe):
    admin, email = page_as("treviso.admin"), "irma.invitata@treviso.pico.example"
    invite(admin, email)
    other = page_as("brescia.admin")
    other.goto(link(mailbox, email))
    main = other.get_by_role("main")
    expect(main).to_contain_text("Esci e accedi con l'indirizzo invitato")
    expect(main).not_to_contain_text(email)
    expect(main.get_by_role("button", name="Accetta l'invito")).to_have_count(0)
    check_axe(other)


def test_a_revoked_invitation_opens_nothing(page_as, new_page, mailbox):
    admin, email = page_as("treviso.admin"), "ivo.invitato@treviso.pico.example"
    invite(admin, email)
    address = link(mailbox, email)
    row = admin.get_by_role("listitem").filter(has_text=email)
    row.locator("summary").click()
    row.get_by_role("button", name="Revoca").last.click()
    message(admin, "revocato")
    guest = new_page()
    guest.goto(address)
    expect(guest.get_by_role("main")).to_contain_text("revocato")
