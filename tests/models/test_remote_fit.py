"""The fit of a repo's files: from one header where there is one, from the size where there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled
from llmdesk.gguf import read_header
from llmdesk.hardware import Memory
from llmdesk.models.fit import fit, guess
from llmdesk.models.hub import Hub
from llmdesk.models.remote_fit import MAX_HEADERS, fits_of
from llmdesk.network.failures import OfflineError
from llmdesk.network.gate import Network
from tests.gguf_writer import gguf_bytes, small_model
from tests.models.hub_server import Fault, HubServer

REPO = "maker/tiny-GGUF"
DATA = gguf_bytes(*small_model())
MEMORY = Memory(total=8 << 30, available=4 << 30)


def test_one_header_speaks_for_all_quantizations_of_a_model(
    server: HubServer, network: Network, tmp_path: Path
) -> None:
    names = ["tiny-Q4_K_M.gguf", "tiny-Q8_0.gguf", "tiny-F16.gguf"]
    server.add(REPO, {name: DATA + bytes(number) for number, name in enumerate(names)})
    hub = Hub(network)
    fits = fits_of(hub, hub.repo(REPO), 256, memory=MEMORY)
    assert len(server.byte_requests()) == 1
    assert [found.file.path for found in fits] == names
    path = tmp_path / names[0]
    path.write_bytes(DATA)
    alone = fit(read_header(path), 256, memory=MEMORY)
    assert fits[0].exact is not None
    assert fits[0].exact.need.kv_cache == alone.need.kv_cache
    assert fits[1].exact is not None
    assert fits[1].exact.need.weights == len(DATA) + 1


def test_a_long_context_can_make_a_small_file_too_big(server: HubServer, network: Network) -> None:
    """What the size alone cannot know."""
    server.add(REPO, {"tiny-Q8_0.gguf": DATA})
    hub = Hub(network)
    tight = Memory(total=8 << 30, available=1 << 30)
    (found,) = fits_of(hub, hub.repo(REPO), 1 << 24, memory=tight)
    assert (guess(len(DATA), tight.available), found.verdict) == ("fits", "too big")


def test_a_file_without_a_header_is_judged_by_its_size(server: HubServer, network: Network) -> None:
    server.add(REPO, {"odd-Q8_0.gguf": b"no model", "tiny-Q8_0.gguf": DATA})
    hub = Hub(network)
    fits = {found.file.path: found for found in fits_of(hub, hub.repo(REPO), memory=MEMORY)}
    assert (fits["odd-Q8_0.gguf"].verdict, fits["odd-Q8_0.gguf"].exact) == ("fits", None)
    assert fits["tiny-Q8_0.gguf"].exact is not None


def test_a_collection_costs_a_bounded_number_of_requests(server: HubServer, network: Network) -> None:
    server.add(REPO, {f"model{number}-Q8_0.gguf": DATA for number in range(MAX_HEADERS + 3)})
    hub = Hub(network)
    fits = fits_of(hub, hub.repo(REPO), memory=MEMORY)
    assert len(server.byte_requests()) == MAX_HEADERS
    assert [found.exact is not None for found in fits] == [True] * MAX_HEADERS + [False] * 3


def test_after_a_failed_request_no_other_is_made(server: HubServer, network: Network) -> None:
    server.add(REPO, {f"model{number}-Q8_0.gguf": DATA for number in range(3)})
    server.faults.append(Fault("status", status=503))
    hub = Hub(network)
    fits = fits_of(hub, hub.repo(REPO), memory=MEMORY)
    assert [(found.verdict, found.exact) for found in fits] == [("fits", None)] * 3
    assert len(server.byte_requests()) == 1


def test_a_gated_repo_is_judged_by_its_sizes(server: HubServer, network: Network) -> None:
    server.add(REPO, {"tiny-Q8_0.gguf": DATA}, gated="manual")
    hub = Hub(network)
    (found,) = fits_of(hub, hub.repo(REPO), memory=MEMORY)
    assert (found.verdict, found.exact) == ("fits", None)


def test_offline_and_cancel_end_it(server: HubServer, network: Network) -> None:
    server.add(REPO, {"tiny-Q8_0.gguf": DATA})
    hub = Hub(network)
    repo, cancel = hub.repo(REPO), CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        fits_of(hub, repo, cancel=cancel)
    network.update(replace(network.options, offline=True))
    with pytest.raises(OfflineError):
        fits_of(hub, repo)
    assert server.byte_requests() == []
