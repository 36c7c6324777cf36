"""What every shared object has: an owner, an author and one scope key."""

import json
from typing import Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Lookup
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import scopes
from .actor import Actor


class ScopeField(models.CharField):
    """One scope key, the level of sharing of the object that carries it."""

    def __init__(self, *args, **kwargs) -> None:
        kwargs.setdefault("verbose_name", _("Chi lo vede?"))
        kwargs["max_length"] = 24
        super().__init__(*args, **kwargs)
        self.validators.append(RegexValidator(scopes.KEY, _("Livello di condivisione non valido.")))


MANY_SCOPES = 20


@ScopeField.register_lookup
class ReadableBy(Lookup):
    """`scope IN (…)` as each database runs it well for an actor who holds hundreds of scopes.

    The scopes travel as one value: writing and reading three hundred costs more than the page.
    """

    lookup_name = "readable_by"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        """Walk by date when common scopes, or a great many, are held.

        SQLite takes every scope for a rare one and would sort all that is public to show a page; the
        unary plus keeps it from that.
        """
        sql, values = self.process_lhs(compiler, connection)
        few = len(self.rhs) < MANY_SCOPES and scopes.COMMON.isdisjoint(self.rhs)
        sign = "" if few else "+"
        inside = f"{sign}{sql} IN (SELECT value FROM json_each(%s))"  # noqa: S608
        return inside, (*values, json.dumps(sorted(self.rhs)))

    def as_postgresql(self, compiler, connection):
        """One scope is compared with `=`, so that its rows come out of the index by date."""
        sql, values = self.process_lhs(compiler, connection)
        if len(self.rhs) == 1:
            return f"{sql} = %s", (*values, *self.rhs)
        return f"{sql} = ANY(%s::text[])", (*values, f"{{{','.join(sorted(self.rhs))}}}")


class SharedQuerySet(models.QuerySet):
    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read: one predicate, on every channel."""
        return self.filter(scope__readable_by=actor.scopes)


class Shared(models.Model):
    """Base of an object that levels of sharing apply to."""

    owner = models.ForeignKey(
        "enti.Ente", on_delete=models.PROTECT, related_name="+", verbose_name=_("Ente")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Autore"),
    )
    scope = ScopeField()
    created_at = models.DateTimeField(_("creato il"), default=timezone.now, editable=False)

    objects = SharedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-created_at", "-pk")
        # Both orders serve: the first finds the rare keys, the second walks a page of the common ones.
        indexes = (
            models.Index(fields=["scope", "-created_at"], name="%(class)s_by_scope"),
            models.Index(fields=["-created_at", "-id", "scope"], name="%(class)s_by_date"),
        )
