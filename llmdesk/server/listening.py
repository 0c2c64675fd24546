"""Where the server listens: its socket, and the names by which it may be called.

Owns the choice between this computer alone and the network, and what is said where a port is taken. Must not
accept a connection.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from dataclasses import dataclass

from llmdesk.errors import QT_TRANSLATE_NOOP, UsageError

LOOPBACK, EVERYWHERE = "127.0.0.1", "0.0.0.0"
_NAMES = frozenset({"localhost"})


@dataclass(frozen=True)
class Listening:
    """An open socket. `address` is what other programs are given as the base of the API."""

    socket: socket.socket
    host: str
    port: int

    @property
    def address(self) -> str:
        return f"http://{self.host}:{self.port}/v1"


def listen(port: int, *, network: bool = False) -> Listening:
    """Take `port` (0: a free one) on this computer alone, or with `network` on all its addresses. Raises
    `UsageError` where it is taken or not allowed."""
    opened = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":  # there, reusing an address means to share it with whoever has it
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((EVERYWHERE if network else LOOPBACK, port))
        opened.listen(128)
    except OSError as error:
        opened.close()
        raise _refused(port, error) from error
    opened.setblocking(False)
    host = own_address() if network else LOOPBACK
    return Listening(opened, host, opened.getsockname()[1])


def own_address() -> str:
    """This computer's address in its network, as the system would choose it; nothing is sent for that."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation, which is nobody's
            return str(probe.getsockname()[0])
        except OSError:
            return LOOPBACK


def own_names(*, network: bool) -> frozenset[str]:
    """Names (no addresses) that mean this computer, in lower case."""
    if not network:
        return _NAMES
    name = socket.gethostname().lower()
    return _NAMES | {name, name.partition(".")[0], f"{name.partition('.')[0]}.local"}


def may_be_called(host: str, names: frozenset[str], *, network: bool) -> bool:
    """Whether `host`, of a request's Host header without its port, means this computer and not a name that
    a page on the web has been given. An address cannot be such a name."""
    if host.lower().rstrip(".") in names:
        return True
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return network or address.is_loopback


def _refused(port: int, error: OSError) -> UsageError:
    if error.errno == errno.EADDRINUSE or getattr(error, "winerror", 0) == 10048:
        return UsageError(
            QT_TRANSLATE_NOOP("core", "Port {port} is already in use."),
            QT_TRANSLATE_NOOP("core", "Another program, or another llmdesk, listens there."),
            QT_TRANSLATE_NOOP("core", "Choose another port."),
            port=port,
        )
    return UsageError(
        QT_TRANSLATE_NOOP("core", "Port {port} cannot be used."),
        "{reason}",
        QT_TRANSLATE_NOOP("core", "Choose another port, above 1023."),
        port=port,
        reason=error.strerror or error,
    )
