"""What the Hub says, read right, and never trusted."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from llmdesk.cancel import CancelToken
from llmdesk.errors import Cancelled, ModelFileError
from llmdesk.models.hub import Hub, Sort, find_file
from llmdesk.models.remote_header import remote_header
from llmdesk.network.failures import (
    AccessDenied,
    ConnectionFailed,
    HostileName,
    NotOnHub,
    NotTheHub,
    ServerBusy,
)
from llmdesk.network.gate import Network
from tests.gguf_writer import gguf_bytes, small_model
from tests.models.hub_server import Fault, HubServer


def test_a_search_tells_what_the_hub_says(server: HubServer, hub: Hub) -> None:
    server.add("maker/one-GGUF", {}, downloads=7, likes=3, gated="manual")
    server.add("maker/other", {})
    (found,) = hub.search(" one ").models
    assert (found.repo, found.author, found.downloads, found.likes) == ("maker/one-GGUF", "maker", 7, 3)
    assert (found.licence, found.gated, found.parameters) == ("apache-2.0", "manual", 134515008)
    assert time.gmtime(found.updated)[:3] == (2025, 1, 2)
    assert "filter=gguf" in server.seen[0].path


@pytest.mark.parametrize(
    ("sort", "key"), [("downloads", "downloads"), ("likes", "likes"), ("updated", "lastModified")]
)
def test_results_are_sorted_by_the_hub(server: HubServer, hub: Hub, sort: Sort, key: str) -> None:
    server.add("a/few", {}, downloads=1, likes=1)
    server.add("a/many", {}, downloads=2, likes=2)
    found = hub.search("", sort).models
    assert f"sort={key}" in server.seen[0].path
    if sort != "updated":
        assert [m.repo for m in found] == ["a/many", "a/few"]


@pytest.mark.parametrize("elsewhere", ["", "https://huggingface.co"])
def test_pages_follow_one_another_from_the_same_endpoint(server: HubServer, hub: Hub, elsewhere: str) -> None:
    server.link_host = elsewhere  # a mirror that passes the official answer on
    for number in range(120):
        server.add(f"a/model-{number:03}", {}, downloads=1000 - number)
    found, page = [], ""
    for _ in range(3):
        answer = hub.search("model", page=page, limit=50)
        found += [m.repo for m in answer.models]
        page = answer.next_page
    assert found == [f"a/model-{number:03}" for number in range(120)]
    assert page == ""
    assert {seen.host for seen in server.seen} == {"127.0.0.1"}


def test_repos_with_names_that_are_none_are_left_out(server: HubServer, hub: Hub) -> None:
    server.add("a/../../etc", {})
    server.add("a/good", {})
    assert [m.repo for m in hub.search("").models] == ["a/good"]


def test_odd_fields_are_unknown_and_not_a_crash(server: HubServer, hub: Hub) -> None:
    odd = {"downloads": "many", "likes": -1, "tags": "x", "gguf": [1], "author": 7, "gated": "maybe"}
    server.add("a/odd", {}, extra=odd)
    (found,) = hub.search("odd").models
    assert (found.downloads, found.likes, found.author, found.parameters) == (0, 0, "a", 0)
    assert found.gated == "manual"


@pytest.mark.parametrize("extra", [{"siblings": 3}, {"lastModified": "yesterday"}, {"siblings": [{}]}])
def test_an_answer_without_sense_is_told_as_such(
    server: HubServer, hub: Hub, extra: dict[str, object]
) -> None:
    server.add("a/b", {})
    server.repos["a/b"].extra = extra
    with pytest.raises(NotTheHub, match="not what the Hub's API says"):
        hub.repo("a/b")


def test_files_are_listed_small_to_large_with_their_quantization(server: HubServer, hub: Hub) -> None:
    files = {
        "m-Q8_0.gguf": 80,
        "m.Q4_K_M.gguf": 40,
        "m-UD-IQ2_XXS.gguf": 20,
        "BF16/m-BF16-00001-of-00002.gguf": 90,
        "BF16/m-BF16-00002-of-00002.gguf": 70,
        "F16/model.gguf": 150,
        "incomplete-00001-of-00002.gguf": 1,
        "mmproj-F16.gguf": 1,
        "m.imatrix.gguf": 1,
        "README.md": 1,
        "con.gguf": 1,
    }
    server.add("a/b", {name: b"x" * size for name, size in files.items()})
    repo = hub.repo("a/b")
    assert [(f.name, f.quantization, f.size, len(f.parts)) for f in repo.files] == [
        ("m-UD-IQ2_XXS", "UD-IQ2_XXS", 20, 1),
        ("m.Q4_K_M", "Q4_K_M", 40, 1),
        ("m-Q8_0", "Q8_0", 80, 1),
        ("model", "F16", 150, 1),
        ("m-BF16", "BF16", 160, 2),
    ]
    assert repo.refused == ("con.gguf",)
    assert repo.commit == "1" * 40
    assert repo.page == f"{server.endpoint}/a/b"


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("sub/m-Q8_0.gguf", "m-Q8_0"),
        ("m-q8_0.gguf", "m-Q8_0"),
        ("m-Q4_K_M", "m-Q4_K_M"),
        ("q4_k_m", "m-Q4_K_M"),
        ("big-F16-00002-of-00002.gguf", "big-F16"),
    ],
)
def test_a_file_is_found_by_what_people_call_it(server: HubServer, hub: Hub, wanted: str, name: str) -> None:
    parts = [f"big-F16-0000{number}-of-00002.gguf" for number in (1, 2)]
    server.add("a/b", dict.fromkeys(["sub/m-Q8_0.gguf", "m-Q4_K_M.gguf", *parts], b"x"))
    assert find_file(hub.repo("a/b"), wanted).name == name


def test_a_file_that_is_not_there_gets_a_list_of_those_that_are(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {"m-Q8_0.gguf": b"x", "../evil.gguf": b"x"})
    repo = hub.repo("a/b")
    with pytest.raises(NotOnHub, match=r"m-Q8_0\.gguf"):
        find_file(repo, "Q2_K")
    with pytest.raises(HostileName):
        find_file(repo, "../evil.gguf")


def test_a_name_that_fits_several_files_lists_those(server: HubServer, hub: Hub) -> None:
    server.add("a/b", dict.fromkeys(["m-Q8_0.gguf", "sub/n-Q8_0.gguf", "m-Q2_K.gguf"], b"x"))
    with pytest.raises(NotOnHub, match=r"several files.*: m-Q8_0\.gguf, sub/n-Q8_0\.gguf\."):
        find_file(hub.repo("a/b"), "q8_0")


def test_the_licence_and_its_link_are_told(server: HubServer, hub: Hub) -> None:
    card = {"license": "other", "license_name": "gemma", "license_link": "https://example.org/terms"}
    server.add("a/b", {}, extra={"cardData": card})
    repo = hub.repo("a/b")
    assert (repo.model.licence, repo.licence_link) == ("gemma", "https://example.org/terms")
    server.add("a/b", {}, extra={"cardData": {**card, "license_link": "LICENSE"}})
    assert hub.repo("a/b").licence_link == f"{server.endpoint}/a/b/blob/main/LICENSE"
    server.add("a/b", {}, extra={"cardData": {**card, "license_link": "javascript:alert(1)"}})
    assert hub.repo("a/b").licence_link == ""


def test_a_card_comes_without_its_front_matter(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {}, card="---\nlicense: mit\n---\n# 模型\n\n---\nText")
    assert hub.card("a/b") == "# 模型\n\n---\nText"
    server.add("a/none", {})
    assert hub.card("a/none") == ""


def test_a_card_without_an_end_is_cut(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {}, card="x" * 3_000_000)
    assert len(hub.card("a/b")) == 1 << 20


def test_gated_repos_say_where_to_accept(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {}, gated="auto", card="secret")
    with pytest.raises(AccessDenied) as caught:
        hub.card("a/b")
    assert f"{server.endpoint}/a/b" in str(caught.value)


def test_what_is_not_there_is_named(hub: Hub) -> None:
    with pytest.raises(NotOnHub, match="a/none"):
        hub.repo("a/none")


@pytest.mark.parametrize(
    "name", ["../x", "a/b/c", "a//b", "", "a/b?x=1", "a/b#c", "con/x", "a/b.", "a/..", "a b/c"]
)
def test_names_that_are_no_repo_are_refused_before_anything_is_asked(
    server: HubServer, hub: Hub, name: str
) -> None:
    with pytest.raises(HostileName):
        hub.repo(name)
    assert server.seen == []


def test_a_sign_in_page_is_no_search_result(server: HubServer, hub: Hub) -> None:
    server.api_faults.append(Fault("portal"))
    with pytest.raises(NotTheHub, match="a web page"):
        hub.search("x")


def test_a_short_trouble_of_the_server_is_waited_out(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {})
    server.api_faults += [
        Fault("status", status=503, headers=(("Retry-After", "0"),)),
        Fault("drop"),
    ]
    assert hub.search("b").models


def test_a_long_one_is_told_at_once(server: HubServer, hub: Hub) -> None:
    server.api_faults.append(Fault("status", status=429, headers=(("Retry-After", "300"),)))
    with pytest.raises(ServerBusy, match="too many requests"):
        hub.search("b")


def test_waiting_to_ask_again_can_be_cancelled(server: HubServer, hub: Hub) -> None:
    server.api_faults += [Fault("status", status=503, headers=(("Retry-After", "9"),))]
    cancel = CancelToken()
    threading.Timer(0.2, cancel.cancel).start()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        hub.search("b", cancel=cancel)
    assert time.monotonic() - began < 1.0


def test_the_last_results_are_there_without_a_network(
    server: HubServer, network: Network, tmp_path: Path
) -> None:
    hub = Hub(network, tmp_path)
    server.add("a/b", {})
    found = hub.search("B").models
    assert hub.last_results("other") is None
    old = Hub(network, tmp_path).last_results("b")
    assert old is not None
    assert old.models == found
    assert abs(old.time - time.time()) < 60


@pytest.mark.parametrize("text", ["", "[]", '{"x": 1}', "{" * 100_000])
def test_a_damaged_memory_of_searches_is_none(network: Network, tmp_path: Path, text: str) -> None:
    (tmp_path / "searches.json").write_text(text)
    assert Hub(network, tmp_path).last_results("b") is None


# -- the endpoint's test -------------------------------------------------------------------------
def test_a_good_endpoint_passes_every_step(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {"m-Q8_0.gguf": b"12345"}, redirect=True)
    steps = hub.test_endpoint()
    assert [(s.name, s.host, s.problem) for s in steps] == [
        ("list", "127.0.0.1", None),
        ("metadata", "127.0.0.1", None),
        ("bytes", "localhost", None),
    ]


def test_a_mirror_whose_bytes_do_not_come_is_found_out(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {"m-Q8_0.gguf": b"12345"}, redirect=True)
    server.faults.append(Fault("drop"))
    *_, last = hub.test_endpoint()
    assert (last.name, last.host) == ("bytes", "localhost")
    assert isinstance(last.problem, ConnectionFailed)


def test_an_endpoint_that_is_no_hub_fails_the_first_step(server: HubServer, hub: Hub) -> None:
    server.api_faults.append(Fault("portal"))
    (step,) = hub.test_endpoint()
    assert (step.name, step.host) == ("list", "127.0.0.1")
    assert isinstance(step.problem, NotTheHub)


# -- headers by range ----------------------------------------------------------------------------
def test_a_header_is_read_without_the_file(server: HubServer, hub: Hub) -> None:
    metadata, tensors = small_model(layers=3)
    before = {k: v for k, v in metadata.items() if not k.startswith("tokenizer")}
    metadata = {**before, "tokenizer.ggml.tokens": [f"token number {n}" for n in range(100_000)]}
    data = gguf_bytes(metadata, tensors)
    server.add("a/b", {"m-Q4_0.gguf": data})
    repo = hub.repo("a/b")
    header = remote_header(hub, "a/b", repo.commit, repo.files[0])
    assert (header.layers, header.vocabulary, header.size) == (3, 100_000, len(data))
    assert len(server.byte_requests()) == 1
    assert server.sent <= 1 << 18


def test_a_remote_file_that_is_no_model_is_named(server: HubServer, hub: Hub) -> None:
    server.add("a/b", {"m-Q4_0.gguf": b"not a model at all" * 100})
    repo = hub.repo("a/b")
    with pytest.raises(ModelFileError, match=r"m-Q4_0\.gguf"):
        remote_header(hub, "a/b", repo.commit, repo.files[0])
