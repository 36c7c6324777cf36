"""Who does what in needs campaigns: the SUA's officers, its head, the enti that are asked."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_member, owns
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import Role


class CampaignPermission(StrEnum):
    LIST = "sua.campaign.list"
    START = "sua.campaign.start"
    # Asked of the campaign
    MANAGE = "sua.campaign.manage"  # the officer's part: catalogue, recipients, plan
    DECIDE = "sua.campaign.decide"  # the head's part: extension, consolidation, outcome
    # Asked of the answer of an ente
    FILL = "sua.need.fill"
    APPROVE = "sua.need.approve"  # send, «nessun fabbisogno», entrust sections
    CHECK = "sua.need.check"  # return, validate, reopen


collects_needs = has_role(Role.SUA_OFFICER, Role.SUA_MANAGER, Role.PROVINCE_ADMIN)
heads_the_sua = has_role(Role.SUA_MANAGER, Role.PROVINCE_ADMIN)
binds_its_ente = has_role(Role.ENTE_ADMIN, Role.SIGNATORY, Role.PROVINCE_ADMIN)


def works_for_its_ente(actor, answer) -> bool:
    """The ente that was asked is the one acted for."""
    return actor.is_member and answer.ente_id == actor.ente_id


def asked_for_it(actor, answer) -> bool:
    """The ente acted for runs the campaign of the answer."""
    return actor.is_member and answer.campaign.owner_id == actor.ente_id


CAMPAIGNS: Policy = {
    CampaignPermission.LIST: any_of(is_member),
    CampaignPermission.START: any_of(collects_needs),
    CampaignPermission.MANAGE: any_of((collects_needs, owns)),
    CampaignPermission.DECIDE: any_of((heads_the_sua, owns)),
    CampaignPermission.FILL: any_of(works_for_its_ente),
    CampaignPermission.APPROVE: any_of((binds_its_ente, works_for_its_ente)),
    CampaignPermission.CHECK: any_of((collects_needs, asked_for_it)),
}
