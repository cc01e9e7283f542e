"""A browser's share of HTTP: cookies, forms and their token, over a proxy that ended TLS."""

import http.client
import re
import time
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

HOST = "colloquy.example"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str
    seconds: float

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


@dataclass
class Visitor:
    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    host: str = HOST

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, b"", headers)

    def post(self, path: str, data: dict[str, str], **headers: str) -> Answer:
        """Send a form with the token that goes with our cookie."""
        token = self.cookies.setdefault("__Host-colloquy_csrf", "a" * 32)
        form = urlencode(data | {"csrfmiddlewaretoken": token}).encode()
        return self.ask("POST", path, form, {"Content-Type": "application/x-www-form-urlencoded"} | headers)

    def ask(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        always = {"Host": self.host, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7", "Referer": f"https://{self.host}/"}
        if self.cookies:
            always["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        began = time.monotonic()
        try:
            line.request(method, path, body, always | {name.replace("_", "-"): value for name, value in headers.items()})
            raw = line.getresponse()
            answer = Answer(raw.status, raw.headers, raw.read().decode(errors="replace"), time.monotonic() - began)
        finally:
            line.close()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return answer


def reference(answer: Answer) -> str:
    """The id that the page asks people to mention."""
    found = re.search(r"mention ([0-9a-f]{12})", answer.text)
    return found[1] if found else ""
