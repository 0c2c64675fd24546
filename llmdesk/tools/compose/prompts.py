"""What the model is asked for a form: its instructions, and what the user gave, which is data.

Owns how they are put together; the words are in resources/compose/prompts.toml, in English and Chinese. A
text in another language is asked for in English. What was given stands between marks that it cannot contain,
and the task behind it: what stands last is what small models do. Must not judge.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from typing import Any

from llmdesk.engine.types import Message
from llmdesk.errors import fill
from llmdesk.paths import resource
from llmdesk.tools.compose.checking import asked_length
from llmdesk.tools.compose.types import Check, Form, Values

_MOST_REASONS = 6
_LONGEST_SHOWN = 8_000  # characters of a text that was not taken
# Fields that stand in the task itself, in a line of it.
_IN_THE_TASK = ("name", "names", "kind", "audience", "sender", "words")


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resource("compose", "prompts.toml").read_text(encoding="utf-8"))


class Prompts:
    """The prompts of one text."""

    def __init__(self, form: Form, values: Values, language: str) -> None:
        self._form, self._values, self._language = form, values, language
        self._all: dict[str, Any] = _data()["zh" if language == "zh" else "en"]
        self._own: dict[str, Any] = self._all[form.name]

    def ask(self) -> tuple[Message, ...]:
        return self._asked("")

    def ask_anew(self, wrong: Sequence[Check]) -> tuple[Message, ...]:
        """The same once more, from the beginning, with what was wrong with an earlier text."""
        return self._asked(fill(self._all["care"], {"reasons": self._reasons(wrong)}))

    def _asked(self, care: str) -> tuple[Message, ...]:
        system = self._joined(self._filled(self._own["system"]), self._about_data())
        task = self._joined(self._task(), care)
        return Message("system", system), Message("user", "\n\n".join([*self._material(), task]))

    def _about_data(self) -> str:
        marks = [fill(self._all["marks"], {"name": name}) for name, _ in self._given()]
        return fill(self._all["data"], {"marks": str(self._all["and"]).join(marks)})

    def _joined(self, *sentences: str) -> str:
        return ("" if self._language == "zh" else " ").join(filter(None, sentences))

    def ask_again(self, text: str, wrong: Sequence[Check]) -> tuple[Message, ...]:
        """The same once more, with the text that was not taken and what was wrong with it."""
        again = fill(self._all["again"], {"reasons": self._reasons(wrong)})
        return (*self.ask(), Message("assistant", text[:_LONGEST_SHOWN] or "…"), Message("user", again))

    @property
    def language(self) -> str:
        """The name of the language that the text is to be in."""
        return str(self._all["languages"].get(self._language, self._language))

    def _reasons(self, wrong: Sequence[Check]) -> str:
        return self._joined(*dict.fromkeys(self._reason(check) for check in wrong[:_MOST_REASONS]))

    def _reason(self, check: Check) -> str:
        params = {**dict(check.params), "language": self.language, "detail": check.detail}
        return fill(self._all["reasons"][check.rule], params)

    def _material(self) -> list[str]:
        """What was given, each between its marks."""
        given = self._given()
        names = [name for name, _ in given]
        return [f"<{name}>\n{_apart(text, names)}\n</{name}>" for name, text in given]

    def _given(self) -> list[tuple[str, str]]:
        fields = [f.name for f in self._form.fields if f.kind != "choice" and f.name not in _IN_THE_TASK]
        return [(name, text) for name in fields if (text := self._values.get(name, "")).strip()]

    def tidied(self, text: str) -> str:
        """Without the marks and the material between them, where the model wrote them along."""
        text = text.strip()
        for name, _ in self._given():
            opened, closed = f"<{name}>", f"</{name}>"
            if text.startswith(opened) and closed in text:
                text = text.partition(closed)[2]
            text = text.replace(opened, "").replace(closed, "").strip()
        return text

    def _task(self) -> str:
        parts = [self._filled(self._own["task"])]
        if "language" in self._form.rules:
            parts.append(fill(self._all["write_in"], {"language": self.language}))
        asked = asked_length(self._form, self._values, self._language)
        if asked is not None:
            parts.append(fill(self._all["length"], {"least": asked[0], "most": asked[1]}))
        return self._joined(*parts, self._filled(self._own.get("last", "")))

    def _filled(self, template: str) -> str:
        """With the words of each choice, and a line for each optional field that has something."""
        params: dict[str, object] = {"language": self.language}
        for field in self._form.fields:
            value = _one_line(self._values.get(field.name, ""))
            if field.kind == "choice":
                words = self._own.get(field.name, {})
                params[field.name] = words.get(value, value)
                params[f"{field.name}_last"] = self._own.get(f"{field.name}_last", {}).get(value, "")
            elif f"no_{field.name}" in self._own and not value:
                params[field.name] = self._own[f"no_{field.name}"]
            elif field.name in self._own:
                for name in (field.name, f"{field.name}_last"):
                    words = str(self._own.get(name, ""))
                    params[name] = fill(words, {field.name: value}) if value else ""
            else:
                params[field.name] = value
        if self._form.name == "code":  # the field has the name of what the text is written in
            params |= {"code_language": self._values.get("language", ""), "language": self.language}
        return fill(template, params)


def _apart(text: str, names: Sequence[str]) -> str:
    """A mark within what was given is taken apart, so that nothing ends early."""
    for name in names:
        text = text.replace(f"</{name}>", f"< /{name}>").replace(f"<{name}>", f"< {name}>")
    return text.strip("\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())
