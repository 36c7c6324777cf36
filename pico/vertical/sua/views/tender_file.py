"""The file of a tender as PDF and ZIP."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.files.bundles import zipped_as
from pico.core.foundation.errors import Refusal

from ..queries import tenders as queries
from ..queries.printing import file_index, printed_file
from ..terms.tenders import (
    Phase,
)


@require_safe
def pdf(request, number):
    """The file of a tender, as the reader may see it, as accessible PDF."""
    found = queries.tender(number, request.actor)
    content = printed_file(found, request.actor, timezone.now())
    answer = StreamingHttpResponse([content], content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(found.number)}.pdf"'
    return answer


@require_safe
def archive(request, number):
    """The documents that the reader may see, in folders by phase, with an index."""
    found = queries.tender(number, request.actor)
    rows = [
        one
        for one in queries.documents_of(found, request.actor, timezone.now())
        if one.file.current and one.file.current.is_available
    ]
    if not rows:
        raise Refusal(_("Non ci sono documenti da scaricare."), code="no_documents")
    entries = [
        (f"{number}. {one.get_phase_display()}/{one.get_kind_display().replace('/', '-')} – {one.file.current.name}", one.file.current)
        for number, one in _numbered(rows)
    ]  # fmt: skip
    index = file_index(found, rows, entries, timezone.now())
    answer = StreamingHttpResponse(
        zipped_as(entries, written=[("indice.html", index)]), content_type="application/zip"
    )
    answer["Content-Disposition"] = f'attachment; filename="{slugify(found.number)}.zip"'
    return answer


def _numbered(rows):
    phases = list(Phase)
    ordered = sorted(rows, key=lambda one: (phases.index(Phase(one.phase)), one.kind, one.pk))
    return [(phases.index(Phase(one.phase)) + 1, one) for one in ordered]
