"""Production's settings: complete, strict, and clear about what is missing."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.logs import JsonFormatter

COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "Zi4vq8Q1pV7xS0dK3nB6mT9wL2hJ5gF8cR1yU4eA7oI0sD3fG6",
    "ALLOWED_HOSTS": "pico.example.it,.pico.example.it",
    "DATABASE_URL": "postgresql://pico:pico@localhost/pico",
    "REDIS_URL": "redis://localhost:6379/0",
    "SMTP_URL": "smtp+tls://pico:s%40greto@localhost:587",
    "S3_BUCKET": "pico",
    "S3_ENDPOINT": "http://localhost:9000",
    "S3_ACCESS_KEY": "chiave",
    "S3_SECRET_KEY": "segreto",
}
SAY_SETTINGS = (
    "from django.conf import settings as s; import json;"
    "print(json.dumps({n: str(getattr(s, n, None)) for n in ('EMAIL_HOST_PASSWORD', 'HUEY',"
    " 'CSRF_TRUSTED_ORIGINS', 'DEMO', 'STORAGES')}))"
)


def manage(*words, **environment):
    base = {k: v for k, v in os.environ.items() if k in {"PATH", "HOME", "LANG"}}
    return subprocess.run(
        [sys.executable, *words],
        env={**base, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_check_deploy_has_nothing_to_say(tmp_path):
    words = ("manage.py", "check", "--deploy", "--fail-level=WARNING")
    done = manage(*words, **COMPLETE, VAR=str(tmp_path))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "SMTP_URL"])
def test_a_missing_variable_is_named(missing):
    given = {name: value for name, value in COMPLETE.items() if name != missing}
    done = manage("manage.py", "check", **given)
    assert done.returncode == 1
    assert f"Set the environment variable {missing}." in done.stderr


def test_reads_mail_queue_and_files_from_the_environment():
    done = manage("-c", SAY_SETTINGS, **COMPLETE)
    said = json.loads(done.stdout)
    assert said["EMAIL_HOST_PASSWORD"] == "s@greto"
    assert "Redis" in said["HUEY"]
    assert "S3Storage" in said["STORAGES"]
    assert "https://*.pico.example.it" in said["CSRF_TRUSTED_ORIGINS"]
    assert said["DEMO"] == "False"


def test_one_small_machine_needs_neither_redis_nor_s3(tmp_path):
    given = {n: v for n, v in COMPLETE.items() if not n.startswith(("S3", "REDIS"))}
    given |= {"DATABASE_URL": f"sqlite:{tmp_path}/pico.sqlite3", "VAR": str(tmp_path)}
    done = manage("manage.py", "check", "--deploy", "--fail-level=WARNING", **given)
    assert done.returncode == 0, done.stderr


def test_a_secret_may_come_from_a_file(tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("dal file\n")
    monkeypatch.setenv("SECRET_KEY_FILE", str(tmp_path / "secret"))
    assert env.secret("SECRET_KEY") == "dal file"


@pytest.mark.parametrize("wrong", ["localhost:25", "http://posta", "smtp://"])
def test_a_wrong_mail_address_is_refused_by_name(monkeypatch, wrong):
    monkeypatch.setenv("SMTP_URL", wrong)
    with pytest.raises(ImproperlyConfigured, match="SMTP_URL"):
        env.mail("SMTP_URL")


def test_a_line_of_log_is_one_json_object():
    record = logging.LogRecord("pico", logging.INFO, __file__, 1, "Città %s", ("però",), None)
    line = json.loads(JsonFormatter().format(record))
    assert (line["level"], line["message"]) == ("INFO", "Città però")
