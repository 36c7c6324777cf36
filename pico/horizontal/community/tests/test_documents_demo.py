"""The demo of documents and networks runs, twice alike, and says what the stories need."""

from pico.horizontal.community.demo.documents import furnish_documents
from pico.horizontal.community.demo.networks import furnish_networks
from pico.horizontal.community.models import Document, Folder, Network
from pico.horizontal.community.terms import Validity

from .papers import NOW


def test_it_furnishes_once(people):
    for _turn in range(2):
        furnish_documents(NOW)
        furnish_networks(NOW)
    counts = (Folder.objects.count(), Document.objects.count(), Network.objects.count())
    assert counts == (9, 12, 4)
    superseded = Document.objects.filter(validity=Validity.SUPERSEDED)
    assert superseded.count() == 2
    assert not superseded.filter(superseded_by=None).exists()
    assert Network.objects.get(slug="rete-sua").meetings.count() == 2
