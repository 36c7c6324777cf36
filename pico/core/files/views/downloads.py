"""Contents: only through the access rule, asked anew at each request."""

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in

from .. import bundles, names, queries, serving
from ..limits import limits
from ._finding import find_file, find_version


@require_safe
def download(request, pk):
    """The current version."""
    file = find_file(request, pk)
    if file.current is None:
        raise Http404
    return serving.send_version(request, file.current)


@require_safe
def download_version(request, pk, major, minor):
    """Exactly this version, whatever came after."""
    return serving.send_version(request, find_version(request, pk, major, minor))


@require_safe
def download_inner(request, pk, major, minor):
    """The document inside a p7m."""
    return serving.send_inner(request, find_version(request, pk, major, minor))


@require_safe
def preview(request, pk, major, minor, page):
    return serving.send_preview(request, find_version(request, pk, major, minor), page)


@require_POST
def bundle(request):
    """The chosen files in one ZIP: only those the actor may read."""
    chosen = [key for one in request.POST.getlist("file") if (key := key_in(one)) is not None]
    bounds = limits()
    if not chosen:
        raise Refusal(_("Scegli almeno un file dall'elenco."), code="nothing_chosen")
    files = queries.visible_files(request.actor).available().filter(pk__in=chosen)
    versions = [file.current for file in files[: bounds.bundle_files + 1]]
    if not versions:
        raise Http404
    weight = sum(version.size for version in versions)
    if len(versions) > bounds.bundle_files or weight > bounds.bundle_bytes:
        raise Refusal(
            _("Troppi file per un solo ZIP: al massimo %(count)s e 2 GB. Scegline meno.")
            % {"count": bounds.bundle_files},
            code="bundle_too_big",
        )
    name = f"pico-file-{timezone.localdate():%Y-%m-%d}.zip"
    return StreamingHttpResponse(
        bundles.zipped(versions),
        content_type="application/zip",
        headers=serving.HEADERS
        | {"Content-Disposition": names.disposition(name), "Accept-Ranges": "none"},
    )
