"""Indicators of the territorial digital agenda: PA digitale 2026 in the Comuni of a Province."""

from django.utils.translation import gettext_lazy as _
from ibis.expr.types import Table

from ..sources.shape import CC_BY, QUARTERLY
from .declaring import Indicator, Origin, share

DIGITAL_ORIGIN = Origin(
    _("Dipartimento per la trasformazione digitale"),
    _("PA digitale 2026, candidature finanziate"), ("digital_funding",), CC_BY, QUARTERLY,
    "m_digital",
)  # fmt: skip
RENOUNCED = _("Le rinunce non contano. Solo gli avvisi rivolti ai Comuni.")


def _kept(rows: Table):
    return ~rows.is_dropped


def _count(rows: Table):
    return _kept(rows).sum().fill_null(0)


DIGITAL = (
    Indicator(
        "digital_funded", _("Candidature finanziate"), "",
        _("Candidature dei Comuni a cui è stato assegnato un finanziamento."),
        _("numero di candidature, rinunce escluse"), DIGITAL_ORIGIN, _count, _count, RENOUNCED,
    ),
    Indicator(
        "digital_amount", _("Importo assegnato"), "€",
        _("Finanziamenti assegnati ai Comuni per i loro progetti digitali."),
        _("somma di importo_finanziamento, rinunce escluse"), DIGITAL_ORIGIN,
        lambda rows: rows.amount.sum(where=_kept(rows)), _count, RENOUNCED,
    ),
    Indicator(
        "digital_done_share", _("Progetti completati"), "%",
        _("Quante candidature finanziate sono arrivate all'erogazione, dopo l'asseverazione."),
        _("candidature con stato E ÷ candidature, rinunce escluse"), DIGITAL_ORIGIN,
        lambda rows: share(rows.is_done.sum(), _kept(rows).sum()), _count,
        _("Lo stato E arriva dopo i controlli: un servizio può essere già attivo e non ancora erogato."),
        digits=1,
    ),
    Indicator(
        "digital_comuni", _("Comuni con un progetto completato"), "",
        _("Comuni con almeno una candidatura arrivata all'erogazione."),
        _("comuni distinti con una candidatura in stato E"), DIGITAL_ORIGIN,
        lambda rows: rows.place_istat.nunique(where=rows.is_done), _count, RENOUNCED,
    ),
)  # fmt: skip
