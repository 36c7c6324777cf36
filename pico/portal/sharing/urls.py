"""Addresses of this room."""

from django.urls import path

from .views import adoptions, proposals, public, received, sharing

app_name = "sharing"

urlpatterns = [
    path("", received.received_list, name="received"),
    path("nascondi/", received.hide, name="hide"),
    path("mostra/", received.show, name="show"),
    path("ricevuto/<int:pk>/", received.reception, name="reception"),
    path("nostri/", sharing.own_list, name="own"),
    path("nostri/<int:pk>/", sharing.share_page, name="share"),
    path("nostri/<int:pk>/proponi/", sharing.propose_page, name="propose"),
    path("offerti/", adoptions.offered_list, name="offered"),
    path("offerti/<int:pk>/", adoptions.adopt_page, name="adopt"),
    path("adottate/", adoptions.adoption_list, name="adoptions"),
    path("adottate/<int:pk>/", adoptions.adoption, name="adoption"),
    path("adottate/<int:pk>/aggiorna/", adoptions.update, name="update"),
    path("adottate/<int:pk>/visto/", adoptions.seen, name="seen"),
    path("adottate/<int:pk>/togli/", adoptions.leave, name="return"),
    path("proposte/", proposals.proposal_list, name="proposals"),
    path("proposte/<int:pk>/", proposals.proposal, name="proposal"),
    path("proposte/<int:pk>/accogli/", proposals.accept, name="accept"),
    path("proposte/<int:pk>/respingi/", proposals.reject, name="reject"),
    path("proposte/<int:pk>/ritira/", proposals.withdraw, name="withdraw"),
    path("da/<slug:origin>/<path:path>/", public.shared, name="shared"),
]
