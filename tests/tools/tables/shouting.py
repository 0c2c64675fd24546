"""A worker of the tests alone, which knows nothing of labels: a row's words in capitals, and how many
letters they are. An empty row is passed over, and one that says "fail" has no result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llmdesk.cancel import CancelToken
from llmdesk.tools.tables import Cell, NewColumn, Row, Setting, Worker


@dataclass(frozen=True)
class Shout:
    words: str
    letters: int
    share: float
    status: str = "ok"


class ShoutForm:
    def to_json(self, result: Shout) -> object:
        return {"words": result.words, "letters": result.letters, "share": result.share, "is": result.status}

    def from_json(self, kept: Any) -> Shout:
        return Shout(kept["words"], kept["letters"], kept["share"], kept["is"])

    def cells(self, result: Shout) -> Sequence[Cell]:
        if result.status != "ok":
            return [None, None, None, result.status]
        return [result.words, result.letters, result.share, result.status]

    def status(self, result: Shout) -> str:
        return result.status


class Shouter(Worker[Shout]):
    """`seen`: rows it worked on. `before`: called with their number before each. `mark` is a setting; the
    end of every result is what `prepare` found."""

    name = "shout"
    columns = (NewColumn("comment"), NewColumn("letters"), NewColumn("share", 2), NewColumn("status"))
    form = ShoutForm()

    def __init__(self, mark: str = "!", before: Callable[[int], None] | None = None) -> None:
        self._mark, self._before, self._end = mark, before, ""
        self.seen: list[Row] = []

    @property
    def settings(self) -> Sequence[Setting]:
        return (Setting("mark", self._mark, "It was shouted in another way."),)

    def prepare(
        self,
        rows: Callable[[], Iterator[Row]],
        cancel: CancelToken,
        on_progress: Callable[[int, int], None],
    ) -> None:
        self._end = str(sum(1 for _ in rows()))
        on_progress(1, 1)

    @property
    def prepared(self) -> Mapping[str, object]:
        return {"end": self._end}

    def take(self, prepared: Any) -> None:
        self._end = prepared["end"]

    def at_once(self, row: Row) -> Shout | None:
        return None if any(row) else Shout("", 0, 0.0, "empty")

    def rows(self, rows: Iterable[Row], cancel: CancelToken) -> Iterator[Shout]:
        for row in rows:
            if self._before is not None:
                self._before(len(self.seen))
            cancel.raise_if_cancelled()
            self.seen.append(row)
            words = " ".join(row).upper() + self._mark + self._end
            letters = sum(char.isalpha() for char in words)
            yield Shout(words, letters, letters / len(words), "failed" if "FAIL" in words else "ok")
