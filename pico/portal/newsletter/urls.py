"""Addresses of the newsletter."""

from django.urls import path

from .views import blocks, desk, lists, mine, public, subscribers, subscribing

app_name = "newsletter"

ISSUE = "redazione/<int:pk>"

urlpatterns = [
    path("", public.archive, name="archive"),
    path("rss/", public.feed, name="feed"),
    path("<int:pk>/", public.issue, name="issue"),
    path("v/<int:issue>/<int:number>/", public.follow, name="follow"),
    path("iscriviti/", subscribing.subscribe, name="subscribe"),
    path("iscriviti/fatto/", subscribing.subscribed, name="subscribed"),
    path("conferma/<str:token>/", subscribing.confirm, name="confirm"),
    path("preferenze/<str:token>/", subscribing.preferences, name="preferences"),
    path("preferenze/<str:token>/dati/", subscribing.own_data, name="own_data"),
    path("preferenze/<str:token>/cancella/", subscribing.erase_own, name="erase_own"),
    path("disiscrizione/<str:token>/", subscribing.leave, name="leave"),
    path("mie/", mine.mine, name="mine"),
    path("redazione/", desk.desk, name="desk"),
    path("redazione/nuova/", desk.create, name="create"),
    path(f"{ISSUE}/", desk.record, name="record"),
    path(f"{ISSUE}/modifica/", desk.edit, name="edit"),
    path(f"{ISSUE}/copia/", desk.copy, name="copy"),
    path(f"{ISSUE}/anteprima/", desk.preview, name="preview"),
    path(f"{ISSUE}/anteprima/lettera/", desk.letter, name="letter"),
    path(f"{ISSUE}/numeri/", desk.numbers, name="numbers"),
    path(f"{ISSUE}/avanzamento/", desk.advance, name="advance"),
    path(f"{ISSUE}/consegne/", desk.deliveries, name="deliveries"),
    path(f"{ISSUE}/storia/", desk.story, name="story"),
    path(f"{ISSUE}/passo/<slug:step>/", desk.step, name="step"),
    path(f"{ISSUE}/invio/", desk.schedule, name="schedule"),
    path(f"{ISSUE}/prova/", desk.test, name="test"),
    path(f"{ISSUE}/ritenta/", desk.again, name="again"),
    path(f"{ISSUE}/aggiungi/contenuti/", blocks.pick, name="pick"),
    path(f"{ISSUE}/aggiungi/<slug:kind>/", blocks.add, name="add_block"),
    path(f"{ISSUE}/blocchi/<int:block>/", blocks.edit, name="edit_block"),
    path(f"{ISSUE}/blocchi/<int:block>/sposta/<slug:way>/", blocks.move, name="move_block"),
    path(f"{ISSUE}/blocchi/<int:block>/togli/", blocks.delete, name="delete_block"),
    path("liste/", lists.lists, name="lists"),
    path("liste/nuova/", lists.create, name="create_list"),
    path("liste/<int:pk>/", lists.edit, name="edit_list"),
    path("liste/<int:pk>/chiudi/", lists.close, name="close_list"),
    path("liste/<int:pk>/riapri/", lists.reopen, name="reopen_list"),
    path("liste/iscritti/", subscribers.subscribers, name="subscribers"),
    path("liste/iscritti/importa/", subscribers.take_in, name="import"),
    path("liste/iscritti/importazioni/", subscribers.imports, name="imports"),
    path("liste/iscritti/importazioni/<int:pk>/", subscribers.import_record, name="import_record"),
    path("liste/iscritti/<int:pk>/", subscribers.subscriber, name="subscriber"),
    path("liste/iscritti/<int:pk>/dati/", subscribers.data, name="data"),
    path("liste/iscritti/<int:pk>/cancella/", subscribers.erase, name="erase"),
]
