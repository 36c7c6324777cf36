"""The pictures of the sites."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

RENDITIONS = "images/"  # originals stay inside
A_YEAR = 31_536_000


@require_safe
def picture(request, name: str):
    """A picture made smaller for a page. Its name changes whenever it does: it may be kept for long."""
    if not name.startswith(RENDITIONS) or ".." in name or not default_storage.exists(name):
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(default_storage.open(name), content_type=kind)
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    return response
