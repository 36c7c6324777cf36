"""The field for formatted text: an editor with a toolbar, a plain box without JavaScript."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pico.core.foundation import rich_text

from .formats import number_it

# A browser that has the editor says so: what it sends is HTML, else what was typed is plain.
FORMAT_SUFFIX = "_formato"
HTML = "html"
MARKUP = 4  # cleaned HTML is at most so many times as long as the words in it


class RichTextArea(forms.Textarea):
    """`headings` offers two levels of headings; `suggestions` is a URL name for `@…` mentions.

    The address answers `[{"id", "label", "detail", "url"}]` to `?q=`.
    """

    template_name = "ui/widgets/rich_text.html"
    control_class = "form-control"

    def __init__(self, attrs=None, *, headings: bool = False, suggestions: str = "", rows: int = 8):
        super().__init__({"rows": rows, **(attrs or {})})
        self.headings, self.suggestions = headings, suggestions

    def value_from_datadict(self, data, files, name):
        text = data.get(name)
        if text is None or data.get(f"{name}{FORMAT_SUFFIX}") == HTML:
            return text
        return PlainText(text)

    def format_value(self, value):
        return value or ""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        text = value or ""
        html = "" if isinstance(text, PlainText) else rich_text.clean(str(text))
        context["widget"] |= {
            "html": html,
            "plain": str(text) if isinstance(text, PlainText) else rich_text.to_plain(html),
            "headings": self.headings,
            "suggestions": self.suggestions,
            "format_name": f"{name}{FORMAT_SUFFIX}",
        }
        return context


class PlainText(str):
    """What was typed in the plain box."""


class RichTextField(forms.CharField):
    """A formatted text, cleaned; `max_length` counts the characters that are read, not the marks.

    Refuses an empty text where one is needed, and one too long: that is a document to attach.
    """

    widget = RichTextArea
    default_error_messages = {
        "too_long": _(
            "Il testo ha %(length)s caratteri, il massimo è %(most)s: "
            "accorcialo, oppure allega il resto come documento."
        )
    }

    def __init__(
        self, *, max_length: int = 20_000, headings=False, suggestions="", rows=8, **kwargs
    ):
        kwargs.setdefault(
            "widget", RichTextArea(headings=headings, suggestions=suggestions, rows=rows)
        )
        self.most = max_length
        super().__init__(strip=False, **kwargs)

    def to_python(self, value) -> str:
        if not value or not str(value).strip():
            return ""
        if len(value) > self.most * MARKUP:
            raise self._too_long(len(value))
        made = rich_text.from_plain(value) if isinstance(value, PlainText) else value
        html = rich_text.clean(made)
        length = len(rich_text.to_plain(html, is_bare=True))
        if length > self.most:
            raise self._too_long(length)
        return html if length else ""

    def has_changed(self, initial, data) -> bool:
        return (initial or "") != self.to_python(data)

    def _too_long(self, length: int) -> ValidationError:
        return ValidationError(
            self.error_messages["too_long"],
            code="too_long",
            params={"length": number_it(length), "most": number_it(self.most)},
        )
