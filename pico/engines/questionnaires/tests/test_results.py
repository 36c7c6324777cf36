"""Results are counted by the database as one would by hand, in statements that answers do not add to."""

from statistics import mean, median, stdev

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.foundation.errors import Refusal
from pico.core.testing import factories
from pico.engines.questionnaires.actions import (
    analysing,
    answering,
    campaigning,
    drafting,
    sending,
)
from pico.engines.questionnaires.models import Answer, Question, Response
from pico.engines.questionnaires.queries.breakdowns import cross_tab, size_class
from pico.engines.questionnaires.queries.definitions import as_question, outline_of
from pico.engines.questionnaires.queries.exports import rows
from pico.engines.questionnaires.queries.positions import positions
from pico.engines.questionnaires.queries.results import results
from pico.engines.questionnaires.terms import Anonymity, Audience

from .conftest import NOW, every_kind

NUMBERS = [3, 10, 4, 8, 100, 7]


@pytest.fixture
def answered(make, upi, enti):
    """Nine Provinces asked, six have answered: three active in Veneto, the others elsewhere."""
    for n in range(6):
        factories.make_ente(
            f"Provincia di Prova {n}", "PROV", region_id="05" if n < 3 else "03", population=400_000
        )
    campaign = campaigning.open_campaign(campaign=make(every_kind()), actor=upi, now=NOW)
    for n, number in enumerate(NUMBERS):
        answer(campaign, campaign.invitations.order_by("pk")[n], number, n)
    return campaign


def answer(campaign, invitation, number, n):
    invitation.campaign = campaign
    actor = office(invitation.ente)
    values = {
        "attiva": "SI", "comuni": str(number), "servizi": ["r1", "r2"] if n % 2 else ["r1"],
        "utile": str(1 + n % 5), "consigli": str(4 + n), "ordine": ["r2", "r1"] if n else ["r1", "r2"],
        "griglia": {"v1": "r1", "v2": "r2"}, "note": f"Nota {n}",
        "spese": [{"c1": "Carta", "c2": "10"}],
    }  # fmt: skip
    drafting.save_answers(invitation=invitation, values=values, bases={}, actor=actor, now=NOW)
    return sending.send_answer(invitation=invitation, actor=actor, now=NOW)


def office(ente):
    person = factories.make_person()
    factories.make_membership(person, ente, "PROVINCE_ADMIN")
    return factories.actor_of(person)


def found(campaign, code, *, is_guarded=False):
    made = results(campaign, outline_of(campaign.questionnaire), is_guarded=is_guarded)
    return next(one for one in made if one.question.code == code)


def test_numbers_are_those_of_the_textbook(answered):
    numbers = found(answered, "comuni").numbers
    assert numbers.mean == pytest.approx(mean(NUMBERS))
    assert numbers.median == pytest.approx(median(NUMBERS))
    assert numbers.deviation == pytest.approx(stdev(NUMBERS))
    assert (numbers.least, numbers.most, numbers.total) == (3, 100, sum(NUMBERS))


def test_choices_are_counted_with_their_percent(answered):
    result = found(answered, "servizi")
    assert result.answered == 6
    assert [(bar.count, bar.percent) for bar in result.bars] == [(6, 100.0), (3, 50.0), (0, 0.0)]


def test_the_other_kinds(answered):
    assert found(answered, "consigli").score == round(100 * (1 - 3) / 6)
    assert [bar.label for bar in found(answered, "ordine").bars] == ["Costo (1,2)", "Tempo (1,8)"]
    assert [[bar.count for bar in cells] for _l, cells in found(answered, "griglia").grid] == [
        [6, 0], [0, 6],
    ]  # fmt: skip
    assert found(answered, "spese").sums == [("Importo", 60)]
    assert found(answered, "note").answered == 6


def test_who_does_not_manage_sees_no_extremes_and_no_small_cells(answered):
    numbers = found(answered, "comuni", is_guarded=True).numbers
    assert (numbers.least, numbers.most) == (None, None)
    assert {bar.count for bar in found(answered, "consigli", is_guarded=True).bars} <= {None, 0}


