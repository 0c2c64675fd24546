"""Settings: forgiving to read, safe to write."""

from __future__ import annotations

import json
import os
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.errors import SettingsError
from llmdesk.settings import (
    MAX_CONTEXT,
    MAX_THREADS,
    VERSION,
    Settings,
    load_settings,
    save_settings,
    without_password,
)

ALL_CHANGED = Settings(
    language="zh_CN",
    theme="dark",
    model="/模型/a b.gguf",
    device="CUDA0",
    threads=3,
    context=8192,
    kv_type="q8_0",
    engines=("workstation http://box:8080/v1#Qwen",),
    model_folders=("/one", "/二"),
    endpoint="https://hf-mirror.example/path",
    offline=True,
    proxy="socks5://127.0.0.1:1080",
    token_hosts=("hub.example",),
    idle_unload_minutes=0,
    desktop_notices=False,
    chat_instructions="Be brief. 简短。",
    chat_preset="own:俳句",
    chat_thinking=False,
    kept_contexts_mb=500,
    text_size=120,
    chat_titles=False,
    chat_check_documents=False,
    chat_temperature=0.0,
    chat_max_tokens=512,
    chat_overflow="keep_first",
    server_on=True,
    server_port=8080,
    server_reach="network",
    server_origins=("https://notes.example", "app://obsidian.md"),
    server_token_kept=True,
    window_geometry="AdnQywAD",
    reader_width=520,
    welcomed=True,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "settings.json"


def put(path: Path, content: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(content), encoding="utf-8")


def test_without_a_file_the_defaults_count_and_nothing_is_said(path: Path) -> None:
    assert load_settings(path) == (Settings(), None)
    assert not path.parent.exists()


def test_every_setting_reads_back_as_it_was_saved(path: Path) -> None:
    changed = [
        f.name for f in fields(Settings) if getattr(ALL_CHANGED, f.name) != getattr(Settings(), f.name)
    ]
    assert set(changed) == {f.name for f in fields(Settings)} - {"version", "unknown"}
    save_settings(path, ALL_CHANGED)
    assert load_settings(path) == (ALL_CHANGED, None)


@given(
    model=st.text(),
    threads=st.none() | st.integers(1, MAX_THREADS),
    context=st.none() | st.integers(1, MAX_CONTEXT),
    folders=st.lists(st.text(min_size=1)),
    unknown=st.dictionaries(st.text().map("x-".__add__), st.none() | st.integers() | st.lists(st.text())),
)
@settings(max_examples=50, deadline=None)
def test_what_is_saved_is_loaded(
    tmp_path_factory: pytest.TempPathFactory,
    model: str,
    threads: int | None,
    context: int | None,
    folders: list[str],
    unknown: dict[str, object],
) -> None:
    path = tmp_path_factory.getbasetemp() / "law" / "settings.json"
    wanted = Settings(
        model=model, threads=threads, context=context, model_folders=tuple(folders), unknown=unknown
    )
    save_settings(path, wanted)
    assert load_settings(path) == (wanted, None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("version", 0),
        ("version", "1"),
        ("language", "de"),
        ("theme", None),
        ("model", 7),
        ("device", ""),
        ("threads", 0),
        ("threads", True),
        ("threads", 1.5),
        ("context", -1),
        ("context", 1e400),
        ("model_folders", "one"),
        ("model_folders", ["one", 2]),
        ("model_folders", [""]),
        ("endpoint", "file:///etc/passwd"),
        ("endpoint", "huggingface.co"),
        ("endpoint", "https://[::1"),
        ("offline", "no"),
        ("offline", 1),
        ("idle_unload_minutes", -5),
        ("window_geometry", []),
        ("reader_width", 0),
    ],
)
def test_a_value_that_makes_no_sense_costs_only_itself(path: Path, name: str, value: object) -> None:
    save_settings(path, ALL_CHANGED)
    put(path, {**json.loads(path.read_text()), name: value})
    loaded, notice = load_settings(path)
    assert loaded == replace(ALL_CHANGED, **{name: getattr(Settings(), name)})
    assert notice is not None
    assert name in str(notice)
    assert all(notice.render())


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b"\x80abc", b"[" * 100_000, b"{" + b" " * 2_000_000],
)  # fmt: skip
def test_an_unreadable_file_is_set_aside_and_the_defaults_used(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    loaded, notice = load_settings(path)
    assert loaded == Settings()
    assert notice is not None
    assert all(notice.render())
    assert not path.exists()
    (kept,) = path.parent.glob("settings.json.damaged-*")
    assert kept.read_bytes() == content
    assert str(kept) in str(notice)
    assert load_settings(path) == (Settings(), None)


def test_two_damaged_files_are_both_kept(path: Path) -> None:
    path.parent.mkdir()
    for content in (b"first", b"second"):
        path.write_bytes(content)
        load_settings(path)
    kept = {file.read_bytes() for file in path.parent.glob("settings.json.damaged-*")}
    assert kept == {b"first", b"second"}


def test_what_a_newer_llmdesk_wrote_is_written_back(path: Path) -> None:
    put(path, {"version": VERSION + 3, "theme": "dark", "sparkles": {"amount": 7}})
    loaded, notice = load_settings(path)
    assert notice is None
    save_settings(path, replace(loaded, language="en"))
    document = json.loads(path.read_text())
    assert document["version"] == VERSION + 3
    assert document["sparkles"] == {"amount": 7}
    assert (document["theme"], document["language"]) == ("dark", "en")


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    loaded, notice = load_settings(path)
    assert loaded == Settings()
    assert notice is not None
    with pytest.raises(SettingsError, match="could not be saved") as caught:
        save_settings(path, Settings())
    assert all(caught.value.render())
    assert list(path.parent.iterdir()) == [path]


def test_a_save_that_fails_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(path, ALL_CHANGED)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        save_settings(path, Settings())
    monkeypatch.undo()
    assert load_settings(path) == (ALL_CHANGED, None)
    assert list(path.parent.iterdir()) == [path]


def test_a_value_that_makes_no_sense_is_not_saved(path: Path) -> None:
    with pytest.raises(SettingsError, match="threads"):
        save_settings(path, Settings(threads=0))
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps access rights elsewhere")
def test_nobody_else_may_read_the_settings(path: Path) -> None:
    save_settings(path, Settings())
    assert path.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("address", "clean", "password"),
    [
        ("", "", ""),
        ("none", "none", ""),
        ("http://host:80", "http://host:80", ""),
        ("http://me@host", "http://me@host", ""),
        ("socks5://me:a%20b@host:1", "socks5://me@host:1", "a b"),
        ("http://:pw@host", "http://host", "pw"),
        ("http://me:p@ss@host", "http://me@host", "p@ss"),
        ("http://[::1]:80", "http://[::1]:80", ""),
        ("me:pw@host:80", "me@host:80", "pw"),
    ],
)
def test_a_password_is_split_off_an_address(address: str, clean: str, password: str) -> None:
    assert without_password(address) == (clean, password)


def test_no_password_is_ever_written(path: Path) -> None:
    save_settings(path, Settings(proxy="http://me:secret@host:80"))
    assert load_settings(path) == (Settings(proxy="http://me@host:80"), None)
    assert "secret" not in path.read_text()
