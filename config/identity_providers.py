"""Digital identity (SPID, CIE) spoken to by OpenID Connect: which providers, from the environment."""

from config import env

LABELS = {"spid": "Entra con SPID", "cie": "Entra con CIE"}


def from_environment() -> list[dict[str, object]]:
    """Read `IDENTITY_PROVIDERS=spid,cie` and, for each name, `SPID_ISSUER`, `SPID_CLIENT_ID`…

    With `SPID_ACR` a sign-in below those levels is refused; the list is also asked for.
    """
    return [_provider(name) for name in env.names("IDENTITY_PROVIDERS")]


def _provider(name: str) -> dict[str, object]:
    prefix = name.upper().replace("-", "_")
    levels = env.names(f"{prefix}_ACR")
    settings: dict[str, object] = {
        "server_url": env.text(f"{prefix}_ISSUER"),
        "scope": env.names(f"{prefix}_SCOPE", "openid,profile"),
        "acr": levels,
    }
    if levels:
        settings["auth_params"] = {"acr_values": " ".join(levels)}
    return {
        "provider_id": name.lower(),
        "name": env.text(f"{prefix}_LABEL", LABELS.get(name.lower(), f"Entra con {name}")),
        "client_id": env.text(f"{prefix}_CLIENT_ID"),
        "secret": env.text(f"{prefix}_CLIENT_SECRET"),
        "settings": settings,
    }
