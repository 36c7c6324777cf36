"""What of the Osservatorio levels of sharing apply to, for the access table."""

from pico.core.access.shared import SharedObject

SAVED_VIEW = SharedObject(
    model="observatory.SavedView",
    make="pico.horizontal.observatory.tests.factories.make_view",
    channels={"list": "/dati/viste/", "export": "/dati/viste/?formato=csv"},
    detail={"page": "observatory:view"},
)
