"""The process that is llama.cpp's own server: MODEL PORT CONTEXT SLOTS THREADS. Imports no llmdesk."""

from __future__ import annotations

import sys
import time


def _serve(model: str, port: str, context: str, slots: str, threads: str) -> None:
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path, params.hostnames, params.port = model, ["127.0.0.1"], int(port)
    params.n_ctx, params.n_parallel = int(context), int(slots)
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = int(threads)
    params.kv_unified = True  # one request may take the whole context
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)  # noqa: T201  # to its log
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    _serve(*sys.argv[1:])
