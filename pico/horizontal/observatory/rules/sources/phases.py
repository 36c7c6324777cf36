"""«Iter di progetto» of ReGiS: the phases of a project, when each was to begin and end, and when it did.

The real file was not seen: its columns are bound by likely names, and what is not recognised is refused
in words.
"""

from django.utils.translation import gettext_lazy as _

from .italia_domani import CATALOGUE, CUP, EXTRACTED, HOLDER, LOCAL, NO_CUP, odd_days
from .shape import CC_BY, QUARTERLY, Field, Output, Rule, Source

PHASES = Source(
    key="regis_iter",
    title=_("PNRR: iter dei progetti"),
    holder=HOLDER,
    url=CATALOGUE,
    licence=CC_BY,
    frequency=QUARTERLY,
    file_names=("iter_di_progetto", "iter di progetto", "iter-di-progetto"),
    day="day(extracted)",
    fields=(
        CUP,
        LOCAL,
        Field(
            "phase",
            ("descrizione_fase_procedurale", "fase_procedurale", "descrizione_fase", "fase"),
            is_required=True,
        ),
        Field("starts_planned", ("data_inizio_prevista", "data_prevista_inizio"), is_required=True),
        Field("starts_on", ("data_inizio_effettiva", "data_effettiva_inizio"), is_required=True),
        Field("ends_planned", ("data_fine_prevista", "data_prevista_fine"), is_required=True),
        Field("ends_on", ("data_fine_effettiva", "data_effettiva_fine"), is_required=True),
        EXTRACTED,
    ),
    also=("codice_univoco_submisura", "descrizione_submisura", "codice_fase_procedurale", "codice_fase"),
    rules=(
        NO_CUP,
        Rule("no_phase", _("fase assente"), "words(phase) IS NULL"),
        odd_days("starts_planned", "starts_on", "ends_planned", "ends_on"),
    ),
    outputs=(
        Output(
            "project_phases",
            key=("cup", "local_code", "phase"),
            columns={
                "cup": "cup_code(cup)",
                "local_code": "txt(local)",
                "phase": "words(phase)",
                "starts_planned": "day(starts_planned)",
                "starts_on": "day(starts_on)",
                "ends_planned": "day(ends_planned)",
                "ends_on": "day(ends_on)",
            },
        ),
    ),
)  # fmt: skip

SOURCES = (PHASES,)
