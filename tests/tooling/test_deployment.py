"""What can be said of the containers without running them: names, variables, commands, documents."""

import re

import pytest
import yaml
from moto.server import ThreadedMotoServer

from scripts import make_bucket
from scripts.places import ROOT

COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
READ = re.compile(r"env\.\w+\(\s*\"(\w+)\"")
SETTINGS = [ROOT / "config/settings/production.py", ROOT / "config/settings/base.py"]


def read_by_settings() -> set[str]:
    names = {name for path in SETTINGS for name in READ.findall(path.read_text())}
    inner = re.findall(r"(?:text|secret)\(\"(S3_\w+)\"", (ROOT / "config/env.py").read_text())
    return names | set(inner)


def test_every_variable_is_in_the_how_to():
    how_to = (ROOT / "docs/how-to/deploy.md").read_text()
    assert not {name for name in read_by_settings() if f"`{name}`" not in how_to}


def test_compose_sets_only_variables_that_are_read():
    assert set(SERVICES["web"]["environment"]) <= read_by_settings()


def test_every_variable_of_compose_is_in_the_example():
    wanted = set(re.findall(r"\$\{(\w+):\?", (ROOT / "compose.yaml").read_text()))
    given = {line.split("=")[0] for line in (ROOT / "env.example").read_text().splitlines()}
    assert wanted <= given


def test_services_wait_only_for_services_that_exist():
    for service in SERVICES.values():
        assert set(service.get("depends_on", ())) <= set(SERVICES)


def test_volumes_are_declared():
    used = {v.split(":")[0] for s in SERVICES.values() for v in s.get("volumes", ())}
    assert {name for name in used if not name.startswith(".")} <= set(COMPOSE["volumes"])


def test_the_image_copies_what_exists():
    for line in (ROOT / "Dockerfile").read_text().splitlines():
        if line.startswith("COPY ") and "--from" not in line:
            for name in line.split()[1:-1]:
                assert "[" in name or (ROOT / name).exists(), line


def test_the_image_does_not_run_as_root():
    assert "\nUSER pico\n" in (ROOT / "Dockerfile").read_text()


@pytest.fixture
def s3(monkeypatch):
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    monkeypatch.setenv("S3_ENDPOINT", "http://{}:{}".format(*server.get_host_and_port()))
    monkeypatch.setenv("S3_ACCESS_KEY", "chiave")
    monkeypatch.setenv("S3_SECRET_KEY", "segreto")
    yield
    server.stop()


def test_the_bucket_is_made_once(s3):
    name = "pico-all-avvio"  # the simulated storage is one for all the tests of a process
    make_bucket.make(name)
    make_bucket.make(name)
    found = [bucket["Name"] for bucket in make_bucket.client().list_buckets()["Buckets"]]
    assert found.count(name) == 1
