"""The values of a facet, drawn at once: a page has fifty of them."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from pico.core.ui.formats import number_it

register = template.Library()

_OPTION = """<div class="form-check">
  <input class="form-check-input" type="checkbox" name="{0}" value="{1}" id="facet-{0}-{2}"{3}>
  <label for="facet-{0}-{2}">{4} <span class="pico-facet-number">({5}<span class="visually-hidden"> {6}</span>)</span></label>
</div>
"""


@register.simple_tag
def facet_options(facet) -> SafeString:
    """The boxes of a facet (`FacetShown`), each with how many results it would give."""
    return format_html_join(
        "",
        _OPTION,
        (
            (
                facet.param,
                option.value,
                number,
                SafeString(" checked" if option.is_chosen else ""),
                option.label,
                number_it(option.number),
                option.noun,
            )
            for number, option in enumerate(facet.options, 1)
        ),
    )
