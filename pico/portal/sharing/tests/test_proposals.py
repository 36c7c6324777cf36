"""A Province proposes upward; the site above accepts or says why not."""

import pytest
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.notices import queries as notices
from pico.core.notices.models import Notice
from pico.portal.pages.models import Placement
from pico.portal.sharing import actions
from pico.portal.sharing.models import Proposal
from pico.portal.sharing.terms import ProposalState

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def propose(write, actors, sites):
    def make(to="upi", who="treviso.redattore", page=None):
        return actions.propose(
            page=page or write("treviso", "Ponte riaperto"),
            to=sites[to].space,
            note="Interessa a tutti.",
            actor=actors[who],
            now=NOW,
        )

    return make


def decide(proposal, actor, *, accept=True, reason=""):
    return actions.decide(proposal=proposal, accept=accept, reason=reason, actor=actor, now=NOW)


def stands_on(page, slug: str) -> bool:
    return Placement.objects.filter(page_id=page.pk, space__slug=slug).exists()


def test_an_accepted_proposal_stands_on_the_national_site(client, propose, actors):
    proposal = propose()
    assert not stands_on(proposal.page, "")
    tasks = [task.title for task in notices.tasks(actors["upi.redattore"])]
    assert any("Ponte riaperto" in title for title in tasks)
    decide(proposal, actors["upi.redattore"])
    assert not notices.tasks(actors["upi.redattore"])
    text = client.get("/novita/").content.decode()
    assert "Ponte riaperto" in text
    assert "Da Provincia di Treviso" in text
    assert client.get("/condivisi/da/treviso/novita/ponte-riaperto/").status_code == 200
    told = Notice.objects.filter(person=actors["treviso.redattore"].person_id).latest("pk")
    assert "mostra il tuo contenuto" in told.title
    assert told.url.startswith("/treviso/condivisi/proposte/")


def test_a_refusal_needs_a_reason_and_tells_it(propose, actors):
    proposal = propose()
    with pytest.raises(Refusal) as refused:
        decide(proposal, actors["upi.redattore"], accept=False, reason=" ")
    assert refused.value.code == "no_reason"
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.PROPOSED
    decide(proposal, actors["upi.redattore"], accept=False, reason="È solo locale.")
    assert not stands_on(proposal.page, "")
    told = Notice.objects.filter(person=actors["treviso.redattore"].person_id).latest("pk")
    assert told.body == "È solo locale."


def test_who_proposed_does_not_decide(propose, actors):
    proposal = propose()
    for who in ("treviso.admin", "brescia.admin", "veneto.admin"):
        with pytest.raises(Refusal):
            decide(proposal, actors[who])
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.PROPOSED
    assert not stands_on(proposal.page, "")


def test_decided_once(propose, actors):
    proposal = propose()
    decide(proposal, actors["upi.redattore"], accept=False, reason="No.")
    with pytest.raises(Refusal) as refused:
        decide(proposal, actors["upi.redattore"])
    assert refused.value.code == "already_decided"
    assert not stands_on(proposal.page, "")


def test_proposed_once_at_a_time_but_again_after_a_refusal(propose, actors):
    proposal = propose()
    with pytest.raises(Refusal) as refused:
        propose(page=proposal.page)
    assert refused.value.code == "already_proposed"
    assert Proposal.objects.count() == 1
    decide(proposal, actors["upi.redattore"], accept=False, reason="Non ancora.")
    assert propose(page=proposal.page).state == ProposalState.PROPOSED


def test_to_the_regional_upi_too_whose_administrator_finds_the_task(propose, actors):
    proposal = propose(to="veneto")
    assert notices.tasks(actors["veneto.admin"])
    decide(proposal, actors["veneto.admin"])
    assert stands_on(proposal.page, "veneto")
    assert not stands_on(proposal.page, "")


@pytest.mark.parametrize(("to", "code"), [("brescia", "not_above"), ("treviso", "not_above")])
def test_only_upward(propose, to, code):
    with pytest.raises(Refusal) as refused:
        propose(to=to)
    assert refused.value.code == code
    assert not Proposal.objects.exists()


def test_a_draft_is_not_proposed(propose, write):
    with pytest.raises(Refusal) as refused:
        propose(page=write("treviso", "Bozza", live=False))
    assert refused.value.code == "not_published"
    assert not Proposal.objects.exists()


def test_withdrawn_before_it_is_decided(propose, actors):
    proposal = propose()
    actions.withdraw_proposal(proposal=proposal, actor=actors["treviso.admin"], now=NOW)
    assert not notices.tasks(actors["upi.redattore"])
    with pytest.raises(Refusal):
        decide(proposal, actors["upi.redattore"])
    assert not stands_on(proposal.page, "")


def test_the_proposal_is_seen_by_its_two_sites_only(sign_in, propose):
    proposal = propose()
    address = f"condivisi/proposte/{proposal.pk}/"
    assert sign_in("upi.redattore").get(f"/{address}").status_code == 200
    assert sign_in("treviso.redattore").get(f"/treviso/{address}").status_code == 200
    assert sign_in("brescia.admin").get(f"/brescia/{address}").status_code == 404
    assert sign_in("treviso.sua").get(f"/treviso/{address}").status_code == 404
