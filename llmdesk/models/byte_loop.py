"""Bringing the bytes of one file here: attempts, ranges, waiting, and no byte from a wrong answer.

Owns what an answer to a request for a file must look like, and when to try again. Knows nothing of
where the file ends up or whether its sha256 is right.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.models.hub import Hub
from llmdesk.models.origins import Origin
from llmdesk.models.part_file import PartFile
from llmdesk.models.progress import Meter
from llmdesk.network import failures
from llmdesk.network.body import BodyReader
from llmdesk.network.gate import Response, retry_after

_RANGE = re.compile(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18})")
_WAIT_SLICE = 0.1
# An address can expire; when the new one is refused too, the refusal is meant.
_REFUSALS = 2
_PURPOSE = QT_TRANSLATE_NOOP("core", "download")


@dataclass(frozen=True)
class RetryPolicy:
    """How often to try without a new byte (`attempts`), and how long to wait between (seconds).

    A server that asks for a longer wait than `longest_asked_s` ends the download for now.
    """

    attempts: int = 6
    first_s: float = 0.5
    longest_s: float = 30.0
    longest_asked_s: float = 600.0

    def delay(self, failed: int) -> float:
        """With jitter, so that many clients do not come back at once."""
        return min(self.longest_s, self.first_s * 2.0**failed) * random.uniform(0.75, 1.25)


class ByteLoop:
    """Fills one part file after another. Raises `Cancelled`, the kinds of `failures`, and `OSError`."""

    def __init__(self, hub: Hub, cancel: CancelToken, meter: Meter, retry: RetryPolicy) -> None:
        self._hub, self._cancel, self._meter, self._retry = hub, cancel, meter, retry

    def fill(self, file: PartFile, wanted: Origin, ask_again: Callable[[], Origin]) -> None:
        """Append to `file` until it has `wanted.size` bytes.

        `ask_again` says where the file is now, after the server said that it is not there (or not
        for us); it raises what it finds out.
        """
        failed = refused = 0
        while file.size < wanted.size:
            before = file.size
            problem: failures.NetworkError
            try:
                self._attempt(file, wanted)
                continue
            except (failures.ConnectionFailed, failures.ServerBusy, failures.ServerMisbehaved) as error:
                problem, refused = error, 0
            except (failures.AccessDenied, failures.NotOnHub) as error:
                problem, refused = error, refused + 1
                wanted = ask_again()
            failed = 0 if file.size > before else failed + 1
            if failed >= self._retry.attempts or refused >= _REFUSALS:
                raise problem
            self._wait(failed, problem)

    def _attempt(self, file: PartFile, wanted: Origin) -> None:
        """One request. Returns when its body ended, which may be before the file does."""
        offset = file.size
        url = self._hub.url(wanted.repo, wanted.path, wanted.commit)
        headers = {"Range": f"bytes={offset}-"} if offset else {}
        try:
            with self._hub.network.open(
                url, _PURPOSE, self._cancel, headers=headers, on_wait=self._meter.tick
            ) as response:
                if self._begins_at(response, wanted, offset) != offset:
                    file.restart()
                    self._meter.add(-offset)
                self._meter.enter("downloading")
                self._take(response, file, wanted.size)
        finally:
            file.settle()

    def _take(self, response: Response, file: PartFile, size: int) -> None:
        """What comes after the file's end is not read; the sha256 judges the rest."""
        began, body = file.size, BodyReader(response)
        while file.size < size and file.write_from(body.read_into, body.has_more, size, self._meter.add):
            pass
        if file.size == began:
            raise failures.misbehaved(response.url.host, Phrase(QT_TRANSLATE_NOOP("core", "nothing at all")))

    def _begins_at(self, response: Response, wanted: Origin, offset: int) -> int:
        """Where in the file the body begins; raises where it is not of the file."""
        status, headers, host = response.status_code, response.headers, response.url.host
        if status in (408, 429) or status >= 500:
            raise failures.server_busy(host, status, retry_after(response))
        if status == 416:
            reason = QT_TRANSLATE_NOOP("core", "the file is shorter there (416)")
            raise failures.misbehaved(host, Phrase(reason))
        self._hub.check_status(response, wanted.repo)
        if status == 206 and offset:
            return _checked_range(host, headers.get("Content-Range", ""), offset, wanted.size)
        if status != 200:
            raise failures.misbehaved(host, Phrase(f"HTTP {status}"))
        if "html" in headers.get("Content-Type", ""):
            raise failures.not_the_hub(host, Phrase(QT_TRANSLATE_NOOP("core", "a web page")))
        length = headers.get("Content-Length", str(wanted.size))
        if length != str(wanted.size):
            reason = QT_TRANSLATE_NOOP("core", "{length} bytes instead of {size}")
            raise failures.misbehaved(host, Phrase(reason, {"length": length[:20], "size": wanted.size}))
        return 0

    def _wait(self, failed: int, problem: failures.NetworkError) -> None:
        asked = problem.retry_after if isinstance(problem, failures.ServerBusy) else None
        if asked is not None and asked > self._retry.longest_asked_s:
            raise problem
        self._meter.enter("waiting", problem)
        until = time.monotonic() + max(self._retry.delay(failed), asked or 0.0)
        while (left := until - time.monotonic()) > 0:
            self._cancel.wait(min(left, _WAIT_SLICE))
            self._cancel.raise_if_cancelled()
            self._hub.network.require_online()
            self._meter.tick()


def _checked_range(host: str, text: str, offset: int, size: int) -> int:
    match = _RANGE.fullmatch(text)
    if match is None or (int(match[1]), int(match[3])) != (offset, size) or int(match[2]) >= size:
        reason = QT_TRANSLATE_NOOP("core", "another range than was asked for ({range})")
        raise failures.misbehaved(host, Phrase(reason, {"range": text[:60]}))
    return offset
