"""Who cannot sign in writes, proves his mailbox, is answered on a page that only he can open."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from pico.core.adhesion.models import Registration
from pico.core.announcements.models import Announcement
from pico.core.files import vault
from pico.core.foundation.errors import Refusal
from pico.core.mail_in.actions import receive
from pico.core.mail_in.terms import MOST_IN_AN_HOUR, Outcome
from pico.core.notices.models import Letter, Notice
from pico.core.testing.factories import make_person

from ..actions import access as actions
from ..actions import challenge, replies, steps
from ..forms.access import AccessForm
from ..listeners import knowledge as listeners
from ..models import AccessFile, AccessRequest, Ticket
from ..terms import AccessState, MessageKind, TicketState, Voice

FORM = "/assistenza/accesso/"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def calm():
    """Each test has its own allowance."""
    cache.clear()


def answered(browser, **changes) -> dict:
    """What a careful person sends: the question of the page, answered."""
    page = browser.get(FORM)
    form = page.context["form"]
    question = str(form.fields["answer"].help_text)
    return {
        "first_name": "Nives", "last_name": "Nuova", "email": "nives@comune.example",
        "email_again": "nives@comune.example", "ente_words": "Comune di Nessundove",
        "problem": "SPID", "error_code": "21", "description": "La pagina resta bianca dopo SPID.",
        "answer": solve(question), "seal": form.initial["seal"], "privacy": "on", **changes,
    }  # fmt: skip


def solve(question: str) -> str:
    numbers = [n for n, word in enumerate(challenge.NUMBERS) if re.search(rf"\b{word}\b", question)]
    if "più" in question:
        return str(numbers[0] + numbers[1] if len(numbers) == 2 else 2 * numbers[0])
    day = next(n for n, day in enumerate(challenge.DAYS) if day in question)
    return challenge.DAYS[(day + 1) % 7]


def letter_link(subject: str) -> str:
    letter = Letter.objects.filter(title__contains=subject).latest("pk")
    return re.search(r"http\S+", letter.text).group().split("/", 3)[3].rstrip(".")


@pytest.fixture
def confirmed(client, desk):
    """A request that came by the form and whose mailbox is proved; returns it."""
    assert client.post(FORM, answered(client)).status_code == 302
    client.post("/" + letter_link("Conferma"))
    return AccessRequest.objects.get()


def test_nothing_enters_the_queue_before_the_mailbox_is_proved(client, desk):
    page = client.post(FORM, answered(client), follow=True)
    assert "Se l'indirizzo è corretto riceverai" in page.content.decode()
    assert not Ticket.objects.exists()
    link = "/" + letter_link("Conferma")
    for _n in range(2):  # a mail scanner opens it first
        assert client.get(link).status_code == 200
    assert not Ticket.objects.exists()
    page = client.post(link, follow=True)
    ticket = Ticket.objects.get()
    assert ticket.number in page.content.decode()
    assert (ticket.queue.key, ticket.asker, ticket.channel) == ("access", None, "PUBLIC_FORM")
    assert "Codice errore: 21" in ticket.description
    assert client.get(link).status_code == 409
    assert client.post(link).status_code == 409
    assert Ticket.objects.count() == 1


def test_the_answer_is_the_same_whether_the_address_has_an_account(client, people, desk):
    said = []
    for email in ("nessuno@example.org", people["treviso.sua"].email):
        fields = answered(client, email=email, email_again=email)
        page = client.post(FORM, fields, follow=True)
        said.append((page.status_code, re.sub(r"csrf\S+", "", page.content.decode())))
    assert said[0] == said[1]
    assert Letter.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"answer": "boh"}, "La risposta non è giusta"),
        ({"seal": "inventato"}, "Questo campo è obbligatorio"),
        ({"privacy": ""}, "Questo campo è obbligatorio"),
        ({"email_again": "altra@comune.example"}, "I due indirizzi non sono uguali"),
        ({"ente_words": ""}, "Scegli il tuo ente"),
        ({"description": "Non va."}, "almeno 20 caratteri"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_taken(client, desk, changes, words):
    page = client.post(FORM, answered(client, **changes))
    assert page.status_code == 422
    assert words in page.content.decode()
    assert not AccessRequest.objects.exists()


def test_a_program_that_fills_everything_is_thanked_and_forgotten(client, desk):
    assert client.post(FORM, answered(client, sito_web="http://spam.example")).status_code == 302
    assert not AccessRequest.objects.exists()
    assert not Letter.objects.exists()


def test_more_than_five_an_hour_are_refused(client, desk):
    for _n in range(5):
        assert client.post(FORM, answered(client)).status_code == 302
    page = client.post(FORM, answered(client))
    assert "Troppe richieste" in page.content.decode()
    assert AccessRequest.objects.count() == 5


def test_it_asks_neither_fiscal_code_nor_password_and_warns_beside_the_upload(client, desk):
    names = " ".join(AccessForm().fields)
    assert "fiscal" not in names
    assert "password" not in names
    assert "Non inviare documenti di identità o password" in client.get(FORM).content.decode()


def test_files_are_what_they_say_few_and_small(client, desk):
    good = SimpleUploadedFile("schermata.pdf", PDF, "application/pdf")
    wrong = SimpleUploadedFile("schermata.pdf", b"MZ\x90\x00 not a pdf at all", "application/pdf")
    assert client.post(FORM, answered(client, files=[wrong])).status_code == 422
    assert not AccessRequest.objects.exists()
    four = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(4)]
    assert "al massimo 3" in client.post(FORM, answered(client, files=four)).content.decode()
    assert client.post(FORM, answered(client, files=[good])).status_code == 302
    assert AccessFile.objects.get().name == "schermata.pdf"


def test_an_attachment_is_for_who_works_on_the_ticket(client, sign_in, desk):
    file = SimpleUploadedFile("schermata.pdf", PDF, "application/pdf")
    client.post(FORM, answered(client, files=[file]))
    client.post("/" + letter_link("Conferma"))
    kept = AccessFile.objects.get()
    address = reverse("helpdesk:access-file", args=[kept.pk])
    assert sign_in("upi.helpdesk").get(address).status_code == 404  # not looked at yet
    actions.scan_files(request_id=kept.request_id)
    answer = sign_in("upi.helpdesk").get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert "attachment" in answer["Content-Disposition"]
    for name in ("treviso.sua", "comune1.rup"):
        assert sign_in(name).get(address).status_code == 404


def test_the_page_of_answers_needs_the_secret_and_ends_after_ninety_days(client, confirmed):
    address = reverse("helpdesk:access-page", args=[actions.page_secret(confirmed)])
    assert client.get(address).status_code == 200
    assert client.get(address)["Referrer-Policy"] == "same-origin"
    for wrong in (confirmed.ticket.number, confirmed.ticket.key, str(confirmed.pk)):
        assert client.get(reverse("helpdesk:access-page", args=[wrong])).status_code == 404
    AccessRequest.objects.update(page_until=timezone.now() - timedelta(minutes=1))
    assert client.get(address).status_code == 404


def test_both_sides_write_and_the_mailbox_is_told(client, confirmed, people, actors):
    ticket, desk_person = confirmed.ticket, actors["upi.helpdesk"]
    replies.reply(
        ticket=ticket, text="<p>Con quale gestore?</p>", actor=desk_person, now=timezone.now()
    )
    replies.write_note(
        ticket=ticket, text="<p>Già visto.</p>", actor=desk_person, now=timezone.now()
    )
    listeners.ticket_answered(Announcement(subject_id=str(ticket.pk), data={"voice": "DESK"}))
    assert "Con quale gestore?" in Letter.objects.latest("pk").text
    page = "/" + letter_link("Risposta")
    seen = client.get(page).content.decode()
    assert "Con quale gestore?" in seen
    assert "Già visto." not in seen
    client.post(page, {"text": "Con Poste."})
    last = ticket.messages.latest("number")
    assert (last.voice, last.author_name, last.author) == (Voice.ASKER, "Nives Nuova", None)
    assert Notice.objects.filter(
        person=people["upi.helpdesk"], title__contains="Ha scritto"
    ).exists()


# Answers by e-mail --------------------------------------------------------------------------------


def mailed(to: str, text: str, sender: str, *files: tuple[str, bytes], **headers) -> Outcome:
    """What the platform makes of a mail from this mailbox."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, "Re: risposta"
    message["Message-ID"] = f"<{abs(hash((to, text, sender)))}@posta.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    for name, content in files:
        message.add_attachment(
            content, maintype="application", subtype="octet-stream", filename=name
        )
    return receive(raw=message.as_bytes(), now=timezone.now())


