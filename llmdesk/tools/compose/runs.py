"""Texts made from forms, in the store and for other programs.

Owns the shape of a run of kind "compose". Must not compose.
"""

from __future__ import annotations

from collections.abc import Mapping

from llmdesk.errors import shown
from llmdesk.store import Run, RunKind, Store
from llmdesk.tools import kept
from llmdesk.tools.compose.types import Check, Composed, ComposeOptions, Fact, Form, Values

KIND: RunKind = "compose"
_TITLE = 80


def keep(store: Store, form: Form, values: Values, options: ComposeOptions, composed: Composed) -> Run:
    """Keep a text with all that was given for it. Raises `StoreError`."""
    title = shown(_line(values.get("name", "") or values.get(form.main, "")), _TITLE)
    inputs: dict[str, object] = {"form": form.name, "values": dict(values)}
    run = store.add_run(KIND, inputs, kept.write(options), title=title, model=composed.model)
    return store.finish_run(run.id, kept.write(composed), "done" if composed.complete else "stopped")


def _line(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def composed_of(run: Run) -> Composed | None:
    """What a run holds; None where it cannot be read."""
    return kept.read(Composed, run.result)


def values_of(run: Run) -> dict[str, str]:
    """What was given for it."""
    return kept.read(dict[str, str], run.inputs.get("values")) or {}


def as_json(composed: Composed) -> dict[str, object]:
    """For other programs, with the fields of the README."""
    return {
        "text": composed.text,
        "form": composed.form,
        "language": composed.language,
        "passed": composed.passed,
        "checks": [_check(check) for check in composed.checks],
        "facts": [_fact(fact) for fact in composed.facts],
        "attempts": composed.attempts,
        "complete": composed.complete,
        "warning": composed.warning,
        "model": composed.model,
        "seconds": round(composed.seconds, 3),
    }


def _check(check: Check) -> dict[str, object]:
    made: dict[str, object] = {"rule": check.rule, "passed": check.passed, "detail": check.detail}
    return made if check.place is None else {**made, "start": check.place.start, "end": check.place.end}


def _fact(fact: Fact) -> dict[str, object]:
    made: dict[str, object] = {"text": fact.text, "used": fact.used, "missing": list(fact.missing)}
    if fact.against:
        made["against"] = True
    return made if fact.place is None else {**made, "start": fact.place.start, "end": fact.place.end}


def form_as_json(form: Form) -> Mapping[str, object]:
    """A form for other programs: what may be given for it."""
    return {
        "name": form.name,
        "title": form.title,
        "about": form.about,
        "document": form.main,
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "kind": field.kind,
                "required": field.required,
                "longest": field.longest,
                "choices": [choice.value for choice in field.choices],
                "usual": field.usual,
            }
            for field in form.fields
        ],
    }
