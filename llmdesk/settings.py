"""What the user has set: typed, versioned, read forgivingly, written atomically.

Owns the file's format and the check of every value. Must not know who uses a setting.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, SettingsError, UserError
from llmdesk.files import make_folders, set_aside, write_atomically

VERSION = 1
OFFICIAL_ENDPOINT = "https://huggingface.co"
MAX_THREADS = 1024
MAX_CONTEXT = 1 << 24
MAX_IDLE_MINUTES = 7 * 24 * 60
MAX_INSTRUCTIONS = 20_000  # characters
MAX_PRESET = 200  # characters of what stands for a preset
MAX_TEMPERATURE = 2.0
MAX_KEPT_MB = 1_000_000
MAX_ANSWER = 1 << 20  # tokens
MAX_PORT = 65_535
SERVER_PORT = 11_439  # nobody else's: Ollama has 11434, LM Studio 1234, llama-server 8080
_MAX_BYTES = 1 << 20


def _setting(default: object, valid: Callable[[object], bool]) -> Any:
    return field(default=default, metadata={"valid": valid})


def _text(value: object) -> bool:
    return isinstance(value, str)


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _one_of(*choices: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in choices


def _whole(least: int, most: int) -> Callable[[object], bool]:
    # In Python, and so in JSON that is read with it, True is an int.
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _number(least: float, most: float) -> Callable[[object], bool]:
    return lambda value: (
        isinstance(value, (int, float)) and not isinstance(value, bool) and least <= value <= most
    )


def _text_up_to(most: int) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and len(value) <= most


def _none_or(valid: Callable[[object], bool]) -> Callable[[object], bool]:
    return lambda value: value is None or valid(value)


def _texts(value: object) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) and item for item in value)


def _web_address(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:  # an IPv6 address without its bracket
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, with its default. `None` means: measured or computed on this machine.

    `text_size` is in percent, `model` the text of the `ModelRef` used last ("" for none yet), `device`
    "auto", "cpu", "gpu" or a device's id, `context` in tokens, `kv_type` that of the KV cache of every model
    which can keep it so and has no type of its own, `idle_unload_minutes` 0 for never, `window_geometry` what
    Qt saved, in base64; `reader_width`, that of a source beside the chat, is in pixels at a text size of 100
    %; `welcomed`: the first start is over. `engines` are those elsewhere that the user keeps, each its name,
    a space and its address (`models.elsewhere`). `chat_instructions` is the system prompt of all chats of the
    window, `chat_preset` the preset that new ones begin with, as `tools.chat.presets.beginning` writes it, ""
    for none; `chat_overflow` says what a chat leaves out where it does not fit; `chat_thinking` False asks
    models that think first to answer at once; `kept_contexts_mb`: what was read of chats takes so much of the
    disk, 0 for none. `server_on`: other programs may ask on `server_port`, those of other computers too where
    `server_reach` is "network", and pages of `server_origins` in a browser; `server_token_kept`: their token
    lies in the keyring. `proxy` is "" for the system's, "none", or an address; `token_hosts` are the hosts
    whose access token, and the proxies whose password, lies in the system's keyring (neither is ever written
    here: an older file may hold a password in `proxy`, the next save leaves it out). `unknown` holds the
    fields of a newer llmdesk, written back as they were.
    """

    version: int = _setting(VERSION, _whole(1, 1 << 31))
    language: str = _setting("system", _one_of("system", "en", "zh_CN"))
    theme: Literal["system", "light", "dark"] = _setting("system", _one_of("system", "light", "dark"))
    text_size: int = _setting(100, _whole(80, 200))
    model: str = _setting("", _text)
    device: str = _setting("auto", lambda value: _text(value) and bool(value))
    threads: int | None = _setting(None, _none_or(_whole(1, MAX_THREADS)))
    context: int | None = _setting(None, _none_or(_whole(1, MAX_CONTEXT)))
    kv_type: Literal["f16", "q8_0", "q4_0"] = _setting("f16", _one_of("f16", "q8_0", "q4_0"))
    model_folders: tuple[str, ...] = _setting((), _texts)
    engines: tuple[str, ...] = _setting((), _texts)
    endpoint: str = _setting(OFFICIAL_ENDPOINT, _web_address)
    offline: bool = _setting(False, _flag)
    proxy: str = _setting("", _text)
    token_hosts: tuple[str, ...] = _setting((), _texts)
    idle_unload_minutes: int = _setting(30, _whole(0, MAX_IDLE_MINUTES))
    desktop_notices: bool = _setting(True, _flag)
    chat_instructions: str = _setting("", _text_up_to(MAX_INSTRUCTIONS))
    chat_preset: str = _setting("", _text_up_to(MAX_PRESET))
    chat_thinking: bool = _setting(True, _flag)
    chat_titles: bool = _setting(True, _flag)
    chat_check_documents: bool = _setting(True, _flag)
    chat_temperature: float | None = _setting(None, _none_or(_number(0.0, MAX_TEMPERATURE)))
    chat_max_tokens: int | None = _setting(None, _none_or(_whole(1, MAX_ANSWER)))
    chat_overflow: Literal["oldest", "keep_first", "ask"] = _setting(
        "oldest", _one_of("oldest", "keep_first", "ask")
    )
    kept_contexts_mb: int = _setting(2000, _whole(0, MAX_KEPT_MB))
    server_on: bool = _setting(False, _flag)
    server_port: int = _setting(SERVER_PORT, _whole(1, MAX_PORT))
    server_reach: Literal["computer", "network"] = _setting("computer", _one_of("computer", "network"))
    server_origins: tuple[str, ...] = _setting((), _texts)
    server_token_kept: bool = _setting(False, _flag)
    window_geometry: str = _setting("", _text)
    reader_width: int = _setting(460, _whole(100, 10_000))
    welcomed: bool = _setting(False, _flag)
    unknown: Mapping[str, object] = field(default_factory=dict)


