"""The settings that every space has: what its shell and its legal pages say."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .settings_fields import setting


@dataclass(frozen=True, slots=True)
class SpaceSettings:
    """What the shell and the legal pages of a space say."""

    public_office: str = setting("", label=_("URP o segreteria"), help_text=_("Nome e orari."))
    email: str = setting("", label=_("E-mail pubblica"))
    pec: str = setting("", label=_("PEC"))
    phone: str = setting("", label=_("Telefono"))
    data_controller: str = setting(
        "",
        label=_("Titolare del trattamento"),
        help_text=_("Vuoto: l'ente dello spazio."),
    )
    data_protection_officer: str = setting(
        "",
        label=_("Responsabile della protezione dei dati (RPD)"),
        help_text=_("Nome o ufficio, e-mail o PEC: si vede dalla home."),
    )
    accessibility_url: str = setting(
        "",
        label=_("Dichiarazione di accessibilità"),
        help_text=_("L'indirizzo dato da AgID, che inizia con https://form.agid.gov.it/view/"),
        starts_with="https://form.agid.gov.it/view/",
    )
    transparency_url: str = setting(
        "", label=_("Amministrazione trasparente (indirizzo)"), starts_with="https://"
    )
    greeting: str = setting(
        "",
        label=_("Presentazione in prima pagina"),
        help_text=_("Due righe per chi arriva: che cosa trova qui."),
    )
