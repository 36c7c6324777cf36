"""A developer's machine and the demo: SQLite under var/, mail to the local catcher, no secrets."""

from config import env

from .base import *  # noqa: F403
from .base import VAR_DIR

SECRET_KEY = "only-for-development"  # noqa: S105
DEBUG = env.flag("DEBUG", False)
DEMO = True
ALLOWED_HOSTS = ["*"]
VAR_DIR.mkdir(parents=True, exist_ok=True)

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": VAR_DIR / "pico.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            "timeout": 20,
        },
    }
}
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = env.number("MAIL_PORT", 8025)
HUEY = {
    "huey_class": "huey.SqliteHuey",
    "name": "pico",
    "filename": str(VAR_DIR / "jobs.sqlite3"),
    "immediate": False,
}
