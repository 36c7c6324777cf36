"""Who sees what of the whole SUA: kind of record × person of the cast × channel, written by hand.

The expectations are the promises of domain/SUA.md (section 2) and of the README, not what the code computes.
Whoever is not named finds nothing: his lists do not hold it, his addresses answer 404.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pico.core.access.actor import ANONYMOUS, SYSTEM
from pico.core.notices.models import Notice
from pico.core.search.actions import refresh_subject
from pico.core.testing import cast
from pico.core.testing import factories as house
from pico.engines.deadlines.queries.terms import visible_terms

from .. import cards
from ..actions import library
from ..actions.checks import files as checks
from ..actions.parameters import load_parameters
from ..actions.tenders import handing
from ..actions.tenders.documents import add_document
from ..models import (
    HandOver,
    LibraryText,
    Lot,
    ProgrammeRow,
    Qualification,
    RupLoan,
    RupProfile,
    RupSuccession,
    Tender,
)
from ..terms.rup import RupState
from ..terms.tenders import TenderKind
from .campaigns.conftest import Stage
from .request_factories import make_agreed, make_draft, make_received
from .rup_factories import make_contract, make_profile
from .tender_factories import CIGS, NOW, lot, make_tender
from .test_checks import HEAD, ROWS
from .test_dues import charged
from .test_tender_steps import paper

pytestmark = pytest.mark.django_db
WORD = "Zibaldone"
HOME = "/treviso/sua/"
NOBODY: frozenset = frozenset()
SUA = frozenset({"treviso.sua", "treviso.dirigente"})
ADMIN = frozenset({"treviso.admin"})
COMUNE_1 = frozenset({"comune1.rup", "comune1.referente"})
COMUNE_2 = frozenset({"comune2.referente"})
UPI = frozenset({"upi.admin"})
READERS = (None, *sorted(SUA | ADMIN | COMUNE_1 | COMUNE_2 | UPI), "brescia.sua")


@dataclass(frozen=True, slots=True)
class Kind:
    """Who opens each page of a record, in which lists who reads its title, who finds it by searching."""

    make: Callable
    pages: dict[str, frozenset]
    lists: dict[str, frozenset]
    found: frozenset
    reads: frozenset | None = None  # who reads the title, where some open the page without it


@pytest.fixture
def world(enti, people, actors):
    return SimpleNamespace(
        enti=enti, people=people, actors=actors, officer=actors["treviso.sua"],
        tv=enti[cast.TREVISO], one=enti[cast.COMUNE_1], two=enti[cast.COMUNE_2], three=enti[cast.COMUNE_3],
    )  # fmt: skip


# How each is made: the title holds the word; the names in braces stand in the addresses --------------


def draft(w):
    made = make_draft(w.enti, w.actors["comune1.rup"], title=f"Bozza {WORD}")
    return made, {"pk": made.pk}


def sent(w):
    made = make_received(w.enti, w.actors, w.people, title=f"Richiesta {WORD}")
    return made, {"pk": made.pk, "file": made.files.first().pk}


def agreement(w):
    made = make_agreed(w.one, w.tv, subject=f"Convenzione {WORD}")
    return made, {"pk": made.pk}


def tender(w):
    made = make_tender(w.enti, w.officer, title=f"Gara {WORD}", lots=(lot(cig=CIGS[0]),))
    document = add_document(
        tender=made, content=paper(), kind="OTHER", title=f"Atto {WORD}", visibility="BODY",
        actor=w.officer, now=NOW,
    )  # fmt: skip
    return made, {"number": made.number, "document": document.pk}


def reserved(w):
    """A document that is the office's alone: its title is what must not be read."""
    made = make_tender(w.enti, w.officer, title="Mensa")
    document = add_document(
        tender=made, content=paper(), kind="OTHER", title=f"Verbale {WORD}", visibility="SUA",
        actor=w.officer, now=NOW,
    )  # fmt: skip
    return made, {"number": made.number, "document": document.pk}


