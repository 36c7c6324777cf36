"""Who fills in, who approves; who designs and publishes is said by the module of the purpose."""

from enum import StrEnum

from pico.core.access.facts import is_administrator
from pico.core.access.policy import any_of


class QuestionnairePermission(StrEnum):
    DESIGN = "questionnaires.campaign.design"
    PUBLISH = "questionnaires.campaign.publish"
    FILL = "questionnaires.answer.fill"
    APPROVE = "questionnaires.answer.approve"


def may_design_in_the_module(actor, campaign) -> bool:
    return actor.can(campaign.used_by.design, campaign)


def may_publish_in_the_module(actor, campaign) -> bool:
    return actor.can(campaign.used_by.publish, campaign)


def is_of_the_invited_ente(actor, invitation) -> bool:
    return actor.is_member and invitation.ente_id == actor.ente_id


def is_the_invited_person(actor, invitation) -> bool:
    return actor.is_known and invitation.person_id == actor.person_id


def has_a_section(actor, invitation) -> bool:
    """A section was entrusted to the person, who still acts for the ente."""
    return invitation.delegations.filter(person=actor.person_id).exists()


ANSWERS_FOR_THE_ENTE = (is_of_the_invited_ente, is_administrator)

POLICY = {
    QuestionnairePermission.DESIGN: any_of(may_design_in_the_module),
    QuestionnairePermission.PUBLISH: any_of(may_publish_in_the_module),
    QuestionnairePermission.FILL: any_of(
        is_the_invited_person,
        ANSWERS_FOR_THE_ENTE,
        (is_of_the_invited_ente, has_a_section),
    ),
    QuestionnairePermission.APPROVE: any_of(is_the_invited_person, ANSWERS_FOR_THE_ENTE),
}
