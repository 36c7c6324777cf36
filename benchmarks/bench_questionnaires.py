"""Results and exports of a survey with 8,000 enti invited, 60 questions, every ente's answer sent.

Against what a plain way of doing the same costs: reading the answers and counting them in Python.
"""

import os
import random
import sys
import time
import tracemalloc
from collections import Counter
from statistics import median

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from pico.core.enti.models import Ente  # noqa: E402
from pico.core.testing import factories  # noqa: E402
from pico.engines.questionnaires.actions import starting  # noqa: E402
from pico.engines.questionnaires.documents import sheets  # noqa: E402
from pico.engines.questionnaires.language.outline import (  # noqa: E402
    Outline,
    Question,
    Section,
)
from pico.engines.questionnaires.language.values import figures  # noqa: E402
from pico.engines.questionnaires.models import (  # noqa: E402
    Answer,
    Campaign,
    Figure,
    Invitation,
    Response,
)
from pico.engines.questionnaires.purposes import purpose_of  # noqa: E402
from pico.engines.questionnaires.queries.definitions import outline_of  # noqa: E402
from pico.engines.questionnaires.terms import Kind  # noqa: E402

ENTI = int(os.environ.get("BENCH_ENTI", "8000"))
ROUNDS = 9
OPTIONS = [{"code": f"r{n}", "label": f"Risposta {n}"} for n in range(1, 6)]
ROWS = [{"code": f"v{n}", "label": f"Riga {n}"} for n in range(1, 4)]
KINDS = (
    *(Kind.SINGLE,) * 18, *(Kind.YES_NO,) * 10, *(Kind.NUMBER,) * 10, *(Kind.SCALE,) * 8,
    *(Kind.MULTIPLE,) * 6, *(Kind.MONEY,) * 4, *(Kind.MATRIX,) * 2, *(Kind.LONG_TEXT,) * 2,
)  # fmt: skip


def outline() -> Outline:
    questions = [
        Question(
            f"d{n}", kind, f"Domanda {n}?",
            options=OPTIONS if kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.MATRIX) else [],
            rows=ROWS if kind == Kind.MATRIX else [],
        )
        for n, kind in enumerate(KINDS, 1)
    ]  # fmt: skip
    sections = [
        Section(f"s{n}", f"Sezione {n}", questions=questions[10 * (n - 1) : 10 * n])
        for n in range(1, 7)
    ]
    return Outline("Banco di prova", "", sections)


def value_of(kind: str, chance: random.Random):
    match kind:
        case Kind.SINGLE:
            return f"r{chance.randint(1, 5)}"
        case Kind.YES_NO:
            return chance.choice(["SI", "NO"])
        case Kind.NUMBER | Kind.MONEY:
            return str(chance.randint(0, 90_000))
        case Kind.SCALE:
            return str(chance.randint(1, 5))
        case Kind.MULTIPLE:
            return sorted(chance.sample(["r1", "r2", "r3", "r4", "r5"], 2))
        case Kind.MATRIX:
            return {row["code"]: f"r{chance.randint(1, 5)}" for row in ROWS}
    return "Servono due funzionari tecnici e dati aggiornati."


def fill() -> Campaign:
    """The registry of a test, as many Comuni as asked, an answer of each; what is there stays."""
    call_command("migrate", verbosity=0)
    if there := Campaign.objects.select_related("owner", "questionnaire").first():
        return there
    enti = factories.make_house()
    people = factories.make_cast(enti)
    upi = factories.actor_of(people["upi.admin"])
    now, chance = timezone.now(), random.Random(60)
    campaign = starting.start_from_outline(
        outline=outline(), purpose=purpose_of("SURVEY"), title="Banco di prova", actor=upi, now=now
    )
    Campaign.objects.filter(pk=campaign.pk).update(state="CLOSED", closes_at=now, audience="ENTI")
    asked = outline_of(campaign.questionnaire).asked
    Ente.objects.bulk_create(
        (Ente(name=f"Comune di Banco {n}", kind="COM", region_id="05", territory_id="026",
              search_key=f"banco {n}") for n in range(ENTI)),
        batch_size=2000,
    )  # fmt: skip
    pks = list(Ente.objects.filter(name__startswith="Comune di Banco").values_list("pk", flat=True))
    for start in range(0, len(pks), 500):
        _answers(campaign, asked, pks[start : start + 500], chance, now)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
    else:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    return Campaign.objects.select_related("owner", "questionnaire").get(pk=campaign.pk)


