"""Which identity providers a deployment speaks to."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import identity_providers

LEVEL_2 = "https://www.spid.gov.it/SpidL2"


def test_providers_come_from_the_environment(monkeypatch):
    for name, value in {
        "IDENTITY_PROVIDERS": "spid,cie",
        "SPID_ISSUER": "https://gateway.example/spid",
        "SPID_CLIENT_ID": "a",
        "SPID_CLIENT_SECRET": "b",
        "SPID_ACR": f"{LEVEL_2}",
        "SPID_ORIGINS": "https://idp.example",
        "CIE_ISSUER": "https://gateway.example/cie",
        "CIE_CLIENT_ID": "c",
        "CIE_CLIENT_SECRET": "d",
    }.items():
        monkeypatch.setenv(name, value)
    spid, cie = identity_providers.from_environment()
    assert (spid["name"], cie["name"]) == ("Entra con SPID", "Entra con CIE")
    assert spid["settings"]["auth_params"] == {"acr_values": LEVEL_2}
    assert identity_providers.origins() == [
        "https://gateway.example",
        "https://idp.example",
    ]


def test_a_provider_without_its_secret_stops_the_start(monkeypatch):
    monkeypatch.setenv("IDENTITY_PROVIDERS", "spid")
    monkeypatch.setenv("SPID_ISSUER", "https://gateway.example")
    with pytest.raises(ImproperlyConfigured, match="SPID_CLIENT_ID"):
        identity_providers.from_environment()
