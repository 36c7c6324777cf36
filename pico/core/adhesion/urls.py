"""Addresses of this room."""

from django.urls import path

from .views import adhesions, invitations, members, public, registration, requests

app_name = "adhesion"

urlpatterns = [
    path("province/", public.province_map, name="map"),
    path("registrazione/", registration.register, name="register"),
    path("registrazione/inviata/", registration.sent, name="sent"),
    path("registrazione/conferma/<str:token>/", registration.confirm, name="confirm"),
    path("invito/<str:token>/", invitations.accept, name="accept"),
    path("miei/", registration.mine, name="mine"),
    path("miei/nuovo/", registration.ask, name="ask"),
    path("miei/<int:pk>/ritira/", registration.withdraw, name="withdraw"),
    path("richieste/", requests.request_list, name="requests"),
    path("richieste/<int:pk>/", requests.detail, name="request"),
    path("richieste/<int:pk>/rifiuta/", requests.reject, name="reject"),
    path("registrazioni/<int:pk>/", requests.registration, name="registration"),
    path("registrazioni/<int:pk>/rifiuta/", requests.refuse, name="refuse"),
    path("persone/", members.member_list, name="members"),
    path("persone/<int:pk>/", members.detail, name="member"),
    path("persone/<int:pk>/sospendi/", members.suspend, name="suspend"),
    path("persone/<int:pk>/riattiva/", members.reactivate, name="reactivate"),
    path("persone/<int:pk>/lascia/", members.leave, name="leave"),
    path("riconferma/", members.reconfirm, name="reconfirm"),
    path("riconferma/tutti/", members.reconfirm_all, name="reconfirm-all"),
    path("riconferma/<int:pk>/", members.reconfirm_one, name="reconfirm-one"),
    path("inviti/", invitations.invitation_list, name="invitations"),
    path("inviti/nuovo/", invitations.invite, name="invite"),
    path("inviti/<int:pk>/rispedisci/", invitations.resend, name="resend"),
    path("inviti/<int:pk>/revoca/", invitations.revoke, name="revoke"),
    path("enti/", adhesions.adhesion_list, name="list"),
    path("enti/apri/<int:ente>/", adhesions.open_one, name="open"),
    path("enti/<int:pk>/", adhesions.summary, name="adhesion"),
    path("enti/<int:pk>/moduli/", adhesions.services, name="services"),
    path("enti/<int:pk>/atti/", adhesions.acts, name="acts"),
    path("enti/<int:pk>/atti/<int:act>/togli/", adhesions.remove_act, name="remove-act"),
    path("enti/<int:pk>/referenti/", adhesions.contacts, name="contacts"),
    path("enti/<int:pk>/avvio/", adhesions.start_list, name="start"),
    path("enti/<int:pk>/storia/", adhesions.story, name="story"),
    path("enti/<int:pk>/passo/<slug:step>/", adhesions.take_step, name="step"),
]
