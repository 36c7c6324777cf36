"""Where the data come from: holder, licence, rows, day. For everybody."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..queries import loads


@require_safe
def sources(request):
    """Every dataset of the lake, with what may be done with it and how fresh it is."""
    return render(
        request,
        "observatory/sources.html",
        {
            "title": _("Fonti e aggiornamento"),
            "lines": loads.source_lines(),
            "crumbs": [(_("Dati"), reverse("observatory:home")), (_("Fonti e aggiornamento"), "")],
        },
    )