@pytest.fixture
def reply_to(confirmed, actors) -> str:
    """Where the last letter of the desk is answered."""
    replies.reply(
        ticket=confirmed.ticket, text="<p>Con quale gestore?</p>", actor=actors["upi.helpdesk"],
        now=timezone.now(),
    )  # fmt: skip
    listeners.ticket_answered(
        Announcement(subject_id=str(confirmed.ticket.pk), data={"voice": "DESK"})
    )
    letter = Letter.objects.latest("pk")
    assert "basta rispondere a questa e-mail" in letter.text
    return letter.reply_to


def test_who_has_no_account_answers_by_mail(confirmed, reply_to, people):
    text = "Con Poste.\n\nIl giorno 3 giu 2026 l'assistenza ha scritto:\n> Con quale gestore?"
    assert mailed(reply_to, text, confirmed.email) == Outcome.TAKEN
    last = confirmed.ticket.messages.latest("number")
    assert (last.voice, last.author_name, last.author) == (Voice.ASKER, "Nives Nuova", None)
    assert "Con Poste." in last.text
    assert "gestore" not in last.text
    assert Notice.objects.filter(
        person=people["upi.helpdesk"], title__contains="Ha scritto"
    ).exists()


def test_the_same_mail_twice_is_one_answer(confirmed, reply_to):
    assert mailed(reply_to, "Con Poste.", confirmed.email) == Outcome.TAKEN
    count = confirmed.ticket.messages.count()
    assert mailed(reply_to, "Con Poste.", confirmed.email) == Outcome.TWICE
    assert confirmed.ticket.messages.count() == count


