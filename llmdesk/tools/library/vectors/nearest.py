"""The passages of libraries that are nearest to a question, by the vectors that they have.

Owns asking the models of the libraries, and what a library without vectors, or a model that is gone, means:
nothing is found by them, and words still find everything. Must not keep anything.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.errors import UserError
from llmdesk.store.libraries import Hit, Libraries
from llmdesk.tools.library.vectors.embedders import Embedders

OnProblem = Callable[[UserError], None]


def nearest(
    libraries: Libraries,
    library_ids: Sequence[int],
    embedders: Embedders,
    question: str,
    most: int,
    cancel: CancelToken | None = None,
    on_problem: OnProblem | None = None,
) -> list[list[Hit]]:
    """A ranking for each model that some of these libraries have vectors of. A model that cannot be asked is
    told to `on_problem` (in the thread of the call), and has none. Raises `Cancelled` and `StoreError`."""
    rankings = []
    for path in libraries.embeddings(library_ids):
        try:
            model = embedders.model(Path(path))
            query = embedders.of(model).embed([question], "query", cancel)[0]
        except UserError as error:
            if on_problem is not None:
                on_problem(error)
            continue
        rankings.append(libraries.find_near(library_ids, model.key, query, most, cancel))
    return [ranking for ranking in rankings if ranking]
