"""A developer's machine and the demo: SQLite under var/, mail to the local catcher, no secrets."""

from config import env

from .base import *  # noqa: F403
from .base import PAGES_CACHE, STORAGES, VAR_DIR

SECRET_KEY = "only-for-development"  # noqa: S105
DEBUG = env.flag("DEBUG", False)
DEMO = True
ALLOWED_HOSTS = ["*"]
VAR_DIR.mkdir(parents=True, exist_ok=True)

DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:{VAR_DIR / 'pico.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60

# The two processes of the web server count attempts together.
CACHES = {"default": env.cache("CACHE_URL", f"file:{VAR_DIR / 'cache'}"), "pages": PAGES_CACHE}

# The demo serves what `collectstatic` prepared; who writes code sees each change at once.
if env.flag("BUILT_STATIC"):
    STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
else:
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = True

EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.number("MAIL_PORT", 8025)
HUEY = {
    "huey_class": "huey.SqliteHuey",
    "name": "pico",
    "filename": str(VAR_DIR / "jobs.sqlite3"),
    "immediate": False,
}
MAIL_IN_DOMAIN = "posta.pico.example"
