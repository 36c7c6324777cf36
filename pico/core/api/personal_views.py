"""The page where a person makes and revokes passwords for his programs."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal

from . import actions, queries
from .forms import AppPasswordForm
from .permissions import ApiPermission


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def app_passwords(request):
    """One's passwords for programs; a new one is shown here, once."""
    request.actor.require(ApiPermission.USE_PROGRAMS)
    form = AppPasswordForm(request.POST or None)
    made = secret = None
    if request.method == "POST" and form.is_valid():
        try:
            made, secret = actions.create_app_password(
                actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            form = AppPasswordForm()
    now = timezone.now()
    rows = [(one, one.state_at(now)) for one in queries.app_passwords_of(request.actor)]
    context = {"form": form, "rows": rows, "made": made, "secret": secret}
    return render(request, "api/app_passwords.html", context)


@require_POST
def revoke(request, pk):
    password = get_object_or_404(queries.app_passwords_of(request.actor), pk=pk)
    actions.revoke_app_password(password=password, actor=request.actor, now=timezone.now())
    messages.success(request, _("Password «%(name)s» revocata.") % {"name": password.name})
    return redirect("programs:list")
