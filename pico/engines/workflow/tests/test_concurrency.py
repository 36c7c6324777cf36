"""Two persons, one step, two connections; the locks are those of PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.engines.workflow.actions import make_step
from tests.sample_module.models import Dossier
from tests.sample_module.terms import DossierState as S

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_of_two_who_decide_at_once_the_second_is_told_by_whom(writer, decider, now):
    dossier = Dossier.objects.create(title="Palestra", state=S.SENT)
    gate = Barrier(2)

    def decide(step, fields):
        gate.wait()
        try:
            make_step(record=dossier, name=step, actor=decider, now=now, seen=0, **fields)
        except Refusal as refusal:
            return refusal.code, refusal.message
        finally:
            connection.close()
        return "done", ""

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(
            pool.map(decide, ("conclude", "refuse"), ({"outcome": "Sì."}, {"reason": "No."}))
        )
    assert [code for code, _said in answers] == ["changed_meanwhile", "done"]
    assert "Luca Neri (Provincia di Treviso)" in answers[0][1]
    assert AuditLine.objects.filter(subject_type="sample.dossier").count() == 1
    assert Dossier.objects.get().revision == 1
