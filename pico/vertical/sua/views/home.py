"""The home of the SUA in a space."""

from django.shortcuts import render
from django.utils.translation import gettext as _


def home(request):
    return render(request, "sua/home.html", {"page_title": _("SUA")})
