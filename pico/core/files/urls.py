"""Addresses of this room."""

from django.urls import path

from .views import changes, downloads, pages, uploads

app_name = "files"

VERSION = "<int:pk>/versioni/<int:major>.<int:minor>"

urlpatterns = [
    path("", pages.file_list, name="list"),
    path("carica/", uploads.upload, name="upload"),
    path("arrivo/", uploads.arrive, name="arrive"),
    path("caricamenti/", uploads.start, name="start"),
    path("caricamenti/<uuid:pk>/", uploads.piece, name="piece"),
    path("caricamenti/<uuid:pk>/controllo/", uploads.check, name="check"),
    path("caricamenti/<uuid:pk>/fine/", uploads.finish, name="finish"),
    path("cestino/", pages.trash_list, name="trash_list"),
    path("zip/", downloads.bundle, name="bundle"),
    path("<int:pk>/", pages.file_detail, name="detail"),
    path("<int:pk>/versioni/", pages.file_versions, name="versions"),
    path("<int:pk>/storia/", pages.file_story, name="story"),
    path("<int:pk>/stato/", pages.file_state, name="state"),
    path("<int:pk>/scarica/", downloads.download, name="download"),
    path(f"{VERSION}/scarica/", downloads.download_version, name="version"),
    path(f"{VERSION}/contenuto/", downloads.download_inner, name="inner"),
    path(f"{VERSION}/pagine/<int:page>.png", downloads.preview, name="preview"),
    path("<int:pk>/nuova-versione/", changes.add_version, name="add_version"),
    path("<int:pk>/modifica/", changes.describe, name="describe"),
    path("<int:pk>/livello/", changes.change_level, name="level"),
    path("<int:pk>/elimina/", changes.trash, name="trash"),
    path("<int:pk>/ripristina/", changes.restore, name="restore"),
]
