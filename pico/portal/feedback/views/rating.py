"""The judgement of a page, given by who reads it."""

from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.http import HttpResponseForbidden
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .. import actions, queries
from ..forms import RatingForm
from ..terms import THANKS

TOO_MANY = 429
WRONG = 422


@csrf_exempt  # nobody's authority is used, and pages that are kept for all cannot carry a token
@require_POST
def give(request):
    """Keep the judgement and thank; a program that fills in what no person sees is thanked too."""
    if not comes_from_here(request):
        return HttpResponseForbidden()
    if not ratelimit.consume(request, action="rate_page"):
        return render(request, "feedback/given.html", {"too_many": True}, status=TOO_MANY)
    form = RatingForm(request.POST)
    path = request.POST.get("indirizzo", "")[:500]
    context = {"back": path if is_address(path) else "", "thanks": THANKS}
    if not form.is_valid():
        return render(request, "feedback/given.html", {**context, "form": form}, status=WRONG)
    given = form.cleaned_data
    if not given["telefono"] and is_address(path):
        inside = path.removeprefix(request.space.prefix) or "/"
        actions.rate_page(
            space=request.space,
            page=queries.page_at(request.space, inside),
            path=inside,
            score=given["voto"],
            reason=given["motivo"],
            comment=given["dettagli"],
            now=timezone.now(),
        )
    return render(request, "feedback/given.html", context)


def comes_from_here(request) -> bool:
    """Whether a page of ours sends this: browsers say so, and no other site can pretend it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.get_host()


def is_address(path: str) -> bool:
    """A path of this host, and nothing that leads elsewhere."""
    return path.startswith("/") and not path.startswith("//") and "\\" not in path