def aggregated(w):
    made = make_tender(
        w.enti, w.officer, title=f"Gara aggregata {WORD}", kind=TenderKind.AGGREGATED,
        bodies=(cast.COMUNE_1, cast.COMUNE_2),
        lots=(lot(shares={w.one: Decimal(100_000), w.two: Decimal(60_000)}),),
    )  # fmt: skip
    return made, {"number": made.number}


def hand_over(w):
    """The lot of an aggregated tender goes to two Comuni: the word is in the package of the first."""
    made = make_tender(
        w.enti, w.officer, title="Carta", kind=TenderKind.AGGREGATED, bodies=(cast.COMUNE_1, cast.COMUNE_2),
        lots=(lot(shares={w.one: Decimal(100_000), w.two: Decimal(60_000)}),),
    )  # fmt: skip
    Lot.objects.update(state="SENT", outcome="AWARDED")
    Tender.objects.update(state="SENT")
    handing.hand_over_lot(made.lots.get(), actor=w.officer, now=NOW)
    given = HandOver.objects.get(ente=w.one)
    HandOver.objects.filter(pk=given.pk).update(package=given.package | {"data": [["Nota", WORD]]})
    return made, {"number": made.number, "pk": given.pk}


def stage(w, title):
    made = Stage(w.enti, w.actors)
    made.campaign.title = title
    made.campaign.save(update_fields=["title"])
    return made


def campaign_draft(w):
    made = stage(w, f"Campagna {WORD}")
    return made.campaign, {"pk": made.campaign.pk}


def campaign(w):
    made = stage(w, f"Campagna {WORD}")
    made.invite(cast.COMUNE_1)
    made.step("open", "treviso.sua")
    return made.campaign, {"pk": made.campaign.pk}


def plan(w):
    """Needs are collected and a plan is made: its enti see it once it is consolidated, not before."""
    made = stage(w, f"Campagna {WORD}")
    made.consolidated()
    return made.campaign, {"pk": made.campaign.pk}


def answer(w):
    """Two Comuni are asked: the word is in the line of the first."""
    made = stage(w, "Cancelleria")
    made.invite(cast.COMUNE_1, cast.COMUNE_2)
    made.step("open", "treviso.sua")
    made.send(10)
    given = made.answer()
    given.lines.update(description=f"Carta {WORD}", supplier=f"Ditta {WORD}")
    return made.campaign, {"pk": made.campaign.pk, "answer": given.pk}


def a_rup(w, **fields):
    person = house.make_person("rup.di.prova", last_name=WORD)
    made = make_profile(w.one, w.tv, person, **fields)
    return made, {"pk": made.pk}


def rup_draft(w):
    return a_rup(w, state=RupState.DRAFT)


def rup(w):
    return a_rup(w)


def rup_published(w):
    return a_rup(w, consents_to_publication=True)


def loan(w):
    profile = make_profile(w.one, w.tv)
    made = RupLoan.objects.create(
        profile=profile, lender=w.one, borrower=w.three, sua=w.tv, purpose=f"Prestito {WORD}",
        starts_on=date(2026, 12, 1), ends_on=date(2027, 5, 31), weekly_hours=6, asked_at=NOW,
    )  # fmt: skip
    return made, {"pk": made.pk}


def succession(w):
    made = RupSuccession.objects.create(
        ente=w.one, sua=w.tv, leaver=w.people["comune1.rup"], act=f"Decreto {WORD}",
        act_on=date(2026, 11, 1), effective_on=date(2026, 11, 2), made_at=NOW,
    )  # fmt: skip
    return made, {"pk": made.pk}


def contract(w):
    made = make_contract(w.one, w.tv, subject=f"Contratto {WORD}")
    return made, {"pk": made.pk}


def programme(w):
    made = ProgrammeRow.objects.create(
        ente=w.one, sua=w.tv, cui="S00481880268202600001", subject=f"Acquisto {WORD}", kind="SERVICES",
        amount=Decimal(90_000), year=timezone.localdate().year + 1, quarter=2, created_at=NOW,
    )  # fmt: skip
    return made, {"pk": made.pk}


