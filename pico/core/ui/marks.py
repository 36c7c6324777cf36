"""Which answers may be kept: those of views that say they show the same to every visitor."""

from functools import wraps


def public_page(view):
    """Say that this view shows the same page to everyone who did not sign in."""

    @wraps(view)
    def marked(request, *args, **kwargs):
        request.is_public_page = True
        return view(request, *args, **kwargs)

    return marked
