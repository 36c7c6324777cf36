"""The pages of the Community."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.ui.lists import Column, render_list

from . import queries
from .forms import DirectoryFilter
from .permissions import CommunityPermission


def person_url(place) -> str:
    return reverse("people:person", args=[place.person_id])


COLUMNS = (
    Column("name", gettext_lazy("Nome"), "person", sort="person__last_name", link=person_url),
    Column("ente", gettext_lazy("Ente"), "ente.name", sort="ente__name"),
    Column("office", gettext_lazy("Ufficio"), sort="office"),
    Column("qualification", gettext_lazy("Qualifica"), "get_qualification_display"),
    Column("areas", gettext_lazy("Ambiti"), lambda place: ", ".join(map(str, place.area_labels))),
    Column("skills", gettext_lazy("Competenze"), lambda place: ", ".join(place.person.skills)),
)


def directory(request):
    """The Rubrica: who works where, on what."""
    request.actor.require(CommunityPermission.READ_DIRECTORY)
    return render_list(
        request,
        queryset=queries.listed_places(request.actor),
        columns=COLUMNS,
        filter_form=DirectoryFilter,
        title=_("Rubrica"),
        default_sort="name",
        empty_title=_("Nessuno si è ancora fatto trovare"),
        empty_text=_("Chi vuole comparire nella Rubrica lo sceglie nel proprio profilo."),
    )
