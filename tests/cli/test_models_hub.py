"""`llmdesk models search`, `files` and `download`, against a hub on loopback."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import keyring
import pytest

from llmdesk.paths import Paths
from llmdesk.settings import Settings, load_settings, save_settings
from tests.cli.harness import Cli, Terminal
from tests.gguf_writer import gguf_bytes, small_model
from tests.models.hub_server import Fault, HubServer
from tests.network.test_tokens import SECURE
from tests.network.test_tokens import make as make_keyring

REPO, FILE = "maker/tiny-GGUF", "tiny-Q4_K_M.gguf"
DATA = gguf_bytes(*small_model())
TOKEN = "hf_secretsecret"


def ask(run: Cli, server: HubServer, *words: str) -> int:
    run.out, run.err = io.StringIO(), io.StringIO()
    return run("models", *words, "--endpoint", server.endpoint, model=False)


def folder(run: Cli) -> Path:
    return run.folder / "data" / "models"


def tokens_seen(server: HubServer) -> set[tuple[str, bool]]:
    """(host, whether it was given a token) of all requests."""
    return {(seen.host, "Authorization" in seen.headers) for seen in server.seen}


def test_a_search_lists_repos(run: Cli, server: HubServer) -> None:
    server.add("maker/one-GGUF", {}, downloads=1234567, gated="auto")
    server.add("maker/two", {})
    assert ask(run, server, "search", "one") == 0
    text = run.out.getvalue()
    assert text.startswith("maker/one-GGUF\n  1,234,567 downloads")
    assert "updated 2025-01-02" in text
    assert "accept its licence" in text
    assert ask(run, server, "search", "one", "--json") == 0
    (found,) = run.json
    assert (found["repo"], found["gated"], found["licence"]) == ("maker/one-GGUF", "auto", "apache-2.0")
    assert found["updated"] == "2025-01-02T03:04:05+00:00"


def test_a_search_goes_through_pages_up_to_the_limit(run: Cli, server: HubServer) -> None:
    for number in range(30):
        server.add(f"maker/m{number:02}", {}, downloads=100 - number)
    server.page_size = 7
    assert ask(run, server, "search", "m", "--limit", "25", "--json") == 0
    assert [found["repo"] for found in run.json] == [f"maker/m{number:02}" for number in range(25)]


def test_a_search_that_finds_nothing_says_so(run: Cli, server: HubServer) -> None:
    assert ask(run, server, "search", "no", "such") == 0
    assert run.out.getvalue() == ""
    assert "“no such”" in run.err.getvalue()


def test_the_files_of_a_repo_are_listed_with_their_fit(run: Cli, server: HubServer) -> None:
    parts = [f"big-F16-0000{number}-of-00002.gguf" for number in (1, 2)]
    server.add(REPO, {FILE: DATA, **dict.fromkeys(parts, DATA), "../evil.gguf": b"x"})
    assert ask(run, server, "files", REPO) == 0
    text = run.out.getvalue()
    assert "  fits, takes " in text
    assert f"{FILE} (recommended)" in text
    assert "≈" not in text
    assert f"{parts[0]} (in 2 parts)" in text
    assert "evil.gguf" in run.err.getvalue()
    assert ask(run, server, "files", REPO, "--json") == 0
    small, big = run.json["files"]
    assert (small["recommended"], big["recommended"]) == (True, False)
    assert (big["size"], big["fit"], [part["path"] for part in big["parts"]]) == (
        2 * len(DATA),
        "fits",
        parts,
    )
    assert (small["fit_from"], small["needs"] > len(DATA), small["context"] > 0) == ("header", True, True)
    assert small["tokens_per_s"] > 0
    assert run.json["refused"] == ["../evil.gguf"]


def test_files_whose_header_cannot_be_read_are_judged_by_size_and_marked(run: Cli, server: HubServer) -> None:
    server.add(REPO, {FILE: b"no model at all"})
    assert ask(run, server, "files", REPO) == 0
    assert f"≈ fits  {FILE}" in run.out.getvalue()
    assert "a guess from the size alone" in run.out.getvalue()
    assert ask(run, server, "files", REPO, "--json") == 0
    (file,) = run.json["files"]
    assert (file["fit"], file["fit_from"], file["needs"], file["context"]) == ("fits", "size", None, None)


def test_a_download_lands_in_the_models_folder_and_is_listed(run: Cli, server: HubServer) -> None:
    server.add(REPO, {FILE: DATA})
    assert ask(run, server, "download", REPO, "q4_k_m", "--json") == 0
    path = folder(run) / REPO / FILE
    found = run.json
    assert list(found) == ["path", "sha256", "size", "resumed_from", "seconds"]
    assert (found["path"], found["sha256"]) == (str(path), hashlib.sha256(DATA).hexdigest())
    assert (found["size"], found["resumed_from"]) == (len(DATA), 0)
    assert path.read_bytes() == DATA
    run.out = io.StringIO()
    assert run("models", "list", "--json", model=False) == 0
    assert str(path) in [model["path"] for model in run.json]


def test_a_file_that_is_there_is_not_fetched_again(run: Cli, server: HubServer) -> None:
    server.add(REPO, {FILE: DATA})
    assert ask(run, server, "download", REPO, FILE) == 0
    assert "as it should be" in run.out.getvalue()
    assert "llmdesk chat --model" in run.out.getvalue()
    assert ask(run, server, "download", REPO, FILE, "--json") == 0
    assert run.json["resumed_from"] == len(DATA)
    assert server.sent == len(DATA)


@pytest.mark.parametrize("wanted", ["big-F16-00001-of-00002.gguf", "F16", "big-F16"])
def test_all_parts_of_a_split_model_come(run: Cli, server: HubServer, wanted: str) -> None:
    parts = {f"big-F16-0000{number}-of-00002.gguf": bytes([number]) * 100 for number in (1, 2)}
    server.add(REPO, {FILE: DATA, **parts})
    assert ask(run, server, "download", REPO, wanted, "--json") == 0
    assert run.json["size"] == 200
    for name, data in parts.items():
        assert (folder(run) / REPO / name).read_bytes() == data
    assert "cannot be used" in run.err.getvalue()  # it came as it is there, and is no model


@pytest.mark.parametrize(
    ("wanted", "said"), [("Q2_K", "is not a model file"), ("Q8_0", "means several files")]
)
def test_a_name_that_fits_none_or_several_lists_what_there_is(
    run: Cli, server: HubServer, wanted: str, said: str
) -> None:
    server.add(REPO, dict.fromkeys([FILE, "one-Q8_0.gguf", "sub/two-Q8_0.gguf"], b"x"))
    assert ask(run, server, "download", REPO, wanted) == 2
    assert said in run.err.getvalue()
    assert "one-Q8_0.gguf, sub/two-Q8_0.gguf" in run.err.getvalue()
    assert not folder(run).exists()


@pytest.mark.parametrize("repo", ["../../etc", "maker/none", "a/b/c"])
def test_a_repo_that_is_none_is_status_2(run: Cli, server: HubServer, repo: str) -> None:
    assert ask(run, server, "download", repo, FILE, "--json") == 2
    assert run.json["error"]["title"]
    assert not folder(run).exists()


def test_the_token_goes_to_the_endpoint_and_to_no_other_host(
    run: Cli, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    server.add(REPO, {FILE: DATA}, gated="auto", accepted=(TOKEN,), redirect=True)
    assert ask(run, server, "download", REPO, FILE) == 0
    assert tokens_seen(server) == {("127.0.0.1", True), ("localhost", False)}
    assert TOKEN not in run.out.getvalue() + run.err.getvalue()
    kept = [path.read_bytes() for path in (run.folder / "data").rglob("*") if path.is_file()]
    assert not any(TOKEN.encode() in content for content in kept)


def test_the_environment_s_token_is_not_given_to_a_mirror_of_the_settings(
    run: Cli, server: HubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    server.add(REPO, {FILE: DATA})
    save_settings(Paths.under(run.folder / "data").settings, Settings(endpoint=server.endpoint))
    assert run("models", "download", REPO, FILE, model=False) == 0
    assert tokens_seen(server) == {("127.0.0.1", False)}


def test_a_gated_model_without_a_token_says_what_to_do(run: Cli, server: HubServer) -> None:
    server.add(REPO, {FILE: DATA}, gated="auto", accepted=(TOKEN,))
    assert ask(run, server, "download", REPO, FILE) == 2
    assert f"Accept the licence at {server.endpoint}/{REPO}" in run.err.getvalue()
    assert "HF_TOKEN" in run.err.getvalue()
    assert [path for path in folder(run).rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("words", [("search", "tiny"), ("files", REPO), ("download", REPO, FILE)])
@pytest.mark.parametrize("how", ["option", "setting", "environment"])
def test_offline_nothing_is_sent_and_the_way_online_is_told(
    run: Cli, server: HubServer, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], how: str
) -> None:
    hint = {"option": "--offline", "setting": "Turn off “Offline”", "environment": "HF_HUB_OFFLINE"}[how]
    if how == "setting":
        save_settings(Paths.under(run.folder / "data").settings, Settings(offline=True))
    if how == "environment":
        monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert ask(run, server, *words, *(["--offline"] if how == "option" else [])) == 2
    assert hint in run.err.getvalue()
    assert server.seen == []


def test_a_terminal_gets_a_live_line_and_a_log_only_what_matters(run: Cli, server: HubServer) -> None:
    server.add(REPO, {FILE: DATA})
    server.faults += [Fault("drop", at=100)]
    run.out, run.err = io.StringIO(), Terminal()
    assert run("models", "download", REPO, FILE, "--endpoint", server.endpoint, model=False) == 0
    assert "\r\x1b[K" in run.err.getvalue()
    assert "waiting. 127.0.0.1 could not be reached." in run.err.getvalue()
    assert "\x1b" not in run.out.getvalue()
    (folder(run) / REPO / FILE).unlink()
    server.faults += [Fault("drop", at=100)]
    assert ask(run, server, "download", REPO, FILE) == 0
    assert run.err.getvalue() == "llmdesk: tiny-Q4_K_M: waiting. 127.0.0.1 could not be reached.\n"


@pytest.mark.parametrize("works", [True, False])
def test_the_proxys_password_leaves_the_settings_of_an_older_llmdesk(
    run: Cli, server: HubServer, monkeypatch: pytest.MonkeyPatch, works: bool
) -> None:
    backend = make_keyring(SECURE if works else "keyrings.alt.file")
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    path = Paths.under(run.folder / "data").settings
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"version": 1, "theme": "dark", "proxy": "http://me:secret@127.0.0.1:9"}')
    ask(run, server, "search", "x")
    settings, problem = load_settings(path)
    assert (settings.proxy, settings.theme, problem) == ("http://me@127.0.0.1:9", "dark", None)
    assert settings.token_hosts == (("http://me@127.0.0.1:9",) if works else ())
    assert list(backend.kept.values()) == (["secret"] if works else [])
    assert ("to the keyring" if works else "no keyring is here") in run.err.getvalue()
    assert "secret" not in run.err.getvalue() + path.read_text()
