"""Guards over every test run: no network, and in CI nothing skipped."""

import ipaddress
import os
import socket

import pytest

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class NetworkRefused(RuntimeError):
    """A test tried to leave this machine."""


def _is_here(host: object) -> bool:
    if host is None:
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    if name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _refuse_outside(family: int, address: object) -> None:
    if family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
        raise NetworkRefused(f"A test tried to reach {address[0]}: tests use no network.")


def _guarded_connect(self, address):
    _refuse_outside(self.family, address)
    return _connect(self, address)


def _guarded_connect_ex(self, address):
    _refuse_outside(self.family, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host, *args, **kwargs):
    if not _is_here(host):
        raise NetworkRefused(f"A test tried to look up {host!r}: tests use no network.")
    return _getaddrinfo(host, *args, **kwargs)


def pytest_configure(config):
    socket.socket.connect = _guarded_connect
    socket.socket.connect_ex = _guarded_connect_ex
    socket.getaddrinfo = _guarded_getaddrinfo


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """With PICO_REQUIRE_ALL=1 a skipped test is a failed run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or os.environ.get("PICO_REQUIRE_ALL") != "1":
        return
    # An empty table (no module brings a row yet) is nothing left out.
    reports = reporter.stats.get("skipped", [])
    skipped = sum("empty parameter set" not in str(report.longrepr) for report in reports)
    if skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{skipped} skipped: here everything must run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
