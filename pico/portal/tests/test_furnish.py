"""The demo is furnished by the actions of the house, and twice is as once."""

from django.utils import timezone

from pico.core.adhesion.models import Adhesion
from pico.core.files.models import StoredFile
from pico.core.notices.models import Task
from pico.core.people.models import Person
from pico.core.testing import cast
from pico.portal import demo


def furnish():
    demo.furnish(now=timezone.now(), tell=lambda line: None)


def test_everybody_of_the_cast_is_there_and_furnishing_again_adds_nothing(
    enti,
):
    furnish()
    assert Person.objects.filter(username__in=[p.username for p in cast.CAST]).count() == len(
        cast.CAST
    )
    waiting = Task.objects.filter(closed_at=None)
    assert waiting.filter(ente__name="Comune di Castelfranco Veneto").exists()
    first = (Person.objects.count(), Adhesion.objects.count(), StoredFile.objects.count())
    furnish()
    assert first == (Person.objects.count(), Adhesion.objects.count(), StoredFile.objects.count())
