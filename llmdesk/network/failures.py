"""What can go wrong between this machine and a model hub, as kinds of `UserError`.

Owns the kinds and the sentences for connections and answers. Must not import anything of llmdesk
but `errors`.
"""

from __future__ import annotations

from typing import Literal

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase, UserError

#: Where a request failed.
Step = Literal["name", "connect", "secure", "proxy", "answer", "broken"]


class NetworkError(UserError):
    """A request failed. `params["host"]` is the host that failed."""


class OfflineError(NetworkError):
    """The offline switch is on; nothing was sent."""


class ConnectionFailed(NetworkError):
    """No answer came. `params["step"]` (a `Step`) says how far the request got."""


class ServerBusy(NetworkError):
    """The server answered 408, 429 or 5xx: later may go well. `retry_after` in seconds, or None."""

    @property
    def retry_after(self) -> float | None:
        value = self.params.get("retry_after")
        return float(value) if isinstance(value, int | float) else None


class NotTheHub(NetworkError):
    """Something answered, but not what a model hub answers (a sign-in page of a Wi-Fi, a proxy)."""


class ServerMisbehaved(NetworkError):
    """The answer contradicts what was asked for; none of it was used."""


class AccessDenied(NetworkError):
    """The token is missing or refused, or the licence was not accepted. `params["page"]`: where."""


class NotOnHub(NetworkError):
    """There is no such repo or file at this endpoint."""


class HostileName(UserError):
    """A name from the Hub that no file here may have."""


class DownloadError(UserError):
    """A file could not be downloaded; the other kinds of this module can end a download too."""


class DiskFull(DownloadError):
    """There is not enough room on the disk."""


class DamagedDownload(DownloadError):
    """All bytes came, but they are not the file's: the sha256 differs. Nothing was kept."""


class LibraryError(UserError):
    """A model file could not be imported, renamed, deleted or read again."""


_NO_REASON = Phrase(QT_TRANSLATE_NOOP("core", "no reason is given"))
_CHECK = QT_TRANSLATE_NOOP("core", "Check the connection, or set a mirror or a proxy in the settings.")
_CONNECTION: dict[Step, tuple[str, str]] = {
    "name": (
        QT_TRANSLATE_NOOP("core", "The name {host} could not be found ({reason})."),
        QT_TRANSLATE_NOOP("core", "Check the connection and the endpoint in the settings."),
    ),
    "connect": (QT_TRANSLATE_NOOP("core", "{host} does not answer ({reason})."), _CHECK),
    "secure": (
        QT_TRANSLATE_NOOP("core", "No secure connection to {host} could be made ({reason})."),
        QT_TRANSLATE_NOOP(
            "core", "Check this computer's clock, and whether the network requires you to sign in."
        ),
    ),
    "proxy": (
        QT_TRANSLATE_NOOP("core", "The proxy in front of {host} failed ({reason})."),
        QT_TRANSLATE_NOOP("core", "Check the proxy in the settings."),
    ),
    "answer": (QT_TRANSLATE_NOOP("core", "{host} stopped answering ({reason})."), _CHECK),
    "broken": (
        QT_TRANSLATE_NOOP("core", "The connection to {host} broke ({reason})."),
        QT_TRANSLATE_NOOP("core", "Try again; the part already downloaded is kept."),
    ),
}


def connection_failed(host: str, step: Step, reason: str | Phrase) -> ConnectionFailed:
    """`reason` is what the system or the other side says, or a `Phrase` of ours."""
    detail, hint = _CONNECTION[step]
    title = QT_TRANSLATE_NOOP("core", "{host} could not be reached.")
    return ConnectionFailed(title, detail, hint, host=host, step=step, reason=reason or _NO_REASON)


def offline(host: str) -> OfflineError:
    return OfflineError(
        QT_TRANSLATE_NOOP("core", "llmdesk is offline."),
        QT_TRANSLATE_NOOP("core", "Nothing was sent to {host}: the offline switch is on."),
        QT_TRANSLATE_NOOP("core", "Turn off “Offline” to use the network."),
        host=host,
    )


def server_busy(host: str, status: int, retry_after: float | None) -> ServerBusy:
    if status == 429:
        detail = QT_TRANSLATE_NOOP("core", "{host} reports too many requests (429).")
    else:
        detail = QT_TRANSLATE_NOOP("core", "{host} answers with the error {status}.")
    return ServerBusy(
        QT_TRANSLATE_NOOP("core", "The server is busy."),
        detail,
        QT_TRANSLATE_NOOP("core", "Try again in a few minutes."),
        host=host,
        status=status,
        retry_after=retry_after,
    )


def not_the_hub(host: str, reason: Phrase) -> NotTheHub:
    return NotTheHub(
        QT_TRANSLATE_NOOP("core", "{host} does not respond like a model hub."),
        QT_TRANSLATE_NOOP("core", "The response is {reason}."),
        QT_TRANSLATE_NOOP(
            "core",
            "Open a web page to see whether this network requires you to sign in, and check the endpoint.",
        ),
        host=host,
        reason=reason,
    )


def gated(host: str, repo: str, page: str) -> AccessDenied:
    return AccessDenied(
        QT_TRANSLATE_NOOP("core", "“{repo}” is only available to those who accept its licence."),
        QT_TRANSLATE_NOOP("core", "{host} requires you to sign in before it sends this model."),
        QT_TRANSLATE_NOOP(
            "core",
            "Accept the licence at {page}, create an access token there, and enter it in the settings.",
        ),
        host=host,
        repo=repo,
        page=page,
    )


def refused(host: str, status: int) -> AccessDenied:
    return AccessDenied(
        QT_TRANSLATE_NOOP("core", "{host} refuses the request."),
        QT_TRANSLATE_NOOP(
            "core", "It answers {status}: the access token is missing, wrong or lacks permission."
        ),
        QT_TRANSLATE_NOOP("core", "Check the access token in the settings."),
        host=host,
        status=status,
        page="",
    )


def not_on_hub(host: str, what: str) -> NotOnHub:
    return NotOnHub(
        QT_TRANSLATE_NOOP("core", "“{what}” was not found."),
        QT_TRANSLATE_NOOP("core", "{host} has no such repo or file, or shows it only with an access token."),
        QT_TRANSLATE_NOOP("core", "Check the name; it may have been renamed or removed."),
        host=host,
        what=what,
    )


def misbehaved(host: str, reason: Phrase) -> ServerMisbehaved:
    return ServerMisbehaved(
        QT_TRANSLATE_NOOP("core", "{host} did not send the file."),
        QT_TRANSLATE_NOOP("core", "It sent {reason}. Nothing of it was used."),
        QT_TRANSLATE_NOOP("core", "Try again, or choose another endpoint in the settings."),
        host=host,
        reason=reason,
    )
