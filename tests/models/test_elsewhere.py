"""Addresses of engines elsewhere, as people type them."""

from __future__ import annotations

import pytest

from llmdesk.models.elsewhere import typed_elsewhere


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("192.168.1.20:8080", "http://192.168.1.20:8080"),
        (" localhost ", "http://localhost"),
        ("workstation:8080/v1", "http://workstation:8080/v1"),
        ("[::1]:8080", "http://[::1]:8080"),
        ("nas.local", "http://nas.local"),
        ("llm.example.org", "https://llm.example.org"),
        ("8.8.8.8:80", "https://8.8.8.8:80"),
        ("http://llm.example.org", "http://llm.example.org"),
        ("llm.example.org#qwen", "https://llm.example.org#qwen"),
    ],
)
def test_a_host_needs_no_scheme_and_what_others_could_read_is_encrypted(typed: str, address: str) -> None:
    assert str(typed_elsewhere(typed)) == address


@pytest.mark.parametrize(
    "typed", ["", "workstation", "two words:80", "file:///etc/passwd", "user@host:80", "host:0"]
)
def test_what_is_no_address_stays_none(typed: str) -> None:
    assert typed_elsewhere(typed) is None
