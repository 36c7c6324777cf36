"""What one follows and has read; who may be called with «@»."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ..actions import reading
from ..permissions import CommunityPermission
from ..queries import following as queries
from ..queries import forum
from ..queries import mentions as called


@require_safe
def following(request):
    """What the actor follows, his proposals that wait."""
    request.actor.require(CommunityPermission.READ_DIRECTORY)
    return render(
        request,
        "community/following.html",
        {
            "title": _("Seguo"),
            "follows": list(queries.follows(request.actor)[:200]),
            "proposals": list(forum.my_proposals(request.actor)[:50]),
            "crumbs": [(_("Forum"), reverse("community:forum")), (_("Seguo"), "")],
        },
    )


@require_POST
def all_read(request):
    request.actor.require(CommunityPermission.READ_DIRECTORY)
    reading.mark_all_read(actor=request.actor, now=timezone.now())
    messages.success(request, _("Tutto segnato come letto."))
    return redirect("community:forum")


@require_safe
def mentions(request):
    """Persons and enti that may be called with «@», for the editor."""
    people, enti = called.mentionable(request.GET.get("q", "").strip()[:60], request.actor)
    places = called.main_enti(people)
    found = [
        {"id": f"p{one.pk}", "label": str(one), "detail": places.get(one.pk, ""),
         "url": f"/persone/{one.pk}/"}
        for one in people
    ]  # fmt: skip
    found += [
        {"id": f"e{one.pk}", "label": one.name, "detail": _("Ente"), "url": f"/enti/{one.pk}/"}
        for one in enti
    ]
    return JsonResponse(found, safe=False)
