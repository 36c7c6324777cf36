"""Comments, articles, cards and documents are reported and decided on like posts; solved questions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.announcements.models import Announcement
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task
from pico.core.testing import cast
from pico.core.testing.factories import actor_of

from ..actions import blog, discussions, documents, reports
from ..models import Article, Comment, Document, Practice, Report
from ..queries import moderation as queries
from ..terms import ArticleState, CommentState, FaqMark, PracticeState, ReportState
from . import papers
from .factories import NOW, answer, make_article, make_discussion, make_practice, open_category


def refused(code: str, call, *things, **words) -> str:
    """The sentence of the refusal with this code."""
    with pytest.raises(Refusal) as caught:
        call(*things, **words)
    assert caught.value.code == code
    return caught.value.message


KINDS = ("comment", "article", "practice", "document")
ADDRESS = {
    "comment": "commento", "article": "articolo", "practice": "buona-pratica",
    "document": "documento",
}  # fmt: skip


def make_comment(enti, people, actors, scope):
    article = make_article(enti[cast.TREVISO], people["treviso.sua"], scope)
    return blog.write_comment(
        article=article, text="<p>Compra subito!</p>", actor=actors["treviso.sit"], now=NOW
    )


@pytest.fixture
def things(enti, people, actors):
    """One thing of each kind of Treviso, by «treviso.sit», at the level of the territory."""
    treviso, author, scope = enti[cast.TREVISO], people["treviso.sit"], "ter:026"
    folder = papers.make_folder(treviso, people["treviso.redattore"], scope, "Modelli")
    return {
        "comment": make_comment(enti, people, actors, scope),
        "article": make_article(treviso, author, scope),
        "practice": make_practice(treviso, author, scope),
        "document": papers.make_document(folder, author, scope, title="Elenco"),
    }


def report(kind, things, actor, **words):
    make = getattr(reports, f"report_{kind}")
    told = {"reason": "RESERVED", "note": "Ci sono nomi.", **words}
    return make(**{kind: things[kind]}, actor=actor, now=NOW, **told)


def decide(made, actor, is_upheld=True, outcome="Contiene dati di cittadini.", **words):
    return reports.decide_report(
        report=made, is_upheld=is_upheld, outcome=outcome, actor=actor, now=NOW, **words
    )


@pytest.mark.parametrize("kind", KINDS)
def test_who_reads_it_reports_it_once_and_the_editors_have_it_to_do(kind, things, actors):
    made = report(kind, things, actors["comune1.rup"])
    task = Task.objects.get(kind="community.report.waiting")
    assert (task.ente.name, task.role) == ("Provincia di Treviso", "PROVINCE_EDITOR")
    refused("already_reported", report, kind, things, actors["comune1.rup"])
    refused("no_note", report, kind, things, actors["comune2.referente"], reason="OTHER", note="")
    assert list(Report.objects.all()) == [made]


@pytest.mark.parametrize("kind", KINDS)
def test_a_neighbour_neither_reports_nor_decides(kind, things, actors, sign_in):
    refused("not_permitted", report, kind, things, actors["brescia.admin"])
    assert not Report.objects.exists()
    made = report(kind, things, actors["comune1.rup"])
    for name in ("brescia.admin", "treviso.sua", "comune2.referente", "upi.redattore"):
        refused("not_permitted", decide, made, actors[name])
        assert not queries.reports(actors[name]).exists()
        page = sign_in(name)
        assert page.get(f"/community/moderazione/segnalazione/{made.pk}/").status_code == 404
    made.refresh_from_db()
    assert made.state == ReportState.NEW
    neighbour = sign_in("brescia.admin")
    assert (
        neighbour.get(f"/community/segnala/{ADDRESS[kind]}/{things[kind].pk}/").status_code == 404
    )


def standing(kind, thing) -> bool:
    """Whether readers still find it."""
    if kind == "comment":
        return Comment.objects.get(pk=thing.pk).state == CommentState.SHOWN
    if kind == "article":
        return Article.objects.get(pk=thing.pk).state == ArticleState.PUBLISHED
    if kind == "practice":
        return Practice.objects.get(pk=thing.pk).state == PracticeState.PUBLISHED
    return not Document.objects.get(pk=thing.pk).file.is_trashed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_upheld", [True, False])
def test_the_outcome_is_told_and_done(kind, is_upheld, things, actors, people):
    made = report(kind, things, actors["comune1.rup"])
    reports.take_report(report=made, actor=actors["treviso.redattore"], now=NOW)
    decide(made, actors["treviso.redattore"], is_upheld)
    assert standing(kind, things[kind]) is not is_upheld
    told = Notice.objects.filter(
        kind="community.report.decided", body="Contiene dati di cittadini."
    )
    expected = {people["comune1.rup"].pk} | ({people["treviso.sit"].pk} if is_upheld else set())
    assert set(told.values_list("person", flat=True)) == expected
    assert Task.objects.get(kind="community.report.waiting").closed_at == NOW
    refused("decided", decide, made, actors["treviso.redattore"])


@pytest.mark.parametrize("kind", KINDS)
def test_the_desk_and_the_pages_serve_every_kind(kind, things, actors, sign_in):
    reporter = sign_in("comune1.rup")
    address = f"/community/segnala/{ADDRESS[kind]}/{things[kind].pk}/"
    assert reporter.get(address).status_code == 200
    assert reporter.post(address, {"reason": "OTHER", "note": ""}).status_code == 422
    assert reporter.post(address, {"reason": "SPAM", "note": ""}).status_code == 302
    made, editor = Report.objects.get(), sign_in("treviso.redattore")
    assert made.title in editor.get("/community/moderazione/").content.decode()
    page = f"/community/moderazione/segnalazione/{made.pk}/"
    assert editor.get(page).status_code == 200
    assert editor.post(page, {"is_upheld": "1", "outcome": "È pubblicità."}).status_code == 302
    assert not standing(kind, things[kind])
    assert editor.get(page).status_code == 200


def test_nobody_decides_on_what_he_wrote(enti, people, actors):
    article = make_article(enti[cast.TREVISO], people["treviso.redattore"])
    made = reports.report_article(
        article=article, reason="SPAM", note="", actor=actors["comune1.rup"], now=NOW
    )
    refused("own_affair", decide, made, actors["treviso.redattore"])
    made.refresh_from_db()
    assert (made.state, standing("article", article)) == (ReportState.NEW, True)
    decide(made, actors["treviso.admin"])
    assert not standing("article", article)


def test_the_provincia_decides_for_its_comuni(enti, people, actors):
    article = make_article(enti[cast.COMUNE_1], people["comune1.rup"], "ter:026")
    made = reports.report_article(
        article=article, reason="SPAM", note="", actor=actors["comune2.referente"], now=NOW
    )
    assert Task.objects.get().ente == enti[cast.TREVISO]
    assert queries.reports(actors["treviso.redattore"]).get() == made
    decide(made, actors["treviso.redattore"], measure="DAYS_7")
    talk = make_discussion(
        enti[cast.TREVISO], people["treviso.sua"],
        category=open_category(actors["treviso.redattore"]),
    )  # fmt: skip
    refused("suspended", answer, talk, actors["comune1.rup"])


def test_what_was_taken_away_does_not_come_back_by_its_author_alone(things, actors):
    for kind in ("article", "document"):
        decide(report(kind, things, actors["comune1.rup"]), actors["treviso.redattore"])
    author = actors["treviso.sit"]
    document = Document.objects.get(pk=things["document"].pk)
    said = refused(
        "taken_away", documents.restore_document, document=document, actor=author, now=NOW
    )
    assert "Contiene dati di cittadini." in said
    assert not standing("document", document)
    article = Article.objects.get(pk=things["article"].pk)
    made = blog.publish_article(article=article, actor=author, now=NOW)
    assert made.state == ArticleState.IN_REVIEW
    documents.restore_document(document=document, actor=actors["treviso.redattore"], now=NOW)
    assert standing("document", document)


def test_the_desk_costs_the_same_whatever_waits(things, actors, sign_in):
    editor = sign_in("treviso.redattore")
    report("comment", things, actors["comune1.rup"])

    def cost():
        editor.get("/community/moderazione/")
        with CaptureQueriesContext(connection) as taken:
            editor.get("/community/moderazione/")
        return len(taken)

    before = cost()
    for kind in KINDS:
        report(kind, things, actors["comune2.referente"])
    assert cost() == before


# A FAQ out of a question -------------------------------------------------------------------------


@pytest.fixture
def question(enti, people, actors):
    category = open_category(actors["treviso.redattore"])
    return make_discussion(
        enti["c_c111"], people["comune1.rup"], category=category, kind="QUESTION",
        title="Chi custodisce le offerte?", text="<p>Dopo l'apertura.</p>",
    )  # fmt: skip


def accept(question, post, actor):
    return discussions.accept_answer(discussion=question, post=post, actor=actor, now=NOW)


def test_an_accepted_answer_is_a_candidate_and_those_who_listen_have_its_words(question, actors):
    post = answer(question, actors["treviso.sua"], text="<p>Le tiene la SUA.</p>")
    accept(question, post, actors["comune1.rup"])
    assert queries.faq_candidates(actors["treviso.redattore"]).get() == question
    told = Announcement.objects.get(name="community.answer.accepted").data["faq"]
    assert told["title"] == "Chi custodisce le offerte?"
    assert "Dopo l'apertura." in told["question"]
    assert "Le tiene la SUA." in told["answer"]
    assert told["scope"] == question.scope


def test_the_desk_shows_the_candidates_of_ones_own_categories(question, actors, sign_in):
    accept(question, answer(question, actors["treviso.sua"]), actors["comune1.rup"])
    page = sign_in("treviso.redattore").get("/community/moderazione/").content.decode()
    assert "Candidata a FAQ" in page
    assert question.title in page
    assert (
        question.title
        not in sign_in("brescia.admin").get("/community/moderazione/").content.decode()
    )


def test_a_dismissed_one_stays_so_until_another_answer_is_accepted(question, actors, sign_in):
    first = answer(question, actors["treviso.sua"])
    accept(question, first, actors["comune1.rup"])
    refused("not_permitted", discussions.dismiss_faq, discussion=question,
            actor=actors["brescia.admin"], now=NOW)  # fmt: skip
    question.refresh_from_db()
    assert question.faq_mark == FaqMark.CANDIDATE
    address = f"/community/forum/discussione/{question.pk}/niente-faq/"
    assert sign_in("treviso.redattore").post(address).status_code == 302
    accept(question, first, actors["comune1.rup"])
    question.refresh_from_db()
    assert question.faq_mark == FaqMark.DISMISSED
    accept(question, answer(question, actors["treviso.sit"]), actors["comune1.rup"])
    question.refresh_from_db()
    assert question.faq_mark == FaqMark.CANDIDATE


def test_what_a_circle_reads_is_no_candidate(enti, people, actors, network):
    animator = people["upi.redattore"]
    talk = make_discussion(enti[cast.UPI], animator, network.key, kind="QUESTION")
    actor = actor_of(animator)
    accept(talk, answer(talk, actor), actor)
    talk.refresh_from_db()
    assert talk.faq_mark == FaqMark.NONE
    assert Announcement.objects.get(name="community.answer.accepted").data["faq"] is None
