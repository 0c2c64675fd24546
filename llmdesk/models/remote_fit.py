"""Whether each model file of a repo at the Hub fits here, before one of them is fetched.

Owns how few headers are read for that: the quantizations of one model differ only in their size, so
one header speaks for all of them. Fetches nothing but headers, and nothing to disk.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from llmdesk import hardware
from llmdesk.cancel import CancelToken
from llmdesk.engine.types import WeightsSpeed
from llmdesk.errors import ModelFileError
from llmdesk.gguf import Header
from llmdesk.models.fit import Fit, Verdict, fit, guess
from llmdesk.models.hub import Hub
from llmdesk.models.hub_answers import RemoteFile, Repo
from llmdesk.models.remote_header import remote_header
from llmdesk.network import failures

# A repo with more models than this is a collection; the rest is judged by size.
MAX_HEADERS = 4


@dataclass(frozen=True)
class FileFit:
    """A file and its verdict. `exact` is None where only the size is known, `verdict` where not even that.
    `problem` says why the file is no use, whatever its size: no chat model, or damaged."""

    file: RemoteFile
    verdict: Verdict | None
    exact: Fit | None
    problem: ModelFileError | None = None


def fits_of(
    hub: Hub,
    repo: Repo,
    context: int | None = None,
    *,
    memory: hardware.Memory | None = None,
    speed: WeightsSpeed | None = None,
    cancel: CancelToken | None = None,
) -> tuple[FileFit, ...]:
    """The verdict on every file of `repo` at `context` tokens, in its order.

    Reads at most `MAX_HEADERS` headers. A header that cannot be had (its file is damaged or gated, the
    connection fails) leaves the size to judge by. Raises `Cancelled` and `OfflineError` only.
    """
    now = memory or hardware.memory()
    headers = _headers(hub, repo, cancel or CancelToken())
    return tuple(_judged(file, headers.get(_model_of(file)), context, now, speed) for file in repo.files)


def _judged(
    file: RemoteFile,
    header: Header | ModelFileError | None,
    context: int | None,
    memory: hardware.Memory,
    speed: WeightsSpeed | None,
) -> FileFit:
    if isinstance(header, ModelFileError):
        return FileFit(file, None if file.size is None else guess(file.size, memory.available), None, header)
    if file.size is None:
        return FileFit(file, None, None)
    if header is None:
        return FileFit(file, guess(file.size, memory.available), None)
    own = replace(header, size=file.size, quantization=file.quantization)
    exact = fit(own, context, memory=memory, speed=speed)
    return FileFit(file, exact.verdict, exact)


def _headers(hub: Hub, repo: Repo, cancel: CancelToken) -> dict[str, Header | ModelFileError]:
    """A header for each model of the repo, or what is wrong with it, as far as they can be had."""
    found: dict[str, Header | ModelFileError] = {}
    first = {_model_of(file): file for file in reversed(repo.files)}
    for model, file in list(first.items())[-MAX_HEADERS:][::-1]:
        try:
            found[model] = remote_header(hub, repo.model.repo, repo.commit, file, cancel)
        except failures.OfflineError:
            raise
        except ModelFileError as error:
            found[model] = error
        except failures.NetworkError:
            break  # the others lie at the same place
    return found


def _model_of(file: RemoteFile) -> str:
    """What the quantizations of one model have in common: the name without the quantization."""
    name = file.name.casefold()
    return name.replace(file.quantization.casefold(), "", 1).strip("-._") if file.quantization else name
