"""The answers that an installation begins with."""

import re

import pytest

from ..actions.first_answers import FIRST

LINKS = sorted({link for one in FIRST for link in re.findall(r"\]\((/[^)]*)\)", one.answer)})


@pytest.mark.django_db
@pytest.mark.parametrize("link", LINKS)
def test_a_first_answer_leads_to_a_page_that_is_there(sign_in, link):
    assert sign_in("comune1.referente").get(link, follow=True).status_code == 200
