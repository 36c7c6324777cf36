"""The bare Django view that every page is measured against: no middleware, no template, no database."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.urls import path

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
)
django.setup()

urlpatterns = [path("", lambda request: HttpResponse("ciao"))]
application = WSGIHandler()
