"""The word of a choice is what Django says, in the language of who reads, whatever the value."""

import pytest
from django.db import models
from django.utils import translation
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from pico.core.foundation.choices import _as_django_does


class Colour(models.TextChoices):
    RED = "RED", _("Search")


class Painted(models.Model):
    colour = models.CharField(max_length=5, choices=Colour)
    shade = models.CharField(max_length=5, choices=lambda: [("A", "prima"), ("B", "seconda")])
    number = models.IntegerField(null=True, choices=[("Gruppo", [(1, "uno"), (2, "due")])])

    class Meta:
        app_label = "foundation_tests"
        managed = False


@pytest.mark.parametrize(
    "values",
    [
        {"colour": "RED", "shade": "A", "number": 1},
        {"colour": "", "shade": "", "number": None},
        {"colour": "NONE", "shade": "Z", "number": 7},
        {"colour": Colour.RED, "shade": "B", "number": 2},
    ],
)
@pytest.mark.parametrize("language", ["it", "en"])
def test_the_word_is_the_one_of_django(values, language):
    painted = Painted(**values)
    with translation.override(language):
        for name in values:
            field = Painted._meta.get_field(name)
            assert getattr(painted, f"get_{name}_display")() == _as_django_does(painted, field)


def test_the_word_follows_the_language():
    painted, said = Painted(colour="RED"), set()
    for language in ("it", "en"):
        with translation.override(language):
            said.add(painted.get_colour_display())
    assert len(said) == 2


def test_no_other_word_is_asked():
    asked: list[str] = []
    word = lazy(lambda text: asked.append(text) or text, str)

    class Signal(models.Model):
        light = models.IntegerField(choices=[(n, word(f"luce {n}")) for n in range(9)])

        class Meta:
            app_label = "foundation_tests"
            managed = False

    assert Signal(light=4).get_light_display() == "luce 4"
    assert Signal(light=5).get_light_display() == "luce 5"
    assert asked == ["luce 4", "luce 5"]