def due(w):
    load_parameters(actor=SYSTEM, now=NOW)
    make_agreed(w.one, w.tv)
    (made,) = charged(make_tender(w.enti, w.officer, title=f"Gara {WORD}"), w.officer)
    return made, {"pk": made.pk}


def text_of_the_sua(w):
    library.load_library(actor=SYSTEM, now=NOW)
    national = LibraryText.objects.get(key="formulario.indizione")
    made = library.adopt_text(text=national, sua=w.tv, actor=w.officer, now=NOW)
    LibraryText.objects.filter(pk=made.pk).update(title=f"Testo {WORD}")
    return made, {"pk": made.pk}


def check(w):
    upload = SimpleUploadedFile(f"{WORD}.csv", (HEAD + ROWS).encode())
    made = checks.order_check(
        content=upload, name=upload.name, size=upload.size, sua=w.tv, now=NOW,
        actor=w.actors["comune1.rup"],
    )  # fmt: skip
    checks.run_check(check_id=made.pk, now=NOW)
    return made, {"pk": made.pk}


def qualification(w):
    made = Qualification.objects.create(
        ente=w.one, sector="WORKS", level="L3", valid_from=date(2026, 1, 1), source=f"Fonte {WORD}",
        created_at=NOW,
    )  # fmt: skip
    return made, {"pk": w.one.pk}


def every(pages, readers: frozenset) -> dict[str, frozenset]:
    return dict.fromkeys(pages, readers)


def of_tender(readers: frozenset) -> dict[str, frozenset]:
    tabs = ("", "lotti/", "persone/", "documenti/", "chiarimenti/", "scadenze/", "storia/")
    return every([f"gare/{{number}}/{one}" for one in (*tabs, "fascicolo.pdf")], readers)


REQUEST_LISTS = ("richieste/", "richieste/?vista=bacheca", "richieste/?formato=csv")
TENDER_LISTS = (
    "gare/", "gare/fasi/", "gare/?formato=csv",
    "cruscotto/gare/?voce=gare&dal=2026-01-01&al=2026-12-31",
)  # fmt: skip
REQUEST_TABS = ("", "documenti/", "scadenze/", "storia/")
OFFICE = SUA | ADMIN
PROVINCE_AND_ONE = OFFICE | COMUNE_1

# The table -----------------------------------------------------------------------------------------

