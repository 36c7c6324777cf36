"""The contextual «?»: what helps on the page where one is. A panel, or a page without JavaScript."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pico.core.modules import registry
from pico.core.modules import settings as module_settings

from ..queries import here as queries


@never_cache
@require_safe
def here(request):
    """Answers on this screen and module, the manual, the forum, a request that knows the place."""
    place = queries.read(request.GET.get("da", "")) or queries.place_of(request)
    modules = registry.active_in(request)
    module = modules.get(place.module)
    chosen = module_settings.effective(request.space, modules["helpdesk"])
    subject = queries.object_of(place, request.actor)
    context = {
        "title": _("Aiuto su questa pagina"),
        "module_label": module.label if module else _("Portale"),
        "answers": list(queries.answers_for(place, request.actor, request.space)),
        "all_url": f"{reverse('helpdesk:faqs')}?modulo={place.topic.value}",
        "topic_label": place.topic.label,
        "manual_url": chosen.manual_url,
        "forum_url": _forum_search(modules, str(module.label) if module else ""),
        "subject": subject,
        "ask_url": _ask_url(request, place),
        "back_url": place.path,
    }
    is_part = request.headers.get("HX-Request")
    template = "helpdesk/here/_panel.html" if is_part else "helpdesk/here/page.html"
    return render(request, template, context)


def _ask_url(request, place) -> str:
    return queries.ask_url(place) if request.actor.is_member else reverse("helpdesk:access")


def _forum_search(modules, words: str) -> str:
    """The search among discussions; nothing where there is no forum."""
    if "community" not in modules:
        return ""
    return f"{reverse('search:results')}?{urlencode({'tipo': 'Discussione', 'q': words})}"
