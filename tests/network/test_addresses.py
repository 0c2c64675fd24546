"""Hosts that are numbers are read as the system reads them when it connects."""

from __future__ import annotations

import ipaddress
import socket

from hypothesis import given
from hypothesis import strategies as st

from llmdesk.network.addresses import _number_of

_PARTS = st.one_of(
    st.integers(0, 300).map(str),
    st.integers(0, 1 << 33).map(str),
    st.integers(0, 1 << 33).map(hex),
    st.integers(0, 1 << 33).map(lambda number: f"0{number:o}"),
    st.text("0189xaf", max_size=4),
)


@given(st.lists(_PARTS, min_size=1, max_size=5).map(".".join))
def test_a_number_in_parts_is_what_inet_aton_says(host: str) -> None:
    try:
        expected = ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError:
        expected = None
    assert _number_of(host) == expected


def test_a_name_is_no_number() -> None:
    assert [_number_of(name) for name in ("box", "1.2.3.4.example", "0xbox", "", "1..2", "99999999999")] == [
        None
    ] * 6