def test_answers_do_not_add_statements(answered):
    outline = outline_of(answered.questionnaire)
    with CaptureQueriesContext(connection) as few:
        results(answered, outline, is_guarded=True)
    answer(answered, answered.invitations.order_by("pk")[6], 9, 6)
    with CaptureQueriesContext(connection) as more:
        results(answered, outline, is_guarded=True)
    assert len(more) == len(few) <= 4


def test_by_region(answered):
    question = as_question(
        Question.objects.get(questionnaire=answered.questionnaire, code="servizi")
    )
    table = cross_tab(answered, question, "regione", is_guarded=False)
    groups = {label: (n, shares) for label, n, shares in table.groups}
    assert sum(n for n, _shares in groups.values()) >= 6
    guarded = cross_tab(answered, question, "regione", is_guarded=True)
    assert guarded.groups == []


def test_my_position_among_those_like_me(answered):
    mine = Response.objects.filter(figures__number=10, figures__question__code="comuni").get()
    outline = outline_of(answered.questionnaire)
    group, listed = positions(mine, outline, {"comuni": "10", "attiva": "SI"}, None)
    assert group.count == 6
    by_code = {one.question.code: one for one in listed}
    assert by_code["comuni"].place == 80
    assert by_code["comuni"].median == pytest.approx(median(NUMBERS))
    assert by_code["attiva"].alike == 100


def test_there_is_no_position_among_too_few(answered):
    Response.objects.exclude(
        pk__in=list(Response.objects.values_list("pk", flat=True)[:5])
    ).delete()
    group, listed = positions(
        Response.objects.first(), outline_of(answered.questionnaire), {"comuni": "10"}, None
    )
    assert (group, listed) == (None, [])


def test_only_what_is_chosen_is_given_back(answered, upi):
    campaigning.close_campaign(campaign=answered, actor=upi, now=NOW)
    with pytest.raises(Refusal) as refusal:
        campaigning.publish_results(campaign=answered, actor=upi, now=NOW)
    assert refusal.value.code == "gives_something_back"
    answered.refresh_from_db()
    assert answered.state == "CLOSED"
    campaigning.choose_published(
        campaign=answered, codes=["comuni", "mai_vista"], actor=upi, now=NOW
    )
    published = campaigning.publish_results(campaign=answered, actor=upi, now=NOW)
    assert (published.state, published.published) == ("PUBLISHED", ["comuni"])


def test_open_answers_are_coded(answered, upi):
    question = Question.objects.get(questionnaire=answered.questionnaire, code="note")
    tag = analysing.add_tag(
        campaign=answered, question=question, label=" Personale ", actor=upi, now=NOW
    )
    again = analysing.add_tag(
        campaign=answered, question=question, label="Personale", actor=upi, now=NOW
    )
    assert tag == again
    for one in Answer.objects.filter(question=question)[:2]:
        analysing.code_answer(campaign=answered, answer=one, tags=[tag.pk], actor=upi, now=NOW)
    assert [(bar.label, bar.count) for bar in found(answered, "note").tags] == [("Personale", 2)]


def test_the_export_reads_two_statements_for_five_hundred_answers(answered):
    outline = outline_of(answered.questionnaire)
    with CaptureQueriesContext(connection) as statements:
        assert len(list(rows(answered, outline, codes=True))) == 6
    assert len(statements) == 3


def test_an_anonymous_export_names_nobody(opened, actors):
    poll = opened(audience=Audience.READERS, anonymity=Anonymity.ANONYMOUS, recipients={})
    answering.answer_in_one_go(
        campaign=poll, values={"attiva": "NO"}, nonce="", actor=actors["treviso.sua"], now=NOW
    )
    (row,) = rows(poll, outline_of(poll.questionnaire), codes=False)
    assert row[1:] == ["No", None, None]


@pytest.mark.parametrize(
    ("population", "size"), [(None, None), (0, 0), (5_000, 0), (5_001, 1), (300_001, 4)]
)
def test_classes_of_population(population, size):
    assert size_class(population) == size


def test_a_next_wave_shows_last_ones_percent(answered, upi):
    answered.previous = answered
    answered.save()
    assert found(answered, "servizi").bars[1].before == 50.0
    assert found(answered, "comuni").numbers.before == pytest.approx(mean(NUMBERS))
