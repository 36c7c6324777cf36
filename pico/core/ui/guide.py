"""The living style guide: every component in every state, on rows kept in memory."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

from . import views
from .forms import (
    FilesField,
    FilterForm,
    ItalianDateInput,
    MoneyField,
    Picker,
    Sections,
)
from .lists import Column, render_list
from .shell import (
    ActingView,
    Contacts,
    LanguageView,
    MembershipView,
    MenuItem,
    Shell,
    SpaceView,
    UserView,
)
from .templatetags.ui import MEANINGS, Step, badge

LONG = "Libero Consorzio Comunale di Caltanissetta"
NAMES = (
    "Provincia di Treviso",
    "Provincia di Brescia",
    LONG,
    "Provincia di Pesaro e Urbino",
    "Provincia di Forlì-Cesena",
    "Unione dei Comuni montani dell'Appennino Parma Est",
)
STATES = (
    ("draft", _("Bozza")),
    ("running", _("In corso")),
    ("waiting", _("Serve un'azione")),
    ("done", _("Conclusa")),
    ("refused", _("Respinta")),
    ("suspended", _("Sospesa")),
)
LEVELS = (
    ("public", _("Pubblico")),
    ("platform", _("Tutti gli utenti Pi.Co.")),
    ("provinces", _("Sistema delle Province")),
    ("reg:05", _("UPI regionale e Province della regione")),
    ("ter:026", _("Provincia ed enti del territorio")),
    ("net:3", _("Rete tematica")),
    ("grp:77", _("Gruppo ristretto")),
    ("ente:1204", _("Solo il mio ente")),
    ("usr:9", _("Solo io")),
)
FIRST_DAY = dt.date(2026, 1, 7)


@dataclass(frozen=True, slots=True)
class Row:
    """A made-up convention."""

    pk: int
    name: str
    ente: str
    state: str
    amount: Decimal
    signed_on: dt.date


def sample_rows(total: int = 300) -> list[Row]:
    """Return made-up rows, always the same."""
    return [
        Row(
            pk=number,
            name=f"Convenzione n. {number}/2026 per la stazione unica appaltante",
            ente=NAMES[number % len(NAMES)],
            state=STATES[number % len(STATES)][0],
            amount=Decimal(number * 7919 % 900_000) + Decimal("0.50"),
            signed_on=FIRST_DAY + dt.timedelta(days=number * 17 % 310),
        )
        for number in range(1, total + 1)
    ]


class SampleFilter(FilterForm):
    q = forms.CharField(label=_("Cerca"), required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(label=_("Stato"), required=False, choices=(("", _("Tutti")), *STATES))
    signed_from = forms.DateField(label=_("Firmate dal"), required=False, widget=ItalianDateInput)

    def narrow(self, rows):
        """Keep the rows that match; lists have no look-ups."""
        chosen = self.chosen
        wanted = search_key(chosen.get("q", ""))
        return [
            row
            for row in rows
            if wanted in search_key(f"{row.name} {row.ente}")
            and chosen.get("state", row.state) == row.state
            and chosen.get("signed_from", row.signed_on) <= row.signed_on
        ]


class SampleForm(Sections, forms.Form):
    title = forms.CharField(
        label=_("Oggetto"),
        max_length=160,
        help_text=_("Come comparirà negli elenchi, al massimo 160 caratteri."),
    )
    kind = forms.ChoiceField(
        label=_("Tipo"), choices=(("", _("Scegli…")), ("A", "Lavori"), ("B", "Servizi"))
    )
    amount = MoneyField(label=_("Importo"), help_text=_("IVA esclusa."), min_value=0)
    due_on = forms.DateField(label=_("Entro il"), widget=ItalianDateInput)
    notes = forms.CharField(
        label=_("Note aggiuntive"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    ente = forms.CharField(
        label=_("Ente"),
        required=False,
        widget=Picker(source="ui:guide-suggest"),
        help_text=_("Scrivi il nome, il codice IPA o ISTAT."),
    )
    mode = forms.ChoiceField(
        label=_("Modalità"),
        widget=forms.RadioSelect,
        choices=(("ONE", _("Solo questa volta")), ("ALL", _("Per tutto l'anno"))),
    )
    topics = forms.MultipleChoiceField(
        label=_("Argomenti"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=(
            ("PNRR", "PNRR e PNC"),
            ("SUA", "Appalti e SUA"),
            ("SCUOLE", "Edilizia scolastica"),
        ),
    )
    scope = forms.ChoiceField(
        label=_("Chi lo vede?"), choices=LEVELS, template_name="ui/field_scope.html"
    )
    files = FilesField(label=_("Allegati"), required=False, accept=(".pdf", ".docx"))
    privacy = forms.BooleanField(label=_("Ho letto l'informativa sul trattamento dei dati"))

    sections = (
        (_("Richiesta"), ("title", "kind", "amount", "due_on", "notes")),
        (_("Chi e che cosa"), ("ente", "mode", "topics", "scope")),
        (_("Allegati e conferma"), ("files", "privacy")),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].widget.upload_url = reverse("ui:guide-upload")


def guide_shell(request, here: str) -> Shell:
    """Return a shell with everything in it, as a Province's officer sees it."""
    pages = (
        ("guide", _("Componenti"), "box"),
        ("guide-forms", _("Modulo"), "pencil"),
        ("guide-list", _("Elenco"), "list"),
        ("guide-record", _("Scheda"), "file"),
        ("guide-dashboard", _("Cruscotto"), "chart-line"),
    )
    return Shell(
        space=SpaceView(
            name="Provincia di Treviso",
            kind="PROVINCIAL",
            color=f"#{request.GET['colore']}"
            if request.GET.get("colore", "").isalnum()
            else "#0066cc",
            owner_label="UPI – Unione Province d'Italia",
            contacts=Contacts(
                name="Provincia di Treviso",
                address="Via Esempio 1, 31100 Treviso (TV)",
                fiscal_code="00000000000",
                pec="protocollo@pec.treviso.pico.example",
                phone="0422 000000",
            ),
        ),
        menu=(
            MenuItem(_("Amministrazione"), "#"),
            MenuItem(_("Novità"), "#"),
            MenuItem(
                _("Servizi"),
                "#",
                active=True,
                children=(
                    MenuItem("Stazione unica appaltante", "#", icon="pencil"),
                    MenuItem("Servizi innovativi", "#", icon="software"),
                ),
            ),
            MenuItem(_("Documenti"), "#"),
            MenuItem(_("Dati"), "#"),
            MenuItem(_("Assistenza"), "#"),
        ),
        module_label=_("Guida di stile"),
        module_menu=tuple(
            MenuItem(label, reverse(f"ui:{name}"), active=name == here, icon=icon)
            for name, label, icon in pages
        ),
        modules=(
            MenuItem("Community", "#", icon="comment"),
            MenuItem("Dati", "#", icon="chart-line"),
        ),
        user=UserView(
            "Teresa",
            "TR",
            unread=3,
            tasks=12,
            full_name="Teresa Responsabile-Sua",
            notices_url="#",
            requests_url="#",
            sign_out_url="#",
        ),
        acting=ActingView(LONG, "Responsabile SUA"),
        memberships=(
            MembershipView(1, LONG, "Responsabile SUA", active=True),
            MembershipView(2, "Provincia di Treviso", "Operatore SUA"),
        ),
        switch_url=reverse("ui:guide"),
        help_url="#",
        languages=(
            LanguageView("it", "Italiano", "ITA", active=True),
            LanguageView("en", "English", "ENG"),
        ),
        language_url="#",
        demo=True,
    )


