"""Addresses of the portal: home pages, desk, demo, health."""

from django.urls import path

from .views import calendar, demo, feeds, health, home, legal, mailbox, sitemaps

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("scrivania/", home.desk, name="desk"),
    path("mappa-del-sito/", legal.sitemap, name="sitemap"),
    path("note/<slug:page>/", legal.legal, name="legal"),
    path("calendario/", calendar.month, name="calendar"),
    path("calendario/eventi.ics", feeds.events, name="calendar-feed"),
    path("feed/<slug:what>.<slug:form>", feeds.feed, name="feed"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap-xml"),
    path("sitemap-pagine.xml", sitemaps.pages, name="sitemap-pages"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("health/", health.health, name="health"),
    path("demo/", demo.demo_cast, name="demo"),
    path("demo/entra/<str:username>/", demo.demo_sign_in, name="demo-sign-in"),
    path("demo/posta/", mailbox.mailbox, name="mailbox"),
    path("demo/posta/<str:key>/", mailbox.letter, name="letter"),
]
