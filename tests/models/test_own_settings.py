"""How one model is loaded: what is kept of it, and what is made of a file that says otherwise."""

from __future__ import annotations

import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from llmdesk.engine.types import MAX_TEMPLATE, KvCache
from llmdesk.errors import TemplateRefused
from llmdesk.models.catalog import load as load_catalog
from llmdesk.models.library import Library
from llmdesk.models.library_changes import delete, rename, set_own_settings
from llmdesk.models.library_notes import LibraryNotes
from llmdesk.models.own_settings import (
    FLASH_ATTENTION,
    KV_TYPES,
    MAX_CONTEXT,
    MAX_GPU_LAYERS,
    MIN_CONTEXT,
    NOTHING_OWN,
    OwnSettings,
    from_json,
    kv_of,
    kv_text,
    read_template,
    to_json,
)
from llmdesk.network.failures import LibraryError
from llmdesk.settings import Settings
from llmdesk.workshop import model_spec
from tests.gguf_writer import small_model, write_gguf

SOME = OwnSettings(2048, 3, KvCache("q8_0", "q4_0"), "on", "{{ messages }}")
KVS = st.builds(KvCache, st.sampled_from(KV_TYPES), st.sampled_from(KV_TYPES))
OWN = st.builds(
    OwnSettings,
    st.none() | st.integers(MIN_CONTEXT, MAX_CONTEXT),
    st.none() | st.integers(0, MAX_GPU_LAYERS),
    st.none() | KVS,
    st.sampled_from(FLASH_ATTENTION),
    st.text(max_size=50),
)
JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "models"
    folder.mkdir()
    write_gguf(folder / "mine.gguf", *small_model())
    return Library([folder], include_starter=False)


@settings(deadline=None)
@given(OWN)
def test_what_is_written_is_read_again(own: OwnSettings) -> None:
    assert from_json(json.loads(json.dumps(to_json(own)))) == own


@settings(deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["context", "gpu_layers", "kv", "flash_attention", "template"]), JSON, max_size=5
    )
    | JSON
)
def test_what_makes_no_sense_counts_as_not_set(document: object) -> None:
    own = from_json(document)
    assert from_json(to_json(own)) == own


@settings(deadline=None)
@given(KVS)
def test_a_type_of_the_cache_is_written_as_it_is_read(kv: KvCache) -> None:
    assert kv_of(kv_text(kv)) == kv


@pytest.mark.parametrize("text", ["", "q5_1", "q8_0/", "/q8_0", "q8_0/q4_0/f16", "F16 "])
def test_other_words_are_no_type_of_the_cache(text: str) -> None:
    assert kv_of(text) is None


def test_they_are_kept_with_the_file_and_come_back_with_it(library: Library) -> None:
    (model,) = library.models()
    assert library.own_settings(model.path) == NOTHING_OWN
    set_own_settings(library, model, SOME)
    again = Library(library.folders, include_starter=False)
    assert again.own_settings(model.path) == SOME
    named = rename(again, model, "Another name")
    assert again.own_settings(named.path) == SOME
    delete(again, named, trash=lambda path: path.unlink())
    write_gguf(model.path, *small_model())
    assert again.own_settings(model.path) == SOME, "the file is back"
    set_own_settings(again, model, NOTHING_OWN)
    assert again.own_settings(model.path) == NOTHING_OWN


def test_a_link_to_the_file_means_the_file(library: Library, tmp_path: Path) -> None:
    (model,) = library.models()
    link = tmp_path / "link.gguf"
    try:
        link.symlink_to(model.path)
    except OSError:
        pytest.skip("links need a privilege here")
    set_own_settings(library, model, SOME)
    assert library.own_settings(link) == SOME


