"""How the API speaks: document, problems, rate, fingerprints."""

import json

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from pico.core.api.v1 import api
from pico.core.foundation.errors import Refusal


@pytest.fixture
def document(client, enti):
    return client.get("/api/v1/openapi.json").json()


def test_the_document_is_valid_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_operation_says_how_it_fails(document):
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            for status, answer in operation["responses"].items():
                if int(status) >= 400:
                    assert list(answer["content"]) == ["application/problem+json"]


def test_names_of_operations_are_short_and_unique(document):
    names = [one["operationId"] for path in document["paths"].values() for one in path.values()]
    assert len(names) == len(set(names))


def test_answers_are_as_the_document_says(get, enti, document):
    schema = document["components"]["schemas"]["Page_EnteOut_"]
    answer = get("enti").json()
    assert set(answer) == set(schema["properties"])
    assert set(answer["items"][0]) == set(
        document["components"]["schemas"]["EnteOut"]["properties"]
    )


def test_the_page_that_explains_needs_no_script_of_others(client, enti):
    answer = client.get("/api/v1/docs")
    page = answer.content.decode()
    assert "Elenco degli enti" in page
    assert 'curl "http://testserver/api/v1/enti"' in page.replace("&quot;", '"')
    assert "cdn" not in page
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("enti/99999999", 404, "not_found"),
        ("enti/by-code/niente", 404, "not_found"),
        ("inesistente", 404, "not_found"),
        ("files/1", 404, "not_found"),
        ("me", 401, "sign_in"),
    ],
)
def test_errors_are_problems(get, enti, path, status, code):
    answer = get(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    said = answer.json()
    assert (said["status"], said["code"]) == (status, code)
    assert said["detail"].endswith(".")


def test_wrong_values_are_named(get, enti):
    answer = get("enti", page="x", region="5")
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == {"page", "region"}


def test_another_method_is_a_problem_too(client, enti):
    answer = client.post("/api/v1/enti")
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert answer["Allow"] == "GET"


def test_an_unknown_version_is_a_problem_too(client, enti):
    answer = client.get("/api/v9/enti")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("header", ["Basic dTpw", "Bearer", "Bearer ", "Bearer à", "xyz"])
def test_a_header_that_cannot_be_read_is_refused(client, enti, header):
    assert client.get("/api/v1/enti", headers={"Authorization": header}).status_code == 401


@pytest.mark.parametrize(
    "query", [{"search": "\x00"}, {"search": "'; --"}, {"page": "-1"}, {"page": "9" * 30}]
)
def test_hostile_values_never_break(get, enti, query):
    assert get("enti", **query).status_code in (200, 422)


def test_too_many_requests_are_told_to_wait(get, enti, settings):
    settings.API_RATES = {"token": 1, "person": 1, "address": 2}
    assert [get("enti").status_code for _ in range(3)] == [200, 200, 429]
    last = get("enti")
    assert 0 < int(last["Retry-After"]) <= 60
    assert last.json()["code"] == "too_many_requests"


def test_each_key_has_its_own_rate(get, enti, make_key, settings):
    first, second = make_key()[1], make_key("brescia.admin")[1]
    settings.API_RATES = {"token": 1, "person": 1, "address": 1}
    assert [get("me", key=key).status_code for key in (first, first, second)] == [200, 429, 200]


def test_what_is_left_is_told(get, enti, settings):
    settings.API_RATES = {"token": 5, "person": 5, "address": 5}
    assert get("enti")["X-RateLimit-Remaining"] == "4"


def test_what_did_not_change_is_not_sent_again(get, enti):
    first = get("enti")
    again = get("enti", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    enti["p_TV"].name = "Provincia di Treviso e Marca"
    enti["p_TV"].save()
    assert get("enti", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_answers_are_kept_by_no_shared_cache(get, enti):
    answer = get("enti")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


def test_a_refusal_is_a_problem_with_its_code(rf):
    answer = api.on_exception(rf.get("/"), Refusal("Prima fai altro.", code="do_first"))
    said = json.loads(answer.content)
    assert (answer.status_code, said["code"], said["detail"]) == (
        409,
        "do_first",
        "Prima fai altro.",
    )


def test_behind_a_proxy_each_caller_has_his_own_rate(client, enti, settings):
    settings.API_RATES = settings.API_RATES | {"address": 1}
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers = [
        client.get("/api/v1/enti", headers={"X-Forwarded-For": address}).status_code
        for address in ("198.51.100.1", "198.51.100.1", "198.51.100.2")
    ]
    assert answers == [200, 429, 200]
