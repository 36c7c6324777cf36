"""The components: a template builtin, so no page loads them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from django import template
from django.conf import settings
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from pico.core.ui import formats, pieces
from pico.core.ui.shell import Shell

register = template.Library()

register.filter("date", formats.moment, expects_localtime=True)
register.filter("date_it", formats.date_it)
register.filter("time_it", formats.time_it)
register.filter("datetime_it", formats.datetime_it)
register.filter("relative_it", formats.relative_it)
register.filter("days_left", formats.days_left)
register.filter("money", formats.money)
register.filter("number_it", formats.number_it)
register.filter("filesize_it", formats.filesize_it)

# The meaning of a colour, with the icon that says it without colour.
MEANINGS = {
    "draft": ("grey", "pencil"),
    "running": ("blue", "clock"),
    "waiting": ("amber", "warning-circle"),
    "done": ("green", "check-circle"),
    "refused": ("red", "close-circle"),
    "suspended": ("purple", "minus-circle"),
}
COLOURS = {colour: meaning for meaning, (colour, _icon) in MEANINGS.items()}

LEVEL_ICONS = {
    "public": "unlocked",
    "platform": "user",
    "provinces": "pa",
    "reg": "map-marker",
    "ter": "map-marker-circle",
    "net": "share",
    "grp": "user",
    "ente": "locked",
    "usr": "lock",
}


@register.simple_tag(takes_context=True)
def page_shell(context) -> Shell:
    """Return the shell of the page, or the anonymous one where nobody prepared it."""
    shell = context.get("shell")
    return shell.itself if isinstance(shell, Shell) else Shell()


@register.simple_tag
def theme_url(space) -> str:
    """Return the address of the style sheet with the colour of a space."""
    return reverse("ui:theme", args=[space.colour_code])


@register.simple_block_tag
def capture(content) -> SafeString:
    """Keep a piece of page in a variable: `{% capture as name %}`."""
    return SafeString(content)


@register.simple_tag
def icon(name: str, tone: str = "", label: str = "", size: str = "") -> SafeString:
    """Draw an icon of the sprite; with a label it speaks, without it is silent."""
    return _icon(
        str(name or "help"), str(tone), str(label), str(size), _sprite(settings.STATIC_URL)
    )


@lru_cache(maxsize=8)
def _sprite(_root: str) -> str:
    """The address of the sprite: it does not change while the platform runs."""
    return static("sprite.svg")


@lru_cache(maxsize=2048)
def _icon(name: str, tone: str, label: str, size: str, sprite: str) -> SafeString:
    """Drawn once: a page has dozens of icons, of few kinds."""
    name = name.removeprefix("it-")
    classes = "icon" + (f" icon-{tone}" if tone else "") + f" icon-{size or 'sm'}"
    voice = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="{}" {} focusable="false"><use href="{}#it-{}"></use></svg>',
        classes,
        voice,
        sprite,
        name,
    )


@register.simple_tag
def badge(label, meaning: str = "draft") -> SafeString:
    """Draw a state with colour, icon and word; takes a meaning or a colour of the house."""
    meaning = COLOURS.get(str(meaning), str(meaning))
    colour, sign = MEANINGS.get(meaning, MEANINGS["draft"])
    return format_html(
        '<span class="pico-badge pico-badge-{}">{}{}</span>', colour, icon(sign), label
    )


@register.simple_tag(takes_context=True)
def piece(context, template: str, value, **holes) -> SafeString:
    """Draw a value by a template that is given nothing else; equal values are drawn once."""
    return pieces.drawn(template, value, context.get("csrf_token", ""), **holes)


@register.simple_tag
def level(key, label="") -> SafeString:
    """Draw who sees an object: the lock and the words of its level of sharing."""
    kind = str(key).split(":", 1)[0]
    return format_html(
        '<span class="pico-level">{}<span class="visually-hidden">{} </span>{}</span>',
        icon(LEVEL_ICONS.get(kind, "locked")),
        _("Chi lo vede:"),
        label or key,
    )


@register.simple_tag
def term(day, today=None, why_url: str = "") -> SafeString:
    """Draw a term: date, days left, and where the date comes from."""
    if not day:
        return mark_safe("")
    urgency = formats.urgency(day, today=today)
    why = format_html(' <a href="{}">{}</a>', why_url, _("perché questa data?")) if why_url else ""
    return format_html(
        '<span class="pico-term pico-term-{}">{}<strong>{}</strong> <span>{}</span>{}</span>',
        urgency,
        icon("clock" if urgency == "far" else "warning-circle"),
        formats.date_it(day),
        formats.days_left(day, today),
        why,
    )


@register.simple_block_tag
def card(content, title="", url="", sign="", footer="", level_key="", level_label=""):
    """Draw a card; the title is the link, the block is the text."""
    return render_to_string(
        "ui/card.html",
        {
            "content": content,
            "title": title,
            "url": url,
            "sign": sign,
            "footer": footer,
            "level_key": level_key,
            "level_label": level_label,
        },
    )


@register.simple_block_tag
def alert(content, kind: str = "info", title: str = "") -> str:
    """Draw a note inside the page: info, success, warning or danger."""
    return render_to_string("ui/alert.html", {"content": content, "kind": kind, "title": title})


@register.simple_block_tag
def empty_state(content, title, sign="inbox", action="", url=""):
    """Say that there is nothing yet, and teach the first step."""
    return render_to_string(
        "ui/empty_state.html",
        {
            "content": content,
            "title": title,
            "sign": sign,
            "action": action,
            "url": url,
        },
    )


@register.simple_block_tag(takes_context=True)
def confirm(
    context, content, label, url, title="", go="", style="danger", ident="", name="", value=""
):
    """Draw a button that asks before a POST of `name=value`; the block says what will be lost."""
    return render_to_string(
        "ui/confirm.html",
        {
            "content": content,
            "label": label,
            "url": url,
            "title": title or label,
            "go": go or label,
            "style": style,
            "name": name,
            "value": value,
            "ident": ident or f"confirm-{crc32(f'{url} {label}'.encode())}",
            "csrf_token": context.get("csrf_token", ""),
        },
    )


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a long form: done, current or to come."""

    label: str
    url: str = ""
    state: str = "todo"