TABLE = {
    "request, draft": Kind(
        draft,
        every([f"richieste/{{pk}}/{one}" for one in (*REQUEST_TABS, "modifica/oggetto/")], COMUNE_1),
        lists=every(REQUEST_LISTS, COMUNE_1),
        found=COMUNE_1,
    ),
    "request, sent": Kind(
        sent,
        every([f"richieste/{{pk}}/{one}" for one in (*REQUEST_TABS, "ricevuta.pdf", "file/{file}/")], PROVINCE_AND_ONE),
        lists=every(REQUEST_LISTS, PROVINCE_AND_ONE),
        found=OFFICE,
    ),
    "agreement": Kind(
        agreement,
        {"convenzioni/{pk}/": PROVINCE_AND_ONE},
        lists=every(("convenzioni/", "convenzioni/?formato=csv"), PROVINCE_AND_ONE),
        found=NOBODY,
    ),
    "tender": Kind(
        tender,
        of_tender(PROVINCE_AND_ONE) | {
            "gare/{number}/fascicolo.zip": PROVINCE_AND_ONE,
            "gare/{number}/documenti/{document}/": PROVINCE_AND_ONE,
            "gare/{number}/dati/": SUA,
            "gare/{number}/passo/cancel/": frozenset({"treviso.dirigente"}),
            "bandi/{number}/": NOBODY,
            "bandi/{number}/ocds.json": NOBODY,
        },
        lists=every(TENDER_LISTS, PROVINCE_AND_ONE) | every(("bandi/", "bandi/dati-aperti/gare.json", "bandi/dati-aperti/gare.csv"), NOBODY),
        found=PROVINCE_AND_ONE,
    ),
    "tender, a document of the office": Kind(
        reserved,
        of_tender(PROVINCE_AND_ONE) | {"gare/{number}/documenti/{document}/": SUA},
        lists=every((*TENDER_LISTS, "bandi/"), NOBODY),
        found=NOBODY,
        reads=SUA,
    ),
    "tender, aggregated": Kind(
        aggregated,
        of_tender(PROVINCE_AND_ONE | COMUNE_2) | {"gare/{number}/enti/": PROVINCE_AND_ONE | COMUNE_2, "gare/{number}/dati/": SUA},
        lists=every(TENDER_LISTS, PROVINCE_AND_ONE | COMUNE_2),
        found=PROVINCE_AND_ONE | COMUNE_2,
    ),
    "hand-over": Kind(
        hand_over,
        {"gare/{number}/consegne/": PROVINCE_AND_ONE | COMUNE_2, "gare/{number}/consegne/{pk}/restituisci/": COMUNE_1},
        lists=every(TENDER_LISTS, NOBODY),
        found=NOBODY,
        reads=PROVINCE_AND_ONE,
    ),
    "campaign, draft": Kind(
        campaign_draft,
        {"campagne/{pk}/": OFFICE, "campagne/{pk}/voci/": OFFICE} | every([f"campagne/{{pk}}/{one}" for one in ("enti/", "modifica/", "duplica/")], SUA),
        lists=every(("campagne/", "campagne/?formato=csv"), OFFICE),
        found=OFFICE,
    ),
    "campaign, open": Kind(
        campaign,
        {"campagne/{pk}/": PROVINCE_AND_ONE, "campagne/{pk}/risposta/": COMUNE_1}
        | every([f"campagne/{{pk}}/{one}" for one in ("enti/", "risposte/")], SUA),
        lists=every(("campagne/", "campagne/?formato=csv"), PROVINCE_AND_ONE),
        found=OFFICE,
    ),
    "plan": Kind(
        plan,
        {"campagne/{pk}/": PROVINCE_AND_ONE | COMUNE_2, "campagne/{pk}/dati-aperti.csv": NOBODY}
        | every([f"campagne/{{pk}}/{one}" for one in ("piano/", "simulatore/")], SUA),
        lists={"campagne/": PROVINCE_AND_ONE | COMUNE_2},
        found=OFFICE,
    ),
    "answer": Kind(
        answer,
        {
            "campagne/{pk}/risposte/{answer}/": SUA,
            "campagne/{pk}/risposte/{answer}/ricevuta.pdf": SUA | COMUNE_1,
            "campagne/{pk}/risposta/sezioni/0/": COMUNE_1 | COMUNE_2,
        },
        lists=every(("campagne/", "campagne/{pk}/", "campagne/{pk}/risposta/"), NOBODY),
        found=NOBODY,
        reads=SUA | COMUNE_1,
    ),
    "RUP, draft": Kind(
        rup_draft,
        {"rup/{pk}/": COMUNE_1, "rup/{pk}/modifica/": frozenset({"comune1.referente"})},
        lists=every(("rup/", "rup/?formato=csv"), COMUNE_1),
        found=NOBODY,
    ),
    "RUP, active": Kind(
        rup,
        {"rup/{pk}/": SUA | COMUNE_1},
        lists=every(("rup/", "rup/?formato=csv"), SUA | COMUNE_1),
        found=COMUNE_1,
    ),
    "RUP, published": Kind(
        rup_published,
        {"rup/{pk}/": PROVINCE_AND_ONE | COMUNE_2, "rup/{pk}/disponibilita/": frozenset({"comune1.referente"})},
        lists=every(("rup/", "rup/?formato=csv"), PROVINCE_AND_ONE | COMUNE_2),
        found=PROVINCE_AND_ONE | COMUNE_2,
    ),
    "loan": Kind(
        loan,
        {"rup/prestiti/{pk}/": SUA | COMUNE_1},
        lists={"rup/prestiti/": SUA | COMUNE_1},
        found=NOBODY,
    ),
    "succession": Kind(
        succession,
        {"rup/subentri/{pk}/": SUA | COMUNE_1},
        lists={"rup/subentri/": SUA | COMUNE_1},
        found=NOBODY,
    ),
    "contract": Kind(
        contract,
        {"contratti/{pk}/": PROVINCE_AND_ONE},
        lists=every(("contratti/", "contratti/?formato=csv"), PROVINCE_AND_ONE),
        found=NOBODY,
    ),
    "programme": Kind(
        programme,
        {"programmazione/{pk}/": PROVINCE_AND_ONE},
        lists=every(("programmazione/", "programmazione/?formato=csv"), PROVINCE_AND_ONE),
        found=NOBODY,
    ),
    "due": Kind(
        due,
        every(("rimborsi/{pk}/", "rimborsi/{pk}/lettera.pdf", "rimborsi/{pk}/lettera.docx"), PROVINCE_AND_ONE)
        | {"rimborsi/{pk}/passi/request/": SUA},
        lists=every(("rimborsi/", "rimborsi/?formato=csv"), PROVINCE_AND_ONE),
        found=NOBODY,
    ),
    "text of the SUA": Kind(
        text_of_the_sua,
        {"documentale/{pk}/": OFFICE, "documentale/{pk}/testo.pdf": OFFICE, "documentale/{pk}/modifica/": SUA},
        lists=every(("documentale/", "documentale/?formato=csv"), OFFICE),
        found=NOBODY,
    ),
    "check of a file": Kind(
        check,
        {"controlli/file/{pk}/": COMUNE_1, "controlli/file/{pk}/rapporto/": COMUNE_1},
        lists={"controlli/file/": COMUNE_1},
        found=NOBODY,
    ),
    "qualification": Kind(
        qualification,
        {"qualificazioni/{pk}/": PROVINCE_AND_ONE | UPI},
        lists=every(("qualificazioni/", "qualificazioni/?formato=csv"), PROVINCE_AND_ONE | UPI),
        found=NOBODY,
    ),
}  # fmt: skip


