"""Every list of the SUA asks the database as many times at 5 rows as at 60."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.testing import cast
from pico.core.testing import factories as house

from ..models import Campaign, Contract, Lot, RupProfile, Tender, TenderBody, TenderRequest
from ..terms.rup import RupState

pytestmark = pytest.mark.django_db
FEW, MANY = 5, 60
NOW = timezone.now()


def requests(wanted, sua, ente, people):
    for state in ("SENT", "DRAFT"):
        have = TenderRequest.objects.filter(state=state).count()
        TenderRequest.objects.bulk_create(
            TenderRequest(
                number=f"{state[:1]}-{n}", ente=ente, sua=sua, state=state, title=f"Richiesta {n}",
                kind="SERVICES", sent_at=None if state == "DRAFT" else NOW, changed_at=NOW, created_at=NOW,
                officer=people["treviso.sua"],
            )
            for n in range(have, wanted)
        )  # fmt: skip


def tenders(wanted, sua, ente, people):
    made = Tender.objects.bulk_create(
        Tender(
            number=f"SUA-TV-2026-{n:04d}", year=2026, sua=sua, holder=ente, kind="DELEGATED",
            state=("PUBLISHED", "EVALUATION", "PREPARING", "AWARDED")[n % 4] if n % 2 else "PUBLISHED",
            subject=f"Gara {n}", contract_kind="SERVICES", procedure="OPEN", criterion="BEST_VALUE",
            officer=people["treviso.sua"], total=Decimal(1000), published_at=NOW,
            bids_due_at=NOW + timedelta(days=n),
        )
        for n in range(Tender.objects.count(), wanted)
    )  # fmt: skip
    TenderBody.objects.bulk_create(TenderBody(tender=one, ente=ente) for one in made)
    Lot.objects.bulk_create(
        Lot(tender=one, number=number, subject="Lotto", base_amount=Decimal(500))
        for one in made
        for number in (1, 2)
    )


def contracts(wanted, sua, ente, people):
    Contract.objects.bulk_create(
        Contract(
            ente=ente, sua=sua, subject=f"Contratto {n}", kind="SERVICES", supplier="Ditta",
            amount=Decimal(1000), starts_on=date(2025, 1, 1), ends_on=date(2099, 1, 1),
            rup=people["comune1.rup"], created_at=NOW,
        )
        for n in range(Contract.objects.count(), wanted)
    )  # fmt: skip


def rups(wanted, sua, ente, _people):
    for n in range(RupProfile.objects.count(), wanted):
        RupProfile.objects.create(
            person=house.make_person(f"rup{n}"), ente=ente, sua=sua, state=RupState.ACTIVE,
            consents_to_publication=True, search_key=f"rup{n}", created_at=NOW, changed_at=NOW,
        )  # fmt: skip


def campaigns(wanted, sua, ente, people):
    made = Campaign.objects.bulk_create(
        Campaign(
            owner=sua, author=people["treviso.sua"], title=f"Campagna {n}", state="OPEN",
            opens_at=NOW, closes_at=NOW + timedelta(days=30), created_at=NOW,
        )
        for n in range(Campaign.objects.count(), wanted)
    )  # fmt: skip
    for one in made:
        one.answers.create(ente=ente)


@pytest.fixture
def rows(enti, people):
    """Bring every list of Treviso to as many rows, all of Castelfranco."""
    sua, ente = enti[cast.TREVISO], enti[cast.COMUNE_1]

    def bring(wanted):
        for make in (requests, tenders, contracts, rups, campaigns):
            make(wanted, sua, ente, people)

    return bring


LISTS = {
    "richieste/": "Richiesta",
    "richieste/?vista=bacheca": "Richiesta",
    "gare/": "Gara",
    "gare/fasi/": "Gara",
    "gare/?q=gara&ordina=ente": "Gara",
    "contratti/": "Contratto",
    "rup/": "Prova",
    "campagne/": "Campagna",
    "bandi/": "Gara",
    "bandi/dati-aperti/": "gare.csv",
    "": "",
}


def asked(client, path) -> tuple[int, str]:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(f"/treviso/sua/{path}")
    assert answer.status_code == 200, path
    return len(seen), answer.content.decode()


@pytest.mark.parametrize("who", ["treviso.sua", "treviso.admin", "comune1.rup"])
def test_lists_ask_as_often_at_5_as_at_60(rows, sign_in, who):
    client, few, many = sign_in(who), {}, {}
    rows(FEW)
    for path, word in LISTS.items():
        asked(client, path)  # what is asked once, of the space and of the person, is in memory
        few[path], page = asked(client, path)
        assert word in page, path
    rows(MANY)
    for path in LISTS:
        many[path], _page = asked(client, path)
    assert many == few
