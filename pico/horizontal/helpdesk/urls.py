"""Addresses of the Help Desk, one list per noun."""

from django.urls import path

from .views import access, faq, faq_desk, here, measures, problems, service_levels, tickets

app_name = "helpdesk"

TICKETS = [
    path("", tickets.home, name="home"),
    path("richieste/<str:key>/", tickets.ticket, name="ticket"),
    path("richieste/<str:key>/passi/<str:name>/", tickets.step, name="step"),
]

FAQ_STEPS = [
    path(f"faq/<int:pk>/{name}/", faq_desk.step, {"name": name}, name=f"faq-{name}")
    for name in faq_desk.STEPS
]
KNOWLEDGE = [
    path("faq/", faq.faq_list, name="faqs"),
    path("faq/redazione/", faq_desk.desk, name="faq-desk"),
    path("faq/nuova/", faq_desk.write, name="faq-new"),
    path("faq/proposte/<int:pk>/lascia/", faq_desk.drop_idea, name="faq-idea-drop"),
    path("faq/<int:pk>/", faq.faq, name="faq"),
    path("faq/<int:pk>/vista/", faq.seen, name="faq-seen"),
    path("faq/<int:pk>/utile/", faq.useful, name="faq-useful"),
    path("faq/<int:pk>/risolto/", faq.solved, name="faq-solved"),
    path("faq/<int:pk>/allegato/", faq.file, name="faq-file"),
    path("faq/<int:pk>/modifica/", faq_desk.change, name="faq-change"),
    path("faq/<int:pk>/rimanda/", faq_desk.send_back, name="faq-send-back"),
    path("faq/<int:pk>/versioni/", faq_desk.versions, name="faq-versions"),
    path(
        "faq/<int:pk>/versioni/<int:number>/ripristina/", faq_desk.restore, name="faq-restore"
    ),
    *FAQ_STEPS,
    path("richieste/<str:key>/faq/", faq_desk.from_ticket, name="faq-from-ticket"),
    path("suggerimenti/", faq.suggestions, name="suggestions"),
    path("qui/", here.here, name="here"),
    path("accesso/", access.access, name="access"),
    path("accesso/inviata/", access.sent, name="access-sent"),
    path("accesso/conferma/<str:secret>/", access.confirm, name="access-confirm"),
    path("accesso/richiesta/<str:secret>/", access.page, name="access-page"),
    path("accesso/allegati/<int:pk>/", access.file, name="access-file"),
    path("stato/", problems.status, name="status"),
    path("stato/nuovo/", problems.tell, name="problem-tell"),
    path("stato/<int:pk>/", problems.problem, name="problem"),
    path("stato/<int:pk>/modifica/", problems.change, name="problem-change"),
    path("stato/<int:pk>/risolto/", problems.solve, name="problem-solve"),
    path("stato/<int:pk>/anche-io/", problems.join, name="problem-join"),
]

LEVELS = [
    path("livelli/", service_levels.levels, name="levels"),
    path("livelli/modifica/", service_levels.change, name="levels-change"),
    path("livelli/convenzioni/nuova/", service_levels.agreement, name="agreement-new"),
    path("livelli/convenzioni/<int:pk>/", service_levels.agreement, name="agreement"),
    path("misure/", measures.measures, name="measures"),
]

urlpatterns = [*TICKETS, *KNOWLEDGE, *LEVELS]
