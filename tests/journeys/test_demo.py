"""Who tries the demo: reads that it is well, comes in with a click, reads the mail it sends."""

import json
import smtplib
import subprocess
import urllib.request
from email.message import EmailMessage

import pytest


def test_the_platform_says_that_it_is_well(platform):
    with urllib.request.urlopen(f"{platform.url}/health/") as answer:
        said = json.load(answer)
    assert said["database"] == "sqlite"
    assert {"queue", "version"} <= said.keys()


def test_the_cast_comes_in_with_one_click(new_page, check_axe):
    page = new_page()
    page.goto("/demo/")
    page.get_by_role("button", name="treviso.admin", exact=True).click()
    page.wait_for_url(lambda url: "/demo/" not in url)
    assert page.locator("body").inner_text().count("Tecla") >= 1
    check_axe(page)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_of_the_cast_is_accessible(new_page, check_axe, width):
    page = new_page(width=width)
    page.goto("/demo/")
    check_axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def post(platform, subject):
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@pico.example", "b@pico.example"
    message.set_content("Buongiorno.\n\nScade il 20 nov 2026.")
    with smtplib.SMTP("127.0.0.1", int(platform.environment["MAIL_PORT"]), timeout=5) as office:
        office.send_message(message)


def test_what_was_sent_is_read_on_the_page_of_the_mail(platform, mailbox, new_page, check_axe):
    post(platform, "Convocazione del gruppo")
    mailbox.wait_for(to="b@pico.example", subject="Convocazione")
    page = new_page()
    page.goto("/demo/posta/")
    check_axe(page)
    page.get_by_role("link", name="Convocazione del gruppo").click()
    assert "Scade il 20 nov 2026." in page.locator("main").inner_text()
    check_axe(page)


def test_the_post_office_can_refuse_and_be_down(platform, mailbox):
    with mailbox.refusing("451 4.3.0 Riprova più tardi"), pytest.raises(smtplib.SMTPDataError):
        post(platform, "Rifiutata")
    with mailbox.down(), pytest.raises(ConnectionRefusedError):
        post(platform, "Nessuno risponde")
    assert mailbox.letters() == []


def test_deploying_twice_the_demo_adds_nothing(platform):
    def people():
        count = "from pico.core.people.models import Person; print(Person.objects.count())"
        done = subprocess.run(
            platform.manage("shell", "--verbosity=0", "-c", count),
            env=platform.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    before = people()
    subprocess.run(
        platform.manage("furnish_demo"), env=platform.environment, capture_output=True, check=True
    )
    assert people() == before
