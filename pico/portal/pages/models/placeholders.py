"""«[da completare: …]»: what the template leaves to be written, and what keeps a page from the public."""

import json
import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.fields import StreamField

PLACEHOLDER = re.compile(r"\[\s*da completare\s*:?\s*([^\]]*)\]", re.IGNORECASE)


def placeholders(page) -> dict[str, list[str]]:
    """Return what is still to be completed: name of the field → what is asked for there."""
    found = {}
    for field in page._meta.get_fields():
        if not isinstance(field, models.CharField | models.TextField | StreamField):
            continue
        if wanted := _asked_for(_text_of(page, field)):
            found[field.name] = wanted
    return found


def _asked_for(text: str) -> list[str]:
    return [one.strip() for one in PLACEHOLDER.findall(text)]


def _text_of(page, field) -> str:
    value = getattr(page, field.attname, "")
    if isinstance(field, StreamField):
        return json.dumps(field.get_prep_value(value), ensure_ascii=False, default=str)
    return str(value or "")


def sentence(wanted: str) -> str:
    """Say how to repair a field that is still to be completed."""
    return _(
        "Qui c'è ancora un testo da completare («%(wanted)s»): scrivilo, o cancella la parentesi, poi pubblica."
    ) % {"wanted": wanted or _("da completare")}


def refuse_placeholders(page) -> None:
    """Raise a ValidationError at each field that the template left open."""
    errors = {name: sentence(wanted[0]) for name, wanted in placeholders(page).items()}
    if errors:
        raise ValidationError(errors)


class PageForm(WagtailAdminPageForm):
    """The editor's form: a draft may be incomplete, what is published may not."""

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.is_deferred_validation:
            self._refuse_what_is_open(cleaned)
        return cleaned

    def _refuse_what_is_open(self, cleaned: dict) -> None:
        for name, value in list(cleaned.items()):
            field = self.instance._meta.get_field(name) if name in self._texts() else None
            if field is None:
                continue
            text = (
                json.dumps(field.get_prep_value(value), ensure_ascii=False, default=str)
                if isinstance(field, StreamField)
                else str(value or "")
            )
            if wanted := _asked_for(text):
                self.add_error(name, sentence(wanted[0]))

    def _texts(self) -> set[str]:
        return {
            field.name
            for field in self.instance._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField | StreamField)
        }
