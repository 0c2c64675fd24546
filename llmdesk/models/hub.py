"""The model hub: searching it, what a repo holds, model cards, where the bytes of a file are.

Owns the Hub's API and what its answers mean; everything in them is untrusted. Requests go through
`Network` only. Downloads nothing to disk (that is `download`) but the last search results.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlencode, urlsplit

# Before the import: huggingface_hub reads it then.
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

from huggingface_hub import errors as hub_errors
from huggingface_hub import hf_hub_url, set_client_factory
from huggingface_hub.hf_api import HfApi, ModelInfo, RepoFile
from huggingface_hub.utils._http import get_session, hf_raise_for_status, hf_request_event_hook

from llmdesk import __version__
from llmdesk.cancel import CancelToken
from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UserError, shown
from llmdesk.models import names
from llmdesk.models.hub_answers import (
    COMMIT,
    SHA256,
    EndpointStep,
    HubModel,
    RemoteFile,
    RemotePart,
    Repo,
    Resolved,
    SearchPage,
    find_file,
    hub_model,
    is_complete,
    licence,
    licence_link,
    model_files,
    remote_part,
)
from llmdesk.models.search_memory import OldResults, SearchMemory
from llmdesk.network import failures
from llmdesk.network.body import beginning_of
from llmdesk.network.gate import Network

__all__ = [
    "EndpointStep",
    "Hub",
    "HubModel",
    "OldResults",
    "RemoteFile",
    "RemotePart",
    "Repo",
    "Resolved",
    "SearchPage",
    "Sort",
    "find_file",
]

Sort = Literal["downloads", "likes", "updated"]
_SORTS: dict[Sort, str] = {"downloads": "downloads", "likes": "likes", "updated": "lastModified"}
_EXPAND = ["author", "downloads", "likes", "gated", "lastModified", "tags", "gguf"]
_MAX_CARD = 1 << 20
_MAX_RESULTS = 1_000  # of one page
_MAX_FILES = 10_000  # of one repo
# Line by line, and never twice over one: a card is untrusted text.
_FRONT_MATTER = re.compile(r"\A---[^\S\n]*\n(?:(?!---[^\S\n]*\n).*\n)*+---[^\S\n]*\n")
_RETRIES, _RETRY_S, _LONGEST_RETRY_S = 2, 1.0, 10.0

T = TypeVar("T")


class Hub:
    """The endpoint that `network` is set to. Usable from any thread.

    Every method raises `Cancelled` and the kinds of `failures`. `cache`: a folder that keeps the last
    search results for when there is no network.
    """

    def __init__(self, network: Network, cache: Path | None = None) -> None:
        self._network = network
        self._memory = SearchMemory(cache) if cache is not None else None
        hooks: dict[str, list[Callable[..., Any]]] = {"request": [hf_request_event_hook]}
        set_client_factory(lambda: network.make_client(hooks))

    @property
    def network(self) -> Network:
        return self._network

    # -- search ------------------------------------------------------------------------------
    def search(
        self,
        text: str,
        sort: Sort = "downloads",
        *,
        page: str = "",
        limit: int = 50,
        cancel: CancelToken | None = None,
    ) -> SearchPage:
        """Repos with GGUF files whose name holds `text`, most first. `page`: from the page before."""
        query = page or urlencode(
            [
                ("filter", "gguf"),
                *([("search", text.strip())] if text.strip() else []),
                ("sort", _SORTS[sort]),
                ("direction", "-1"),
                ("limit", str(limit)),
                *(("expand", name) for name in _EXPAND),
            ]
        )

        def ask() -> SearchPage:
            response = get_session().get(
                f"{self._api().endpoint}/api/models?{query}", headers=self._headers()
            )
            hf_raise_for_status(response)
            items = response.json()[:_MAX_RESULTS]
            found = [hub_model(ModelInfo(**item)) for item in items]  # type: ignore[no-untyped-call]
            # A mirror's link may name the official host; only what it asks for is taken from it.
            link = response.links.get("next", {}).get("url", "")
            following = urlsplit(link).query
            return SearchPage(
                tuple(m for m in found if m is not None), "" if following == query else following
            )

        found = self._ask(QT_TRANSLATE_NOOP("core", "search"), text, ask, cancel)
        if self._memory is not None and not page:
            self._memory.keep(self._network.endpoint, text, sort, found.models)
        return found

    def last_results(self, text: str, sort: Sort = "downloads") -> OldResults | None:
        """What the same search found when it last went well, for when there is no network."""
        if self._memory is None:
            return None
        return self._memory.find(self._network.endpoint, text, sort)

    # -- one repo ----------------------------------------------------------------------------
    def repo(self, repo: str, cancel: CancelToken | None = None) -> Repo:
        """What `repo` ("owner/name") is and which model files it has."""
        info = self._info(names.check_repo(repo), cancel)
        model = hub_model(info)
        if model is None or info.sha is None or not COMMIT.fullmatch(info.sha):
            raise failures.not_the_hub(self._host(), Phrase(QT_TRANSLATE_NOOP("core", "not a repo")))
        parts = [remote_part(s.rfilename, s.size, s.lfs) for s in info.siblings or ()]
        files, refused = model_files(parts)
        return Repo(
            model=model,
            commit=info.sha,
            page=f"{self._network.endpoint}/{repo}",
            licence_link=licence_link(info, self._network.endpoint, repo),
            files=files,
            refused=refused,
        )

    def card(self, repo: str, cancel: CancelToken | None = None) -> str:
        """The model card as Markdown, without its front matter; "" where there is none. Untrusted."""
        url = self.url(names.check_repo(repo), "README.md", "main")
        purpose = QT_TRANSLATE_NOOP("core", "model card")
        with self._network.open(url, purpose, cancel, small=True) as response:
            if response.status_code == 404:
                return ""
            self.check_status(response, repo)
            data = beginning_of(response, _MAX_CARD)
        text = data.decode("utf-8", "replace").replace("\r\n", "\n")
        return _FRONT_MATTER.sub("", text, count=1).strip()

    def resolve(self, repo: str, paths: Sequence[str], cancel: CancelToken | None = None) -> Resolved:
        """The commit, sizes and sha256 of `paths` as they are now.

        Asks three ways, since mirrors leave things out. Raises `DownloadError` where a sha256 is
        not to be had: what cannot be verified is not downloaded.
        """
        for path in paths:
            names.check_file(path)
        info = self._info(names.check_repo(repo), cancel)
        commit = info.sha or ""
        if not COMMIT.fullmatch(commit):
            reason = QT_TRANSLATE_NOOP("core", "a repo without a commit")
            raise failures.not_the_hub(self._host(), Phrase(reason))
        listed = {s.rfilename: remote_part(s.rfilename, s.size, s.lfs) for s in info.siblings or ()}
        missing = next((path for path in paths if path not in listed), None)
        if missing is not None:
            raise failures.not_on_hub(self._host(), f"{repo}/{shown(missing)}")
        parts = [listed[path] for path in paths]
        if not all(map(is_complete, parts)):
            parts = self._ask_paths_info(repo, commit, parts, cancel)
        parts = [p if is_complete(p) else self._ask_file(repo, commit, p, cancel) for p in parts]
        return Resolved(repo, commit, licence(info), tuple(parts))

    def url(self, repo: str, path: str, commit: str) -> str:
        """Where the bytes of a file are asked for; the answer may be a redirect to another host."""
        return hf_hub_url(repo, path, revision=commit, endpoint=self._network.endpoint)

    # -- the endpoint ------------------------------------------------------------------------
    def test_endpoint(self, cancel: CancelToken | None = None) -> tuple[EndpointStep, ...]:
        """List, read metadata, fetch one byte; ends after the first step that fails.

        A mirror can list files and still send the bytes from a host that cannot be reached.
        """
        steps: list[EndpointStep] = []

        def step(name: Literal["list", "metadata", "bytes"], action: Callable[[], tuple[str, T]]) -> T | None:
            began = time.monotonic()
            try:
                host, result = action()
            except UserError as error:
                host = str(error.params.get("host", self._host()))
                steps.append(EndpointStep(name, host, time.monotonic() - began, error))
                return None
            steps.append(EndpointStep(name, host, time.monotonic() - began, None))
            return result

        page = step("list", lambda: (self._host(), self.search("", limit=5, cancel=cancel)))
        repos = [m.repo for m in page.models if not m.gated] if page else []
        if repos:
            found = step("metadata", lambda: (self._host(), self.repo(repos[0], cancel)))
            if found is not None and found.files:
                step("bytes", lambda: self._first_byte(found, cancel))
        return tuple(steps)

    def _first_byte(self, repo: Repo, cancel: CancelToken | None) -> tuple[str, None]:
        url = self.url(repo.model.repo, repo.files[0].path, repo.commit)
        purpose = QT_TRANSLATE_NOOP("core", "test of the endpoint")
        headers = {"Range": "bytes=0-0"}
        with self._network.open(url, purpose, cancel, headers=headers, small=True) as response:
            self.check_status(response, repo.model.repo)
            host = response.url.host
            if "html" in response.headers.get("Content-Type", ""):
                raise failures.not_the_hub(host, Phrase(QT_TRANSLATE_NOOP("core", "a web page")))
            if not next(response.iter_raw(), b""):
                raise failures.misbehaved(host, Phrase(QT_TRANSLATE_NOOP("core", "nothing at all")))
            return host, None

    # -- asking ------------------------------------------------------------------------------
    def _host(self) -> str:
        return urlsplit(self._network.endpoint).hostname or self._network.endpoint

    def _api(self) -> HfApi:
        # token=False: the one that huggingface_hub finds on this machine is not ours to send.
        return HfApi(self._network.endpoint, token=False, library_name="llmdesk", library_version=__version__)

    def _headers(self) -> dict[str, str]:
        return {"User-Agent": f"llmdesk/{__version__}"}

    def _info(self, repo: str, cancel: CancelToken | None) -> ModelInfo:
        def ask() -> ModelInfo:
            response = get_session().get(
                f"{self._api().endpoint}/api/models/{repo}", params={"blobs": True}, headers=self._headers()
            )
            hf_raise_for_status(response)
            answer = response.json()
            siblings = [s for s in answer.get("siblings") or () if _is_model_file(s)]
            if len(siblings) > _MAX_FILES:
                reason = QT_TRANSLATE_NOOP("core", "a repo with {count} model files, too many to list")
                raise failures.not_the_hub(self._host(), Phrase(reason, {"count": f"{len(siblings):,}"}))
            return ModelInfo(**{**answer, "siblings": siblings})  # type: ignore[no-untyped-call]

        return self._ask(QT_TRANSLATE_NOOP("core", "files of a repo"), repo, ask, cancel)

    def _ask(self, purpose: str, what: str, action: Callable[[], T], cancel: CancelToken | None) -> T:
        """Run one call of the API; wait and try again where that is likely to help."""
        cancel = cancel or CancelToken()
        for attempt in range(_RETRIES + 1):
            try:
                with self._network.purpose(purpose, cancel):
                    return self._understood(what, action)
            except failures.ServerBusy as error:
                wait = error.retry_after if error.retry_after is not None else _RETRY_S * 2**attempt
                if attempt == _RETRIES or wait > _LONGEST_RETRY_S:
                    raise
            except failures.ConnectionFailed as error:
                wait = _RETRY_S
                if attempt == _RETRIES or error.params.get("step") != "broken":
                    raise
            cancel.wait(wait)
        raise AssertionError("the last attempt returns or raises")

    def _understood(self, what: str, action: Callable[[], T]) -> T:
        """What `action` returns; errors of huggingface_hub, and of odd answers, as ours."""
        host = self._host()
        try:
            return action()
        except hub_errors.GatedRepoError as error:  # a kind of RepositoryNotFoundError: it goes first
            raise failures.gated(host, what, f"{self._network.endpoint}/{what}") from error
        except (
            hub_errors.RepositoryNotFoundError,
            hub_errors.RevisionNotFoundError,
            hub_errors.EntryNotFoundError,
        ) as error:
            raise failures.not_on_hub(host, shown(what)) from error
        except hub_errors.OfflineModeIsEnabled as error:  # HF_HUB_OFFLINE
            raise failures.offline(host) from error
        except hub_errors.HfHubHTTPError as error:
            raise _from_status(host, error.response.status_code, what) from error
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise failures.not_the_hub(
                host, Phrase(QT_TRANSLATE_NOOP("core", "not what the Hub's API says"))
            ) from error

    def check_status(self, response: Any, repo: str) -> None:
        """Raise what an error status of a request by `Network.open` means, and for a packed body."""
        status, host = response.status_code, response.url.host
        if status < 400:
            if response.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise failures.misbehaved(host, Phrase(QT_TRANSLATE_NOOP("core", "compressed data")))
            return
        if response.headers.get("X-Error-Code") == "GatedRepo":
            raise failures.gated(host, repo, f"{self._network.endpoint}/{repo}")
        raise _from_status(host, status, repo)

    def _ask_paths_info(
        self, repo: str, commit: str, parts: list[RemotePart], cancel: CancelToken | None
    ) -> list[RemotePart]:
        paths = [part.path for part in parts]
        found = self._ask(
            QT_TRANSLATE_NOOP("core", "files of a repo"),
            repo,
            lambda: self._api().get_paths_info(repo, paths, revision=commit),
            cancel,
        )
        known = {f.path: remote_part(f.path, f.size, f.lfs) for f in found if isinstance(f, RepoFile)}
        return [known.get(part.path, part) for part in parts]

    def _ask_file(self, repo: str, commit: str, part: RemotePart, cancel: CancelToken | None) -> RemotePart:
        """The first answer for a file (not the one it redirects to) carries its size and SHA-256."""
        purpose = QT_TRANSLATE_NOOP("core", "files of a repo")
        url = self.url(repo, part.path, commit)
        with self._network.open(url, purpose, cancel, method="HEAD", follow_redirects=False) as response:
            self.check_status(response, repo)
            size = response.headers.get("X-Linked-Size", "")
            etag = response.headers.get("X-Linked-ETag", "").removeprefix("W/").strip('"')
        if not SHA256.fullmatch(etag) or not (size.isascii() and size.isdigit()):
            raise failures.DownloadError(
                QT_TRANSLATE_NOOP("core", "“{file}” cannot be verified."),
                QT_TRANSLATE_NOOP("core", "{host} does not say its size and SHA-256."),
                QT_TRANSLATE_NOOP("core", "Choose another endpoint in the settings."),
                file=shown(part.path),
                host=self._host(),
            )
        return RemotePart(part.path, int(size), etag)


def _is_model_file(sibling: dict[str, Any]) -> bool:
    """The other files of a repo, which may be many, are not ours."""
    name = sibling["rfilename"]
    return isinstance(name, str) and name.casefold().endswith(".gguf")


def _from_status(host: str, status: int, what: str) -> failures.NetworkError:
    if status in (401, 403):
        return failures.refused(host, status)
    if status in (404, 410):
        return failures.not_on_hub(host, shown(what))
    return failures.server_busy(host, status, None)
