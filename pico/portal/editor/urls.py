"""Addresses of the editorial office, under `/redazione/` before Wagtail's own."""

from django.urls import path

from .views import home, pages

app_name = "editor"

urlpatterns = [
    path("", home.home, name="home"),
    path("elenco/<slug:which>/", pages.page_list, name="list"),
    path("pagine/<int:pk>/", pages.story, name="story"),
    path("pagine/<int:pk>/archivia/", pages.archive, name="archive"),
    path("pagine/<int:pk>/ripristina/", pages.restore, name="restore"),
    path("pagine/<int:pk>/pubblica/", pages.publish, name="publish"),
    path("pagine/<int:pk>/rimanda/", pages.send_back, name="send_back"),
    path("pagine/<int:pk>/controlli/", pages.check, name="check"),
    path("account/", pages.leave, name="account"),
    path("logout/", pages.sign_out, name="sign_out"),
]
