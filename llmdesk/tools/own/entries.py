"""Entries of a TOML file from anybody: each is what is wanted, or what is wrong with it is told by its name.

Owns the looking. Must not know what an entry is for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llmdesk.errors import QT_TRANSLATE_NOOP, Listing, Phrase, shown


class ToolFileError(ValueError):
    """What is wrong with a file, in words."""

    def __init__(self, words: str, **params: object) -> None:
        self.reason = Phrase(words, params)
        super().__init__(str(self.reason))


class NewerTool(ToolFileError):
    """A file of a form that only a newer llmdesk reads."""


class Entries:
    """A table of a TOML file. Each method raises `ToolFileError`."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def only(self, known: Sequence[str], where: str = "") -> None:
        unknown = sorted(set(self.values) - set(known))
        if unknown and where:
            raise ToolFileError(
                QT_TRANSLATE_NOOP(
                    "core", "“{where}” has the unknown key “{key}”; the keys there are: {keys}."
                ),
                where=where,
                key=shown(unknown[0], 40),
                keys=Listing(tuple(known)),
            )
        if unknown:
            raise ToolFileError(
                QT_TRANSLATE_NOOP("core", "It has the unknown key “{key}”; the keys are: {keys}."),
                key=shown(unknown[0], 40),
                keys=Listing(tuple(known)),
            )

    def text(self, key: str, most: int, *, needed: bool = False) -> str:
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise ToolFileError(QT_TRANSLATE_NOOP("core", "“{key}” is not text."), key=key)
        if needed and not value.strip():
            raise ToolFileError(QT_TRANSLATE_NOOP("core", "“{key}” is missing or empty."), key=key)
        if len(value) > most:
            raise self._too_long(key, len(value), most)
        return value

    def one_of(self, key: str, known: Sequence[str], usual: str) -> str:
        value = self.values.get(key, usual)
        if value not in known:
            raise ToolFileError(
                QT_TRANSLATE_NOOP("core", "“{key}” is “{value}”; it may be: {known}."),
                key=key,
                # a number may have more digits than Python turns into text
                value=shown(value if isinstance(value, str) else type(value).__name__, 40),
                known=Listing(tuple(known)),
            )
        return str(value)

    def texts(self, key: str, most: int, longest: int) -> tuple[str, ...]:
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, str) and each for each in found):
            raise ToolFileError(
                QT_TRANSLATE_NOOP("core", '“{key}” is not a list of texts: ["…", "…"].'), key=key
            )
        if len(found) > most:
            raise self._too_many(key, len(found), most)
        for each in found:
            if len(each) > longest:
                raise self._too_long(key, len(each), longest)
        return tuple(found)

    def table(self, key: str) -> Entries:
        found = self.values.get(key, {})
        if not isinstance(found, dict):
            raise ToolFileError(QT_TRANSLATE_NOOP("core", "“{key}” is not a table: [{key}]."), key=key)
        return Entries(found)

    def tables(self, key: str, most: int) -> list[Entries]:
        found = self.values.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise ToolFileError(
                QT_TRANSLATE_NOOP("core", "“{key}” is not a list of tables: [[{key}]]."), key=key
            )
        if len(found) > most:
            raise self._too_many(key, len(found), most)
        return [Entries(each) for each in found]

    def whole(self, key: str, least: int, most: int, usual: int) -> int:
        if key not in self.values:
            return usual
        value = self.values[key]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise ToolFileError(
                QT_TRANSLATE_NOOP("core", "“{key}” is not a whole number from {least} to {most}."),
                key=key,
                least=f"{least:,}",
                most=f"{most:,}",
            )
        return value

    def number(self, key: str, least: float, most: float) -> float | None:
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise ToolFileError(
                QT_TRANSLATE_NOOP("core", "“{key}” is not a number from {least} to {most}."),
                key=key,
                least=least,
                most=most,
            )
        return float(value)

    def flag(self, key: str) -> bool:
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            raise ToolFileError(QT_TRANSLATE_NOOP("core", "“{key}” is neither true nor false."), key=key)
        return value

    def _too_long(self, key: str, length: int, most: int) -> ToolFileError:
        return ToolFileError(
            QT_TRANSLATE_NOOP("core", "“{key}” is too long: {count} characters, at most {most}."),
            key=key,
            count=f"{length:,}",
            most=f"{most:,}",
        )

    def _too_many(self, key: str, count: int, most: int) -> ToolFileError:
        return ToolFileError(
            QT_TRANSLATE_NOOP("core", "“{key}” has too many entries: {count}, at most {most}."),
            key=key,
            count=f"{count:,}",
            most=f"{most:,}",
        )