def test_notes_of_a_newer_llmdesk_stay_whatever_is_changed(library: Library) -> None:
    (model,) = library.models()
    notes = library.folders[0] / "library.json"
    key = str(model.path.resolve())
    newer = {"own": {key: {"context": "later", "rope": 2}, "/gone.gguf": {"context": 4096}}, "tags": ["a"]}
    notes.write_text(json.dumps(newer))
    assert library.own_settings(model.path) == NOTHING_OWN
    set_own_settings(library, model, OwnSettings(gpu_layers=0))
    rename(library, model, "Mine")
    found = json.loads(notes.read_text())
    assert found["tags"] == ["a"]
    assert found["own"] == {"/gone.gguf": {"context": 4096}, key: {"gpu_layers": 0, "rope": 2}}
    assert found["names"] == {str(model.path): "Mine"}


def test_notes_that_cannot_be_read_are_put_aside_and_not_written_over(library: Library) -> None:
    (model,) = library.models()
    (library.folders[0] / "library.json").write_text('{"names": {"half')
    set_own_settings(library, model, SOME)
    assert library.own_settings(model.path) == SOME
    others = [path for path in library.folders[0].iterdir() if "library.json" in path.name]
    assert '{"names": {"half' in [path.read_text() for path in others]


def test_notes_that_cannot_be_read_at_this_moment_stay_and_the_user_is_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    (model,) = library.models()
    set_own_settings(library, model, SOME)
    real = Path.read_bytes

    def too_many_are_open(path: Path) -> bytes:
        if path.name == "library.json":
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", too_many_are_open)
        with pytest.raises(LibraryError, match=os.strerror(errno.EMFILE)):
            rename(library, model, "Another name")
    assert library.own_settings(model.path) == SOME
    assert not [path for path in library.folders[0].iterdir() if "damaged" in path.name]


def test_what_two_programs_note_at_once_is_all_kept(tmp_path: Path) -> None:
    """The window and the command line: each has notes of its own, over one file."""
    programs = [LibraryNotes(tmp_path), LibraryNotes(tmp_path)]
    files = [[Path(f"/{number}-{count}.gguf") for count in range(12)] for number in range(2)]

    def note(number: int) -> None:
        for path in files[number]:
            programs[number].name(path, path.stem)

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(note, range(2)))
    assert set(LibraryNotes(tmp_path).read().names) == {*files[0], *files[1]}


def test_given_wins_over_its_own_and_its_own_over_the_settings_of_all(library: Library) -> None:
    (model,) = library.models()
    settings, catalog = Settings(context=1024), load_catalog()
    assert model_spec(model, settings, catalog, NOTHING_OWN).context == 1024
    own = model_spec(model, settings, catalog, SOME)
    assert (own.context, own.gpu_layers, own.kv, own.flash_attention, own.template) == (
        2048, 3, SOME.kv, "on", SOME.template,
    )  # fmt: skip
    assert model_spec(model, settings, catalog, SOME, context=512).context == 512


def test_the_type_of_the_cache_is_its_own_else_that_of_all(library: Library) -> None:
    (model,) = library.models()
    settings, catalog, q8 = Settings(kv_type="q8_0"), load_catalog(), KvCache("q8_0", "q8_0")
    usual = model_spec(model, settings, catalog, NOTHING_OWN)
    assert (usual.kv, usual.kv_if_it_suits) == (q8, True)
    own = model_spec(model, settings, catalog, OwnSettings(kv=KvCache()))
    assert (own.kv, own.kv_if_it_suits) == (KvCache(), False)
    assert model_spec(model, settings, catalog, OwnSettings(flash_attention="off")).kv == KvCache()


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"\xff\xfe\x00a", "UTF-8"), (b"x" * (4 * MAX_TEMPLATE + 1), "too large"), (None, "No such file")],
    ids=["bytes", "large", "none"],
)
def test_a_file_that_holds_no_template_is_named_with_the_reason(
    tmp_path: Path, data: bytes | None, said: str
) -> None:
    path = tmp_path / "chat.jinja"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(TemplateRefused, match=said) as refused:
        read_template(path)
    assert "chat.jinja" in str(refused.value)


def test_a_template_from_windows_is_read_as_it_was_meant(tmp_path: Path) -> None:
    path = tmp_path / "chat.jinja"
    path.write_bytes("\ufeff{{ a }}\r\n你好".encode())
    assert read_template(path) == "{{ a }}\n你好"
