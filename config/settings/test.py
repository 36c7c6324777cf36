"""Tests: SQLite in memory, or the PostgreSQL named by DATABASE_URL; jobs run on the spot."""

from config import env

from .base import *  # noqa: F403
from .base import CACHES, INSTALLED_APPS, STORAGES

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
DEMO = True
DATABASES = {"default": env.database("DATABASE_URL", "sqlite::memory:")}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
HUEY = {"huey_class": "huey.MemoryHuey", "name": "test", "immediate": True}
INSTALLED_APPS += ["tests.sample_module"]
STORAGES["files"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
# A test counts statements, or changes what stands still behind the back of the house: what is kept in
# memory has tests of its own (the fixture `kept`).
KEEPS_IN_MEMORY = False
# Each test starts from generation 0: nothing may be left from the one before (pico/portal/cache/tests).
CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
FILES = {"is_read_apart": False}
MAIL_IN_DOMAIN = "posta.pico.example"
