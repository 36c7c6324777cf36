"""Answers, who could not come in, known problems: a believable life of the knowledge base."""

from datetime import datetime, timedelta

from django.utils import timezone

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.enti.queries import ente_by_key
from pico.core.foundation.rich_text import from_plain
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Person

from ..actions import access, faq, problems, replies, usefulness
from ..actions.first_answers import furnish_answers
from ..actions.opening import Request, open_ticket
from ..actions.proposals import propose_from
from ..actions.steps import make_step
from ..models import AccessRequest, Category, Faq, FaqIdea, KnownProblem
from ..terms import (
    AccessProblem,
    AccessRole,
    Audience,
    Family,
    Impact,
    OutsideService,
    ProblemKind,
    Severity,
    Topic,
)


def furnish_knowledge(now: datetime) -> None:
    """Furnish what is not there yet; run again, it adds nothing."""
    editor = _actor("upi.redattore", now)
    if editor is None:
        return
    furnish_answers(actor=editor, now=now - timedelta(days=60))
    _opinions(now)
    _answers_of_treviso(now)
    _problems(now)
    _access(now)
    _cases_alike(now)


def _actor(name: str, now: datetime) -> Actor | None:
    person = Person.objects.filter(username=name).first()
    place = working_memberships(person, today=timezone.localdate(now)).first() if person else None
    return actor_for(person, place) if place else None


def _opinions(now: datetime) -> None:
    for faq_ in Faq.objects.filter(useful_count=0, useless_count=0, space=None)[:8]:
        for number in range(3 + faq_.pk % 5):
            visitor = usefulness.fingerprint(person_id=None, session_key=f"demo-{faq_.pk}-{number}")
            at = now - timedelta(hours=2 + number)
            usefulness.note_sighting(faq=faq_, visitor=visitor, now=at)
            usefulness.give_opinion(faq=faq_, is_useful=number != 2, voter=visitor, now=at)
    usefulness.fold_sightings(now=now)


def _answers_of_treviso(now: datetime) -> None:
    writer, editor = _actor("treviso.sua", now), _actor("treviso.redattore", now)
    space = Space.objects.filter(ente=ente_by_key("p_TV")).first()
    if writer is None or editor is None or space is None:
        return
    for sample in TREVISO:
        if Faq.objects.filter(owner=writer.ente_id, question=sample["question"]).exists():
            continue
        at = now - timedelta(days=sample["days_ago"])
        made = faq.write_faq(
            question=sample["question"], answer=from_plain(sample["answer"]), topic=Topic.SUA,
            audience=Audience.COMUNI, scope=scopes.territory(writer.territory), space=space,
            valid_until=sample.get("valid_until", lambda day: None)(timezone.localdate(now)),
            actor=writer, now=at,
        )  # fmt: skip
        if sample["step"] != "draft":
            made = faq.send_to_review(faq=made, actor=writer, now=at)
        if sample["step"] == "published":
            faq.publish_faq(faq=made, actor=editor, now=at + timedelta(hours=3))


TREVISO = (
    {
        "question": "Quali orari ha lo sportello della SUA di Treviso?",
        "answer": "Lunedì e giovedì dalle 9 alle 13, anche in videochiamata. "
        "Negli altri giorni si risponde alle richieste aperte in Pi.Co.",
        "days_ago": 40,
        "step": "published",
    },
    {
        "question": "Entro quando mandare i fabbisogni 2026?",
        "answer": "Entro il 31 ottobre, dal questionario nella Community.",
        "days_ago": 120,
        "step": "published",
        "valid_until": lambda day: day - timedelta(days=10),
    },
    {
        "question": "Chi paga la pubblicazione del bando di una gara su delega?",
        "answer": "La Provincia la anticipa; il Comune la rimborsa con la tariffa della convenzione.",
        "days_ago": 2,
        "step": "review",
    },
)


