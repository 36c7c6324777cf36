"""Pages of the house that are for the editors of a site: at its address, nobody else's."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect

from pico.core.enti.models import Space

from .grants import may_edit


def for_editors(view):
    """Open a page only to who edits the site of this space; lead an editor of another to his own."""

    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if may_edit(request.actor, request.space):
            return view(request, *args, **kwargs)
        own = Space.objects.filter(ente=request.actor.ente_id).first()
        if args or kwargs or request.method != "GET" or own is None:
            raise Http404
        if not may_edit(request.actor, own):
            raise Http404
        return redirect(f"{own.prefix}{request.path_info}")

    return guarded
