"""The words of routing, of service levels and of what is forgotten."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .tickets import SERVICE_TOPICS, TOPIC_OF_MODULE, Priority

# Routing -----------------------------------------------------------------------------------------


class AskerKind(models.TextChoices):
    """Who asks, as a rule of routing sees him."""

    ANYBODY = "", _("Chiunque")
    OUTSIDE = "OUTSIDE", _("Chi non ha un accesso")
    OF_THE_PROVINCE = "OF_THE_PROVINCE", _("Chi lavora nella Provincia di riferimento")


class Target(models.TextChoices):
    """Where a rule sends: a queue by name, or one that depends on the ticket."""

    QUEUE = "QUEUE", _("Una coda precisa")
    PROVINCE = "PROVINCE", _("La Provincia di riferimento, coda del modulo")
    POOL = "POOL", _("Il pool di esperti del modulo")
    REGIONAL = "REGIONAL", _("L'UPI regionale di riferimento")


MODULE_OF_TOPIC = {topic: key for key, topic in TOPIC_OF_MODULE.items() if topic in SERVICE_TOPICS}

# Keys of queues: by them the rules find those that depend on the ticket.
ACCESS, PLATFORM, MAINTENANCE, GENERAL = "access", "platform", "maintenance", "GENERAL"
POOL, PROVINCE, REGIONAL = "experts:{topic}", "province:{ente}:{topic}", "regional:{ente}"

# Service levels ----------------------------------------------------------------------------------

WORKING_DAY = 480  # minutes: 9–13 and 14–18
# Domain facts, section 6: first reply and solution, in working minutes.
TARGETS = {
    Priority.CRITICAL: (60, 480),
    Priority.HIGH: (240, 2 * WORKING_DAY),
    Priority.MEDIUM: (480, 5 * WORKING_DAY),
    Priority.LOW: (2 * WORKING_DAY, 10 * WORKING_DAY),
}
FIRST_REPLY, SOLUTION = "helpdesk.first_reply", "helpdesk.solution"
SHARES = (75, 100, 150)  # per cent of a target: who has it, the head of the queue, the supervisor
AGEING = (2, 5, 10)  # working days that divide open tickets by age
LONGEST_TARGET = 60 * WORKING_DAY

# Retention ---------------------------------------------------------------------------------------

# Domain facts, section 10: months after a ticket is over, without and with an account.
KEPT_OUTSIDE_MONTHS, KEPT_MONTHS = 12, 36
