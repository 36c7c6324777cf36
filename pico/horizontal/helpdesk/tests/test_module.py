"""The module is described and answers at its address."""

from django.urls import reverse

from pico.core.modules import registry


def test_the_module_is_installed():
    assert registry.installed()["helpdesk"].layer == "horizontal"


def test_its_home_has_an_address():
    assert reverse("helpdesk:home").endswith("/assistenza/")
