"""Wagtail's widgets under a policy that allows no script inside a page (`script-src 'self'`).

What Wagtail would write as `<script>new ImageChooser("id", {…})</script>` is written as data, which
`editor.js` starts. The widgets of dates and the panels are replaced by templates of this room.
"""

import json

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser


def render(widget, name, value, attrs=None, renderer=None):
    """Draw a chooser; `attrs` has its id, as in Wagtail's own."""
    field = attrs["id"]
    data = widget.get_value_data(value)
    return format_html(
        '{}<template data-editor-widget="{}" data-field="{}" data-options="{}"></template>',
        widget.render_html(name, data, attrs),
        widget.js_constructor,
        field,
        json.dumps(widget.get_js_init_options(field, name, data)),
    )


def teach() -> None:
    BaseChooser.render = render
