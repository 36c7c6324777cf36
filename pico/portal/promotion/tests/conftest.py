"""The sites of the cast."""

import pytest
from django.core.management import call_command

from pico.portal.sites.models import SpaceSite


@pytest.fixture
def sites(people):
    """The sites by the slug of their space; UPI's is «upi»."""
    call_command("make_sites", verbosity=0)
    found = SpaceSite.objects.select_related("space__ente", "space__parent", "site__root_page")
    return {site.space.slug or "upi": site for site in found}
