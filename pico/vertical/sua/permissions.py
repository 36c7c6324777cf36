"""Who may do what in the SUA: permission names, and the facts that grant them; one map per noun."""

from pico.core.access.policy import Policy

REQUESTS: Policy = {}
TENDERS: Policy = {}
CAMPAIGNS: Policy = {}
RUP: Policy = {}

POLICY: Policy = {**REQUESTS, **TENDERS, **CAMPAIGNS, **RUP}