# The channels --------------------------------------------------------------------------------------


@pytest.fixture
def enter(client, people):
    """A client that is somebody, or nobody."""

    def enter(who):
        client.logout()
        if who:
            client.force_login(
                people[who], backend="allauth.account.auth_backends.AuthenticationBackend"
            )
        return client

    return enter


def text(answer) -> str:
    if answer.status_code != 200:
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace")


def denied(kind: Kind, who) -> set[int]:
    """Not there, for a neighbour. Who reads the record may be told that one page of it is not for him.

    For who has no name, the way to sign in says no more than a page that is not there.
    """
    if who is None:
        return {302, 404}
    return {403, 404, 409} if who in next(iter(kind.pages.values())) else {404}


@pytest.mark.parametrize("name", TABLE)
def test_a_record_is_opened_by_whom_it_should_and_by_nobody_else(world, enter, name):
    kind = TABLE[name]
    _made, names = kind.make(world)
    wrong = []
    for who in READERS:
        client = enter(who)
        for page, readers in kind.pages.items():
            answer = client.get(HOME + page.format(**names))
            allowed = {200} if who in readers else denied(kind, who)
            if answer.status_code not in allowed:
                wrong.append((who, page, answer.status_code))
            elif who not in (readers if kind.reads is None else kind.reads) and WORD in text(
                answer
            ):
                wrong.append((who, page, "reads it"))
    neighbour = enter("brescia.sua")
    for page in kind.pages:  # nor in the space where he is at home
        answer = neighbour.get(f"/brescia/sua/{page.format(**names)}")
        if answer.status_code != 404:
            wrong.append(("brescia.sua", f"/brescia/{page}", answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("name", TABLE)
def test_who_may_reads_it(world, enter, name):
    """The table would be empty words if those who may did not read what others may not."""
    kind = TABLE[name]
    _made, names = kind.make(world)
    pages = [page for page in kind.pages if page.endswith("/")]
    for who in (kind.reads or next(iter(kind.pages.values()))) - {None}:
        client = enter(who)
        assert any(WORD in text(client.get(HOME + page.format(**names))) for page in pages), who


@pytest.mark.parametrize("name", TABLE)
def test_lists_and_files_hold_it_for_whom_they_should(world, enter, name):
    kind = TABLE[name]
    _made, names = kind.make(world)
    for page, readers in kind.lists.items():
        found = {
            who for who in READERS if WORD in text(enter(who).get(HOME + page.format(**names)))
        }
        assert found == readers, page


@pytest.mark.parametrize("name", TABLE)
def test_it_is_found_by_whom_it_should(world, enter, name):
    kind = TABLE[name]
    made, _names = kind.make(world)
    for one in (made, *(made.places.all() if isinstance(made, Tender) else ())):
        refresh_subject(
            subject_type=one._meta.label_lower, subject_id=str(one.pk), now=timezone.now()
        )
    found = set()
    for who in READERS:
        answer = enter(who).get(f"/treviso/api/v1/search?q={WORD}")
        if answer.status_code == 200 and answer.json()["items"]:
            found.add(who)
    assert found == kind.found


@pytest.mark.parametrize("name", TABLE)
def test_homes_of_others_say_nothing_of_it(world, enter, name):
    kind = TABLE[name]
    kind.make(world)
    readers = frozenset().union(*kind.pages.values(), *kind.lists.values())
    for who in set(READERS) - readers:
        client = enter(who)
        for page in ("/treviso/", HOME, "/brescia/sua/", "/treviso/sua/gare/", "/scadenze/"):
            assert WORD not in text(client.get(page)), (who, page)


@pytest.mark.parametrize("name", TABLE)
def test_nobody_else_is_told_of_it(world, name):
    kind = TABLE[name]
    made, _names = kind.make(world)
    readers = frozenset().union(*kind.pages.values(), *kind.lists.values())
    strangers = set(READERS) - {None} - readers
    told = Notice.objects.filter(person__username__in=strangers)
    assert not [one for one in told if WORD in f"{one.title} {one.body}"]
    addresses = {world.people[who].email for who in strangers}
    assert not [one for one in mail.outbox if addresses & set(one.to) and WORD in one.body]
    for who in strangers:
        terms = visible_terms(world.actors[who]).filter(
            subject_type=made._meta.label_lower, subject_id=str(made.pk)
        )
        assert not terms.exists(), who


# The counters of the cards -------------------------------------------------------------------------

CARDS = ("requests", "tenders", "needs", "rup_to_check", "contracts_expiring", "dues")
COUNTED = {
    "treviso.sua": (1, 1, 0, 1, 1, 1),
    "treviso.dirigente": (1, 1, 0, 1, 1, 1),
    "treviso.admin": (1, 1, None, None, 1, None),
    "comune1.rup": (0, 1, 1, None, 1, None),
    "comune1.referente": (0, 1, 1, None, 1, None),
    "comune2.referente": (0, None, None, None, None, None),
    "brescia.sua": (0, None, None, None, None, None),
    "upi.admin": (None, None, None, None, None, None),
    None: (None, None, None, None, None, None),  # the way to the notices has no number
}


def test_cards_count_what_one_may_read(world):
    sent(world)
    asked_for, _names = tender(world)
    load_parameters(actor=SYSTEM, now=NOW)
    charged(asked_for, world.officer)
    campaign(world)
    make_contract(world.one, world.tv, ends_on=timezone.localdate() + timedelta(days=60))
    RupProfile.objects.filter(pk=make_profile(world.one, world.tv).pk).update(
        state=RupState.IN_CHECK
    )
    space, found = world.tv.space, {}
    for who in COUNTED:
        asked = SimpleNamespace(actor=world.actors[who] if who else ANONYMOUS, space=space)
        drawn = [getattr(cards, name)(asked) for name in CARDS]
        found[who] = tuple(None if one is None else one.number for one in drawn)
    assert found == COUNTED
