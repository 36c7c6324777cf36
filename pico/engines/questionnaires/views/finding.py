"""What every page looks for first: the campaign that the actor may see, his invitation."""

from dataclasses import dataclass

from django.http import Http404

from ..models import Campaign, Invitation
from ..permissions import QuestionnairePermission
from ..purposes import Purpose, purpose_of
from ..queries import campaigns as queries


@dataclass(frozen=True, slots=True)
class Found:
    """A campaign with the words and the addresses of the module that shows it."""

    campaign: Campaign
    purpose: Purpose

    def url(self, page: str, *args) -> str:
        return self.purpose.url(page, self.campaign.pk, *args)

    @property
    def file_base(self) -> str:
        """Where the addresses of files given as answers begin."""
        return self.url("file", 0, 0).removesuffix("0/0/")

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        return [
            (str(self.purpose.plural), self.purpose.url("list")),
            (self.campaign.title, self.url("detail")),
        ]


def find(request, purpose: str, pk: int) -> Found:
    """Return a campaign that the actor may see; 404 for the others."""
    used_by = purpose_of(purpose)
    return Found(queries.campaign(pk, request.actor, used_by), used_by)


def find_managed(request, purpose: str, pk: int) -> Found:
    """Return a campaign that the actor designs; 404 where he may not even see it."""
    found = find(request, purpose, pk)
    request.actor.require(QuestionnairePermission.DESIGN, found.campaign)
    return found


def my_invitation(request, found: Found) -> Invitation:
    invitation = queries.invitation_of(found.campaign, request.actor)
    if invitation is None:
        raise Http404
    return invitation


def invitation_in(found: Found, pk: int) -> Invitation:
    """One of those asked, for who manages the campaign; nobody of an anonymous one."""
    invitation = queries.invited(found.campaign).filter(pk=pk).first()
    if invitation is None:
        raise Http404
    invitation.campaign = found.campaign
    return invitation
