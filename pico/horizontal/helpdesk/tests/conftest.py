import pytest

from . import factories


@pytest.fixture
def desk(enti, people):
    """The queues of the small Help Desk, by key, with their operators."""
    return factories.make_desk(enti, people)
