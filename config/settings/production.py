"""Production: everything from the environment (docs/how-to/deploy.md lists the variables)."""

from config import env

from .base import *  # noqa: F403
from .base import BASE_DIR, DEFAULT_FROM_EMAIL, PAGES_CACHE, VAR_DIR

SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
DEBUG = False
DEMO = env.flag("DEMO")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", env.REQUIRED)
CSRF_TRUSTED_ORIGINS = [
    f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS if host != "*"
]

PUBLIC_URL = env.text("PUBLIC_URL", f"https://{ALLOWED_HOSTS[0].lstrip('.')}")

# Nobody runs a real platform on a password alone.
ADMINISTRATORS_NEED_SECOND_FACTOR = env.flag("ADMINISTRATORS_NEED_SECOND_FACTOR", not DEMO)

# --- database, cache, jobs ---------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": env.number("DATABASE_CONN_MAX_AGE", 60),
    "CONN_HEALTH_CHECKS": True,
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

REDIS_URL = env.text("REDIS_URL", "")
HUEY: dict[str, object] = {
    "name": "pico",
    "immediate": False,
    "consumer": {"workers": env.number("WORKERS", 4), "worker_type": "thread"},
}
if REDIS_URL:
    HUEY |= {"huey_class": "huey.PriorityRedisExpireHuey", "url": REDIS_URL}
    CACHES = {"default": env.cache("CACHE_URL", REDIS_URL), "pages": PAGES_CACHE}
else:  # one small machine
    HUEY |= {"huey_class": "huey.SqliteHuey", "filename": str(VAR_DIR / "jobs.sqlite3")}
    CACHES = {
        "default": env.cache("CACHE_URL", f"file:{VAR_DIR / 'cache'}"),
        "pages": PAGES_CACHE,
    }

# --- files -------------------------------------------------------------------------------------

STATIC_ROOT = env.path("STATIC_ROOT", BASE_DIR / "static")
STORAGES = {
    "default": env.storage("S3_BUCKET", local=VAR_DIR / "media"),
    "files": env.storage(
        "S3_BUCKET", local=VAR_DIR / "files", disk="pico.core.files.vault.DiskStorage"
    ),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- mail, search ------------------------------------------------------------------------------

_SMTP = env.mail("SMTP_URL")
EMAIL_HOST = _SMTP["EMAIL_HOST"]
EMAIL_PORT = _SMTP["EMAIL_PORT"]
EMAIL_HOST_USER = _SMTP["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = _SMTP["EMAIL_HOST_PASSWORD"]
EMAIL_USE_SSL = _SMTP["EMAIL_USE_SSL"]
EMAIL_USE_TLS = _SMTP["EMAIL_USE_TLS"]
EMAIL_TIMEOUT = 20
SERVER_EMAIL = DEFAULT_FROM_EMAIL
OPENSEARCH_URL = env.text("OPENSEARCH_URL", "")

# --- behind a reverse proxy, on HTTPS only -----------------------------------------------------

ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 1)
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # probes inside the network speak plain HTTP
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", True)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Spaces with a host name of their own (treviso.example.it) share the session of their domain.
SESSION_COOKIE_DOMAIN = CSRF_COOKIE_DOMAIN = env.text("COOKIE_DOMAIN", "") or None

# --- logs: one JSON object a line, on standard output ------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "config.logs.JsonFormatter"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
        }
    },
    "root": {"handlers": ["stdout"], "level": env.text("LOG_LEVEL", "INFO")},
    "loggers": {"django.request": {"level": "ERROR"}},
}
