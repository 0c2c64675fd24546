"""What stands in the forms, kept from one window to the next.

Owns how it is written down and read. What was written by the model is in the history; here are its numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from llmdesk.errors import UserError
from llmdesk.store import Run, Store
from llmdesk.tools.compose import FORMS, Form, composed_of, form_named, values_of
from llmdesk.ui.drafts import object_in
from llmdesk.ui.write.compose.versions import Version, Versions

NAME = "write.compose.draft"


@dataclass(frozen=True)
class Draft:
    """By the names of forms: what stands in their fields, and which runs are their versions, with the place
    of the one that shows. `read`: these versions, once they are read."""

    form: str = FORMS[0].name
    language: str = ""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    runs: Mapping[str, tuple[tuple[int, ...], int]] = field(default_factory=dict)
    read: Mapping[str, Versions] = field(default_factory=dict)

    def to_json(self) -> str:
        made = {
            "form": self.form,
            "language": self.language,
            "values": {name: dict(values) for name, values in self.values.items()},
            "runs": {name: [list(numbers), at] for name, (numbers, at) in self.runs.items()},
        }
        return json.dumps(made, ensure_ascii=False).encode("utf-8", "replace").decode()


def found(store: Store, kept: str) -> Draft | None:
    """With its versions; None for nothing, and for what makes no sense. In a thread."""
    value = object_in(kept)
    if value is None:
        return None
    values = {form.name: _values(form, _of(value.get("values"), form)) for form in FORMS}
    read = {form.name: _versions(store, form, _of(value.get("runs"), form)) for form in FORMS}
    form = form_named(str(value.get("form", ""))) or FORMS[0]
    return Draft(form.name, str(value.get("language", "")), values, read=read)


def _of(kept: object, form: Form) -> object:
    return kept.get(form.name) if isinstance(kept, dict) else None


def _values(form: Form, kept: object) -> dict[str, str]:
    """Of fields that there are, each as long as it may be pasted at the most."""
    given = kept if isinstance(kept, dict) else {}
    named = {each.name: given.get(each.name) for each in form.fields}
    return {name: value for name, value in named.items() if isinstance(value, str)}


def _versions(store: Store, form: Form, kept: object) -> Versions:
    if not (isinstance(kept, list) and len(kept) == 2 and isinstance(kept[0], list)):
        return Versions()
    numbers = [number for number in kept[0] if isinstance(number, int)]
    every = list(_still_there(store, form, numbers))
    at = kept[1] if isinstance(kept[1], int) and -1 <= kept[1] < len(every) else len(every) - 1
    return Versions(every, at)


def _still_there(store: Store, form: Form, numbers: list[int]) -> Iterator[Version]:
    for number in numbers:
        try:
            version = version_from(store.run(number))
        except UserError:
            continue
        if version is not None and version.composed.form == form.name:
            yield version


def version_from(run: Run) -> Version | None:
    """What a run of the history holds; None where it cannot be read."""
    composed = composed_of(run)
    if composed is None or form_named(composed.form) is None:
        return None
    return Version(composed, run.id)


def given_of(run: Run) -> dict[str, str]:
    """What was given for it, as the form may have it."""
    form = form_named(str(run.inputs.get("form", "")))
    return {} if form is None else _values(form, values_of(run))
