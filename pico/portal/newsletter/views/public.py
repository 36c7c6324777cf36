"""What everybody reads: the archive, one issue in the browser, the feed; and the counted links."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pico.core.ui.lists import Column, render_list
from pico.core.ui.marks import public_page

from .. import addresses, drawing, queries
from ..actions.counting import count_click
from ..forms import ArchiveFilter
from ..models import Link, MailingList

IN_FEED = 30

COLUMNS = (
    Column(
        "titolo",
        gettext_lazy("Newsletter"),
        value="title",
        sort="title",
        link=lambda one: reverse("newsletter:issue", args=[one.pk]),
    ),
    Column("numero", gettext_lazy("Numero"), "edition", sort="mailing_list__name"),
    Column(
        "data",
        gettext_lazy("Inviata il"),
        value=lambda one: one.sent_at.date(),
        sort="sent_at",
        kind="date",
    ),
)


@require_safe
@public_page
def archive(request):
    """«Archivio newsletter»: every issue that this space has sent."""
    lists = MailingList.objects.filter(space=request.space)
    return render_list(
        request,
        queryset=queries.published(request.space),
        columns=COLUMNS,
        title=_("Archivio newsletter"),
        filter_form=ArchiveFilter(request.GET, lists=lists, search=queries.narrowed),
        template="newsletter/archive.html",
        context={"may_subscribe": queries.open_lists(request.space).exists()},
        default_sort="-data",
        exports=(),
        empty_title=_("Nessuna newsletter, per ora"),
        empty_text=_("Quelle inviate si leggono qui, per sempre allo stesso indirizzo."),
    )


@require_safe
@public_page
def issue(request, pk):
    """«Leggi la newsletter nel browser»: the text that was approved, for everybody the same."""
    found = get_object_or_404(queries.readable(request.space), pk=pk)
    context = {
        "issue": found,
        "pieces": drawing.levelled(drawing.pieces(found)),
        "title": found.title,
        "may_subscribe": queries.open_lists(request.space).exists(),
        "crumbs": [(_("Archivio newsletter"), reverse("newsletter:archive")), (str(found), "")],
    }
    return render(request, "newsletter/issue.html", context)


@never_cache
@require_safe
def follow(request, issue, number):
    """Count and go on: only to an address that stands in that very issue."""
    link = get_object_or_404(
        Link, issue__in=queries.readable(request.space), issue=issue, number=number
    )
    if request.method == "GET":
        count_click(link=link)
    answer = HttpResponseRedirect(link.url)
    answer["X-Robots-Tag"] = "noindex"
    return answer


@require_safe
@public_page
def feed(request):
    """The archive as an Atom feed."""
    space = request.space
    made = Atom1Feed(
        title=_("Newsletter di %(space)s") % {"space": space.name},
        link=addresses.whole_page(space, "newsletter:archive"),
        feed_url=addresses.whole_page(space, "newsletter:feed"),
        description=_("Le newsletter inviate."),
        language="it",
    )
    for one in queries.published(space)[:IN_FEED]:
        address = addresses.whole_page(space, "newsletter:issue", one.pk)
        made.add_item(
            title=str(one),
            link=address,
            unique_id=address,
            description=one.preheader or one.subject,
            pubdate=one.sent_at,
            updateddate=one.sent_at,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)
