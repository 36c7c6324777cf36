"""The manifest of the Help Desk: one group of lists per noun, put together at the end."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

HERE = "pico.horizontal.helpdesk"

# Tickets -----------------------------------------------------------------------------------------

TICKETS_MENU = (
    MenuEntry(_("Assistenza"), "helpdesk:home", icon="it-help-circle", public=True),
    MenuEntry(_("Le mie richieste"), "helpdesk:mine", icon="it-inbox"),
)
TICKETS_SEARCH = (f"{HERE}.queries.found_tickets.TICKETS",)
TICKETS_PERIODIC = (f"{HERE}.tasks.forget_drafts",)
TICKETS_MAIL = {"helpdesk": f"{HERE}.listeners.mail.take_reply"}
OUTSIDERS_MAIL = {"access": f"{HERE}.listeners.mail.take_outside_reply"}
DESK_MAILBOXES = {"assistenza": f"{HERE}.listeners.mail.take_request"}
DESK_MENU = (
    MenuEntry(_("Coda"), "helpdesk:queue", icon="it-list", permission="helpdesk.desk.see"),
    MenuEntry(
        _("Risposte predefinite"), "helpdesk:canned", icon="it-copy", permission="helpdesk.desk.see"
    ),
)

# Knowledge ---------------------------------------------------------------------------------------

KNOWLEDGE_MENU = (
    MenuEntry(_("FAQ"), "helpdesk:faqs", icon="it-info-circle", public=True),
    MenuEntry(_("Stato dei servizi"), "helpdesk:status", icon="it-warning-circle", public=True),
    MenuEntry(
        _("Redazione FAQ"),
        "helpdesk:faq-desk",
        icon="it-pencil",
        permission="helpdesk.faq.desk",
    ),
)
KNOWLEDGE_LISTENS = {
    "helpdesk.ticket.opened": f"{HERE}.listeners.knowledge.ticket_opened",
    "helpdesk.ticket.solve": f"{HERE}.listeners.knowledge.ticket_solved",
    "helpdesk.ticket.replied": f"{HERE}.listeners.knowledge.ticket_answered",
    "helpdesk.ticket.wait_asker": f"{HERE}.listeners.knowledge.ticket_answered",
    "community.answer.accepted": f"{HERE}.listeners.knowledge.answer_accepted",
    "community.faq.dismissed": f"{HERE}.listeners.knowledge.candidate_dismissed",
    "adhesion.registration.confirmed": f"{HERE}.listeners.knowledge.person_registered",
    "adhesion.membership.approved": f"{HERE}.listeners.knowledge.membership_approved",
}
FIGURES_LISTENS = {"observatory.flag.raised": f"{HERE}.listeners.figures.figure_flagged"}
KNOWLEDGE_PERIODIC = (
    f"{HERE}.tasks.ask_to_review_answers",
    f"{HERE}.tasks.count_avoided",
    f"{HERE}.tasks.forget_unconfirmed",
    f"{HERE}.tasks.keep_banners",
)
KNOWLEDGE_SEARCH = (f"{HERE}.queries.found.FAQS",)
KNOWLEDGE_OPEN_DATA = (f"{HERE}.queries.offered_data.FAQS",)
KNOWLEDGE_SHARED = (f"{HERE}.queries.found.FAQ",)

# Routing -----------------------------------------------------------------------------------------

ROUTING_MENU = (
    MenuEntry(
        _("Code e turni"), "helpdesk:queues", icon="it-list", permission="helpdesk.queue.list"
    ),
    MenuEntry(
        _("Instradamento"),
        "helpdesk:rules",
        icon="it-restore",
        permission="helpdesk.rules.change",
    ),
)

# Service levels ----------------------------------------------------------------------------------

LEVELS_MENU = (
    MenuEntry(
        _("Misure"), "helpdesk:measures", icon="it-chart-line", permission="helpdesk.measures.see"
    ),
    MenuEntry(
        _("Livelli di servizio"),
        "helpdesk:levels",
        icon="it-clock",
        permission="helpdesk.levels.see",
    ),
)
LEVELS_LISTENS = {
    "deadlines.term.alerted": f"{HERE}.listeners.service_levels.share_used_up",
    "deadlines.terms.recalculated": f"{HERE}.listeners.service_levels.calendar_changed",
}
LEVELS_PERIODIC = (f"{HERE}.tasks.turn_the_silence", f"{HERE}.tasks.forget_old_tickets")

HELPDESK = Module(
    key="helpdesk",
    label=_("Help Desk"),
    layer="horizontal",
    description=_("Assistenza sulla piattaforma e sui servizi delle Province."),
    icon="it-help-circle",
    path="assistenza",
    urls=f"{HERE}.urls",
    default_on=True,
    permissions=f"{HERE}.permissions.POLICY",
    flows=(f"{HERE}.workflow.TICKET",),
    menu=(*TICKETS_MENU, *KNOWLEDGE_MENU, *DESK_MENU, *ROUTING_MENU, *LEVELS_MENU),
    listens={**KNOWLEDGE_LISTENS, **LEVELS_LISTENS, **FIGURES_LISTENS},
    api=f"{HERE}.api.router",
    cards=(f"{HERE}.cards.tickets", f"{HERE}.cards.unrouted"),
    mail=TICKETS_MAIL,
    outside_mail=OUTSIDERS_MAIL,
    mailboxes=DESK_MAILBOXES,
    search=(*TICKETS_SEARCH, *KNOWLEDGE_SEARCH),
    shared=(*KNOWLEDGE_SHARED,),
    open_data=KNOWLEDGE_OPEN_DATA,
    periodic=(*TICKETS_PERIODIC, *KNOWLEDGE_PERIODIC, *LEVELS_PERIODIC),
    settings=f"{HERE}.terms.HelpdeskSettings",
    footer={"faq": "helpdesk:faqs", "help": "helpdesk:home"},
    help=f"{HERE}.queries.here.help_url",
    banners=f"{HERE}.queries.problems.banners",
    demo=f"{HERE}.demo.furnish",
    in_main_menu=True,
    order=60,
)
