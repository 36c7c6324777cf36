"""The guards of the test run do guard."""

import socket

import pytest

from tests.guards import NetworkRefused


def test_a_test_cannot_leave_this_machine():
    with pytest.raises(NetworkRefused), socket.socket() as door:
        door.connect(("192.0.2.1", 80))


def test_a_test_cannot_look_a_name_up():
    with pytest.raises(NetworkRefused):
        socket.create_connection(("example.org", 443))


def test_a_test_may_speak_with_this_machine():
    with socket.create_server(("127.0.0.1", 0)) as here:
        socket.create_connection(here.getsockname()).close()


def test_a_skipped_test_fails_where_everything_must_run(pytester, monkeypatch):
    pytester.makepyfile("import pytest\n@pytest.mark.skip\ndef test_left_out(): pass\n")
    monkeypatch.setenv("PICO_REQUIRE_ALL", "1")
    options = ("-p", "tests.guards", "-p", "no:django", "-p", "no:randomly", "-p", "no:xdist")
    assert pytester.runpytest_inprocess(*options).ret == pytest.ExitCode.TESTS_FAILED

    monkeypatch.delenv("PICO_REQUIRE_ALL")
    assert pytester.runpytest_inprocess(*options).ret == pytest.ExitCode.OK
