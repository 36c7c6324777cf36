"""The page where the administrators of an ente make and revoke its keys."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal

from . import actions, queries
from .forms import TokenForm
from .permissions import ApiPermission
from .problems import plain


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request):
    """The keys of the ente; a new one shows its secret here, once."""
    request.actor.require(ApiPermission.MANAGE)
    form = TokenForm(request.POST or None)
    made = secret = None
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.create_token(
                name=form.cleaned_data["name"],
                grants=form.cleaned_data["grants"],
                expires_at=form.expires_at(),
                actor=request.actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            form = TokenForm()
    now = timezone.now()
    rows = [(token, token.state_at(now)) for token in queries.tokens_of(request.actor)]
    context = {"form": form, "rows": rows, "made": made, "secret": secret}
    return render(request, "api/tokens.html", context)


@require_POST
def revoke(request, pk):
    token = get_object_or_404(queries.tokens_of(request.actor), pk=pk)
    actions.revoke_token(token=token, actor=request.actor, now=timezone.now())
    messages.success(request, _("Chiave «%(name)s» revocata.") % {"name": token.name})
    return redirect("api:tokens")


def not_found(request, rest=""):
    """An address of the API that does not exist."""
    return plain(404)
