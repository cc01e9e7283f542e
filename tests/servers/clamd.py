"""A virus scanner that speaks clamd's INSTREAM, or misbehaves as it is told."""

import contextlib
import socket
import struct
import threading

# The pattern that every scanner takes for a virus, in two parts: a scanner of this machine shall not take this file for one.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Scanner:
    """Takes connections at `url`. `fault`: hangs, cuts, cuts-answer, rambles."""

    def __init__(self, path: str = "") -> None:
        self.fault = ""
        self.most_bytes = 25 * 1024 * 1024
        self.scanned: list[bytes] = []
        self._ending = threading.Event()
        if path:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(path)
            self._listener.listen()
            self.url = f"unix://{path}"
        else:
            self._listener = socket.create_server(("127.0.0.1", 0))
            self.url = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._ending.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line: socket.socket) -> None:
        with line, line.makefile("rb") as stream, contextlib.suppress(OSError, struct.error):
            command = self._command(stream)
            if self.fault == "hangs":
                self._ending.wait()
            elif self.fault == "cuts":
                stream.read(4)
            else:
                line.sendall(self._answer(command, stream))

    @staticmethod
    def _command(stream) -> bytes:
        heard = b""
        while not heard.endswith(b"\0"):
            heard += stream.read(1)
        return heard

    def _answer(self, command: bytes, stream) -> bytes:
        if command == b"zPING\0":
            return b"PONG\0"
        assert command == b"zINSTREAM\0"
        heard = b""
        while length := struct.unpack("!L", stream.read(4))[0]:
            if len(heard) + length > self.most_bytes:
                # What else is sent is not read, as clamd does.
                return b"INSTREAM size limit exceeded. ERROR\0"
            heard += stream.read(length)
        self.scanned.append(heard)
        if self.fault == "cuts-answer":
            return b"stream: OK"
        if self.fault == "rambles":
            return b"x" * 100_000
        return b"stream: Eicar-Test-Signature FOUND\0" if EICAR in heard else b"stream: OK\0"