@pytest.mark.parametrize(
    ("change", "outcome"),
    [
        ({"sender": "altri@posta.example"}, Outcome.STRANGER),
        ({"Auto_Submitted": "auto-replied"}, Outcome.AUTOMATIC),
    ],
)
def test_only_that_mailbox_and_no_machine_writes(confirmed, reply_to, change, outcome):
    count = confirmed.ticket.messages.count()
    assert mailed(reply_to, "Ciao", **{"sender": confirmed.email, **change}) == outcome
    assert confirmed.ticket.messages.count() == count


def test_a_machine_that_hides_is_stopped(confirmed, reply_to):
    outcomes = [mailed(reply_to, f"Eco {n}", confirmed.email) for n in range(MOST_IN_AN_HOUR + 1)]
    assert outcomes[-1] == Outcome.AUTOMATIC
    assert outcomes.count(Outcome.TAKEN) <= MOST_IN_AN_HOUR


def test_after_ninety_days_nobody_answers_by_mail(confirmed, reply_to):
    AccessRequest.objects.update(page_until=timezone.now())
    count = confirmed.ticket.messages.count()
    assert mailed(reply_to, "Con Poste.", confirmed.email) == Outcome.UNKNOWN
    assert confirmed.ticket.messages.count() == count


def test_a_wrong_file_goes_back_with_the_reason(confirmed, reply_to):
    count, files = confirmed.ticket.messages.count(), confirmed.files.count()
    outcome = mailed(reply_to, "Ecco", confirmed.email, ("a.exe", b"MZ"))
    assert outcome == Outcome.REFUSED
    letter = Letter.objects.latest("pk")
    assert letter.to == confirmed.email
    assert "I programmi eseguibili non si possono caricare" in letter.text
    assert (confirmed.ticket.messages.count(), confirmed.files.count()) == (count, files)


def test_who_has_an_account_by_now_writes_as_himself(confirmed, reply_to, people):
    person = people["comune1.rup"]
    AccessRequest.objects.update(person=person)
    Ticket.objects.update(asker=person)
    assert mailed(reply_to, "Sono entrato.", confirmed.email) == Outcome.TAKEN
    assert confirmed.ticket.messages.latest("number").author == person


