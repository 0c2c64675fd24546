"""What stands in the fields of sets of labels, saved or not.

Owns how that becomes a set, and how it is kept from one window to the next. No widgets.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from llmdesk.tools.sentiment import Label, LabelSet
from llmdesk.ui.sentiment.label_card import LabelText


@dataclass(frozen=True)
class Form:
    """What stands in the fields of one set."""

    name: str = ""
    labels: tuple[LabelText, ...] = (LabelText(), LabelText())


Forms = dict[str, Form]  # by the key of the set


def as_text(forms: Forms) -> str:
    return json.dumps({key: asdict(form) for key, form in forms.items()})


def parse(text: str) -> Forms | None:
    """None for what makes no sense."""
    try:
        return {
            str(key): Form(
                str(form["name"]),
                tuple(LabelText(**{k: str(v) for k, v in label.items()}) for label in form["labels"]),
            )
            for key, form in json.loads(text).items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def form_of(labels: LabelSet) -> Form:
    texts = (
        LabelText(
            one.name,
            one.description,
            "\n".join(one.examples),
            "\n".join(one.borderline),
            ", ".join(one.also),
        )
        for one in labels.labels
    )
    return Form(labels.title or labels.name, tuple(texts))


def label_of(text: LabelText) -> Label:
    also = text.also.replace("，", ",").replace("、", ",").split(",")
    examples, borderline = text.examples.splitlines(), text.borderline.splitlines()
    return Label(text.name, text.description, tuple(examples), tuple(borderline), tuple(also))
