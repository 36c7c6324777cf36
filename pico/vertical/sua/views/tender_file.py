"""The file of a tender as PDF and ZIP."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.files.bundles import zipped_as
from pico.core.files.names import unlike
from pico.core.foundation.errors import Refusal

from ..models import TenderDocument
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
        for one in queries.in_phases(queries.documents_of(found, request.actor, timezone.now()))
        if one.file.current and one.file.current.is_available
    ]
    if not rows:
        raise Refusal(_("Non ci sono documenti da scaricare."), code="no_documents")
    taken: set[str] = set()
    entries = [(unlike(_place(one), taken), one.file.current) for one in rows]
    index = file_index(found, rows, [name for name, _version in entries], timezone.now())
    answer = StreamingHttpResponse(
        zipped_as(entries, written=[("indice.html", index)]), content_type="application/zip"
    )
    answer["Content-Disposition"] = f'attachment; filename="{slugify(found.number)}.zip"'
    return answer


def _place(one: TenderDocument) -> str:
    """Where a document stands in the ZIP: a folder for each phase, its kind before its name."""
    phase = Phase(one.phase)
    kind = one.get_kind_display().replace("/", "-")
    return f"{[*Phase].index(phase) + 1}. {phase.label}/{kind} – {one.file.current.name}"