def _problems(now: datetime) -> None:
    desk, treviso = _actor("upi.helpdesk", now), _actor("treviso.admin", now)
    if desk is None or treviso is None or KnownProblem.objects.exists():
        return
    slow = problems.tell_problem(
        kind=ProblemKind.PROBLEM, title="Accesso con SPID lento con alcuni gestori",
        text="Dopo le credenziali la pagina può restare bianca fino a un minuto. Non chiuderla: "
        "l'accesso arriva. In alternativa usa la CIE o le credenziali Pi.Co.",
        starts_at=now - timedelta(hours=5), severity=Severity.LOW, topics=[Topic.ACCESS],
        outside_service=OutsideService.SPID, actor=desk, now=now,
    )  # fmt: skip
    for name in ("comune1.rup", "comune2.referente"):
        if joiner := _actor(name, now):
            problems.join_problem(problem=slow, actor=joiner, now=now)
    solved = problems.tell_problem(
        kind=ProblemKind.PROBLEM, title="Anteprime dei documenti non disponibili",
        text="Le anteprime dei PDF non si aprono; i file si scaricano regolarmente.",
        starts_at=now - timedelta(days=6), severity=Severity.LOW, topics=[Topic.COMMUNITY],
        actor=desk, now=now - timedelta(days=6),
    )  # fmt: skip
    problems.solve_problem(
        problem=solved, solution="Era pieno lo spazio di lavoro delle anteprime: ampliato.",
        actor=desk, now=now - timedelta(days=5),
    )  # fmt: skip
    problems.tell_problem(
        kind=ProblemKind.MAINTENANCE, title="Aggiornamento dei server della Provincia",
        text="Il sito della Provincia e i suoi moduli non saranno raggiungibili.",
        starts_at=_at(now + timedelta(days=5), 20), ends_at=_at(now + timedelta(days=5), 22),
        severity=Severity.MEDIUM, topics=[], space=Space.objects.get(ente=treviso.ente_id),
        actor=treviso, now=now,
    )  # fmt: skip


def _at(day: datetime, hour: int) -> datetime:
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def _cases_alike(now: datetime) -> None:
    """Three cases alike, solved at Treviso's SUA desk: the platform proposes an answer."""
    desk = _actor("treviso.sua", now)
    if desk is None or FaqIdea.objects.filter(owner=desk.ente_id).exists():
        return
    made = None
    for number, (name, subject, solution) in enumerate(ALIKE_ONES):
        asker, at = _actor(name, now), now - timedelta(days=9 - 2 * number)
        if asker is None:
            continue
        request = Request(
            family=Family.SERVICES, topic=Topic.SUA,
            category=Category.objects.get(key="sua.tender-request"), subject=subject,
            text=from_plain("Devo completare la richiesta entro venerdì."), impact=Impact.HAMPERED,
        )  # fmt: skip
        made = open_ticket(request=request, actor=asker, now=at)
        make_step(
            record=made, name="solve", actor=desk, now=at + timedelta(hours=4),
            solution=from_plain(solution),
        )  # fmt: skip
    if made is not None:
        propose_from(ticket=made, now=now)


ALIKE_ONES = (
    (
        "comune1.rup",
        "Il progetto supera il limite di 20 MB e non si allega",
        "Dividere il progetto in più PDF, uno per elaborato: ogni file fino a 20 MB.",
    ),
    (
        "comune2.referente",
        "Non si allega il progetto: supera il limite di 20 MB",
        "Come detto al geom. Rossi (0423 735111): un PDF per elaborato, ciascuno fino a 20 MB.",
    ),
    (
        "comune1.referente",
        "Progetto oltre il limite di 20 MB, non si allega",
        "Buongiorno Carla Referente-Uno, per il CIG B1A47D9081 dividi il progetto in più PDF, uno per "
        "elaborato, ciascuno fino a 20 MB; se non basta scrivi a sua@provincia.treviso.example.",
    ),
)


def _access(now: datetime) -> None:
    """One who waits for his mailbox, one already answered; the secrets are known here alone."""
    if AccessRequest.objects.exists():
        return
    desk, space = _actor("upi.helpdesk", now), Space.objects.filter(parent=None).first()
    for sample in OUTSIDERS:
        at = now - timedelta(hours=sample["hours_ago"])
        request = access.take_request(
            space=space, ente=ente_by_key("c_f443"), role=AccessRole.OFFICER, now=at,
            **sample["said"],
        )  # fmt: skip
        if sample["reply"] and desk:
            access.let_in(request=request, now=at + timedelta(minutes=4))
            replies.reply(
                ticket=request.ticket, text=from_plain(sample["reply"]), actor=desk,
                now=at + timedelta(hours=1),
            )  # fmt: skip


OUTSIDERS = (
    {
        "said": {
            "first_name": "Ivo",
            "last_name": "Invano",
            "email": "ivo.invano@comune3.pico.example",
            "problem": AccessProblem.NO_MAIL,
            "description": "Mi sono registrato stamattina ma l'e-mail di conferma non arriva, "
            "nemmeno nella posta indesiderata.",
        },
        "hours_ago": 3,
        "reply": "",
    },
    {
        "said": {
            "first_name": "Serena",
            "last_name": "Senzaccesso",
            "email": "serena.senzaccesso@comune3.pico.example",
            "problem": AccessProblem.SPID,
            "error_code": "21",
            "description": "Con SPID compare «Timeout durante l'autenticazione» da due giorni, "
            "con qualunque browser.",
        },
        "hours_ago": 26,
        "reply": "Il codice 21 vuol dire che il gestore ha impiegato troppo: riprova lasciando "
        "aperta l'app, oppure entra con la CIE. È successo a una certa ora?",
    },
)
