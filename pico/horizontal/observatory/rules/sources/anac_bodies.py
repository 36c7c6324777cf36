"""Open data of ANAC on contracting authorities: the register of them, and how they are qualified."""

from django.utils.translation import gettext_lazy as _

from .anac import HOLDER, PORTAL, odd_days, whole_file
from .shape import CC_BY, MONTHLY, NOW_AND_THEN, Field, Output, Rule, Source

BUYERS = Source(
    key="anac_stazioni_appaltanti",
    title=_("Stazioni appaltanti"),
    holder=HOLDER,
    url=f"{PORTAL}stazioni-appaltanti",
    download=whole_file("stazioni-appaltanti"),
    licence=CC_BY,
    frequency=MONTHLY,
    file_names=("stazioni-appaltanti", "stazioni_appaltanti"),
    fields=(
        Field("cf", ("codice_fiscale",), is_required=True),
        Field("vat", ("partita_iva",), is_required=True),
        Field("body", ("denominazione",), is_required=True),
        Field("ausa", ("codice_ausa",), is_required=True),
        Field("form", ("natura_giuridica_descrizione",)),
        Field("province", ("provincia_codice",)),
        Field("town", ("citta_nome",)),
        Field("state", ("stato",)),
        Field("starts", ("data_inizio",)),
        Field("ends", ("data_fine",)),
    ),
    also=(
        *("natura_giuridica_codice", "soggetto_estero", "provincia_nome", "citta_codice"),
        *("indirizzo_odonimo", "cap", "flag_inhouse", "flag_partecipata"),
    ),
    rules=(
        Rule("no_code", _("senza codice fiscale"), "fiscal(cf) IS NULL"),
        odd_days("starts"),
    ),
    outputs=(
        Output(
            "buyers",
            key=("fiscal_code", "ausa"),
            columns={
                "fiscal_code": "fiscal(cf)",
                "vat_number": "fiscal(vat)",
                "name": "words(body)",
                "ausa": "txt(ausa)",
                "legal_form": "txt(form)",
                "province_sigla": "replace(upper(txt(province)), 'IT-', '')",
                "place": "txt(town)",
                "is_active": "upper(txt(state)) = 'ATTIVO'",
                "starts_on": "day(starts)",
                "ends_on": "day(ends)",
            },
        ),
    ),
)

QUALIFICATIONS = Source(
    key="anac_qualificazioni",
    title=_("Stazioni appaltanti qualificate"),
    holder=HOLDER,
    url=f"{PORTAL}stazioni-appaltanti-qualificate",
    licence=CC_BY,
    frequency=NOW_AND_THEN,
    file_names=("qualific",),
    notes=(_("Le colonne di questo archivio non sono documentate: si riconoscono i nomi noti."),),
    fields=(
        Field("cf", ("codice_fiscale", "cf_stazione_appaltante"), is_required=True),
        Field("ausa", ("codice_ausa",)),
        Field("body", ("denominazione", "stazione_appaltante")),
        Field("works", ("livello_lavori", "qualificazione_lavori", "livello_l"), is_required=True),
        Field(
            "supplies",
            ("livello_servizi_forniture", "qualificazione_servizi_forniture", "livello_sf"),
            is_required=True,
        ),
        Field("expires", ("data_scadenza", "scadenza", "data_fine_qualificazione")),
    ),
    rules=(
        Rule("no_code", _("senza codice fiscale"), "fiscal(cf) IS NULL"),
        odd_days("expires"),
    ),
    outputs=(
        Output(
            "qualifications",
            key=("fiscal_code", "ausa"),
            columns={
                "fiscal_code": "fiscal(cf)",
                "ausa": "txt(ausa)",
                "name": "words(body)",
                "level_works": "upper(txt(works))",
                "level_supplies": "upper(txt(supplies))",
                "expires_on": "day(expires)",
            },
        ),
    ),
)

SOURCES = (BUYERS, QUALIFICATIONS)