def _answers(campaign, asked, pks, chance, now) -> None:
    invitations = Invitation.objects.bulk_create(
        Invitation(campaign=campaign, ente_id=pk, state="SENT") for pk in pks
    )
    responses = Response.objects.bulk_create(
        Response(campaign=campaign, invitation=one, is_official=True, sent_at=now, region="05",
                 territory="026", ente_kind="COM", size=chance.randint(0, 3))
        for one in invitations
    )  # fmt: skip
    answers, counted = [], []
    for response in responses:
        for question in asked:
            value = value_of(question.kind, chance)
            answers.append(Answer(response=response, question_id=question.pk, value=value))
            counted += [
                Figure(campaign=campaign, question_id=question.pk, response=response, row=one.row,
                       code=one.code, number=one.number)
                for one in figures(question, value)
            ]  # fmt: skip
    Answer.objects.bulk_create(answers, batch_size=5000)
    Figure.objects.bulk_create(counted, batch_size=5000)


def timed(call, rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Median and p95 of the seconds that a call takes, and the median of our CPU in them.

    On SQLite the database works inside our process: its CPU is in ours.
    """
    call()
    seconds, worked = [], []
    for _round in range(rounds):
        started, before = time.perf_counter(), time.process_time()
        call()
        worked.append(time.process_time() - before)
        seconds.append(time.perf_counter() - started)
    return median(seconds), sorted(seconds)[int(len(seconds) * 0.95)], median(worked)


def plain(campaign: Campaign) -> dict:
    """The plain way: read every answer, count in Python."""
    found: dict[int, Counter] = {}
    rows = Answer.objects.filter(response__campaign=campaign, response__is_official=True)
    for question, value in rows.values_list("question", "value").iterator(chunk_size=2000):
        counter = found.setdefault(question, Counter())
        for one in value if isinstance(value, list) else [str(value)]:
            counter[one] += 1
    return found


def memory_of(lines) -> tuple[float, int, float]:
    """Seconds, bytes and the most memory (MB) that a stream took."""
    tracemalloc.start()
    started, size = time.perf_counter(), 0
    for line in lines:
        size += len(line.encode() if isinstance(line, str) else line)
    seconds = time.perf_counter() - started
    most = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return seconds, size, most


def main() -> None:
    started = time.perf_counter()
    campaign = fill()
    print(
        f"{ENTI} answers × {len(KINDS)} questions, filled in {time.perf_counter() - started:.0f} s"
    )
    print(f"{Answer.objects.count():,} answers, {Figure.objects.count():,} figures\n")
    client = Client()
    person = factories.Person.objects.get(username="upi.admin")
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    question = next(one for one in outline_of(campaign.questionnaire).asked if one.kind == "SINGLE")
    pages = {
        "results, 60 questions": reverse("community:survey_results", args=[campaign.pk]),
        "by region, one question": reverse("community:survey_breakdown", args=[campaign.pk, question.pk]),
        "who has answered": reverse("community:survey_invited", args=[campaign.pk]),
    }  # fmt: skip
    print("| page | SQL | KB | median s | p95 s | CPU s | CPU against counting in Python |")
    print("|---|---|---|---|---|---|---|")
    _median, _p95, counted = timed(lambda: plain(campaign), 3)
    for name, address in pages.items():
        with CaptureQueriesContext(connection) as statements:
            answer = client.get(address)
        assert answer.status_code == 200, answer
        middle, p95, worked = timed(lambda address=address: client.get(address))
        ratio = f"{worked / counted:.2f}×" if name.startswith("results") else "–"
        times = f"{middle:.3f} | {p95:.3f} | {worked:.3f}"
        size = len(answer.content) / 1000
        print(f"| {name} | {len(statements)} | {size:.0f} | {times} | {ratio} |")
    print(f"\nCounting every answer in Python takes {counted:.2f} s of CPU.\n")
    print("| export | rows | MB | s | most memory, MB |")
    print("|---|---|---|---|---|")
    whole = outline_of(campaign.questionnaire)
    for codes in (False, True):
        seconds, size, most = memory_of(sheets.csv_lines(campaign, whole, codes=codes))
        name = "CSV, codes" if codes else "CSV, labels"
        print(f"| {name} | {ENTI} | {size / 1e6:.1f} | {seconds:.1f} | {most:.1f} |")


if __name__ == "__main__":
    sys.exit(main())
