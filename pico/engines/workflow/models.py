"""What every record of a process has: its state, the version of its table, a count of its changes."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from . import flows
from .flows import Workflow


class FlowVersionField(models.PositiveSmallIntegerField):
    """The version of the process under which a record began: the present one when it was made."""

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if not cls._meta.abstract:
            self.default = lambda: flows.find(cls.flow_key).version

    def deconstruct(self):
        """A plain column in the migrations of the modules."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.PositiveSmallIntegerField", args, {**kwargs, "default": 0}


class Flowing(models.Model):
    """Base of a record that goes through a process; give it `flow_key`, and `state` its choices.

    A record with parallel tracks gives each track a model of its own that extends this one.
    """

    flow_key: ClassVar[str]

    state = models.CharField(_("stato"), max_length=40)
    flow_version = FlowVersionField(_("versione del processo"), default=0, editable=False)
    # Goes up at each step: who acts on what he saw before is told.
    revision = models.PositiveIntegerField(_("revisione"), default=0, editable=False)

    class Meta:
        abstract = True

    @property
    def flow(self) -> Workflow:
        return flows.find(self.flow_key)

    @property
    def state_label(self) -> str:
        return self.flow.label(self.state)

    @property
    def state_meaning(self) -> str:
        return self.flow.meaning(self.state)

    def get_step_url(self, name: str) -> str:
        """The address where a step of this record is made: pages with `{% flow_steps %}` need it."""
        raise NotImplementedError
