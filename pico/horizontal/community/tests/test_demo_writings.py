"""The demo of the forum, the blog and the cards: made by actions, as people could; twice is once."""

from ..demo.forum import furnish_forum
from ..demo.networks import furnish_networks
from ..demo.writings import furnish_writings
from ..models import Article, Category, Discussion, Post, Practice
from .factories import NOW


def counted():
    return [model.objects.count() for model in (Category, Discussion, Post, Article, Practice)]


def test_the_demo_is_believable_and_adds_nothing_twice(people, enti):
    for furnish in (furnish_networks, furnish_forum, furnish_writings):
        furnish(NOW)
    made = counted()
    assert min(made) >= 2
    for furnish in (furnish_forum, furnish_writings):
        furnish(NOW)
    assert counted() == made
