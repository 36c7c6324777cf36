"""The register of what was done, and the story of one object as a file."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.ui.lists import Column, render_list

from . import export, queries
from .forms import RegisterFilter
from .permissions import AuditPermission

FORMATS = ("csv", "json")

COLUMNS = (
    Column("at", gettext_lazy("Quando"), sort="at", kind="date"),
    Column(
        "sentence",
        gettext_lazy("Che cosa"),
        link=lambda line: reverse("audit:line", args=[line.pk]),
    ),
    Column("person_name", gettext_lazy("Chi"), sort="person_name"),
    Column("ente_name", gettext_lazy("Per"), sort="ente_name"),
    Column(
        "subject",
        gettext_lazy("Oggetto"),
        value=lambda line: f"{queries.subject_label(line.subject_type)} {line.subject_id}",
    ),
)


def register(request):
    """What was done: for one's own ente, or everywhere for who runs the platform."""
    request.actor.require(AuditPermission.READ)
    return render_list(
        request,
        queryset=queries.register(request.actor),
        columns=COLUMNS,
        title=_("Storia"),
        filter_form=RegisterFilter,
        template="audit/register.html",
        context={"sees_all": request.actor.can(AuditPermission.READ_ALL)},
        default_sort="-at",
        empty_title=_("Nessuna riga finora"),
        empty_text=_("Ogni cosa fatta lascia qui una riga che nessuno può cambiare o togliere."),
    )


def line(request, pk):
    """One line, with what changed and its hashes; 404 for who may not read it."""
    found = queries.register(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    same = urlencode({"subject": f"{found.subject_type}:{found.subject_id}"})
    context = {
        "title": _("Riga di storia"),
        "line": found,
        "subject_label": queries.subject_label(found.subject_type).capitalize(),
        "same_url": f"{reverse('audit:register')}?{same}",
        "crumbs": [(_("Storia"), reverse("audit:register")), (_("Riga"), "")],
    }
    return render(request, "audit/line.html", context)


def story_file(request, token):
    """The story of an object, for who had it open in the last hour."""
    lines = export.lines_for(token, request.actor)
    wanted = request.GET.get("formato", "json")
    if lines is None or wanted not in FORMATS:
        raise Http404
    first = lines.order_by("position").first()
    name = f"{first.subject_type}-{first.subject_id}" if first else "vuota"
    return export.as_file(lines, wanted, name=name, now=timezone.now())
