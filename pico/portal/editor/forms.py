"""What the form of a page refuses, each time with a sentence that says how to repair it."""

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import MoveForm, WagtailAdminPageForm
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from pico.core.enti.checks import reserved_slugs
from pico.core.enti.models import Space
from pico.portal.pages.models import ContentPage
from pico.portal.sites.hand import out_of_hand, site_in_hand

from .fields import offer_levels

UNDER_THE_HOME = 3  # depth of what stands right under the home of a site
LANGUAGES = {"en"}


def check_slug(form: forms.ModelForm) -> None:
    """The address of a page may not hide a page of the house, or the space of a Province."""
    slug, parent = form.cleaned_data.get("slug"), form.parent_page
    if not slug or parent is None or parent.depth + 1 != UNDER_THE_HOME:
        return
    taken = slug in reserved_slugs() | LANGUAGES or Space.objects.filter(slug=slug).exists()
    if taken:
        form.add_error(
            "slug",
            _("«%(slug)s» è già l'indirizzo di una pagina di Pi.Co.: scegline un altro.")
            % {"slug": slug},
        )


def check_schedule(form: forms.ModelForm) -> None:
    """Nothing is scheduled in the past."""
    moment = form.cleaned_data.get("go_live_at")
    if moment and "go_live_at" in form.changed_data and moment <= timezone.now():
        form.add_error(
            "go_live_at",
            _(
                "Questa data è già passata: scegline una futura, "
                "o lascia vuoto per pubblicare subito."
            ),
        )


def check_references(form: forms.ModelForm) -> None:
    """Pictures, documents and pages that the text points to are of this site, or public pages.

    The choosers offer nothing else; the number of another site's draft may still be typed by hand.
    """
    site = site_in_hand()
    if site is None or form.instance is None:
        return
    wanted: dict[type, set] = {}
    for kind, key, *_path in ReferenceIndex._extract_references_from_object(form.instance):
        model = ContentType.objects.get_for_id(kind).model_class()
        wanted.setdefault(model, set()).add(key)
    if any(_is_foreign(model, keys, site) for model, keys in wanted.items()):
        form.add_error(
            None,
            _(
                "Il testo cita un'immagine, un documento o una pagina che non è di questo sito: "
                "toglila, o caricala qui."
            ),
        )


def _is_foreign(model, keys: set, site) -> bool:
    if model in (get_image_model(), get_document_model()):
        return model.objects.filter(pk__in=keys).count() < len(keys)
    if model is None or not issubclass(model, Page):
        return False
    own = set(Page.objects.filter(pk__in=keys).values_list("pk", flat=True))
    others = {int(key) for key in keys} - own
    return bool(others - _public(others))


def _public(keys: set[int]) -> set[int]:
    """Which of these pages anybody may read, wherever they stand."""
    with out_of_hand():
        live = set(Page.objects.filter(pk__in=keys, live=True).values_list("pk", flat=True))
        kept = ContentPage.objects.filter(pk__in=live).exclude(scope="public")
        return live - set(kept.values_list("pk", flat=True))


def check_move(form: MoveForm) -> Page:
    """A page goes neither under itself nor where its kind does not stand."""
    page, parent = form.page_to_move, form.cleaned_data["new_parent_page"]
    if parent.path.startswith(page.path):
        raise forms.ValidationError(
            _("Una pagina non può stare sotto se stessa: scegli un altro posto.")
        )
    if not page.specific_deferred.can_move_to(parent.specific_deferred):
        raise forms.ValidationError(
            _("Sotto «%(title)s» una pagina di questo tipo non può stare: scegli un elenco.")
            % {"title": parent.title}
        )
    return parent


def teach() -> None:
    """Put these checks in the form of every page, whatever its class."""
    init = WagtailAdminPageForm.__init__
    clean, post_clean = WagtailAdminPageForm.clean, WagtailAdminPageForm._post_clean

    def init_all(self, *args, **kwargs):
        init(self, *args, **kwargs)
        offer_levels(self)

    def clean_all(self):
        cleaned = clean(self)
        check_slug(self)
        check_schedule(self)
        return cleaned

    def post_clean_all(self):
        post_clean(self)
        check_references(self)

    MoveForm.clean_new_parent_page = check_move
    WagtailAdminPageForm.__init__ = init_all
    WagtailAdminPageForm.clean = clean_all
    WagtailAdminPageForm._post_clean = post_clean_all
