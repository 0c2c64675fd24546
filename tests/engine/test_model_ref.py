"""A model that is meant: a file here, or a name at an engine elsewhere, and the one text of both."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmdesk.engine.model_ref import ElsewhereRef, FileRef, read_ref


@given(st.text(min_size=1))
def test_every_path_is_read_back_as_the_file_that_it_was(text: str) -> None:
    ref = FileRef(Path(text))
    assert read_ref(str(ref)) == ref


@given(st.sampled_from(("http://127.0.0.1:8080", "https://models.example/v1", "http://[::1]:9/a")), st.text())
def test_every_name_elsewhere_is_read_back_with_its_address(address: str, name: str) -> None:
    ref = ElsewhereRef(address, name)
    assert read_ref(str(ref)) == ref
    assert len({ref, read_ref(str(ref)), FileRef(Path(name))}) == 2


@given(st.text())
def test_any_text_is_some_ref(text: str) -> None:
    assert str(read_ref(text)) is not None


@pytest.mark.parametrize(
    "kept",
    [
        "/home/anna/models/A model #2.gguf",
        r"C:\Users\Anna\Qwen.gguf",
        "http:/odd.gguf",
        "smollm2",
        "ftp://host#m",
    ],
)
def test_what_older_settings_hold_is_a_file(kept: str) -> None:
    assert read_ref(kept) == FileRef(Path(kept))


def test_a_slash_at_the_end_makes_no_other_engine() -> None:
    assert ElsewhereRef("http://host:8000/v1/", "m") == read_ref("http://host:8000/v1#m")


@pytest.mark.parametrize(
    "address",
    [
        "host:8000",
        "https://",
        "https://me:secret@host",
        "https://host/v1?key=secret",
        "file:///m",
        "http://h#m",
        "http://h/v1\x01",
        "http://h/\r\nX-Header: y",
        "http://h/\udcff",
        "http://a host",
        "http://h:99999",
        "http://h:0",
        "http://h/" + "a" * 3000,
    ],
)
def test_what_is_no_address_and_a_login_are_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r"address|Port"):
        ElsewhereRef(address, "m")


def test_a_name_that_is_no_text_is_kept_all_the_same() -> None:
    """A server may call its model by half a character."""
    assert str(ElsewhereRef("http://h", "m\ud800")) == "http://h#m%3F"


def test_people_see_a_name_and_of_a_model_elsewhere_the_place() -> None:
    assert FileRef(Path("models/Qwen2.5-7B.Q4_K_M.gguf")).display_name == "Qwen2.5-7B.Q4_K_M"
    assert ElsewhereRef("http://box:8000/v1", "Qwen/Qwen2.5-7B").display_name == "Qwen/Qwen2.5-7B (box:8000)"
    assert ElsewhereRef("http://box:8000").display_name == "box:8000"
