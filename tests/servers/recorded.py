"""What a real server answered: recorded on the way to it, and said again without it.

Owns `Recorder`, which stands between a client and a server, and `Replay`, which answers the same requests as
that server did. A request is known by its method, path and body: the same one has the same answer always.
"""

from __future__ import annotations

import http.client
import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.servers.loopback import LoopbackServer

_ANSWER_S = 120.0

Key = tuple[str, str, str]
Answer = tuple[int, str, str]  # status, content type, body


class Replay(LoopbackServer):
    """Use it as a context manager; `address` is where it answers. `missed`: requests it does not know."""

    def __init__(self, answers: dict[Key, Answer]) -> None:
        super().__init__(_handler(self))
        self.answers = answers
        self.missed: list[Key] = []

    def answer(self, key: Key) -> Answer:
        found = self.answers.get(key)
        if found is None:
            self.missed.append(key)
            return 500, "application/json", '{"error": {"message": "this was not recorded"}}'
        return found


class Recorder(Replay):
    """Asks the server at `behind`, and keeps what it answers."""

    def __init__(self, behind: str) -> None:
        super().__init__({})
        self._place = urlsplit(behind).netloc

    def answer(self, key: Key) -> Answer:
        method, path, body = key
        connection = http.client.HTTPConnection(self._place, timeout=_ANSWER_S)
        try:
            connection.request(method, path, body.encode() or None, {"Content-Type": "application/json"})
            response = connection.getresponse()
            kind = response.headers.get("Content-Type", "")
            found = (response.status, kind, response.read().decode("utf-8"))
        finally:
            connection.close()
        return self.answers.setdefault(key, _without_folder(found) if path.endswith("/models") else found)


def _without_folder(answer: Answer) -> Answer:
    """A list of models, but for where their weights lie on the machine that recorded."""
    status, kind, body = answer
    models = json.loads(body)
    for entry in models.get("data", ()):
        if "root" in entry:
            entry["root"] = entry["id"]
    return status, kind, json.dumps(models)


def write(path: Path, answers: dict[Key, Answer]) -> None:
    """One request with its answer a line, in an order of their own."""
    lines = [
        json.dumps({"asked": key, "answered": answers[key]}, ensure_ascii=False) for key in sorted(answers)
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def read(path: Path) -> dict[Key, Answer]:
    found: dict[Key, Answer] = {}
    for line in path.read_text("utf-8").splitlines():
        entry: dict[str, Any] = json.loads(line)
        method, place, body = entry["asked"]
        status, kind, answer = entry["answered"]
        found[method, place, body] = (status, kind, answer)
    return found


def _handler(server: Replay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._send(server.answer(("GET", self.path, "")))

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked = json.dumps(body, sort_keys=True, ensure_ascii=False)
            self._send(server.answer(("POST", self.path, asked)))

        def _send(self, answer: Answer) -> None:
            status, kind, body = answer
            data = body.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            return

    return Handler
