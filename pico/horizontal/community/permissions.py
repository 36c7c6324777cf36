"""Who opens the directory; who designs surveys and who opens them."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from pico.core.access.facts import has_role, is_member, owns
from pico.core.access.policy import any_of
from pico.core.access.terms import EDITORS, Role
from pico.engines.questionnaires.purposes import Purpose

from .terms import SURVEY


class CommunityPermission(StrEnum):
    READ_DIRECTORY = "community.directory.read"
    DESIGN_SURVEY = "community.survey.design"
    PUBLISH_SURVEY = "community.survey.publish"


# UPI, the UPI regionali and the Provinces ask; the editors prepare, the administrators open.
runs_a_space = has_role(Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)
edits_a_space = has_role(*EDITORS)

POLICY = {
    CommunityPermission.READ_DIRECTORY: any_of(is_member),
    CommunityPermission.DESIGN_SURVEY: any_of((edits_a_space, owns), (runs_a_space, owns)),
    CommunityPermission.PUBLISH_SURVEY: any_of((runs_a_space, owns)),
}

SURVEYS = Purpose(
    key=SURVEY,
    module="community",
    noun=_("Sondaggio"),
    plural=_("Sondaggi"),
    design=CommunityPermission.DESIGN_SURVEY,
    publish=CommunityPermission.PUBLISH_SURVEY,
    pages="community:survey",
)