_SETTINGS = {f.name: f for f in fields(Settings) if "valid" in f.metadata}


def load_settings(path: Path) -> tuple[Settings, UserError | None]:
    """The settings in `path`, and what the user should be told, if anything.

    No file gives the defaults. An unreadable file is set aside and gives the defaults. A value that
    makes no sense gives that setting's default, and is named. Never raises for what is in the file.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except FileNotFoundError:
        return Settings(), None
    except OSError as error:
        return Settings(), _not_read(path, error.strerror or str(error))
    try:
        document = _parse(data)
    except _Unreadable as error:
        return Settings(), _put_aside(path, error.reason)
    except ValueError as error:  # of the JSON parser
        return Settings(), _put_aside(path, str(error))
    return _from_document(document, path)


def save_settings(path: Path, settings: Settings) -> None:
    """Write `settings` to `path`; a crash leaves the old file or the new one. Raises SettingsError."""
    for name, setting in _SETTINGS.items():
        value = getattr(settings, name)
        if not setting.metadata["valid"](value):
            raise SettingsError(
                QT_TRANSLATE_NOOP("core", "The settings were not saved."),
                QT_TRANSLATE_NOOP("core", "{name} cannot be {value}."),
                QT_TRANSLATE_NOOP("core", "Choose another value."),
                name=name,
                value=repr(value),
            )
    document = {**settings.unknown, **{name: getattr(settings, name) for name in _SETTINGS}}
    document["proxy"], _ = without_password(settings.proxy)
    text = json.dumps(document, indent=2)
    try:
        make_folders(path.parent)
        write_atomically(path, text.encode("ascii") + b"\n")
    except OSError as error:
        raise SettingsError(
            QT_TRANSLATE_NOOP("core", "The settings could not be saved."),
            QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
            QT_TRANSLATE_NOOP("core", "Free some space, and check that the folder can be written."),
            path=path,
            reason=error.strerror or error,
        ) from error


def without_password(proxy: str) -> tuple[str, str]:
    """(the address without its password, the password); "" where there is none."""
    scheme, separator, rest = proxy.rpartition("://")
    login, at, host = rest.rpartition("@")
    user, colon, password = login.partition(":")
    if not at or not colon:
        return proxy, ""
    return f"{scheme}{separator}{user}{at if user else ''}{host}", unquote(password)


class _Unreadable(Exception):
    """The file holds no settings."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(reason)
        self.reason = reason


def _parse(data: bytes) -> dict[str, object]:
    if len(data) > _MAX_BYTES:
        raise _Unreadable(Phrase(QT_TRANSLATE_NOOP("core", "it is too large")))
    try:
        document = json.loads(data)
    except RecursionError as error:
        raise _Unreadable(Phrase(QT_TRANSLATE_NOOP("core", "it is nested too deeply"))) from error
    if not isinstance(document, dict):
        raise _Unreadable(Phrase(QT_TRANSLATE_NOOP("core", "it is not a JSON object")))
    return document


def _from_document(document: dict[str, object], path: Path) -> tuple[Settings, UserError | None]:
    known: dict[str, Any] = {}
    refused: list[str] = []
    for name, setting in _SETTINGS.items():
        if name not in document:
            continue
        value = document[name]
        value = tuple(value) if isinstance(value, list) else value
        if setting.metadata["valid"](value):
            known[name] = value
        else:
            refused.append(name)
    unknown = {name: value for name, value in document.items() if name not in _SETTINGS}
    settings = Settings(**known, unknown=unknown)
    if not refused:
        return settings, None
    notice = SettingsError(
        QT_TRANSLATE_NOOP("core", "Some settings were invalid."),
        QT_TRANSLATE_NOOP("core", "In {path}: {names}. Defaults are used for these; all others are kept."),
        QT_TRANSLATE_NOOP("core", "You can set them again in the settings."),
        path=path,
        names=Listing(tuple(refused)),
    )
    return settings, notice


def _put_aside(path: Path, reason: str | Phrase) -> UserError:
    try:
        damaged = set_aside(path)
    except OSError:
        return _not_read(path, reason)
    return SettingsError(
        QT_TRANSLATE_NOOP("core", "The settings file was damaged. Defaults are used."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP("core", "The damaged file is kept as {damaged}."),
        path=path,
        reason=reason,
        damaged=damaged,
    )


def _not_read(path: Path, reason: str | Phrase) -> UserError:
    return SettingsError(
        QT_TRANSLATE_NOOP("core", "The settings could not be read. Defaults are used."),
        QT_TRANSLATE_NOOP("core", "{path}: {reason}."),
        QT_TRANSLATE_NOOP("core", "Check that you may read the file, then start llmdesk again."),
        path=path,
        reason=reason,
    )
