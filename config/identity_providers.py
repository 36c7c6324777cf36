"""Digital identity (SPID, CIE) spoken to by OpenID Connect: which providers, from the environment."""

from urllib.parse import urlsplit

from config import env

LABELS = {"spid": "Entra con SPID", "cie": "Entra con CIE"}


def from_environment() -> list[dict[str, object]]:
    """Read `IDENTITY_PROVIDERS=spid,cie` and, for each name, `SPID_ISSUER`, `SPID_CLIENT_ID`…

    With `SPID_ACR` a sign-in below those levels is refused; the list is also asked for.
    """
    return [_provider(name) for name in env.names("IDENTITY_PROVIDERS")]


def origins() -> list[str]:
    """The hosts a sign-in is sent to: each issuer's own, and those of `SPID_ORIGINS`.

    Browsers hold a form's redirects to the page's `form-action`: a gateway that passes the person on
    to another host at once must have that host listed.
    """
    found = []
    for name in env.names("IDENTITY_PROVIDERS"):
        issuer = urlsplit(env.text(f"{_prefix(name)}_ISSUER"))
        found += [
            f"{issuer.scheme}://{issuer.netloc}",
            *env.names(f"{_prefix(name)}_ORIGINS"),
        ]
    return list(dict.fromkeys(found))


def _prefix(name: str) -> str:
    return name.upper().replace("-", "_")


def _provider(name: str) -> dict[str, object]:
    prefix = _prefix(name)
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