def test_what_was_solved_is_reopened_by_writing(client, confirmed, actors):
    steps.make_step(
        record=confirmed.ticket, name="solve", actor=actors["upi.helpdesk"], now=timezone.now(),
        solution="<p>Riprova ora.</p>",
    )  # fmt: skip
    message = actions.answer_from_page(request=confirmed, text="Ancora niente.", now=timezone.now())
    confirmed.ticket.refresh_from_db()
    assert confirmed.ticket.state == TicketState.REOPENED
    assert (message.kind, message.author_name) == (MessageKind.PUBLIC, "Nives Nuova")


def test_files_come_with_an_answer_and_wrong_ones_change_nothing(client, confirmed, sign_in):
    page = f"/assistenza/accesso/richiesta/{actions.page_secret(confirmed)}/"
    said = confirmed.ticket.messages.count()
    sent = {"text": "Ecco la schermata.", "files": [SimpleUploadedFile("errore.pdf", PDF)]}
    assert client.post(page, sent).status_code == 302
    last = confirmed.ticket.messages.order_by("-number").first()
    assert "Allegati: errore.pdf" in last.text
    kept = confirmed.files.get(name="errore.pdf")
    actions.scan_files(request_id=kept.request_id)
    address = reverse("helpdesk:access-file", args=[kept.pk])
    assert b"".join(sign_in("upi.helpdesk").get(address).streaming_content) == PDF
    assert sign_in("treviso.sua").get(address).status_code == 404
    for wrong in (
        [SimpleUploadedFile("finto.pdf", b"MZ\x90\x00 not a pdf at all")],
        [SimpleUploadedFile(f"{n}.pdf", PDF) for n in range(4)],
    ):
        answer = client.post(page, {"text": "Ancora.", "files": wrong})
        assert answer.context["form"].errors["files"]
        assert "Ancora." in answer.content.decode()
    assert confirmed.files.count() == 1
    assert confirmed.ticket.messages.count() == said + 1


def test_a_request_holds_ten_files_in_all(confirmed):
    for n in range(9):
        AccessFile.objects.create(
            request=confirmed, name=f"{n}.pdf", key=f"x{n}", size=1, media_type="application/pdf"
        )
    two = [SimpleUploadedFile(f"{n}.pdf", PDF) for n in ("a", "b")]
    with pytest.raises(Refusal, match="troppi"):
        actions.answer_from_page(request=confirmed, text="Ecco.", files=two, now=timezone.now())
    assert confirmed.files.count() == 9


def test_what_nobody_confirms_is_deleted_after_72_hours_with_its_files(
    client, desk, django_capture_on_commit_callbacks
):
    client.post(FORM, answered(client, files=[SimpleUploadedFile("a.pdf", PDF)]))
    asked = AccessRequest.objects.get()
    secret = letter_link("Conferma").rstrip("/").rpartition("/")[2]
    at = asked.created_at
    assert actions.forget_unconfirmed(now=at + timedelta(hours=71)) == 0
    with pytest.raises(Refusal) as refused:
        actions.confirm_request(secret=secret, now=at + timedelta(hours=72))
    assert refused.value.code == "link_unknown"
    kept = AccessFile.objects.get()
    assert vault.holds(kept.key, kept.size)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.forget_unconfirmed(now=at + timedelta(hours=72)) == 1
    assert not AccessRequest.objects.exists()
    assert not AccessFile.objects.exists()
    assert not vault.holds(kept.key, kept.size)


def test_the_account_born_later_finds_its_request(client, confirmed, sign_in):
    person = make_person("nives.nuova", email="Nives@Comune.example")
    Registration.objects.create(
        first_name="Nives", last_name="Nuova", email=person.email, person=person, missing_ente="–",
        token_hash="x", created_at=timezone.now(), expires_at=timezone.now(),
    )  # fmt: skip
    listeners.person_registered(Announcement(subject_id=str(Registration.objects.get().pk)))
    confirmed.refresh_from_db()
    assert confirmed.person == person
    assert confirmed.ticket.asker == person
    assert confirmed.state == AccessState.CONFIRMED


