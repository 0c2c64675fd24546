"""An engine on loopback that speaks OpenAI's API and can be told to misbehave: a real HTTP server.

Owns `ScriptedServer`. `faults` are used up one a chat; `seen` records what was asked.
"""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal

from tests.servers.loopback import LoopbackServer

Fault = Literal[
    "hang",  # says nothing until the server ends or the client goes
    "half",  # closes the connection after two words
    "cut",  # as "half", within a line, of an answer whose length nobody knows
    "busy",  # 429 with Retry-After: 0
    "html",
    "401",
    "404",
    "500",
    "redirect",  # to another address
    "garbage",  # events that are no JSON
    "endless",  # one event without an end
    "swap",  # answers, and runs another model from then on
]


@dataclass
class Seen:
    path: str
    token: str
    body: dict[str, Any] = field(default_factory=dict)


class ScriptedServer(LoopbackServer):
    """Use it as a context manager; `address` is where it answers. It says "one two three four"."""

    def __init__(self, certificate: Path | None = None) -> None:
        super().__init__(_handler(self), certificate)
        self.models, self.owner = ["model-a"], "somebody"
        self.others: dict[str, dict[str, Any]] = {}  # what it says at other paths
        self.posted: dict[str, Any] = {}  # and to what is posted there: a value, or a status
        self.elsewhere_status = 404  # of what is posted to paths that no OpenAI has
        self.faults: deque[Fault] = deque()
        self.list_fault: Fault | None = None  # of the list of models
        self.seen: list[Seen] = []
        self.deltas: list[dict[str, str]] = [{"content": word} for word in ("one", " two", " three", " four")]
        self.most_at_once = 0
        self.gone = threading.Event()  # the client of a hanging answer went
        self.redirect_to = ""
        self.beside: dict[str, Any] = {}  # what stands in each event of an answer besides
        self.reason = "the reason"  # of what it refuses
        self.pause_s = 0.0  # of each answer
        self._at_once = 0
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def end(self) -> None:
        self._ended.set()

    @property
    def chats(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.path.endswith("/chat/completions")]

    def enter(self) -> None:
        with self._lock:
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)

    def leave(self) -> None:
        with self._lock:
            self._at_once -= 1

    def wait_for_the_client(self, connection: Any) -> None:
        """Until the client goes or the server ends."""
        connection.settimeout(0.02)
        while not self._ended.is_set():
            try:
                if not connection.recv(1):
                    self.gone.set()
                    return
            except TimeoutError:
                continue
            except OSError:
                self.gone.set()
                return


def _handler(server: ScriptedServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            server.seen.append(Seen(self.path, self.headers.get("Authorization", "")))
            if server.list_fault is not None:
                self._misbehave(server.list_fault)
            elif self.path.endswith("/models") and self.path not in server.others:
                data = [{"id": name, "object": "model", "owned_by": server.owner} for name in server.models]
                self._send(200, json.dumps({"object": "list", "data": data}).encode())
            elif self.path in server.others:
                self._send(200, json.dumps(server.others[self.path]).encode())
            else:
                self._send(404, b'{"error": {"message": "no such path"}}')

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.seen.append(Seen(self.path, self.headers.get("Authorization", ""), body))
            if self.path in server.posted:
                self._answer(server.posted[self.path])
                return
            if not self.path.endswith("/chat/completions"):
                self._send(server.elsewhere_status, b'{"error": {"message": "no such path"}}')
                return
            server.enter()
            try:
                fault = server.faults.popleft() if server.faults else None
                time.sleep(server.pause_s)
                if fault == "cut":
                    self._cut()
                elif fault in (None, "half", "garbage", "endless", "swap"):
                    self._stream(fault)
                else:
                    self._misbehave(fault)
            finally:
                server.leave()

        def _answer(self, value: Any) -> None:
            if isinstance(value, int):
                self._send(value, b'{"error": {"message": "it is refused"}}')
            else:
                self._send(200, json.dumps(value).encode())

        def _misbehave(self, fault: Fault | None) -> None:
            if fault == "hang":
                server.wait_for_the_client(self.connection)
                self.close_connection = True
            elif fault == "busy":
                self._send(429, b'{"error": {"message": "too many requests"}}', ("Retry-After", "0"))
            elif fault == "html":
                self._send(200, b"<html>Sign in</html>", kind="text/html")
            elif fault == "redirect":
                self._send(307, b"", ("Location", server.redirect_to))
            else:
                self._send(int(fault or 500), json.dumps({"error": {"message": server.reason}}).encode())

        def _stream(self, fault: Fault | None) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for number, delta in enumerate(server.deltas):
                if fault == "half" and number == 2:
                    self.close_connection = True
                    return
                self._event({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
            if fault == "garbage":
                self._chunk(b"data: {not json\n\n")
            if fault == "endless":
                self._chunk(b"data: " + b"x" * 100_000)
            if fault == "swap":
                server.models = ["model-b"]
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self._event({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 4}})
            self._chunk(b"data: [DONE]\n\n")
            self._chunk(b"")

        def _cut(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            self.wfile.write(b'data: {"choices": [{"delta": {"content": "one"}}]}\n\ndata: {"choi')
            self.close_connection = True

        def _event(self, event: dict[str, Any]) -> None:
            self._chunk(f"data: {json.dumps(event | server.beside)}\n\n".encode())

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

        def _send(
            self,
            status: int,
            data: bytes,
            header: tuple[str, str] = ("X", "y"),
            kind: str = "application/json",
        ) -> None:
            self.send_response(status)
            self.send_header(*header)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler
