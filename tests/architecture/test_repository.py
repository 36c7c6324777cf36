"""What is committed: complete migrations, locks without addresses, documents whose links resolve."""

import re
import subprocess

import pytest
from django.core.management import call_command

from .house import ROOT

LOCKS = [*sorted(ROOT.glob("requirements*.txt")), *ROOT.glob("frontend/package-lock.json")]
REGISTRY = re.compile(r"--index|--find-links|://\S*(?:pypi|npm|registry|mirror|simple/)\S*")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def tracked(*patterns: str) -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


@pytest.mark.django_db
def test_migrations_are_complete():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_holds_no_address(lock):
    text = lock.read_text()
    assert '"resolved"' not in text
    assert not REGISTRY.findall(text)


def test_every_locked_package_has_a_checksum():
    for lock in ROOT.glob("requirements*.txt"):
        blocks = re.split(r"\n(?=\S)", lock.read_text().strip())
        assert not [block.split()[0] for block in blocks if "--hash=sha256:" not in block]


def test_links_between_documents_resolve():
    broken = [
        f"{name}: {link}"
        for name in tracked("*.md")
        for link in LINK.findall((ROOT / name).read_text())
        if not ((ROOT / name).parent / link).exists()
    ]
    assert not broken


def test_nothing_built_is_committed():
    assert not [
        n for n in tracked() if n.startswith(("var/", "frontend/dist/", "frontend/node_modules/"))
    ]