@register.inclusion_tag("ui/steps.html")
def steps(items: Iterable[Step]):
    """Draw where the person is in a long form."""
    listed = list(items)
    current = next((n for n, one in enumerate(listed, 1) if one.state == "current"), 0)
    return {"items": listed, "current": current, "total": len(listed)}


@register.inclusion_tag("ui/timeline.html")
def timeline(items, empty=""):
    """Draw what happened, newest first: items have `at`, `title`, `text`, `who`, `url`, `sign`."""
    return {"items": items, "empty": empty or _("Non è ancora successo nulla.")}


@register.inclusion_tag("ui/tabs.html")
def tabs(items, label=""):
    """Draw tabs as links: items have `label`, `url`, `active`, `count`."""
    return {"items": items, "label": label or _("Sezioni della scheda")}


@register.inclusion_tag("ui/kpi.html")
def kpi(value, label, unit="", delta="", trend="", period="", source="", url=""):
    """Draw one number that matters: unit, change, period and source said."""
    return {
        "value": value,
        "label": label,
        "unit": unit,
        "delta": delta,
        "trend": trend,
        "period": period,
        "source": source,
        "url": url,
    }


@register.inclusion_tag("ui/progress.html")
def progress(percent, label, url="", done=False, text=""):
    """Draw the progress of a job; with `url` it asks again every two seconds until done."""
    percent = max(0, min(100, int(percent or 0)))
    return {
        "percent": percent,
        "label": label,
        "url": "" if done or percent >= 100 else url,
        "text": text,
    }


@register.simple_tag
def breadcrumb(items) -> SafeString:
    """Draw the way back: pairs of label and address, the last one is here."""
    crumbs = [tuple(one) if isinstance(one, (list, tuple)) else (one, "") for one in items]
    pairs = ((*one, "")[:2] for one in crumbs)
    way = tuple((conditional_escape(label), conditional_escape(url or "")) for label, url in pairs)
    return pieces.drawn("ui/breadcrumb.html", way)


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a list: where this one stands, and the address of each; a gap has none."""

    number: int
    numbers: tuple[tuple[int | str, str], ...]
    previous: str
    next: str
    target: str


@register.simple_tag(takes_context=True)
def pagination(context, page, target="") -> SafeString:
    """Draw the pages of a list, keeping what the address already says."""
    if page.paginator.num_pages < 2:
        return mark_safe("")
    words = query_with(context, pagina=None)
    start = f"{words}&" if len(words) > 1 else words
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return pieces.drawn(
        "ui/pagination.html",
        Pages(
            number=page.number,
            numbers=tuple(
                (one, f"{start}pagina={one}") if isinstance(one, int) else (str(one), "")
                for one in numbers
            ),
            previous=f"{start}pagina={page.number - 1}" if page.has_previous() else "",
            next=f"{start}pagina={page.number + 1}" if page.has_next() else "",
            target=str(target),
        ),
    )


@register.simple_tag(takes_context=True)
def query_with(context, **changes) -> str:
    """Return the query string of the page with some values changed; None takes one away."""
    request = context.get("request")
    query: QueryDict = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def url_or_nothing(name: str, *args, **kwargs) -> str:
    """Return an address, or nothing where the room that answers is not installed."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.filter
def as_json(value: Mapping) -> str:
    """Return a value for a data- attribute; the page escapes it as any text."""
    return json.dumps(value, ensure_ascii=False)


CONTROLS = {
    "checkbox": "form-check-input",
    "radio": "form-check-input",
    "select": "form-select",
    "file": "form-control",
}


@register.filter
def drawn(field) -> SafeString:
    """Draw the control of a field with the class its kind asks for."""
    own = control_class(field.field.widget)
    classes = [field.field.widget.attrs.get("class", ""), own, field.errors and "is-invalid"]
    return field.as_widget(attrs={"class": " ".join(filter(None, classes))})


def control_class(widget) -> str:
    """Return the class of a control: its own, or that of its kind."""
    if (own := getattr(widget, "control_class", None)) is not None:
        return own
    kind = getattr(widget, "input_type", "")
    if kind in ("checkbox", "radio") and hasattr(widget, "choices"):
        return "pico-choices"
    return CONTROLS.get(kind, "form-control")


@register.filter
def is_single_checkbox(field) -> bool:
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not hasattr(
        field.field.widget, "choices"
    )


@register.filter
def rich(html) -> SafeString:
    """Draw a formatted text as it is stored: `RichTextField` and `rich_text.clean` made it harmless."""
    return mark_safe(html or "")


@register.filter
def get_item(mapping, key):
    """Return the value of a mapping by a name that a template cannot write."""
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def chip_url(context, name: str) -> str:
    """Return the address of the list without one of its filters."""
    return query_with(context, **{name: None, f"{name}_text": None, "pagina": None})
