from pico.engines.workflow.conditions import all_tracks, follows
from pico.engines.workflow.flows import Workflow
from pico.engines.workflow.tables import REASON, Step, Table
from pico.engines.workflow.terms import STAY

from .permissions import DECIDE, JOIN, WRITE
from .terms import DossierState as S
from .terms import TrackState as T


def has_a_title(dossier) -> str | None:
    return None if dossier.title else "Scrivi il titolo."


def note_the_end(dossier, moved) -> tuple[str, ...]:
    dossier.closed_at = moved.now
    return ("closed_at",)


EVERYBODY_CHOSE = all_tracks(
    "tracks", (T.JOINED, T.LEFT), "Qualche ente non ha ancora scelto.", name="everybody_chose"
)
STEPS = (
    Step("send", "Invia", (S.DRAFT,), S.SENT, WRITE, (has_a_title,), tone="primary"),
    Step("gather", "Chiedi agli enti", (S.SENT,), S.GATHERING, DECIDE),
    Step("conclude", "Concludi", (S.SENT,), S.DONE, DECIDE, requires=("outcome",), effects=(note_the_end,), is_bulk=True),
    Step("close", "Chiudi la raccolta", (S.GATHERING,), S.DONE, DECIDE, (EVERYBODY_CHOSE,), effects=(note_the_end,), by_system=True, is_automatic=True),
    Step("refuse", "Respingi", (S.SENT, S.GATHERING), S.REFUSED, DECIDE, requires=(REASON,), tone="danger"),
    Step("urge", "Sollecita", (S.SENT, S.GATHERING), STAY, WRITE, confirm="Chi decide riceve un avviso.", is_bulk=True),
)  # fmt: skip

# The first table paused what the present one closes; a dossier begun under it may still come back.
BEFORE = (
    Step("send", "Invia", (S.DRAFT,), S.SENT, WRITE),
    Step("pause", "Sospendi", (S.SENT,), S.PAUSED, DECIDE),
    Step("resume", "Riprendi", (S.PAUSED,), S.SENT, DECIDE),
)

DOSSIER = Workflow(
    "sample.dossier",
    S,
    S.DRAFT,
    STEPS,
    meanings={
        S.DRAFT: "draft",
        S.SENT: "running",
        S.GATHERING: "waiting",
        S.DONE: "done",
        S.REFUSED: "refused",
        S.PAUSED: "suspended",
    },
    version=2,
    older=(Table(1, BEFORE),),
    upgrades={(1, 2): {S.DRAFT: S.DRAFT, S.SENT: S.SENT, S.PAUSED: S.SENT}},
)

IS_GATHERED = follows("dossier", (S.GATHERING,), "La raccolta non è aperta.", name="is_gathered")

TRACK = Workflow(
    "sample.track",
    T,
    T.INVITED,
    (
        Step("join", "Aderisci", (T.INVITED,), T.JOINED, JOIN, (IS_GATHERED,)),
        Step("leave", "Rinuncia", (T.INVITED, T.JOINED), T.LEFT, JOIN, (IS_GATHERED,)),
    ),
    meanings={T.INVITED: "waiting", T.JOINED: "done", T.LEFT: "refused"},
)
