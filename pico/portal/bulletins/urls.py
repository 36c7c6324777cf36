"""Addresses of the bulletins."""

from django.urls import path

from .views import desk, parts, public, series

app_name = "bulletins"

ONE = "redazione/<int:pk>"

urlpatterns = [
    path("", public.archive, name="archive"),
    path("rss/", public.feed, name="feed"),
    path("<int:pk>/", public.bulletin, name="bulletin"),
    path("<int:pk>/pdf/", public.pdf, name="pdf"),
    path("redazione/", desk.desk, name="desk"),
    path("redazione/nuovo/", desk.create, name="create"),
    path(f"{ONE}/", desk.record, name="record"),
    path(f"{ONE}/storia/", desk.story, name="story"),
    path(f"{ONE}/modifica/", desk.edit, name="edit"),
    path(f"{ONE}/componi/", desk.assemble, name="assemble"),
    path(f"{ONE}/pubblica/", desk.publish, name="publish"),
    path(f"{ONE}/rifai-pdf/", desk.print_again, name="print_again"),
    path(f"{ONE}/sezioni/nuova/", parts.add_section, name="add_section"),
    path(f"{ONE}/sezioni/<int:section>/", parts.edit_section, name="edit_section"),
    path(f"{ONE}/sezioni/<int:section>/togli/", parts.delete_section, name="delete_section"),
    path(
        f"{ONE}/sezioni/<int:section>/sposta/<slug:way>/", parts.move_section, name="move_section"
    ),
    path(f"{ONE}/sezioni/<int:section>/scegli/", parts.pick, name="pick"),
    path(f"{ONE}/sezioni/<int:section>/voce/", parts.add_entry, name="add_entry"),
    path(f"{ONE}/voci/<int:entry>/", parts.edit_entry, name="edit_entry"),
    path(f"{ONE}/voci/<int:entry>/togli/", parts.delete_entry, name="delete_entry"),
    path(f"{ONE}/voci/<int:entry>/sposta/<slug:way>/", parts.move_entry, name="move_entry"),
    path("serie/", series.series_list, name="series"),
    path("serie/nuova/", series.create, name="create_series"),
    path("serie/<int:pk>/", series.edit, name="edit_series"),
]
