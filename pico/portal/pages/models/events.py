"""Events: their dates, who speaks, how one enrols."""

from datetime import timedelta
from itertools import islice

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Orderable
from wagtail.search import index

from ..blocks import BODY
from ..fields import BlocksField, ProseField
from ..terms import ContentKind, EnrolmentMode, EnrolmentState, EventKind, Repeats
from .base import ContentPage, content_tabs, names_subkinds

MOST_DATES = 60
RULES = {Repeats.DAILY: DAILY, Repeats.WEEKLY: WEEKLY, Repeats.MONTHLY: MONTHLY}
ONE_HOUR = timedelta(hours=1)


class EventPage(ContentPage):
    """Evento: when, where or on line, for whom, who speaks, and how to enrol."""

    KIND = ContentKind.EVENT
    SUBKIND_FIELD = "event_kind"

    event_kind = models.CharField(
        _("tipo"), max_length=14, choices=EventKind, default=EventKind.CONFERENCE
    )
    starts_at = models.DateTimeField(_("inizio"))
    ends_at = models.DateTimeField(_("fine"), null=True, blank=True)
    repeats = models.CharField(
        _("ripetizione"), max_length=8, choices=Repeats, default=Repeats.NEVER
    )
    repeats_until = models.DateField(_("si ripete fino al"), null=True, blank=True)
    place = models.ForeignKey(
        "pages.PlacePage",
        verbose_name=_("luogo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    venue = models.CharField(
        _("dove"),
        max_length=200,
        blank=True,
        help_text=_("Sala e indirizzo, se il luogo non ha una sua pagina."),
    )
    is_online = models.BooleanField(_("online"), default=False)
    online_url = models.URLField(_("link per partecipare"), max_length=500, blank=True)
    audience = models.CharField(_("a chi è rivolto"), max_length=250, blank=True)
    body = BlocksField(BODY, verbose_name=_("descrizione"), blank=True)
    programme = ProseField(_("programma"), blank=True)
    organiser = models.ForeignKey(
        "pages.UnitPage",
        verbose_name=_("organizzatore"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    cost = models.CharField(_("costo"), max_length=160, blank=True)
    contacts = ProseField(_("contatti"), blank=True)
    enrolment = models.CharField(
        _("iscrizione"), max_length=10, choices=EnrolmentMode, default=EnrolmentMode.NONE
    )
    enrolment_url = models.URLField(_("pagina dell'iscrizione"), max_length=500, blank=True)
    seats = models.PositiveIntegerField(
        _("posti"), null=True, blank=True, help_text=_("Lascia vuoto se non c'è un limite.")
    )
    has_waiting_list = models.BooleanField(_("lista d'attesa"), default=True)
    enrolment_ends_at = models.DateTimeField(_("chiusura delle iscrizioni"), null=True, blank=True)

    is_creatable = True
    template = "pages/event.html"
    search_fields = [
        *ContentPage.search_fields,
        index.SearchField("body"),
        index.SearchField("programme"),
        index.SearchField("venue"),
    ]
    content_panels = [
        *ContentPage.content_panels,
        FieldPanel("event_kind"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeats_until")]),
                InlinePanel("dates", label=_("data"), heading=_("Altre date")),
            ],
            heading=_("Quando"),
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("place"),
                FieldPanel("venue"),
                FieldPanel("is_online"),
                FieldPanel("online_url"),
            ],
            heading=_("Dove"),
        ),
        FieldPanel("audience"),
        FieldPanel("body"),
        FieldPanel("programme"),
        InlinePanel("speakers", label=_("relatore"), heading=_("Relatori")),
        PageChooserPanel("organiser"),
        FieldPanel("cost"),
        MultiFieldPanel(
            [
                FieldPanel("enrolment"),
                FieldPanel("enrolment_url"),
                FieldRowPanel([FieldPanel("seats"), FieldPanel("enrolment_ends_at")]),
                FieldPanel("has_waiting_list"),
            ],
            heading=_("Iscrizione"),
        ),
        FieldPanel("contacts"),
        InlinePanel("attachments", label=_("materiale"), heading=_("Materiali")),
    ]

    class Meta:
        verbose_name = _("Evento")
        verbose_name_plural = _("Eventi")

    def clean(self) -> None:
        super().clean()
        if errors := {**self._errors_of_time(), **self._errors_of_enrolment()}:
            raise ValidationError(errors)

    def _errors_of_time(self) -> dict:
        errors = {}
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            errors["ends_at"] = _("L'evento finisce prima di cominciare: controlla la fine.")
        if self.repeats != Repeats.NEVER and not self.repeats_until:
            errors["repeats_until"] = _("Scrivi fino a quando si ripete.")
        if self.repeats_until and self.starts_at and self.repeats_until < self.starts_at.date():
            errors["repeats_until"] = _("Questa data viene prima dell'inizio: controllala.")
        return errors

    def _errors_of_enrolment(self) -> dict:
        errors = {}
        if self.enrolment == EnrolmentMode.ELSEWHERE and not self.enrolment_url:
            errors["enrolment_url"] = _("Scrivi l'indirizzo della pagina in cui ci si iscrive.")
        last = self.ends_at or self.starts_at
        if self.enrolment_ends_at and last and self.enrolment_ends_at > last:
            errors["enrolment_ends_at"] = _(
                "Le iscrizioni si chiudono dopo la fine dell'evento: scegli una data precedente."
            )
        return errors

    def moments(self) -> list[tuple]:
        """Every start and end: the first date, its repetitions, the other dates; at most sixty."""
        length = (self.ends_at or self.starts_at + ONE_HOUR) - self.starts_at
        starts = {self.starts_at, *self._repetitions()}
        found = {(start, start + length) for start in starts}
        found |= {
            (one.starts_at, one.ends_at or one.starts_at + length) for one in self.dates.all()
        }
        return sorted(found)[:MOST_DATES]

    def _repetitions(self) -> list:
        """The starts that the rule gives, at the same hour on the clock on the wall."""
        if self.repeats not in RULES or not self.repeats_until:
            return []
        zone = timezone.get_default_timezone()
        first = timezone.localtime(self.starts_at, zone).replace(tzinfo=None)
        last = first.replace(
            year=self.repeats_until.year,
            month=self.repeats_until.month,
            day=self.repeats_until.day,
        )
        naive = islice(rrule(RULES[self.repeats], dtstart=first, until=last), MOST_DATES)
        return [timezone.make_aware(one, zone) for one in naive]

    @property
    def enrols_here(self) -> bool:
        return self.enrolment in (EnrolmentMode.MEMBERS, EnrolmentMode.ANYONE)

    def enrolment_closes_at(self):
        """The moment after which nobody enrols any more: as chosen, or the start."""
        return self.enrolment_ends_at or self.starts_at


class EventDate(Orderable):
    """Another date of the same event."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("inizio"))
    ends_at = models.DateTimeField(_("fine"), null=True, blank=True)

    panels = [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")])]

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError(
                {"ends_at": _("L'evento finisce prima di cominciare: controlla la fine.")}
            )


class EventSpeaker(Orderable):
    """Who speaks at an event: a person of the site, or anybody by name."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="speakers")
    person = models.ForeignKey(
        "pages.PersonPage",
        verbose_name=_("persona"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    name = models.CharField(_("nome e cognome"), max_length=120, blank=True)
    role = models.CharField(_("qualifica"), max_length=160, blank=True)

    panels = [PageChooserPanel("person"), FieldPanel("name"), FieldPanel("role")]

    def clean(self) -> None:
        super().clean()
        if not self.person_id and not self.name:
            raise ValidationError({"name": _("Scegli una persona del sito o scrivi il nome.")})


class Enrolment(models.Model):
    """Somebody who takes part in an event, or asks to. The address of the mail is the key."""

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="enrolments")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    name = models.CharField(_("nome e cognome"), max_length=160)
    email = models.EmailField(_("e-mail"))
    organisation = models.CharField(_("ente o organizzazione"), max_length=160, blank=True)
    state = models.CharField(_("stato"), max_length=10, choices=EnrolmentState)
    created_at = models.DateTimeField(_("iscritto il"))
    confirmed_at = models.DateTimeField(_("confermato il"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("Iscrizione")
        verbose_name_plural = _("Iscrizioni")
        constraints = (
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=~models.Q(state=EnrolmentState.CANCELLED),
                name="one_enrolment_per_address",
            ),
        )
        indexes = (
            models.Index(fields=["event", "state", "created_at"], name="enrolment_by_state"),
        )

    def __str__(self) -> str:
        return f"{self.name} · {self.get_state_display()}"


names_subkinds(ContentKind.EVENT, EventKind.choices)
EventPage.edit_handler = content_tabs(EventPage)
