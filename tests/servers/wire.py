"""A wire between a program and a service, which a test can cut or leave silent."""

import contextlib
import socket
import threading


class Wire:
    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.passing = threading.Event()
        self.passing.set()
        self.open: list[socket.socket] = []
        self.port = 0
        self.mend()

    def mend(self) -> None:
        self.passing.set()
        if not self.is_listening:
            self.listener = socket.create_server(("127.0.0.1", self.port), backlog=64)
            self.port = self.listener.getsockname()[1]
            threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def cut(self) -> None:
        """Nobody listens any more, and what was connected is lost."""
        # A shut-down wakes the thread that accepts; a close alone would leave it, and the port with it.
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.drop()

    def drop(self) -> None:
        """What is connected is lost; who comes anew is served."""
        for end in self.open[:]:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def hush(self) -> None:
        """Connections are accepted, and nothing ever comes back."""
        self.passing.clear()

    @property
    def is_listening(self) -> bool:
        return bool(self.port) and self.listener.fileno() != -1

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
                far = socket.create_connection(self.target)
            except OSError:
                return
            self.open += [near, far]
            for source, sink in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self.passing.wait()
                sink.sendall(data)
        for end in (source, sink):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        # Each direction closes the end that it reads from, so that neither is closed under the other's hands.
        source.close()
        with contextlib.suppress(ValueError):
            self.open.remove(source)
