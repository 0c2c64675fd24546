"""A server on loopback that says which llmdesk is the newest."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler

from tests.servers.loopback import LoopbackServer


class ReleasesServer(LoopbackServer):
    """Answers every request with `status` and `body`, and remembers what was asked."""

    def __init__(self) -> None:
        super().__init__(type("Handler", (_Handler,), {"releases": self}))
        self.address += "/releases/latest"
        self.status, self.body = 200, b""
        self.seen: list[dict[str, str]] = []
        self.gate = threading.Event()
        self.gate.set()

    def end(self) -> None:
        self.gate.set()

    def tells(self, **answer: object) -> None:
        self.body = json.dumps(answer).encode()


class _Handler(BaseHTTPRequestHandler):
    releases: ReleasesServer

    def do_GET(self) -> None:
        self.releases.seen.append(dict(self.headers.items()))
        self.releases.gate.wait(20)
        self.send_response(self.releases.status)
        self.send_header("Content-Length", str(len(self.releases.body)))
        self.end_headers()
        self.wfile.write(self.releases.body)

    def log_message(self, format: str, *args: object) -> None:
        pass
