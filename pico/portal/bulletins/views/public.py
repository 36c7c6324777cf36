"""What everybody reads: the back issues, one bulletin, its PDF, the feed."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.files.serving import send_version
from pico.core.foundation import rich_text
from pico.core.ui.lists import Column, render_list
from pico.core.ui.marks import public_page
from pico.portal.newsletter import addresses

from .. import drawing, queries
from ..forms import ArchiveFilter
from ..permissions import BulletinsPermission

IN_FEED = 30

COLUMNS = (
    Column(
        "bollettino",
        gettext_lazy("Bollettino"),
        value=lambda one: f"{one}: {one.title}" if one.title else str(one),
        link=lambda one: reverse("bulletins:bulletin", args=[one.pk]),
    ),
    Column("periodo", gettext_lazy("Periodo dal"), "period_from", sort="period_from", kind="date"),
    Column("al", gettext_lazy("al"), "period_to", sort="period_to", kind="date"),
    Column("curatore", gettext_lazy("A cura di"), "curator"),
    Column(
        "data",
        gettext_lazy("Pubblicato il"),
        value=lambda one: one.published_at.date(),
        sort="published_at",
        kind="date",
    ),
)


@require_safe
@public_page
def archive(request):
    """Every published bulletin of this space, searchable in all its words."""
    series = queries.public_series(request.space)
    return render_list(
        request,
        queryset=queries.published(request.space).defer("frozen", "text", "summary"),
        columns=COLUMNS,
        title=_("Bollettini"),
        filter_form=ArchiveFilter(request.GET, series=series, search=queries.narrowed),
        template="bulletins/archive.html",
        default_sort="-data",
        exports=(),
        empty_title=_("Nessun bollettino, per ora"),
        empty_text=_("Quelli pubblicati si leggono qui, per sempre allo stesso indirizzo."),
    )


@require_safe
@public_page
def bulletin(request, pk):
    """One bulletin at its address for good: contents first, then the sections."""
    found = get_object_or_404(queries.published(request.space), pk=pk)
    context = {
        "bulletin": found,
        "sections": drawing.drawn(found),
        "title": str(found),
        "version": found.pdf.current if found.pdf else None,
        "may_compose": request.actor.can(BulletinsPermission.COMPOSE, found),
        "crumbs": [(_("Bollettini"), reverse("bulletins:archive")), (str(found), "")],
    }
    return render(request, "bulletins/bulletin.html", context)


@require_safe
def pdf(request, pk):
    found = get_object_or_404(queries.published(request.space), pk=pk)
    if found.pdf is None or found.pdf.current is None:
        raise Http404
    return send_version(request, found.pdf.current)


@require_safe
@public_page
def feed(request):
    """The back issues as an Atom feed."""
    space = request.space
    made = Atom1Feed(
        title=_("Bollettini di %(space)s") % {"space": space.name},
        link=addresses.whole_page(space, "bulletins:archive"),
        feed_url=addresses.whole_page(space, "bulletins:feed"),
        description=_("I bollettini pubblicati."),
        language="it",
    )
    for one in queries.published(space).defer("frozen", "text")[:IN_FEED]:
        address = addresses.whole_page(space, "bulletins:bulletin", one.pk)
        made.add_item(
            title=f"{one}: {one.title}" if one.title else str(one),
            link=address,
            unique_id=address,
            description=rich_text.excerpt(one.summary) or one.series.description,
            pubdate=one.published_at,
            updateddate=one.published_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
