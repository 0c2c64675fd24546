"""Values are written as JSON, a long list of them in pieces."""

from __future__ import annotations

import json

import pytest

from llmdesk.store import encoding


@pytest.mark.parametrize("count", [0, 1, 200, 201, 400, 1001])
def test_a_long_list_is_written_in_pieces_and_reads_back_whole(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    whole = encoding._encoded

    def counted(value: object) -> str:
        sizes.append(len(value) if isinstance(value, list) else 1)
        return whole(value)

    monkeypatch.setattr(encoding, "_encoded", counted)
    value = {"a “b”": [{"source": f"句 {number} 🍁", "end": number} for number in range(count)], "c": None}
    assert json.loads(encoding.as_json(value)) == value
    assert max(sizes) <= 200


def test_what_utf_8_cannot_hold_is_kept_only_where_it_is_of_a_files_name() -> None:
    written = encoding.as_json({"path": "a\udcff", "text": "x\ud800y"})
    assert json.loads(written) == {"path": "a\udcff", "text": "x\ufffdy"}
    assert encoding.as_json({}) == "{}"
