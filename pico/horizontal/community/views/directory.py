"""The pages of the Community."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pico.core.ui.lists import Column, render_list

from ..forms.directory import DirectoryFilter
from ..permissions import CommunityPermission
from ..queries import directory as queries


def person_url(place) -> str:
    return reverse("people:person", args=[place.person_id])


def columns(actor):
    """The columns of the Rubrica: what each person lets this actor see."""
    return (
        Column("name", _("Nome"), "person", sort="person__last_name", link=person_url),
        Column("ente", _("Ente"), "ente.name", sort="ente__name"),
        Column("office", _("Ufficio"), sort="office"),
        Column("qualification", _("Qualifica"), "get_qualification_display"),
        Column("areas", _("Ambiti"), lambda place: queries.shown_areas(place, actor)),
        Column("skills", _("Competenze"), lambda place: queries.shown_skills(place, actor)),
    )


def directory(request):
    """The Rubrica: who works where, on what."""
    request.actor.require(CommunityPermission.READ_DIRECTORY)
    return render_list(
        request,
        queryset=queries.listed_places(request.actor),
        columns=columns(request.actor),
        filter_form=DirectoryFilter(request.GET, actor=request.actor),
        title=_("Rubrica"),
        default_sort="name",
        empty_title=_("Nessuno si è ancora fatto trovare"),
        empty_text=_("Chi vuole comparire nella Rubrica lo sceglie nel proprio profilo."),
    )
