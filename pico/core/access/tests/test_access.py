"""Scopes, facts and the policy: closed unless opened."""

import pytest

from pico.core.access import policy, scopes
from pico.core.access.actor import ANONYMOUS, SYSTEM, Actor
from pico.core.access.facts import has_role, is_member, owns
from pico.core.access.policy import any_of
from pico.core.access.terms import Role
from pico.core.foundation.errors import Refusal


@pytest.fixture
def rules(monkeypatch):
    """A policy of its own for the test."""
    monkeypatch.setattr(policy, "_rules", {})
    policy.register({"test.thing.open": any_of((is_member, owns), has_role(Role.UPI_ADMIN))})


class Thing:
    owner_id = 7


MEMBER = Actor(person_id=1, ente_id=7)
NEIGHBOUR = Actor(person_id=2, ente_id=8)
UPI = Actor(person_id=3, ente_id=1, roles=frozenset({Role.UPI_ADMIN}))


@pytest.mark.parametrize(
    ("actor", "granted"),
    [
        (ANONYMOUS, False),
        (MEMBER, True),
        (NEIGHBOUR, False),
        (UPI, True),
        (SYSTEM, True),
    ],
    ids=["anonymous", "owner", "neighbour", "upi", "system"],
)
def test_any_alternative_with_all_its_facts(rules, actor, granted):
    assert actor.can("test.thing.open", Thing()) is granted


def test_an_unknown_permission_is_a_programming_error(rules):
    with pytest.raises(ValueError, match=r"test\.thing\.shut"):
        UPI.can("test.thing.shut")


def test_one_permission_has_one_rule(rules):
    with pytest.raises(ValueError, match="two rules"):
        policy.register({"test.thing.open": any_of(is_member)})


def test_who_is_not_signed_in_is_told_to_sign_in(rules):
    with pytest.raises(Refusal) as refusal:
        ANONYMOUS.require("test.thing.open", Thing())
    assert refusal.value.code == "sign_in"


@pytest.mark.parametrize("bad", ["", "tutti", "ente:", "ente:x", "ter:026 OR 1=1", "usr:9,public"])
def test_what_is_not_a_key_is_refused(bad):
    with pytest.raises(ValueError, match="not a scope key"):
        scopes.level_of(bad)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("upi.admin", {"provinces"}),
        ("veneto.admin", {"provinces", "reg:05"}),
        ("treviso.sua", {"provinces", "reg:05", "ter:026"}),
        ("comune1.rup", {"ter:026"}),
    ],
)
def test_what_each_kind_of_ente_reads_beyond_the_common_levels(actors, name, keys):
    actor = actors[name]
    common = {"public", "platform", f"ente:{actor.ente_id}", f"usr:{actor.person_id}"}
    assert actor.scopes - common == keys


def test_who_waits_for_approval_reads_what_is_public(actors):
    actor = actors["nuovo.utente"]
    assert actor.scopes == {"public", f"usr:{actor.person_id}"}
