"""How to open the documents from one's own computer."""

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.api.permissions import ApiPermission


@require_safe
def help_page(request):
    """The address, the password, and the steps on each system."""
    request.actor.require(ApiPermission.USE_PROGRAMS)
    address = f"{settings.PUBLIC_URL.rstrip('/')}/dav/"
    return render(
        request,
        "community/documents/drive.html",
        {
            "title": _("I documenti sul tuo computer"),
            "address": address,
            "host": address.partition("://")[2].partition("/")[0],
            "crumbs": [
                (_("Documenti"), reverse("community:documents")),
                (_("Sul tuo computer"), ""),
            ],
        },
    )
