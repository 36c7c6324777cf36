"""The short address that programs are given."""

from django.urls import path

from . import entrance

app_name = "dav"

urlpatterns = [path("", entrance.dav, name="root"), path("<path:rest>", entrance.dav, name="path")]
