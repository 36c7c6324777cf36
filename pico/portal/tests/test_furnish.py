"""The demo is furnished by the actions of the house, and twice is as once."""

import pytest
from django.utils import timezone

from pico.core.adhesion.models import Adhesion
from pico.core.files.models import StoredFile
from pico.core.notices.models import Task
from pico.core.people.models import Person
from pico.core.testing import cast
from pico.portal import demo


@pytest.fixture
def furnished(enti, django_capture_on_commit_callbacks):
    def furnish():
        demo.furnish(now=timezone.now(), tell=lambda line: None)

    return furnish


def test_everybody_of_the_cast_is_there_and_one_waits_for_his_ente(furnished):
    furnished()
    assert Person.objects.filter(username__in=[p.username for p in cast.CAST]).count() == len(
        cast.CAST
    )
    assert Task.objects.filter(closed_at=None, ente__name="Comune di Castelfranco Veneto").exists()


def test_furnishing_again_adds_nothing(furnished):
    furnished()
    first = (Person.objects.count(), Adhesion.objects.count(), StoredFile.objects.count())
    furnished()
    assert first == (Person.objects.count(), Adhesion.objects.count(), StoredFile.objects.count())
