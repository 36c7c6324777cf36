"""Addresses of this room."""

from django.urls import path

from . import feed_views, views

app_name = "notices"

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.go, name="go"),
    path("<int:pk>/segna/", views.mark, name="mark"),
    path("segna-tutti/", views.mark_all, name="mark_all"),
    path("tocca-a-me/", views.tasks, name="tasks"),
    path("tocca-a-me/affida/", views.delegate, name="delegate"),
    path("tocca-a-me/deleghe/<int:pk>/revoca/", views.delegation_end, name="delegation_end"),
    path("preferenze/", views.preferences, name="preferences"),
    path("basta/<str:token>/", views.stop, name="stop"),
    path("calendario/", feed_views.feeds, name="feeds"),
    path("calendario/<int:pk>/revoca/", feed_views.feed_revoke, name="feed_revoke"),
    path("calendario/<str:token>.ics", feed_views.feed, name="feed"),
]