def page(request, here: str, **context) -> dict:
    crumbs = [
        ("Pi.Co.", "/"),
        (_("Guida di stile"), reverse("ui:guide")),
        (context["title"], ""),
    ]
    return {"shell": guide_shell(request, here), "crumbs": crumbs, **context}


def index(request):
    now = timezone.now()
    today = timezone.localdate()
    context = page(
        request,
        "guide",
        title=_("Componenti"),
        states=STATES,
        meanings=MEANINGS,
        levels=LEVELS,
        today=today,
        soon=today + dt.timedelta(days=3),
        far=today + dt.timedelta(days=40),
        past=today - dt.timedelta(days=2),
        now=now,
        long=LONG,
        hostile="<script>alert(1)</script>",
        steps=[
            Step(_("Oggetto"), "#", "done"),
            Step(_("Enti e importi"), "", "current"),
            Step(_("Documenti")),
            Step(_("Riepilogo")),
        ],
        events=sample_events(now),
        tabs=sample_tabs(),
    )
    return render(request, "ui/guide/index.html", context)


def sample_events(now) -> list[dict]:
    return [
        {"at": now - dt.timedelta(minutes=12), "title": _("Documento caricato"), "who": f"Carla Rup, {LONG}", "sign": "upload", "url": "#"},
        {"at": now - dt.timedelta(days=2), "title": _("Richiesta inviata"), "who": "Carla Rup", "text": _("Allegati 3 documenti."), "sign": "mail"},
        {"at": now - dt.timedelta(days=30), "title": _("Bozza creata"), "who": "Carla Rup", "sign": "pencil"},
    ]  # fmt: skip


