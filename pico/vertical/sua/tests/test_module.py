"""The SUA answers where a Province switched it on, and does not exist elsewhere."""

import pytest

pytestmark = pytest.mark.django_db


def test_it_answers_where_it_is_on(sign_in):
    assert sign_in("treviso.sua").get("/treviso/sua/").status_code == 200


def test_it_does_not_exist_elsewhere(sign_in):
    assert sign_in("pesarourbino.admin").get("/pesaro-e-urbino/sua/").status_code == 404
