"""A small OpenID Connect provider on a loopback thread: a gateway to SPID or CIE, for tests.

It signs tokens with a key of its own, demands the client's secret and PKCE, and gives each code once.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT_ID, CLIENT_SECRET = "pico", "a-secret-of-the-test"  # noqa: S105
LEVEL_2 = "https://www.spid.gov.it/SpidL2"


class Provider:
    """Set `claims` to choose who signs in; read `asked` for what the platform asked for."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict = {}
        self.acr = LEVEL_2
        self.userinfo_sub = ""
        self.error: dict = {}
        self.asked: dict = {}
        self._codes: dict[str, dict] = {}
        self._tokens: set[str] = set()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def settings(self, **extra) -> dict:
        """What a deployment's environment would say of this provider."""
        app = {
            "provider_id": "spid",
            "name": "Entra con SPID",
            "client_id": CLIENT_ID,
            "secret": CLIENT_SECRET,
            "settings": {
                "server_url": self.issuer,
                "scope": ["openid", "profile"],
                **extra,
            },
        }
        return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    # What each address answers ------------------------------------------------------------------

    def discovery(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def jwks(self) -> dict:
        key = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**key, "kid": "test", "use": "sig", "alg": "RS256"}]}

    def authorize(self, query: dict) -> str:
        """The person agrees at once; return where the browser goes."""
        self.asked = query
        back = {"state": query["state"]}
        if self.error:
            return f"{query['redirect_uri']}?{urlencode({**back, **self.error})}"
        code = secrets.token_urlsafe(16)
        self._codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({**back, 'code': code})}"

    def token(self, form: dict) -> tuple[int, dict]:
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or form.get("client_secret") != CLIENT_SECRET:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        access = secrets.token_urlsafe(16)
        self._tokens.add(access)
        return 200, {
            "access_token": access,
            "token_type": "Bearer",
            "id_token": self._id_token(),
        }

    def _id_token(self) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT_ID,
            "sub": self.claims["sub"],
            "iat": now,
            "exp": now + 60,
            "acr": self.acr,
        }
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "test"})

    def userinfo(self, authorization: str) -> tuple[int, dict]:
        if authorization.removeprefix("Bearer ") not in self._tokens:
            return 401, {"error": "invalid_token"}
        return 200, {
            **self.claims,
            **({"sub": self.userinfo_sub} if self.userinfo_sub else {}),
        }

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                address = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(address.query).items()}
                match address.path:
                    case "/.well-known/openid-configuration":
                        self.answer(200, provider.discovery())
                    case "/jwks":
                        self.answer(200, provider.jwks())
                    case "/userinfo":
                        self.answer(*provider.userinfo(self.headers.get("Authorization", "")))
                    case "/authorize":
                        self.send_response(302)
                        self.send_header("Location", provider.authorize(query))
                        self.end_headers()

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self.answer(*provider.token(form))

            def answer(self, status, content):
                body = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Stay silent in the test's output."""

        return Handler


class _Stay(HTTPRedirectHandler):
    """Read where the provider sends the browser, without going there."""

    def redirect_request(self, *args, **kwargs):
        return None

    def http_error_302(self, request, response, code, message, headers):
        response.location = headers["Location"]
        return response


def agree(url: str) -> str:
    """Be the browser at the provider: follow `url`, return the callback with code and state."""
    address = urlsplit(build_opener(_Stay).open(url, timeout=5).location)
    return f"{address.path}?{address.query}"
