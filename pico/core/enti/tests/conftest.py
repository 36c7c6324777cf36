"""The registry as an import leaves it, from small files."""

from datetime import UTC, datetime

import pytest

from pico.core.access.actor import SYSTEM
from pico.core.enti import actions

from . import samples

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def align(db, tmp_path):
    """Run an import on files: `align(samples.istat_2026(tmp_path))`."""

    def run(*files, **options):
        return actions.import_registry(istat_files=files, actor=SYSTEM, now=NOW, **options)

    return run


@pytest.fixture
def align_ipa(db):
    """Run an import of the Indice PA."""

    def run(path, **options):
        return actions.import_ipa(path=path, actor=SYSTEM, now=NOW, **options)

    return run


@pytest.fixture
def registry(align, tmp_path):
    """The house's lists and a handful of Comuni."""
    return align(samples.istat_2024(tmp_path), samples.istat_2026(tmp_path))
