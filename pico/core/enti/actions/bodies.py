"""Changes of an ente by hand: values that no import overwrites, and bodies that no registry has."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.announcements import board
from pico.core.audit import trail
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

from ..models import Ente
from ..permissions import EntiPermission
from ..queries import field_label, said
from ..terms import Origin

# What identifies the ente is for UPI; the rest is also for the ente's administrator.
IDENTITY = ("name", "short_name", "acronym", "ipa_code", "fiscal_code", "vat_number")
CONTACTS = (
    "address",
    "postcode",
    "seats",
    "pec",
    "email",
    "phone",
    "website",
    "mail_domain",
    "legal_representative",
    "ausa",
    "population",
    "population_year",
)
EDITABLE = (*IDENTITY, *CONTACTS)


@transaction.atomic
def edit_ente(*, ente: Ente, values: Mapping[str, object], actor, now: datetime) -> Ente:
    """Set values by hand and mark them so; refuse who may not, and fields that are the registry's."""
    actor.require(EntiPermission.EDIT_ENTE, ente)
    ente = Ente.objects.select_for_update().get(pk=ente.pk)
    changed = {n: v for n, v in values.items() if getattr(ente, n, None) != v}
    if unknown := set(changed) - set(EDITABLE):
        raise Refusal(
            _("Questi dati vengono dal registro e non si cambiano a mano: %(fields)s.")
            % {"fields": ", ".join(sorted(unknown))},
            code="field_not_editable",
        )
    if set(changed) & set(IDENTITY):
        actor.require(EntiPermission.IDENTIFY_ENTE, ente)
    if not changed:
        return ente
    _refuse_taken_code(ente, changed)
    before = {name: said(getattr(ente, name)) for name in changed}
    for name, value in changed.items():
        if name not in ente.manual_fields:
            ente.registry_values[name] = getattr(ente, name)
            ente.manual_fields.append(name)
        setattr(ente, name, value)
    ente.save(update_fields=[*changed, "manual_fields", "registry_values"])
    _record("enti.ente.edited", _("Ha modificato: %(said)s."), ente, before, actor, now)
    return ente


@transaction.atomic
def revert_field(*, ente: Ente, field: str, actor, now: datetime) -> Ente:
    """Take the registry's value back; refuse a field that nobody typed by hand."""
    actor.require(EntiPermission.EDIT_ENTE, ente)
    ente = Ente.objects.select_for_update().get(pk=ente.pk)
    if field not in ente.manual_fields:
        raise Refusal(
            _("Questo dato viene già dal registro: non c'è un valore manuale da togliere."),
            code="not_a_manual_value",
        )
    if field in IDENTITY:
        actor.require(EntiPermission.IDENTIFY_ENTE, ente)
    before = {field: said(getattr(ente, field))}
    setattr(ente, field, ente.registry_values.pop(field))
    ente.manual_fields.remove(field)
    _refuse_taken_code(ente, {field: getattr(ente, field)})
    ente.save(update_fields=[field, "manual_fields", "registry_values"])
    _record(
        "enti.ente.reverted",
        _("È tornato al valore del registro: %(said)s."),
        ente,
        before,
        actor,
        now,
    )
    return ente


@transaction.atomic
def create_ente(*, values: Mapping[str, object], actor, now: datetime) -> Ente:
    """Add an ente that no registry lists; refuse one that is already there."""
    actor.require(EntiPermission.CREATE_ENTE)
    ente = Ente(origin=Origin.MANUAL, valid_from=timezone.localdate(now), **values)
    _refuse_twin(ente)
    _refuse_taken_code(ente, {"ipa_code": ente.ipa_code})
    ente.save()
    trail.record(
        "enti.ente.created",
        _("Ha aggiunto l'ente «%(name)s» al registro.") % {"name": ente.name},
        subject=ente,
        actor=actor,
        now=now,
    )
    board.announce("enti.ente.created", subject=ente, actor=actor)
    return ente


def _refuse_taken_code(ente: Ente, values: Mapping[str, object]) -> None:
    code = values.get("ipa_code")
    holder = (
        Ente.objects.filter(ipa_code__iexact=code).exclude(pk=ente.pk).first() if code else None
    )
    if holder:
        raise Refusal(
            _("Il codice IPA %(code)s è già di %(holder)s: controlla il codice.")
            % {"code": code, "holder": holder},
            code="ipa_code_taken",
        )


def _refuse_twin(ente: Ente) -> None:
    """Two enti of one kind with one codice fiscale, or one name in one territory, are the same ente."""
    alike = Ente.objects.filter(kind=ente.kind, valid_to__isnull=True)
    twin = alike.filter(name__iexact=ente.name, territory=ente.territory).first() or next(
        (
            other
            for other in alike.filter(territory=ente.territory).only("name")
            if search_key(other.name) == search_key(ente.name)
        ),
        None,
    )
    if twin is None and ente.fiscal_code:
        twin = alike.filter(fiscal_code=ente.fiscal_code).first()
    if twin:
        raise Refusal(
            _("C'è già: «%(name)s». Usa quello invece di aggiungerne un altro.")
            % {"name": twin.name},
            code="ente_exists",
        )


def _record(event: str, sentence: str, ente: Ente, before, actor, now) -> None:
    """Write one line with every field, before and after, and tell who listens."""
    changes = {name: [old, said(getattr(ente, name))] for name, old in before.items()}
    parts = "; ".join(
        f"{field_label(name)} da «{old}» a «{new}»" for name, (old, new) in changes.items()
    )
    trail.record(
        event,
        sentence % {"said": parts},
        subject=ente,
        actor=actor,
        now=now,
        changes=changes,
    )
    board.announce(event, subject=ente, actor=actor, fields=sorted(changes))
