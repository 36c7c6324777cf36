"""Where somebody is when he asks for help: the page, its module, the object it shows.

It travels in addresses, signed, so that nobody can pretend to come from somewhere else.
"""

from dataclasses import asdict, dataclass
from functools import cache
from urllib.parse import urlencode

from django.apps import apps
from django.core import signing
from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.module_loading import import_string

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.modules import registry

from ..models import Faq
from ..terms import TOPIC_OF_MODULE, Topic

SALT = "pico.helpdesk.here"
DAY = 86_400
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A page: `view` is its URL name, `kind` and `key` the object that it shows, if it shows one."""

    path: str
    view: str = ""
    module: str = ""
    kind: str = ""
    key: str = ""

    @property
    def topic(self) -> Topic:
        return TOPIC_OF_MODULE.get(self.module, Topic.PORTAL)


@cache
def pages_of_objects() -> dict[str, str]:
    """URL name of a record's page → model, as the manifests describe their shared objects."""
    kinds = (
        import_string(path) for module in registry.installed().values() for path in module.shared
    )
    return {name: kind.model.lower() for kind in kinds for name in kind.detail.values()}


def place_of(request) -> Place:
    """Return where the request is answered."""
    match = request.resolver_match
    view = match.view_name if match else ""
    module = match.namespaces[0] if match and match.namespaces else ""
    key = str(match.kwargs.get("pk", "")) if match else ""
    kind = pages_of_objects().get(view, "") if key else ""
    return Place(request.path, view, module, kind, key if kind else "")


def sign(place: Place) -> str:
    return signing.dumps(asdict(place), salt=SALT, compress=True)


def read(token: str) -> Place | None:
    """Return the place of a token of the last day; None for any other text."""
    try:
        return Place(**signing.loads(token, salt=SALT, max_age=DAY))
    except (signing.BadSignature, TypeError):
        return None


def help_url(request) -> str:
    """The help on this page, for the shell; nothing on the pages of help themselves."""
    place = place_of(request)
    if place.view == "helpdesk:here":
        return ""
    return f"{reverse('helpdesk:here')}?{urlencode({'da': sign(place)})}"


def ask_url(place: Place) -> str:
    """Where a request begins that knows the place: page, module, object."""
    return f"{reverse('helpdesk:ask')}?{urlencode({'da': sign(place)})}"


def object_of(place: Place, actor: Actor):
    """The object that the page shows, if it is one that levels apply to and the actor reads it."""
    if not place.kind:
        return None
    model = apps.get_model(place.kind)
    return model._default_manager.visible_to(actor).filter(pk=place.key).first()


def answers_for(place: Place, actor: Actor, space: Space) -> QuerySet[Faq]:
    """The answers on this screen first, then those on its module, the most useful first."""
    is_here = Case(
        When(screen=place.view, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = Faq.objects.visible_to(actor).standing_in(space)
    near = rows.filter(topic=place.topic) | rows.filter(screen=place.view).exclude(screen="")
    return near.annotate(is_here=is_here, worth=F("useful_count") - F("useless_count")).order_by(
        "is_here", "-worth", "position", "pk"
    )[:SHOWN]
