"""The parts of a document that is a zip archive, to be written again with some of them made anew.

Owns the copying: what is not made anew is copied packed, as it is, so that a damaged or huge part neither
ends the work nor fills the memory, and comes out as it came in.
"""

from __future__ import annotations

import copy
import io
import struct
import zipfile
from collections.abc import Mapping

from llmdesk.tools.documents.archive import damaged

_HEADER = 30  # bytes before the name of a part
_DESCRIBED_BEHIND = 0x8  # sizes stand behind the part, and not in its header


class Parts:
    """The parts of `data`, an archive that `documents.archive.opened` let pass. Raises `DocumentError`."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as source:
                self._entries = source.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise damaged(name) from error
        self._starts = [self._start(entry) for entry in self._entries]
        ends = [start + entry.compress_size for start, entry in zip(self._starts, self._entries, strict=True)]
        # Parts that share their bytes would make of a small archive a huge one.
        packed = sum(entry.compress_size for entry in self._entries)
        if min(self._starts, default=0) < 0 or max([packed, *ends]) > len(data):
            raise damaged(name)
        self.names = [entry.filename for entry in self._entries]

    def _start(self, entry: zipfile.ZipInfo) -> int:
        """Where its packed bytes begin; -1 where nothing of it is there."""
        header = self._data[max(entry.header_offset, 0) : max(entry.header_offset, 0) + _HEADER]
        if entry.header_offset < 0 or len(header) < _HEADER or not header.startswith(b"PK\3\4"):
            return -1
        name, extra = struct.unpack("<HH", header[26:30])
        return entry.header_offset + _HEADER + int(name) + int(extra)

    def written(self, made: Mapping[str, bytes]) -> bytes:
        """The archive with the parts of `made` in place of its own. One of them at the least."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as target:
            for start, entry in zip(self._starts, self._entries, strict=True):
                info = copy.copy(entry)
                if entry.filename in made:
                    target.writestr(info, made[entry.filename], compress_type=entry.compress_type)
                else:
                    _copy(info, self._data[start : start + entry.compress_size], out, target)
        return out.getvalue()


def _copy(info: zipfile.ZipInfo, packed: bytes, out: io.BytesIO, target: zipfile.ZipFile) -> None:
    """What `zipfile` has no way for: a part that is packed already."""
    out.seek(target.start_dir)
    info.header_offset = out.tell()
    info.flag_bits &= ~_DESCRIBED_BEHIND
    out.write(info.FileHeader())
    out.write(packed)
    target.filelist.append(info)
    target.NameToInfo[info.filename] = info
    target.start_dir = out.tell()
