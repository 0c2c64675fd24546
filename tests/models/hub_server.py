"""A model hub on loopback: a real HTTP server with a part of the Hub's API, and with faults.

Owns `HubServer`. `faults` are used up one a request for bytes; `seen` records what was asked.
"""

from __future__ import annotations

import functools
import hashlib
import json
import socket
import struct
import sys
import threading
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from tests.servers.loopback import LoopbackServer

Kind = Literal[
    "drop",  # closes the connection after `at` bytes
    "reset",  # the same with a TCP reset
    "stall",  # sends nothing more after `at` bytes, until the server ends
    "status",  # answers `status` with `headers`
    "ignore-range",
    "wrong-range",
    "flip",  # flips a bit of the byte at `at`
    "truncate",  # claims to be complete after `at` bytes
    "portal",  # a sign-in page
]


Content = bytes | Path


@dataclass(frozen=True)
class Fault:
    kind: Kind
    at: int = 0
    status: int = 503
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class FakeRepo:
    """Files by path: bytes, or a file on disk that is sent without passing Python.

    `hide`: what the list leaves out ("lfs"; with "paths", paths-info too; with "head", all).
    """

    files: dict[str, Content]
    commit: str = "1" * 40
    gated: Literal["auto", "manual"] | bool = False
    accepted: tuple[str, ...] = ()  # tokens that may read a gated repo
    redirect: bool = False  # bytes come from another host
    hide: tuple[str, ...] = ()
    downloads: int = 0
    likes: int = 0
    card: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Seen:
    method: str
    host: str
    path: str
    headers: dict[str, str]

    @property
    def is_bytes(self) -> bool:
        return "/resolve/" in self.path or self.path.startswith("/cdn/")


