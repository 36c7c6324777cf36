"""Who does what in needs campaigns: the SUA's officers, its head, the enti that are asked."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_member, owns
from pico.core.access.policy import Policy, any_of
from pico.core.access.terms import Role

from .facts import heads_an_ente, heads_the_sua, is_of_its_ente, works_for_the_sua


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


# A Province may be asked by another SUA: its administrator answers for it.
answers_for_a_province = has_role(Role.PROVINCE_ADMIN)


def asked_for_it(actor, answer) -> bool:
    """The ente acted for runs the campaign of the answer."""
    return actor.is_member and answer.campaign.owner_id == actor.ente_id


CAMPAIGNS: Policy = {
    CampaignPermission.LIST: any_of(is_member),
    CampaignPermission.START: any_of(works_for_the_sua),
    CampaignPermission.MANAGE: any_of((works_for_the_sua, owns)),
    CampaignPermission.DECIDE: any_of((heads_the_sua, owns)),
    CampaignPermission.FILL: any_of(is_of_its_ente),
    CampaignPermission.APPROVE: any_of(
        (heads_an_ente, is_of_its_ente), (answers_for_a_province, is_of_its_ente)
    ),
    CampaignPermission.CHECK: any_of((works_for_the_sua, asked_for_it)),
}
