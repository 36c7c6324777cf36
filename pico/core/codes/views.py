"""Suggestions while a code is typed: the lists are public."""

from django.http import Http404, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from . import queries
from .terms import CodeList


@require_safe
def suggest(request, code_list: str):
    """At most ten codes for `q`, as JSON."""
    if code_list not in CodeList.values:
        raise Http404
    text = request.GET.get("q", "")[:80]
    found = queries.suggest(CodeList(code_list), text, timezone.localdate())
    return JsonResponse(
        [{"id": one.code, "label": str(one), "detail": ""} for one in found], safe=False
    )