def sample_tabs() -> list[dict]:
    names = (
        _("Riepilogo"),
        _("Documenti"),
        _("Persone"),
        _("Scadenze"),
        _("Messaggi"),
        _("Storia"),
    )
    return [
        {
            "label": name,
            "url": "#",
            "active": number == 0,
            "count": 4 if number == 1 else 0,
        }
        for number, name in enumerate(names)
    ]


def forms_page(request):
    """Show the form: empty, or with `?errori` or a POST as it comes back."""
    data = request.POST if request.method == "POST" else None
    if "errori" in request.GET:
        data = {"amount": "dodici", "title": "x" * 170, "ente_text": "San"}
    form = SampleForm(data, request.FILES or None)
    context = page(
        request,
        "guide-forms",
        title=_("Nuova richiesta"),
        form=form,
        submit_label=_("Invia la richiesta"),
    )
    return render(request, "ui/page_form.html", context | {"cancel_url": reverse("ui:guide")})


def list_page(request):
    """Show 300 rows, or as many as `?righe=` says."""
    asked = request.GET.get("righe", "")
    total = min(int(asked), 5000) if asked.isdecimal() else 300
    return render_list(
        request,
        queryset=sample_rows(total),
        columns=(
            Column(
                "nome",
                _("Convenzione"),
                "name",
                sort="name",
                link=lambda row: f"#{row.pk}",
            ),
            Column("ente", _("Ente"), "ente", sort="ente"),
            Column("stato", _("Stato"), state_badge, sort="state"),
            Column("importo", _("Importo"), "amount", sort="amount", kind="money"),
            Column("firma", _("Firmata il"), "signed_on", sort="signed_on", kind="date"),
        ),
        filter_form=SampleFilter,
        template="ui/guide/list.html",
        title=_("Convenzioni"),
        context=page(request, "guide-list", title=_("Convenzioni")),
        empty_title=_("Nessuna convenzione"),
        empty_text=_("Quando un ente firma la prima convenzione, la trovi qui."),
    )


def state_badge(row: Row):
    return badge(dict(STATES)[row.state], row.state)


def record_page(request):
    today = timezone.localdate()
    context = page(
        request,
        "guide-record",
        title=_(
            "Manutenzione straordinaria del liceo di Montebelluna e messa in sicurezza della palestra"
        ),
        number="SUA-TV-2026-0042",
        turn="Stazione unica appaltante",
        next_term=today + dt.timedelta(days=4),
        tabs=sample_tabs(),
        events=sample_events(timezone.now()),
    )
    return render(request, "ui/guide/record.html", context)


def dashboard_page(request):
    context = page(request, "guide-dashboard", title=_("Come vanno le gare"))
    return render(request, "ui/guide/dashboard.html", context | {"states": STATES})


def error(request, code: int):
    """Show an error page as a person would meet it."""
    match code:
        case 403:
            return views.forbidden(request, PermissionDenied())
        case 404:
            return views.not_found(request)
        case 500:
            return views.broken(request)
        case 400:
            return views.bad_request(request)
        case 419:
            return views.csrf_failed(request)
    raise Http404


def refuse(request):
    raise Refusal(
        _("Il termine è scaduto il 3 nov 2026: chiedi alla SUA di riaprirlo."),
        code="term_is_past",
    )


def progress(request):
    """Answer the progress of a job that never ends: 10 % more each time."""
    percent = (
        min(100, int(request.GET.get("da", 0)) + 10)
        if request.GET.get("da", "0").isdecimal()
        else 0
    )
    url = f"{reverse('ui:guide-progress')}?da={percent}"
    return render(
        request,
        "ui/progress.html",
        {
            "percent": percent,
            "label": _("Importazione dei Comuni"),
            "url": url if percent < 100 else "",
        },
    )


def suggest(request):
    wanted = search_key(request.GET.get("q", ""))
    found = [name for name in NAMES if wanted and wanted in search_key(name)]
    answers = [
        {"id": number, "label": name, "detail": _("Provincia · codice IPA di prova")}
        for number, name in enumerate(found, 1)
    ]
    return JsonResponse(answers, safe=False)


@require_POST
def upload(request):
    """Take a file and forget it."""
    one = request.FILES.get("file")
    if one is None:
        return JsonResponse({"message": _("Nessun file ricevuto: sceglilo di nuovo.")}, status=409)
    return JsonResponse({"id": f"{one.size}", "name": one.name})


def audience(request):
    label = dict(LEVELS).get(request.GET.get("scope", ""))
    sentence = _("Lo vede: nessuno, scegli un livello.") if not label else format_html(
        "Lo vede: <strong>{}</strong>.", label
    )  # fmt: skip
    return render(request, "ui/guide/_audience.html", {"sentence": sentence})
