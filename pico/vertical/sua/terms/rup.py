"""Words of the Elenco dei RUP. Source: art. 15 and Allegato I.2, D.Lgs. 36/2023; code list «categoria» of ANAC."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pico.core.access.terms import Role

from .procurement import ContractKind

# Who works in the office of a SUA, and who answers for a delegating ente.
SUA_OFFICE = (Role.SUA_MANAGER, Role.SUA_OFFICER)
HEADS = (Role.SIGNATORY, Role.ENTE_ADMIN, Role.PROVINCE_ADMIN)


class Employment(models.TextChoices):
    """«Tipo di rapporto»: a RUP is an employee, of another administration where the ente has none."""

    PERMANENT = "PERMANENT", _("tempo indeterminato")
    FIXED_TERM = "FIXED_TERM", _("tempo determinato")
    OTHER_PA = "OTHER_PA", _("altra PA")


class Grade(models.TextChoices):
    MANAGER = "MANAGER", _("dirigente")
    OFFICER = "OFFICER", _("funzionario/EQ")
    CLERK = "CLERK", _("istruttore")
    OTHER = "OTHER", _("altro")


class Degree(models.TextChoices):
    MASTER = "MASTER", _("laurea magistrale")
    BACHELOR = "BACHELOR", _("laurea triennale")
    DIPLOMA = "DIPLOMA", _("diploma")
    OTHER = "OTHER", _("altro")


class Licence(models.TextChoices):
    """«Abilitazione» to the profession."""

    ENGINEER = "ENGINEER", _("ingegnere")
    ARCHITECT = "ARCHITECT", _("architetto")
    SURVEYOR = "SURVEYOR", _("geometra")
    TECHNICIAN = "TECHNICIAN", _("perito")
    OTHER = "OTHER", _("altro")
    NONE = "NONE", _("nessuna")


class Sector(models.TextChoices):
    WORKS = "WORKS", _("lavori")
    SERVICES = "SERVICES", _("servizi")
    SUPPLIES = "SUPPLIES", _("forniture")
    SIA = "SIA", _("SIA")
    CONCESSIONS = "CONCESSIONS", _("concessioni/PPP")
    ICT = "ICT", _("ICT")


# The sector in which the RUP of a contract needs experience.
SECTORS = {
    ContractKind.WORKS: Sector.WORKS,
    ContractKind.SERVICES: Sector.SERVICES,
    ContractKind.SUPPLIES: Sector.SUPPLIES,
    ContractKind.ENGINEERING: Sector.SIA,
    ContractKind.WORKS_CONCESSION: Sector.CONCESSIONS,
    ContractKind.SERVICES_CONCESSION: Sector.CONCESSIONS,
    ContractKind.MIXED: Sector.WORKS,
}
# Works and engineering services ask for one experience, the rest for another (Allegato I.2, artt. 4-5).
TECHNICAL = (Sector.WORKS, Sector.SIA)


class TrainingLevel(models.TextChoices):
    BASIC = "BASIC", _("base")
    SPECIAL = "SPECIAL", _("specialistica")
    ADVANCED = "ADVANCED", _("avanzata")


class RupState(models.TextChoices):
    DRAFT = "DRAFT", _("Bozza")
    IN_CHECK = "IN_CHECK", _("In verifica")
    ACTIVE = "ACTIVE", _("Attivo")
    SUSPENDED = "SUSPENDED", _("Sospeso")
    CEASED = "CEASED", _("Cessato")


RUP_MEANINGS = {
    RupState.DRAFT: "draft",
    RupState.IN_CHECK: "waiting",
    RupState.ACTIVE: "done",
    RupState.SUSPENDED: "suspended",
    RupState.CEASED: "refused",
}


class SkillKind(models.TextChoices):
    SECTOR = "SECTOR", _("settore")
    SOA = "SOA", _("categoria SOA")
    CPV = "CPV", _("divisione CPV")


class LoanState(models.TextChoices):
    """A loan between enti: asked by who needs a RUP, agreed by who has him, made good by an act."""

    ASKED = "ASKED", _("Richiesto")
    AGREED = "AGREED", _("Accordo da firmare")
    RUNNING = "RUNNING", _("In corso")
    ENDED = "ENDED", _("Concluso")
    REFUSED = "REFUSED", _("Rifiutato")
    WITHDRAWN = "WITHDRAWN", _("Ritirato")


LOAN_MEANINGS = {
    LoanState.ASKED: "waiting",
    LoanState.AGREED: "running",
    LoanState.RUNNING: "done",
    LoanState.ENDED: "draft",
    LoanState.REFUSED: "refused",
    LoanState.WITHDRAWN: "draft",
}
LIVING_LOANS = (LoanState.ASKED, LoanState.AGREED, LoanState.RUNNING)

CV_KINDS = (".pdf", ".p7m")
CV_BYTES = 10_000_000
