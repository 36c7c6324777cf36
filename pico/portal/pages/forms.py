"""The forms that people outside the editor fill in, and those of the site's settings."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm

from .terms import EnrolmentState, Vocabulary


class EnrolmentForm(forms.Form):
    """Name and address; a registered person's own cannot be changed here."""

    name = forms.CharField(label=_("Nome e cognome"), max_length=160)
    email = forms.EmailField(label=_("E-mail"))
    organisation = forms.CharField(label=_("Ente o organizzazione"), max_length=160, required=False)

    def __init__(self, data=None, *, person=None) -> None:
        super().__init__(data)
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["email"].widget.attrs["autocomplete"] = "email"
        if person is None:
            return
        for name, value in (("name", person.get_full_name()), ("email", person.email)):
            self.fields[name].initial = value
            self.fields[name].disabled = True

    def terms(self) -> dict:
        return dict(self.cleaned_data)


class EnrolmentFilter(FilterForm):
    lookups = {"q": "name__icontains", "state": "state"}

    q = forms.CharField(label=_("Nome"), required=False)
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *EnrolmentState.choices]
    )


class TopicsForm(forms.Form):
    """The topics that a site uses, a list of boxes for each vocabulary."""

    def __init__(self, data=None, *, topics, hidden) -> None:
        super().__init__(data)
        self.topics = list(topics)
        for value, label in Vocabulary.choices:
            here = [topic for topic in self.topics if topic.vocabulary == value]
            self.fields[value] = forms.MultipleChoiceField(
                label=label,
                required=False,
                choices=[(topic.slug, topic.name) for topic in here],
                initial=[topic.slug for topic in here if topic.pk not in hidden],
                widget=forms.CheckboxSelectMultiple,
            )

    def chosen(self) -> list:
        """The topics whose box is ticked."""
        slugs = {slug for value in Vocabulary.values for slug in self.cleaned_data[value]}
        return [topic for topic in self.topics if topic.slug in slugs]