def test_a_code_that_is_not_the_users_goes_to_who_maintains(client, desk):
    client.post(FORM, answered(client, error_code="ErrorCode nr11"))
    client.post("/" + letter_link("Conferma"))
    assert Ticket.objects.get().queue.key == "maintenance"


def test_a_failed_sign_in_fills_code_and_time(client, desk):
    session = client.session
    session["failed_identity"] = {
        "code": "25", "provider": "spid", "at": timezone.now().timestamp() - 60,
    }  # fmt: skip
    session.save()
    page = client.get(FORM)
    assert "Processo di autenticazione annullato" in page.content.decode()
    assert page.context["form"].initial["error_code"] == "25"
    assert page.context["form"].initial["problem"] == "SPID"


def test_the_challenge_takes_figures_and_letters_and_is_not_told_by_its_seal():
    posed = challenge.pose()
    right = solve(posed.question)
    assert challenge.is_answered(posed.seal, f"  {right.upper()} ")
    if right.isdigit():
        assert challenge.is_answered(posed.seal, challenge.NUMBERS[int(right)])
    assert not challenge.is_answered(posed.seal, "ventidue")
    assert not challenge.is_answered(posed.seal + "x", right)
    with override_settings(SECRET_KEY="un'altra chiave, di un'altra piattaforma"):
        assert not challenge.is_answered(posed.seal, right)


# Steps from the secret page ----------------------------------------------------------------------


def secret_page(client) -> str:
    return "/" + letter_link("Richiesta ricevuta")


def test_who_has_no_account_makes_all_his_steps_on_the_page(client, confirmed, actors):
    address, ticket = secret_page(client), Ticket.objects.get()
    shown = client.get(address).content.decode()
    assert "Segna come risolta" in shown
    assert "Annulla la richiesta" in shown
    assert client.post(f"{address}passi/solve/").status_code == 302
    ticket.refresh_from_db()
    assert ticket.is_open, "the desk's steps are not his"
    solved_by = actors["upi.helpdesk"]
    steps.make_step(
        record=ticket, name="solve", solution="Riprova ora.", actor=solved_by, now=timezone.now()
    )
    client.post(f"{address}passi/confirm/")
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CLOSED
    client.post(f"{address}giudizio/", {"score": "5", "words": "Gentili"})
    ticket.refresh_from_db()
    assert (ticket.satisfaction, ticket.satisfaction_words) == (5, "Gentili")
    assert "Hai dato 5 su 5" in client.get(address).content.decode()
    client.post(address, {"text": "Di nuovo non va."})
    ticket.refresh_from_db()
    assert ticket.state == TicketState.REOPENED
    client.post(f"{address}passi/cancel/")
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CANCELLED
    assert client.post(f"{address}passi/settle/").status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CANCELLED


def test_he_may_press_once_the_term_is_past(client, confirmed):
    address, ticket = secret_page(client), Ticket.objects.get()
    assert "Sollecita" not in client.get(address).content.decode()
    client.post(f"{address}passi/nudge/")
    ticket.refresh_from_db()
    assert ticket.nudged_at is None
    Ticket.objects.update(solution_due_at=timezone.now() - timedelta(hours=1))
    assert "Sollecita" in client.get(address).content.decode()
    client.post(f"{address}passi/nudge/")
    ticket.refresh_from_db()
    assert ticket.nudged_at is not None


def test_he_reports_personal_data_from_the_page(client, confirmed):
    address, ticket = secret_page(client), Ticket.objects.get()
    answer = client.post(f"{address}segnala/", {"reason": "C'è il codice fiscale"})
    assert answer.status_code == 302
    ticket.refresh_from_db()
    assert ticket.description == ""
    assert "Testo in quarantena" in client.get(address).content.decode()


def test_a_wrong_secret_opens_no_step(client, confirmed):
    for path in ("passi/cancel/", "giudizio/", "segnala/"):
        assert client.post(f"/assistenza/accesso/richiesta/sbagliato/{path}").status_code == 404
