"""The Help Desk with the Community: found while typing, carried along, heard as a candidate for an answer."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pico.core.announcements.models import Announcement
from pico.core.enti.models import Space
from pico.core.notices.models import Task
from pico.core.search.actions import refresh_subject
from pico.horizontal.community.tests.factories import make_discussion
from pico.horizontal.helpdesk.listeners import knowledge as listeners
from pico.horizontal.helpdesk.models import FaqIdea
from pico.horizontal.helpdesk.queries import here
from pico.horizontal.helpdesk.tests import test_faq
from pico.horizontal.helpdesk.tests.test_faq import suggested
from pico.horizontal.helpdesk.tests.test_here import help_link

answers = test_faq.answers


@pytest.fixture
def spaces(enti):
    return {space.slug: space for space in Space.objects.all()}


def test_threads_of_the_community_are_suggested_after_the_answers(
    answers, people, enti, actors, spaces
):
    thread = make_discussion(
        enti["p_TV"], people["treviso.sua"], "provinces", title="Soglie degli appalti 2026"
    )
    refresh_subject(
        subject_type="community.discussion", subject_id=str(thread.pk), now=timezone.now()
    )
    asked = "quali soglie per gli appalti"
    assert suggested(asked, actors["brescia.admin"], spaces["treviso"]) == [
        "Soglie degli appalti 2026"
    ]
    assert suggested(asked, actors["comune1.rup"], spaces["treviso"]) == []


def test_the_request_carries_the_object_that_the_page_shows(sign_in, people, enti, actors):
    discussion = make_discussion(enti["p_TV"], people["treviso.sua"], "platform", title="Soglie")
    browser = sign_in("comune1.rup")
    link = help_link(browser.get(discussion.get_absolute_url()).content.decode())
    page = browser.get(link)
    assert "Soglie" in page.content.decode()
    place = here.read(page.context["ask_url"].partition("da=")[2].replace("%3A", ":"))
    assert (place.kind, place.key) == ("community.discussion", str(discussion.pk))
    assert here.object_of(place, actors["comune1.rup"]) == discussion


def test_an_object_that_one_may_not_read_is_not_named(people, enti, actors):
    secret = make_discussion(enti["p_TV"], people["treviso.sua"], "provinces", title="Riservata")
    place = here.Place(
        "/x/", "community:discussion", "community", "community.discussion", str(secret.pk)
    )
    assert here.object_of(place, actors["comune1.rup"]) is None
    assert here.object_of(place, actors["brescia.admin"]) == secret


def test_an_accepted_answer_of_the_forum_is_a_candidate_where_it_is_read(people, enti, sign_in):
    discussion = make_discussion(
        enti["p_TV"], people["treviso.sua"], "provinces", title="Soglie 2026?"
    )
    kind, key = discussion._meta.label_lower, str(discussion.pk)
    refresh_subject(subject_type=kind, subject_id=key, now=timezone.now())
    offered = {
        "title": "Soglie 2026?", "answer": "<p>Le dice Maria Bianchi, 0438 413111.</p>",
        "scope": "provinces", "area": "SUA", "url": discussion.get_absolute_url(),
    }  # fmt: skip
    listeners.answer_accepted(Announcement(subject_type=kind, subject_id=key, data={"post": 1}))
    assert not FaqIdea.objects.exists()  # not offered to all
    heard = Announcement(subject_type=kind, subject_id=key, data={"post": 1, "faq": offered})
    for _n in range(2):
        listeners.answer_accepted(heard)
    idea = FaqIdea.objects.get()
    assert idea.topic == "SUA"
    form = sign_in("treviso.redattore").get(f"/treviso/assistenza/faq/nuova/?proposta={idea.pk}")
    assert form.context["form"].initial["answer"] == "<p>Le dice [nome], [telefono].</p>"
    assert (idea.owner, idea.scope, idea.title) == (enti["p_TV"], "provinces", "Soglie 2026?")
    desk = "/treviso/assistenza/faq/redazione/"
    assert "Soglie 2026?" in sign_in("treviso.redattore").get(desk).content.decode()
    assert "Soglie 2026?" not in sign_in("brescia.admin").get(desk).content.decode()
    drop = reverse("helpdesk:faq-idea-drop", args=[idea.pk])
    assert sign_in("brescia.admin").post(drop).status_code == 404
    sign_in("treviso.redattore").post(f"/treviso{drop}")
    assert "Soglie 2026?" not in sign_in("treviso.redattore").get(desk).content.decode()
    assert not Task.objects.filter(kind="helpdesk.faq.idea", closed_at=None).exists()


def test_what_the_forum_dismisses_is_proposed_no_more(people, enti):
    discussion = make_discussion(enti["p_TV"], people["treviso.sua"], "provinces", title="Soglie?")
    kind, key = discussion._meta.label_lower, str(discussion.pk)
    refresh_subject(subject_type=kind, subject_id=key, now=timezone.now())
    offered = {"title": "Soglie?", "answer": "<p>Sì.</p>", "scope": "provinces", "url": "/x/"}
    listeners.answer_accepted(
        Announcement(subject_type=kind, subject_id=key, data={"post": 1, "faq": offered})
    )
    listeners.candidate_dismissed(Announcement(subject_type=kind, subject_id=key))
    assert FaqIdea.objects.get().dropped_at is not None
    assert not Task.objects.filter(kind="helpdesk.faq.idea", closed_at=None).exists()
