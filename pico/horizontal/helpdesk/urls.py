"""Addresses of the Help Desk, one list per noun."""

from django.urls import path

from .views import (
    access,
    asking,
    desk,
    duty,
    faq,
    faq_desk,
    here,
    hours,
    measures,
    printing,
    privacy,
    problems,
    routing,
    service_levels,
    tickets,
)

app_name = "helpdesk"

TICKETS = [
    path("", tickets.home, name="home"),
    path("nuova/", asking.ask, name="ask"),
    path("nuova/dettagli/", asking.details, name="ask-details"),
    path("nuova/riepilogo/", asking.summary, name="ask-summary"),
    path("nuova/categorie/", asking.categories, name="ask-categories"),
    path("nuova/ricomincia/", asking.start_again, name="ask-again"),
    path("nuova/allegati/<int:pk>/togli/", asking.drop_file, name="ask-file-drop"),
    path("nuova/bozza/<str:step>/", asking.save_draft, name="ask-draft"),
    path("richieste/", tickets.mine, name="mine"),
    path("richieste/colleghi/", tickets.colleagues, name="colleagues"),
    path("richieste/<str:key>/", tickets.ticket, name="ticket"),
    path("richieste/<str:key>/scrivi/", tickets.write, name="write"),
    path("richieste/<str:key>/passi/<str:name>/", tickets.step, name="step"),
    path("richieste/<str:key>/chi-la-vede/", tickets.share, name="share"),
    path("richieste/<str:key>/priorita/", tickets.priority, name="priority"),
    path("richieste/<str:key>/collega/", tickets.link, name="link"),
    path("richieste/<str:key>/giudizio/", tickets.rate, name="rate"),
    path("richieste/<str:key>/sollecita/", tickets.nudge, name="nudge"),
    path("richieste/<str:key>/allegati/<int:pk>/", tickets.file, name="file"),
    path("richieste/<str:key>/segnala/", privacy.report, name="report"),
    path("richieste/<str:key>/stampa/", printing.sheet, name="sheet"),
]

DESK = [
    path("coda/", desk.desk, {"page": "queue"}, name="queue"),
    path("coda/assegnate-a-me/", desk.desk, {"page": "assigned"}, name="assigned"),
    path("coda/in-scadenza/", desk.desk, {"page": "due"}, name="due"),
    path("coda/non-assegnate/", desk.desk, {"page": "unassigned"}, name="unassigned"),
    path("coda/insieme/<str:name>/", desk.bulk, name="bulk"),
    path("coda/telefono/", desk.phone, name="phone"),
    path("coda/chi-chiama/", desk.callers, name="callers"),
    path("risposte-predefinite/", desk.canned_list, name="canned"),
    path("risposte-predefinite/nuova/", desk.canned, name="canned-new"),
    path("risposte-predefinite/<int:pk>/", desk.canned, name="canned-change"),
    path("risposte-predefinite/<int:pk>/togli/", desk.canned_delete, name="canned-delete"),
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
    path("faq/<int:pk>/versioni/<int:number>/ripristina/", faq_desk.restore, name="faq-restore"),
    *FAQ_STEPS,
    path("richieste/<str:key>/faq/", faq_desk.from_ticket, name="faq-from-ticket"),
    path("suggerimenti/", faq.suggestions, name="suggestions"),
    path("qui/", here.here, name="here"),
    path("accesso/", access.access, name="access"),
    path("accesso/inviata/", access.sent, name="access-sent"),
    path("accesso/conferma/<str:secret>/", access.confirm, name="access-confirm"),
    path("accesso/richiesta/<str:secret>/", access.page, name="access-page"),
    path("accesso/richiesta/<str:secret>/segnala/", privacy.report_outside, name="report-outside"),
    path("accesso/richiesta/<str:secret>/passi/<str:name>/", access.step, name="access-step"),
    path("accesso/richiesta/<str:secret>/giudizio/", access.rate, name="access-rate"),
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

ROUTING = [
    path("regole/", routing.rule_list, name="rules"),
    path("regole/nuova/", routing.write, name="rule-new"),
    path("regole/prova/", routing.bench, name="rule-bench"),
    path("regole/ripassa/", routing.reroute, name="rules-again"),
    path("regole/<int:pk>/", routing.change, name="rule"),
    path("regole/<int:pk>/sposta/", routing.move, name="rule-move"),
    path("regole/<int:pk>/interruttore/", routing.switch, name="rule-switch"),
    path("code/", duty.queue_list, name="queues"),
    path("code/<int:pk>/", duty.queue, name="queue-of"),
    path("code/<int:pk>/distribuzione/", duty.distribute, name="queue-distribution"),
    path("code/<int:pk>/orario/", hours.hours, name="queue-hours"),
    path("code/<int:pk>/orario/ufficio/", hours.office_hours, name="queue-office-hours"),
    path("code/<int:pk>/orario/chiusure/", hours.close_on, name="queue-close-on"),
    path(
        "code/<int:pk>/orario/chiusure/<int:closure_pk>/togli/",
        hours.open_on,
        name="queue-open-on",
    ),
    path("code/<int:pk>/operatori/", duty.place, name="queue-place"),
    path("code/<int:pk>/operatori/<int:place_pk>/togli/", duty.remove, name="queue-remove"),
    path("code/dati-personali/", privacy.report_list, name="reports"),
    path("code/dati-personali/<int:pk>/", privacy.report_of, name="report-of"),
    path("code/dati-personali/<int:pk>/file/", privacy.report_file, name="report-file"),
    path("code/assenze/", duty.absence_list, name="absences"),
    path("code/assenze/nuova/", duty.note_absence, name="absence-new"),
    path("code/assenze/<int:pk>/passa/", duty.hand_over, name="absence-hand-over"),
    path("code/assenze/<int:pk>/togli/", duty.cancel_absence, name="absence-cancel"),
]

urlpatterns = [*TICKETS, *DESK, *KNOWLEDGE, *ROUTING, *LEVELS]
