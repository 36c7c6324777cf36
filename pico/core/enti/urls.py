"""Addresses of this room."""

from django.urls import path

from . import space_views, views

app_name = "enti"

urlpatterns = [
    path("", views.enti_list, name="list"),
    path("suggerimenti/", views.suggest, name="suggest"),
    path("nuovo/", views.create, name="create"),
    path("differenze/", views.differences, name="differences"),
    path("allineamenti/", views.imports, name="imports"),
    path("allineamenti/<int:pk>/", views.import_lines, name="import"),
    path("spazi/", space_views.spaces_list, name="spaces"),
    path("spazi/<int:pk>/", space_views.edit, name="space-edit"),
    path("spazi/<int:pk>/pubblica/", space_views.publish, name="space-publish"),
    path("spazi/<int:pk>/sospendi/", space_views.suspend, name="space-suspend"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/comuni/", views.comuni, name="comuni"),
    path("<int:pk>/storia/", views.history, name="history"),
    path("<int:pk>/modifica/", views.edit, name="edit"),
    path("<int:pk>/ripristina/<slug:field>/", views.revert, name="revert"),
]
