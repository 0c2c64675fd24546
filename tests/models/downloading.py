"""A program that downloads one file, for tests that kill it, starve it, or run two of it.

Run as `python -m tests.models.downloading ENDPOINT REPO FILE FOLDER [LARGEST FILE IN BYTES]`; prints
one JSON document.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import psutil

from llmdesk.errors import UserError
from llmdesk.models.download import DownloadRequest, download
from llmdesk.models.hub import Hub
from llmdesk.network.gate import NO_PROXY, Network, NetworkOptions
from tests.models.conftest import QUICK


def main(endpoint: str, repo: str, file: str, folder: str, limit: str = "") -> int:
    if limit and sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    hub = Hub(Network(NetworkOptions(endpoint, proxy=NO_PROXY)))
    try:
        result = download(hub, DownloadRequest(repo, (file,), Path(folder)), retry=QUICK)
    except UserError as error:
        sys.stdout.write(json.dumps({"error": type(error).__name__, "text": str(error)}))
        return 2
    facts = {
        "path": str(result.path),
        "resumed_from": result.resumed_from,
        "sha256": result.sha256,
        "seconds": result.seconds,
        "memory": psutil.Process().memory_info().rss,
    }
    sys.stdout.write(json.dumps(facts))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