class HubServer(LoopbackServer):
    """Use it as a context manager; `endpoint` is its address."""

    def __init__(self) -> None:
        super().__init__(type("Handler", (_Handler,), {"hub": self}))
        self.repos: dict[str, FakeRepo] = {}
        self.faults: deque[Fault] = deque()
        self.api_faults: deque[Fault] = deque()
        self.seen: list[Seen] = []
        self.sent = 0  # bytes of files
        self.page_size = 1000
        self.link_host = ""  # what "next page" links name instead of us
        self.stalled = threading.Event()
        self.ended = threading.Event()

    @property
    def endpoint(self) -> str:
        return self.address

    @property
    def other_host(self) -> str:
        """The same server by another name: another host for whoever guards a token."""
        return f"http://localhost:{self.port}"

    def end(self) -> None:
        self.ended.set()

    def add(self, repo: str, files: Mapping[str, Content], **options: Any) -> FakeRepo:
        self.repos[repo] = FakeRepo(dict(files), **options)
        return self.repos[repo]

    def byte_requests(self) -> list[Seen]:
        return [seen for seen in self.seen if seen.is_bytes and seen.method == "GET"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    hub: HubServer

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def _note(self) -> HubServer:
        hub = self.hub
        host = self.headers.get("Host", "").partition(":")[0]
        hub.seen.append(Seen(self.command, host, self.path, dict(self.headers)))
        return hub

    def do_GET(self) -> None:
        self._answer(self._note())

    def do_HEAD(self) -> None:
        self._answer(self._note())

    def do_POST(self) -> None:
        hub = self._note()
        body = parse_qs(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode())
        before, _, _ = urlsplit(self.path).path.partition("/paths-info/")
        repo = hub.repos[unquote(before.removeprefix("/api/models/"))]
        self._json([] if "paths" in repo.hide else [_file(p, repo.files[p], "oid") for p in body["paths"]])

    def _answer(self, hub: HubServer) -> None:
        path = unquote(urlsplit(self.path).path)
        if path.startswith("/api/"):
            fault = hub.api_faults.popleft() if hub.api_faults else None
            if fault is not None:
                self._api_fault(fault, hub)
            elif path == "/api/models":
                self._search(hub)
            else:
                self._info(hub, path.removeprefix("/api/models/"))
        elif path.startswith("/cdn/"):
            self._bytes(hub, hub.repos[path[5:].partition("!")[0]], path.partition("!")[2])
        elif "/resolve/" in path:
            self._resolve(hub, path)
        else:
            self._fail(404)

    # -- the API -----------------------------------------------------------------------------
    def _api_fault(self, fault: Fault, hub: HubServer) -> None:
        if fault.kind == "stall":
            hub.stalled.set()
            hub.ended.wait()
            self.close_connection = True
        elif fault.kind == "portal":
            self._portal()
        elif fault.kind == "drop":
            self._cut(reset=False)
        else:
            self._fail(fault.status, dict(fault.headers))

    def _search(self, hub: HubServer) -> None:
        query = parse_qs(urlsplit(self.path).query)
        text = query.get("search", [""])[0].casefold()
        found = [(n, r) for n, r in hub.repos.items() if text in n.casefold()]
        key = query.get("sort", ["downloads"])[0]
        found.sort(key=lambda item: -getattr(item[1], key, 0))
        start = int(query.get("cursor", ["0"])[0])
        size = min(int(query.get("limit", ["1000"])[0]), hub.page_size)
        headers = {}
        if start + size < len(found):
            base = hub.link_host or hub.endpoint
            headers["Link"] = f'<{base}/api/models?{_with_cursor(query, start + size)}>; rel="next"'
        self._json([_listed(name, repo) for name, repo in found[start : start + size]], headers)

    def _info(self, hub: HubServer, rest: str) -> None:
        name = rest.partition("/revision/")[0]
        repo = hub.repos.get(name)
        if repo is None:
            self._fail(401, {"X-Error-Code": "RepoNotFound"})
            return
        siblings = [_file(p, data, "sha256") for p, data in repo.files.items()]
        for item in siblings:
            item["rfilename"] = item.pop("path")
            if "lfs" in repo.hide:
                item.pop("lfs")
                item.pop("size")
        self._json({**_listed(name, repo), "sha": repo.commit, "siblings": siblings, **repo.extra})

    def _json(self, value: object, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(value).encode()
        self._head(200, {"Content-Type": "application/json", **(headers or {})}, len(data))
        self.wfile.write(data)

    # -- bytes -------------------------------------------------------------------------------
    def _resolve(self, hub: HubServer, path: str) -> None:
        name, _, rest = path[1:].partition("/resolve/")
        commit, _, file = rest.partition("/")
        repo = hub.repos.get(name)
        if repo is None or commit not in (repo.commit, "main"):
            self._fail(404, {"X-Error-Code": "RevisionNotFound"})
            return
        if repo.gated and self.headers.get("Authorization", "")[7:] not in repo.accepted:
            self._fail(401, {"X-Error-Code": "GatedRepo"})
            return
        if file == "README.md" and repo.card:
            self._head(200, {"Content-Type": "text/plain"}, len(repo.card.encode()))
            self.wfile.write(repo.card.encode())
        elif file not in repo.files:
            self._fail(404, {"X-Error-Code": "EntryNotFound"})
        elif self.command == "HEAD":
            data = repo.files[file]
            facts = {"X-Linked-ETag": f'"{_sha256(data)}"', "X-Linked-Size": str(_size(data))}
            known = {} if "head" in repo.hide else facts
            self._head(302, {"Location": f"{hub.other_host}/nowhere", **known}, 0)
        elif repo.redirect:
            self._head(302, {"Location": f"{hub.other_host}/cdn/{name}!{file}"}, 0)
        else:
            self._bytes(hub, repo, file)

    def _bytes(self, hub: HubServer, repo: FakeRepo, file: str) -> None:
        content = repo.files[file]
        if isinstance(content, Path):
            self._send_file(content)
            return
        data = memoryview(content)
        fault = hub.faults.popleft() if hub.faults else None
        kind = fault.kind if fault else ""
        if fault and kind == "status":
            self._fail(fault.status, dict(fault.headers))
            return
        if kind == "portal":
            self._portal()
            return
        start, wanted = 0, self.headers.get("Range", "")
        status, headers = 200, {"Content-Type": "application/octet-stream"}
        if wanted and kind != "ignore-range":
            first, _, last = wanted.removeprefix("bytes=").partition("-")
            start, end = int(first), min(int(last) + 1 if last else len(data), len(data))
            if start >= len(data):
                self._fail(416)
                return
            claimed = start + 1 if kind == "wrong-range" else start
            status, headers["Content-Range"] = 206, f"bytes {claimed}-{end - 1}/{len(data)}"
            data = data[:end]
        body = data[start:]
        if fault and kind == "flip":
            flipped = bytearray(body)
            flipped[fault.at] ^= 1
            body = memoryview(flipped)
        elif fault and kind == "truncate":
            body = body[: fault.at]
        self._head(status, headers, len(body))
        if fault and kind in ("drop", "reset", "stall"):
            self._send(hub, body[: fault.at])
            if kind == "stall":
                hub.stalled.set()
                hub.ended.wait()
            self._cut(reset=kind == "reset")
        else:
            self._send(hub, body)

    def _send_file(self, path: Path) -> None:
        size = path.stat().st_size
        self._head(200, {"Content-Type": "application/octet-stream"}, size)
        with path.open("rb") as stream:
            self.connection.sendfile(stream)

    def _send(self, hub: HubServer, body: memoryview) -> None:
        for at in range(0, len(body), 1 << 20):
            piece = body[at : at + (1 << 20)]
            self.connection.sendall(piece)
            hub.sent += len(piece)

    # -- plain answers -----------------------------------------------------------------------
    def _head(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()

    def _fail(self, status: int, headers: dict[str, str] | None = None) -> None:
        self._head(status, headers or {}, 0)

    def _portal(self) -> None:
        page = b"<!DOCTYPE html><title>Welcome to the station's Wi-Fi</title>"
        self._head(200, {"Content-Type": "text/html"}, len(page))
        self.wfile.write(page)

    def _cut(self, *, reset: bool) -> None:
        if reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            self.connection.shutdown(socket.SHUT_RDWR)
        self.connection.close()
        self.close_connection = True


@functools.cache
def _sha256(content: Content) -> str:
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest()
    with content.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _size(content: Content) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _file(path: str, data: Content, key: str) -> dict[str, Any]:
    """One file as the Hub lists it; the sha256 is named differently by its two lists (`key`)."""
    lfs = {"size": _size(data), key: _sha256(data), "pointerSize": 134}
    facts = {"path": path, "size": _size(data), "lfs": lfs}
    return {**facts, "type": "file", "oid": "0" * 40} if key == "oid" else facts


def _listed(name: str, repo: FakeRepo) -> dict[str, Any]:
    return {
        "_id": "0",
        "id": name,
        "modelId": name,
        "author": name.partition("/")[0],
        "downloads": repo.downloads,
        "likes": repo.likes,
        "gated": repo.gated,
        "lastModified": "2025-01-02T03:04:05.000Z",
        "tags": ["gguf", "license:apache-2.0"],
        "gguf": {"total": 134515008, "architecture": "llama", "context_length": 8192},
        **repo.extra,
    }


def _with_cursor(query: dict[str, list[str]], cursor: int) -> str:
    pairs = [(k, v) for k, values in query.items() for v in values if k != "cursor"]
    return "&".join(f"{k}={v}" for k, v in [*pairs, ("cursor", str(cursor))])


def main(path: str) -> None:
    """Serve one file until standard input ends; prints the endpoint."""
    with HubServer() as server:
        server.add("maker/large", {"large.gguf": Path(path)})
        sys.stdout.write(server.endpoint + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
