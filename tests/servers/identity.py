"""A small OpenID Connect provider over HTTP: discovery, authorize, token, keys, userinfo. It misbehaves as it is told."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID, CLIENT_SECRET = "colloquy", "shared with colloquy alone"


class IdentityProvider:
    def __init__(self) -> None:
        self.key, self.other_key = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self.behave()
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                provider.answer(self, {})

            def do_POST(self):
                form = self.rfile.read(int(self.headers["Content-Length"])).decode()
                provider.answer(self, {name: values[0] for name, values in parse_qs(form).items()})

            def log_message(self, *args):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                """Who hangs up on us is no news."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> "IdentityProvider":
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def behave(self) -> None:
        self.person = {"sub": "u-1", "name": "Erika Muster", "email": "erika@mail.example", "email_verified": True}
        self.claims: dict[str, object] = {}
        self.userinfo: dict[str, object] = {}
        self.signs_with_another_key = self.sends_no_id_token = False
        self.broken: dict[str, str] = {}
        self.logins: dict[str, dict[str, str]] = {}

    def authorize(self, address: str) -> str:
        """Do what the person does over there: say yes. Return where the browser is sent."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["client_id"] == CLIENT_ID
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.logins[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def answer(self, browser: BaseHTTPRequestHandler, form: dict[str, str]) -> None:
        path = urlsplit(browser.path).path
        if path == "/authorize":
            browser.send_response(302)
            browser.send_header("Location", self.authorize(browser.path))
            browser.end_headers()
            return
        body = self.broken.get(path) or json.dumps(self.pages()[path](form))
        browser.send_response(500 if path in self.broken else 200)
        browser.send_header("Content-Type", "application/json")
        browser.end_headers()
        browser.wfile.write(body.encode())

    def pages(self):
        return {
            "/.well-known/openid-configuration": self.discovery,
            "/token": self.token,
            "/jwks": self.keys,
            "/userinfo": lambda form: self.person | self.userinfo,
        }

    def discovery(self, form):
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks", "userinfo_endpoint": "userinfo"}
        return {name: f"{self.url}/{place}" for name, place in places.items()} | {
            "issuer": self.url,
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self, form):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "alg": "RS256", "use": "sig"}]}

    def token(self, form):
        login = self.logins.pop(form["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert (form["client_secret"], proof) == (CLIENT_SECRET, login["code_challenge"])
        claims = {"iss": self.url, "aud": CLIENT_ID, "sub": self.person["sub"], "nonce": login.get("nonce"), "exp": time.time() + 60}
        key = self.other_key if self.signs_with_another_key else self.key
        signed = jwt.encode(claims | self.claims, key, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "access", "token_type": "Bearer"} | ({} if self.sends_no_id_token else {"id_token": signed})
