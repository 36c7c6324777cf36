"""The gate: a module that is off in a space does not exist there."""

from django.http import Http404

from . import registry


def close_inactive_modules(get_response):
    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        match = request.resolver_match
        key = match.namespaces[0] if match.namespaces else None
        module = registry.installed().get(key)
        if module and module.is_switchable and key not in registry.active_in(request):
            raise Http404("This module is off here.")

    middleware.process_view = process_view
    return middleware
