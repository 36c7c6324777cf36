"""The manifest of the newsletter."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

from .permissions import NewsletterPermission as Permission

ROOM = "pico.portal.newsletter"

NEWSLETTER = Module(
    key="newsletter",
    label=_("Newsletter"),
    layer="portal",
    description=_("Notizie scelte, per e-mail e nell'archivio pubblico, a chi si iscrive."),
    icon="it-mail",
    path="newsletter",
    urls=f"{ROOM}.urls",
    permissions=f"{ROOM}.permissions.POLICY",
    settings=f"{ROOM}.settings.NewsletterSettings",
    menu=(
        MenuEntry(_("Archivio newsletter"), "newsletter:archive", "it-mail", public=True),
        MenuEntry(_("Redazione"), "newsletter:desk", "it-pencil", Permission.SEE_DESK),
        MenuEntry(_("Liste e iscritti"), "newsletter:lists", "it-user", Permission.SEE_DESK),
    ),
    cards=(f"{ROOM}.cards.subscribe",),
    search=(f"{ROOM}.searching.ISSUES",),
    periodic=(f"{ROOM}.tasks.start_due", f"{ROOM}.tasks.forget_unconfirmed"),
    demo=f"{ROOM}.demo.furnish",
    order=30,
)
