"""A series of Treviso, contents that its rule finds, an issue in draft."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.base import ContentFile

from pico.core.enti.models import Space
from pico.core.files.actions import upload_file
from pico.core.search.actions import refresh_subject

from .. import actions

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PERIOD = {"period_from": date(2026, 10, 1), "period_to": date(2026, 10, 31)}


@pytest.fixture
def treviso(enti):
    return Space.objects.select_related("ente").get(slug="treviso")


@pytest.fixture
def editor(actors):
    return actors["treviso.redattore"]


@pytest.fixture
def boss(actors):
    return actors["treviso.admin"]


@pytest.fixture
def public_file(actors):
    """A document known to the search; returns its key."""

    def make(title: str, scope: str = "public", at=NOW, kind: str = "OTHER") -> str:
        made = upload_file(
            content=ContentFile(f"Testo di {title}.".encode()),
            name="testo.txt",
            title=title,
            description=f"Che cosa dice {title}.",
            kind=kind,
            scope=scope,
            is_twin_wanted=True,
            actor=actors["treviso.redattore"],
            now=at,
        )
        refresh_subject(subject_type="files.storedfile", subject_id=str(made.pk), now=at)
        return f"files.storedfile:{made.pk}"

    return make


@pytest.fixture
def sape(treviso, boss):
    """«Bollettino SAPE»: what speaks of «bando»."""
    return actions.create_series(
        space=treviso, name="Bollettino SAPE", description="I bandi europei.", words="bando",
        kinds=[], topics=[], is_own_only=False, actor=boss, now=NOW,
    )  # fmt: skip


@pytest.fixture
def draft(sape, editor):
    def make(**values):
        values = {
            "summary": "<p>Tre bandi aperti.</p>",
            "curator": "Ufficio SAPE",
            **PERIOD,
            **values,
        }
        return actions.create_bulletin(series=sape, actor=editor, now=NOW, **values)

    return make


@pytest.fixture
def published(draft, boss):
    """A published issue with one free entry, if the rule found nothing."""

    def make(now=NOW, **values):
        bulletin = draft(**values)
        if not bulletin.sections.exists():
            section = actions.add_section(bulletin=bulletin, title="Bandi", actor=boss, now=now)
            actions.add_entry(
                section=section, title="Interreg Italia-Austria", text="<p>Scade a maggio.</p>",
                url="https://interreg.example/", actor=boss, now=now,
            )  # fmt: skip
        return actions.publish(bulletin=bulletin, actor=boss, now=now)

    return make
