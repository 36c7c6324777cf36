"""The one cast: the persons of tests, demo, manuals and screenshots. Names tell the role."""

from dataclasses import dataclass

from pico.core.access.terms import Role
from pico.core.people.terms import Qualification

PASSWORD = "benvenuti-in-pico"  # noqa: S105 - printed on the demo's own page


@dataclass(frozen=True, slots=True)
class Part:
    """`ente` is a key for `enti.queries.ente_by_key`; no role means: waiting for approval."""

    username: str
    first_name: str
    last_name: str
    ente: str
    roles: tuple[Role, ...]
    office: str
    qualification: Qualification = Qualification.OFFICER

    @property
    def email(self) -> str:
        return f"{self.username}@{self.username.split('.')[0]}.pico.example"


UPI, UPI_VENETO = "updi", "upi_veneto"
TREVISO, BRESCIA, PESARO_URBINO = "p_TV", "p_bs", "p_pu"
COMUNE_1, COMUNE_2, COMUNE_3 = "c_c111", "c_c957", "c_f443"

CAST = (
    Part(
        "upi.admin",
        "Ada",
        "Amministra-Upi",
        UPI,
        (Role.UPI_ADMIN, Role.PLATFORM_ADMIN),
        "Segreteria",
    ),
    Part("upi.redattore", "Remo", "Redige-Upi", UPI, (Role.UPI_EDITOR,), "Comunicazione"),
    Part(
        "upi.helpdesk",
        "Elda",
        "Assiste-Upi",
        UPI,
        (Role.HELPDESK_SUPERVISOR, Role.HELPDESK_OPERATOR),
        "Help Desk",
    ),
    Part(
        "veneto.admin",
        "Venanzio",
        "Amministra-Veneto",
        UPI_VENETO,
        (Role.REGIONAL_ADMIN,),
        "Segreteria",
    ),
    Part(
        "treviso.admin",
        "Tecla",
        "Amministra-Treviso",
        TREVISO,
        (Role.PROVINCE_ADMIN,),
        "Affari generali",
    ),
    Part(
        "treviso.redattore",
        "Tino",
        "Redige-Treviso",
        TREVISO,
        (Role.PROVINCE_EDITOR,),
        "Ufficio stampa",
    ),
    Part(
        "treviso.dirigente",
        "Dario",
        "Dirige-Treviso",
        TREVISO,
        (Role.SUA_MANAGER, Role.SIGNATORY),
        "Stazione unica appaltante",
        Qualification.MANAGER,
    ),
    Part(
        "treviso.sua",
        "Susanna",
        "Appalta-Treviso",
        TREVISO,
        (Role.SUA_OFFICER,),
        "Stazione unica appaltante",
    ),
    Part(
        "treviso.sit",
        "Sisto",
        "Innova-Treviso",
        TREVISO,
        (Role.SIT_OFFICER,),
        "Servizi innovativi",
    ),
    Part(
        "treviso.sape",
        "Sara",
        "Progetta-Treviso",
        TREVISO,
        (Role.SAPE_OFFICER,),
        "Politiche europee",
    ),
    Part(
        "treviso.personale",
        "Petra",
        "Seleziona-Treviso",
        TREVISO,
        (Role.PERSONNEL_OFFICER,),
        "Risorse umane",
    ),
    Part(
        "brescia.admin",
        "Bruna",
        "Amministra-Brescia",
        BRESCIA,
        (Role.PROVINCE_ADMIN,),
        "Affari generali",
    ),
    Part(
        "brescia.sua",
        "Sara",
        "Appalta-Brescia",
        BRESCIA,
        (Role.SUA_OFFICER, Role.SUA_MANAGER),
        "Stazione unica appaltante",
    ),
    Part(
        "pesarourbino.admin",
        "Palmiro",
        "Amministra-PesaroUrbino",
        PESARO_URBINO,
        (Role.PROVINCE_ADMIN,),
        "Affari generali",
    ),
    Part(
        "comune1.referente",
        "Carla",
        "Referente-Uno",
        COMUNE_1,
        (Role.ENTE_ADMIN,),
        "Segreteria",
    ),
    Part(
        "comune1.rup",
        "Ruggero",
        "Responsabile-Uno",
        COMUNE_1,
        (Role.RUP,),
        "Lavori pubblici",
    ),
    Part(
        "comune2.referente",
        "Corrado",
        "Referente-Due",
        COMUNE_2,
        (Role.ENTE_ADMIN,),
        "Segreteria",
    ),
    Part(
        "comune3.referente",
        "Cinzia",
        "Referente-Tre",
        COMUNE_3,
        (Role.ENTE_ADMIN,),
        "Segreteria",
    ),
    Part(
        "esperto.sua",
        "Ettore",
        "Esperto-Sua",
        UPI,
        (Role.EXPERT,),
        "Pool di esperti",
        Qualification.EXPERT,
    ),
    Part(
        "docente",
        "Dora",
        "Docente-Esterna",
        UPI,
        (Role.TRAINER,),
        "Formazione",
        Qualification.EXPERT,
    ),
    Part("nuovo.utente", "Nino", "Nuovo-Utente", COMUNE_1, (), "Ufficio tecnico"),
)
