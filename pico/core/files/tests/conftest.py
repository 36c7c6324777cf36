"""A vault on disk of its own for every test, and a small clamd on loopback."""

import socketserver
import struct
import threading

import pytest

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.fixture(autouse=True)
def vault_folder(tmp_path, settings):
    """Where this test's contents rest."""
    folder = tmp_path / "vault"
    settings.STORAGES = settings.STORAGES | {
        "files": {
            "BACKEND": "pico.core.files.vault.DiskStorage",
            "OPTIONS": {"location": str(folder)},
        }
    }
    return folder


class _Handler(socketserver.BaseRequestHandler):
    """The INSTREAM command as clamd speaks it: pieces with their length, zero ends, one answer."""

    def handle(self):
        command = self._exactly(len(b"zINSTREAM\0"))
        if command != b"zINSTREAM\0":
            self.request.sendall(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while length := struct.unpack("!L", self._exactly(4))[0]:
            content += self._exactly(length)
        self.server.scanned.append(content)
        self.request.sendall(self.server.answer or self._verdict(content))

    def _verdict(self, content: bytes) -> bytes:
        if EICAR in content:
            return b"stream: Win.Test.EICAR_HDB-1 FOUND\0"
        return b"stream: OK\0"

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = self.request.recv(size - len(data))
            if not piece:
                break
            data += piece
        return data


@pytest.fixture
def clamd(settings):
    """A clamd on loopback that knows one virus; `answer` makes it say something else."""
    socketserver.ThreadingTCPServer.allow_reuse_address = True
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.scanned, server.answer = [], b""
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    )
    thread.start()
    settings.CLAMD_HOST, settings.CLAMD_PORT = server.server_address
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    """Run what waits for the commit: `with commits(): …`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
