"""A small provider of OpenID Connect on this machine: it signs for real, and lies where a test asks it to."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "quipu", "a secret of this test"


class Provider:
    """What it says of whoever comes: `claims`, with what a test changes in `lies`."""

    def __init__(self, host: str) -> None:
        self.claims: dict[str, Any] = {"sub": "person-1", "email": "ana@example.org", "email_verified": True}
        self.lies: dict[str, Any] = {}
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, auto_kid=False)
        self.signing = self.key
        self.without_token = False
        self._asked: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://{host}:{self.server.server_address[1]}"

    def get(self, path: str, asked: dict[str, str]) -> tuple[int, dict[str, str], dict[str, Any]]:
        """Answer a reader."""
        if path == "/.well-known/openid-configuration":
            return 200, {}, self._configuration()
        if path == "/keys":
            return 200, {}, {"keys": [self.key.as_dict(private=False)]}
        if path == "/authorize":
            code = f"code-{len(self._asked)}"
            self._asked[code] = asked
            back = urlencode({"code": code, "state": asked["state"]})
            return 302, {"Location": f"{asked['redirect_uri']}?{back}"}, {}
        return 404, {}, {}

    def post(self, asked: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """Give a token for a code, to the client that it was made for and that began."""
        begun = self._asked.pop(asked.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".replace(" ", "+").encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if begun is None or authorization not in {f"Basic {basic}", f"Basic {plain}"}:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != begun["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        token = {"access_token": "opaque", "token_type": "Bearer", "expires_in": 60}
        return 200, token if self.without_token else token | {"id_token": self._signed(begun)}

    def _signed(self, begun: dict[str, str]) -> str:
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": begun["nonce"]}
        told |= self.claims | self.lies
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode({"alg": "RS256", "kid": "one"}, told, self.signing)

    def _configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            code, headers, body = provider.get(asked.path, _single(asked.query))
            self._answer(code, body, headers)

        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(*provider.post(_single(sent), self.headers.get("Authorization", "")), {})

        def _answer(self, code: int, body: dict[str, Any], headers: dict[str, str]) -> None:
            self.send_response(code)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    return Handler


def _single(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def provided(host: str = "127.0.0.1") -> Iterator[Provider]:
    """Run one; its address is under a name of this machine."""
    provider = Provider(host)
    threading.Thread(target=provider.server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        provider.server.server_close()
