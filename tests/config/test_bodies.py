"""A body that is too large is refused before it is here: by the real web server, over a real line."""

import re
import socket
from pathlib import Path
from types import SimpleNamespace

import pytest
from twisted.internet.task import Clock
from twisted.internet.testing import StringTransport

from config import bodies
from tests.config.test_error_pages import expect_page
from tests.servers.visitor import HOST
from tests.waiting import eventually

MB = 1024 * 1024
UPLOAD = "/c/northwind/candidates/upload/"


class Sender:
    """Sends a body piece by piece, and sees what comes back meanwhile."""

    def __init__(self, port: int, path: str, header: str) -> None:
        self.line = socket.create_connection(("127.0.0.1", port), timeout=20)
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n{header}\r\n\r\n"
        self.line.sendall(head.encode())

    def answer(self) -> str:
        """Up to the end of the page."""
        heard = b""
        while b"</html>" not in heard:
            piece = self.line.recv(65536)
            assert piece, heard
            heard += piece
        return heard.decode()

    def chunk(self, data: bytes) -> None:
        self.line.sendall(b"%x\r\n%b\r\n" % (len(data), data))


@pytest.fixture
def send(house):
    senders = []

    def begin(path, header):
        senders.append(Sender(house.port, path, header))
        return senders[-1]

    yield begin
    for sender in senders:
        sender.line.close()


@pytest.mark.parametrize(
    ("path", "megabytes"),
    [
        ("/login/", 12),
        ("/c/northwind/candidates/", 12),
        (f"{UPLOAD}?x=/admin/library/import/", 201),
        (UPLOAD, 201),
        ("/admin/library/import/", 251),
    ],
)
def test_what_says_that_it_is_too_large_is_refused_before_its_first_byte(send, path, megabytes):
    text = send(path, f"Content-Length: {megabytes * MB + 1}").answer()
    assert text.startswith("HTTP/1.1 413 ")
    assert f"We take up to {megabytes} MB at once." in text


def test_what_does_not_say_how_large_it_is_is_refused_as_soon_as_it_is_too_large(send):
    sender = send("/login/", "Transfer-Encoding: chunked")
    for _ in range(12):
        sender.chunk(b"x" * MB)
    sender.line.setblocking(False)
    with pytest.raises(BlockingIOError):
        sender.line.recv(1)
    sender.line.settimeout(20)
    sender.chunk(b"x" * MB)
    assert "We take up to 12 MB at once." in sender.answer()


def test_whoever_goes_on_sending_after_the_answer_is_cut_off(settings):
    clock, line = Clock(), StringTransport()
    channel = bodies.Factory(
        SimpleNamespace(protocol_connected=lambda request: None, protocol_disconnected=lambda request: None)
    ).buildProtocol(None)
    channel.callLater = clock.callLater
    channel.makeConnection(line)
    channel.dataReceived(b"POST /login/ HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\n")
    assert line.value().startswith(b"HTTP/1.1 413 ")
    clock.advance(bodies.LINGER_SECONDS - 1)
    channel.dataReceived(b"x" * 1000)
    assert not line.disconnected
    clock.advance(1)
    assert line.disconnected


def test_what_comes_after_the_answer_is_taken_and_dropped(send, house):
    """Else the line would be reset under the answer, and a browser would show a fault of its own."""
    sender = send("/login/", f"Content-Length: {60 * MB}")
    assert "413" in sender.answer()
    for _ in range(60):
        sender.line.sendall(b"x" * MB)
    assert sender.line.recv(1) == b""


def test_nothing_of_it_stays_on_the_disk(send, house):
    def kept():
        """What the web server has open and nobody can see: its temporary files."""
        return sum(open_file.stat().st_size for open_file in descriptors.iterdir() if "(deleted)" in str(open_file.readlink()))

    descriptors = Path(f"/proc/{house.web.process.pid}/fd")

    before = kept()
    sender = send("/login/", "Transfer-Encoding: chunked")
    for _ in range(8):
        sender.chunk(b"x" * MB)
    eventually(lambda: kept() - before > 4 * MB, within=20)
    for _ in range(8):
        sender.chunk(b"x" * MB)
    sender.answer()
    assert kept() - before < MB


def test_an_answer_to_a_large_body_is_a_page_like_others(house):
    answer = house.visitor().ask("POST", UPLOAD, b"x", {"Content-Length": str(300 * MB)})
    expect_page(answer, 413)
    assert re.search("max-age=31536000; includeSubDomains; preload", answer["Strict-Transport-Security"])
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert house.lines(request=answer["X-Request-ID"])


def test_what_is_not_too_large_arrives_in_chunks_and_whole(house, send):
    assert house.visitor().post("/login/", {"login": "x" * 11 * MB}).status == 200
    sender = send("/nowhere/", "Transfer-Encoding: chunked\r\nConnection: close")
    for _ in range(11):
        sender.chunk(b"x" * MB)
    sender.line.sendall(b"0\r\n\r\n")
    assert sender.answer().startswith("HTTP/1.1 40")


def test_a_line_is_good_for_further_requests_after_a_body(send):
    sender = send("/livez", "Content-Length: 5")
    sender.line.sendall(b"12345")
    sender.line.recv(65536)
    sender.line.sendall(f"GET /livez HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-Proto: https\r\n\r\n".encode())
    assert b"200" in sender.line.recv(65536)
