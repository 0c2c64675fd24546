"""A server that speaks S3 over HTTP; skipped where moto or pyarrow is absent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest

from llmdesk.cluster.storage.objects import Objects
from llmdesk.cluster.storage.places import place_of

KEY, SECRET = "AKIAEXAMPLE0000", "a-secret-of-the-tests"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    pytest.importorskip("pyarrow.fs")
    moto = pytest.importorskip("moto.server")
    running = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def bucket(server: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """A new, empty bucket; the environment has the credentials."""
    import pyarrow.fs

    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    name = f"bucket-{abs(hash(request.node.nodeid)):x}"
    store = pyarrow.fs.S3FileSystem(endpoint_override=server, region="us-east-1", allow_bucket_creation=True)
    store.create_dir(name)
    return name


@pytest.fixture
def store(bucket: str) -> Any:
    return Objects(place_of(f"s3://{bucket}/x"))
