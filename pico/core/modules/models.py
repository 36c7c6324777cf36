"""Which modules a space has switched on, and its settings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ModuleActivation(models.Model):
    """A space's own choice about a module; without a row the choice of its parent holds."""

    space = models.ForeignKey(
        "enti.Space", on_delete=models.CASCADE, related_name="module_activations"
    )
    module = models.SlugField(_("modulo"))
    is_on = models.BooleanField(_("acceso"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["space", "module"], name="one_switch_per_module"),
        )

    def __str__(self) -> str:
        return f"{self.space}: {self.module}"


class SpaceSetting(models.Model):
    """A space's own value of a module's setting; without a row the value of its parent holds."""

    space = models.ForeignKey("enti.Space", on_delete=models.CASCADE, related_name="settings")
    module = models.SlugField(_("modulo"))
    name = models.SlugField(_("impostazione"))
    value = models.JSONField(_("valore"))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["space", "module", "name"], name="one_value_per_setting"
            ),
        )

    def __str__(self) -> str:
        return f"{self.space}: {self.module}.{self.name}"
