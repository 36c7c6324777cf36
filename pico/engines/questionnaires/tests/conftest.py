"""What the tests of the engine share: a purpose of their own kind, a survey of every kind of question."""

from datetime import UTC, datetime, timedelta

import pytest

from pico.core.access import scopes
from pico.core.testing import cast
from pico.engines.questionnaires.actions import campaigning, starting
from pico.engines.questionnaires.language.outline import Outline, Question, Section
from pico.engines.questionnaires.models import Campaign
from pico.engines.questionnaires.purposes import purpose_of
from pico.engines.questionnaires.terms import Anonymity, Audience, Kind

NOW = datetime(2026, 11, 21, 9, 42, tzinfo=UTC)
CLOSES = NOW + timedelta(days=20)


def options(*labels) -> list[dict]:
    return [{"code": f"r{n}", "label": label} for n, label in enumerate(labels, 1)]


def every_kind() -> Outline:
    """One question of each kind, in two sections; the second depends on the first."""
    is_active = {"all": [{"question": "attiva", "op": "equals", "value": "SI"}]}
    return Outline(
        "Ogni tipo",
        "",
        [
            Section("scelte", "Scelte", questions=[
                Question("attiva", Kind.YES_NO, "È attiva?", is_required=True),
                Question("ufficio", Kind.SINGLE, "Quale ufficio?", options=options("SUA", "SIT", "SAPE")),
                Question("servizi", Kind.MULTIPLE, "Quali servizi?", options=options("Gare", "Dati", "Bandi"),
                         settings={"max": 2}),
                Question("utile", Kind.SCALE, "Quanto è utile?"),
                Question("consigli", Kind.NPS, "Lo consiglieresti?"),
                Question("ordine", Kind.RANKING, "Che cosa conta di più?", options=options("Tempo", "Costo")),
                Question("griglia", Kind.MATRIX, "Come va?", options=options("Bene", "Male"),
                         rows=[{"code": "v1", "label": "Strade"}, {"code": "v2", "label": "Scuole"}]),
            ]),
            Section("misure", "Misure", shown_if=is_active, questions=[
                Question("comuni", Kind.NUMBER, "Quanti Comuni?", is_required=True,
                         settings={"unit": "Comuni", "min": "0", "max": "400"}),
                Question("importo", Kind.MONEY, "Per quale importo?"),
                Question("quota", Kind.PERCENT, "Quale quota?"),
                Question("dal", Kind.DATE, "Da quando?"),
                Question("nome", Kind.TEXT, "Come si chiama?"),
                Question("note", Kind.LONG_TEXT, "Altro?"),
                Question("atto", Kind.FILE, "L'atto"),
                Question("capofila", Kind.ENTE, "Chi è capofila?"),
                Question("comune", Kind.COMUNE, "Quale Comune?"),
                Question("cpv", Kind.CPV, "Quale CPV?"),
                Question("spese", Kind.TABLE, "Le spese",
                         rows=[{"code": "c1", "label": "Voce", "kind": "TEXT"},
                               {"code": "c2", "label": "Importo", "kind": "MONEY"}]),
                Question("leggi", Kind.NOTE, "Grazie."),
            ]),
        ],
    )  # fmt: skip


def short() -> Outline:
    return Outline(
        "Breve",
        "",
        [
            Section("prima", "Prima", questions=[
                Question("attiva", Kind.YES_NO, "È attiva?", is_required=True),
                Question("comuni", Kind.NUMBER, "Quanti Comuni?", is_required=True,
                         settings={"prefill": "population"},
                         shown_if={"all": [{"question": "attiva", "op": "equals", "value": "SI"}]}),
            ]),
            Section("seconda", "Seconda", questions=[
                Question("note", Kind.LONG_TEXT, "Altro?"),
            ]),
        ],
    )  # fmt: skip


@pytest.fixture
def purpose():
    """The surveys of the Community: the first user of the engine."""
    return purpose_of("SURVEY")


@pytest.fixture
def upi(actors):
    return actors["upi.admin"]


@pytest.fixture
def make(purpose, upi):
    """Make a campaign: `make(outline, audience=…)`, not open yet."""

    def make_campaign(outline=None, actor=None, **values) -> Campaign:
        actor = actor or upi
        campaign = starting.start_from_outline(
            outline=outline or short(), purpose=purpose, title="Sondaggio", actor=actor, now=NOW
        )
        return campaigning.edit_campaign(
            campaign=campaign,
            values={
                "privacy": "Si usa per la ricerca.",
                "audience": Audience.ENTI,
                "recipients": {"kinds": ["PROV"]},
                "anonymity": Anonymity.NAMED,
                "closes_at": CLOSES,
                "scope": scopes.PROVINCES,
                **values,
            },
            actor=actor,
            now=NOW,
        )

    return make_campaign


@pytest.fixture
def opened(make, upi):
    """Make and open a campaign."""

    def open_one(outline=None, **values) -> Campaign:
        campaign = make(outline, **values)
        return campaigning.open_campaign(campaign=campaign, actor=upi, now=NOW)

    return open_one


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


def invitation_to(campaign, ente):
    found = campaign.invitations.get(ente=ente)
    found.campaign = campaign
    return found
