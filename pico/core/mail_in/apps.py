from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import Module


class MailInConfig(AppConfig):
    name = "pico.core.mail_in"
    label = "mail_in"
    manifest = Module(
        key="mail_in",
        label=_("Posta in arrivo"),
        layer="core",
        description=_("Le risposte per e-mail arrivano dove la persona avrebbe scritto."),
        periodic=("pico.core.mail_in.tasks.forget_old",),
        order=930,
    )
