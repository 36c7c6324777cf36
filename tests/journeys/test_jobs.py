"""Who runs the platform sees the work that does not succeed, why, and tries it again."""

from playwright.sync_api import expect

from .steps import again_until, message

STORY = "lea.lettera@brescia.pico.example"


def test_a_letter_that_the_mail_server_refuses_is_seen_and_tried_again(page_as, mailbox, check_axe):
    upi, sender = page_as("upi.admin"), page_as("brescia.admin")
    with mailbox.refusing("451 4.3.0 Casella non disponibile"):
        sender.goto("/adesioni/inviti/nuovo/")
        sender.get_by_label("Indirizzi e-mail").fill(STORY)
        sender.get_by_role("button", name="Spedisci gli inviti").click()
        message(sender, "1 invito spedito")
        row = upi.get_by_role("row").filter(has_text="Invio di una lettera")
        retrying = row.filter(has_text="Sarà ritentato")
        again_until(retrying.first, look=lambda: upi.goto("/gestione/lavori/"))
        check_axe(upi)
        retrying.first.get_by_role("link").click()
        main = upi.get_by_role("main")
        expect(main).to_contain_text("Perché non è riuscito")
        check_axe(upi)
        upi.locator("summary").filter(has_text="Annulla il lavoro").click()
        upi.get_by_role("button", name="Annulla il lavoro").last.click()
        expect(main).to_contain_text("Annullato")
    upi.get_by_role("button", name="Riprova").click()
    mailbox.wait_for(to=STORY, subject="ti invita")
    again_until(main.get_by_text("Concluso").first, look=upi.reload)
    check_axe(upi)


def test_others_do_not_see_the_work_of_the_platform(page_as, check_axe):
    page = page_as("treviso.admin")
    assert page.goto("/gestione/lavori/").status == 403
    check_axe(page)
