"""A server on loopback that says which llmdesk is the newest."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class ReleasesServer(ThreadingHTTPServer):
    """Answers every request with `status` and `body`, and remembers what was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status, self.body = 200, b""
        self.seen: list[dict[str, str]] = []
        self.gate = threading.Event()
        self.gate.set()
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> ReleasesServer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.gate.set()
        self.shutdown()
        self._thread.join()
        self.server_close()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/releases/latest"

    def tells(self, **answer: object) -> None:
        self.body = json.dumps(answer).encode()


class _Handler(BaseHTTPRequestHandler):
    server: ReleasesServer

    def do_GET(self) -> None:
        self.server.seen.append(dict(self.headers.items()))
        self.server.gate.wait(20)
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, format: str, *args: object) -> None:
        pass
