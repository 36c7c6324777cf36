"""Every address of the platform: core rooms first, then each installed module under its key."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as editor_urls
from wagtail.documents import urls as document_urls

from pico.core.api.v1 import api
from pico.core.api.views import not_found
from pico.core.modules import registry
from pico.portal.sites.tongues import serve as serve_page
from pico.portal.sites.views import picture

urlpatterns = [
    path("accesso/", include("allauth.urls")),
    path("ui/", include("pico.core.ui.urls")),
    path("persone/", include("pico.core.people.urls")),
    path("persone/profilo/programmi/", include("pico.core.api.personal_urls")),
    path("enti/", include("pico.core.enti.urls")),
    path("codici/", include("pico.core.codes.urls")),
    path("adesioni/", include("pico.core.adhesion.urls")),
    path("avvisi/", include("pico.core.notices.urls")),
    path("file/", include("pico.core.files.urls")),
    path("cerca/", include("pico.core.search.urls")),
    path("gestione/moduli/", include("pico.core.modules.urls")),
    path("gestione/lavori/", include("pico.core.jobs.urls")),
    path("gestione/storia/", include("pico.core.audit.urls")),
    path("gestione/api/", include("pico.core.api.urls")),
    path("api/v1/", api.urls),
    re_path(r"^api/", not_found),
    *(
        path(f"{module.path}/", include(module.urls, namespace=module.key))
        for module in registry.installed().values()
        if module.urls
    ),
    *(
        path(place, include(urls, namespace=f"{module.key}-{place.strip('/')}"))
        for module in registry.installed().values()
        for place, urls in module.doors.items()
    ),
    path("media/<path:name>", picture, name="picture"),
    path("redazione/", include("pico.portal.editor.urls")),
    path("redazione/", include(editor_urls)),
    path("allegati/", include(document_urls)),
    path("", include("pico.portal.urls")),
    re_path(r"^((?:[\w\-]+/)*)$", serve_page, name="page"),
    path("", include(wagtail_urls)),
]

handler400 = "pico.core.ui.views.bad_request"
handler403 = "pico.core.ui.views.forbidden"
handler404 = "pico.core.ui.views.not_found"
handler500 = "pico.core.ui.views.broken"
