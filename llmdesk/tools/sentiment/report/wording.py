"""The sentences of a trust report, English and marked for translation.

Owns the words, and how a figure with its interval is written. Must not know HTML.
"""

from __future__ import annotations

from collections.abc import Mapping

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.tools.evidence.wording import Translate
from llmdesk.tools.sentiment.report.types import Interval, Judging

TITLE = QT_TRANSLATE_NOOP("core", "Trust report")
OF_TABLE = QT_TRANSLATE_NOOP("core", "{table}, column “{column}”")
OF_SHEET = QT_TRANSLATE_NOOP("core", "{table}, sheet “{sheet}”, column “{column}”")
MADE = QT_TRANSLATE_NOOP("core", "Made with llmdesk {version} on {date}")

SHORT = QT_TRANSLATE_NOOP("core", "In short")
HOW_MADE = QT_TRANSLATE_NOOP("core", "How the labels were made")
HOW_GOOD = QT_TRANSLATE_NOOP("core", "How good the labels are")
HOW_STEADY = QT_TRANSLATE_NOOP("core", "How far the labels depend on their wording")
TWO_PEOPLE = QT_TRANSLATE_NOOP("core", "How far two people agree")
SHARES = QT_TRANSLATE_NOOP("core", "What share of the table has each label")
LEFT_OUT = QT_TRANSLATE_NOOP("core", "What was left out")
CODEBOOK = QT_TRANSLATE_NOOP("core", "The labels and what they mean")
PROMPTS = QT_TRANSLATE_NOOP("core", "The prompts in full")
ABOUT = QT_TRANSLATE_NOOP(
    "core",
    "All intervals are 95 % intervals: of accuracy and of parts of rows by Wilson’s method, of shares by "
    "prediction-powered inference, of all else by a bootstrap over the rows.",
)

# -- in short ------------------------------------------------------------------
RIGHT = QT_TRANSLATE_NOOP(
    "core",
    "On {rows} rows with known labels, {accuracy} of the model’s labels are right. Always giving the most "
    "frequent label would reach {most_frequent}.",
)
NO_BETTER = QT_TRANSLATE_NOOP(
    "core",
    "That is not reliably better than always giving the most frequent label, so do not rely on the labels.",
)
NOT_JUDGED = QT_TRANSLATE_NOOP(
    "core",
    "Nobody knows how good these labels are: no rows with known labels were given. Label 30 rows or more, "
    "drawn at random.",
)
TOO_SURE = QT_TRANSLATE_NOOP("core", "The model is too sure of itself, by {points} points on average.")
TOO_MODEST = QT_TRANSLATE_NOOP(
    "core", "The model is less sure than it could be, by {points} points on average."
)
CHANGED_ORDER = QT_TRANSLATE_NOOP("core", "With the labels in another order, {changed} of the labels change.")
ORDER_IS_NOTHING = QT_TRANSLATE_NOOP(
    "core",
    "The order of the labels changes no result: in any order the model reads the same, and each label is "
    "compared by itself.",
)
WORDS_ARE_NOTHING = QT_TRANSLATE_NOOP(
    "core",
    "“{words}” would change no result, by construction: llmdesk knows these words, and asks the model for "
    "the same ones in place of both. So this says nothing of how far the model follows the wording. With "
    "words that llmdesk does not know, labels may change; that was not measured.",
)
CHANGED_WORDS = QT_TRANSLATE_NOOP("core", "With other words for the labels, {changed} of the labels change.")
AGREE = QT_TRANSLATE_NOOP("core", "Two people agree in {same} of {rows} rows (Cohen’s κ {kappa}).")

# -- how they were made --------------------------------------------------------
MODEL = QT_TRANSLATE_NOOP("core", "Model")
MODEL_FILE = QT_TRANSLATE_NOOP("core", "{name} ({file}, {size} MB)")
LABELS = QT_TRANSLATE_NOOP("core", "Labels")
SET = QT_TRANSLATE_NOOP("core", "{labels} (set “{set}”)")
SAID = QT_TRANSLATE_NOOP("core", "Said by the model of the labels")
SAID_WORDS = QT_TRANSLATE_NOOP(
    "core", "other words and texts, before the first row: {said}. Each row was read with them and without."
)
PROMPT = QT_TRANSLATE_NOOP("core", "Prompt")
PROMPT_WORDS = QT_TRANSLATE_NOOP(
    "core",
    "a few examples, then the text; the label words are compared by their probability behind it, and "
    "no label is generated. Fingerprint {fingerprint} (texts in {language})",
)
CALIBRATION = QT_TRANSLATE_NOOP("core", "Bias")
CALIBRATION_WORDS = QT_TRANSLATE_NOOP("core", "{source}; scale {scale}, {bias} (texts in {language})")
SOURCES: Mapping[str, str] = {
    "shipped texts": QT_TRANSLATE_NOOP("core", "taken out by {rows} example texts that come with llmdesk"),
    "rows of the table": QT_TRANSLATE_NOOP("core", "taken out by {rows} rows of the table, drawn at random"),
    "none": QT_TRANSLATE_NOOP("core", "left as it is: there are no example texts for these labels"),
    "labelled rows": QT_TRANSLATE_NOOP("core", "fitted on {rows} labelled rows"),
    "decisions": QT_TRANSLATE_NOOP(
        "core", "left as it is: the engine answers questions with probabilities itself, and reads no examples"
    ),
}
UNSURE = QT_TRANSLATE_NOOP("core", "Unsure")
UNSURE_BELOW = QT_TRANSLATE_NOOP("core", "below a confidence of {limit}")
ROWS = QT_TRANSLATE_NOOP("core", "Rows")
ROWS_SCORED = QT_TRANSLATE_NOOP("core", "{scored} of {rows} got a label")
OUTPUT = QT_TRANSLATE_NOOP("core", "Result")
ENGLISH = QT_TRANSLATE_NOOP("core", "English")
CHINESE = QT_TRANSLATE_NOOP("core", "Chinese")

# -- how good ------------------------------------------------------------------
JUDGED: Mapping[Judging, str] = {
    "other half": QT_TRANSLATE_NOOP(
        "core",
        "Measured on {rows} labelled rows that the model did not learn from; others, drawn at random, taught "
        "it.",
    ),
    "five parts": QT_TRANSLATE_NOOP(
        "core",
        "Measured on {rows} labelled rows in five parts: each part is judged by a model that learnt from the "
        "other four. Rows that were labelled because the model was unsure of them are harder than most.",
    ),
    "random sample": QT_TRANSLATE_NOOP(
        "core", "Measured on a sample of {rows} labelled rows, none of which taught the model."
    ),
}
FIGURE = QT_TRANSLATE_NOOP("core", "Figure")
VALUE = QT_TRANSLATE_NOOP("core", "Value")
INTERVAL = QT_TRANSLATE_NOOP("core", "95 % interval")
ACCURACY = QT_TRANSLATE_NOOP("core", "Accuracy")
MACRO_F1 = QT_TRANSLATE_NOOP("core", "Macro-F1")
ECE = QT_TRANSLATE_NOOP("core", "Expected calibration error (0 is best)")
BRIER = QT_TRANSLATE_NOOP("core", "Brier score (0 is best, 2 is worst)")
OVERCONFIDENCE = QT_TRANSLATE_NOOP("core", "Mean confidence less accuracy (0 is best)")
LABEL = QT_TRANSLATE_NOOP("core", "Label")
KNOWN = QT_TRANSLATE_NOOP("core", "Known rows")
PRECISION = QT_TRANSLATE_NOOP("core", "Precision")
RECALL = QT_TRANSLATE_NOOP("core", "Recall")
F1 = QT_TRANSLATE_NOOP("core", "F1")
CONFUSION = QT_TRANSLATE_NOOP("core", "Known label ↓, given label →")
CONFIDENCE = QT_TRANSLATE_NOOP("core", "Confidence")
SHARE_RIGHT = QT_TRANSLATE_NOOP("core", "Share that is right")

# -- how steady ----------------------------------------------------------------
TRIED = QT_TRANSLATE_NOOP(
    "core",
    "{rows} rows, drawn at random from the whole table ({usable} rows with a text, seed {seed}), were "
    "labelled again.",
)
ALL_TRIED = QT_TRANSLATE_NOOP("core", "All {rows} rows with a text were labelled again.")
SAME_MEANING = QT_TRANSLATE_NOOP(
    "core",
    "A label means the same whatever it is called: a label that changes shows that the model follows the "
    "wording.",
)
LABELS_AS = QT_TRANSLATE_NOOP("core", "Labels as they stood")
CHANGED = QT_TRANSLATE_NOOP("core", "Labels that change")
KINDS = {
    "order": QT_TRANSLATE_NOOP("core", "Another order"),
    "words": QT_TRANSLATE_NOOP("core", "Other words"),
}
KIND = QT_TRANSLATE_NOOP("core", "What is other")
NOT_TRIED = QT_TRANSLATE_NOOP("core", "Not measured for this report.")

# -- two people ----------------------------------------------------------------
BOTH = QT_TRANSLATE_NOOP(
    "core", "{rows} rows have a label in both columns, “{first}” and “{second}”, given by two people."
)
NOT_BOTH = QT_TRANSLATE_NOOP("core", "{count} rows have a label that is not understood and were left out.")
SAME = QT_TRANSLATE_NOOP("core", "The same label")
KAPPA = QT_TRANSLATE_NOOP("core", "Cohen’s κ")
ALPHA = QT_TRANSLATE_NOOP("core", "Krippendorff’s α")
ONE_LABEL = QT_TRANSLATE_NOOP("core", "not defined: both used one label only")
SCALE = QT_TRANSLATE_NOOP(
    "core", "1 is full agreement, 0 is that of chance. Conclusions are usually drawn from 0.8 up."
)

# -- shares --------------------------------------------------------------------
GROUP = QT_TRANSLATE_NOOP("core", "Group")
ALL = QT_TRANSLATE_NOOP("core", "All")
NO_NAME = QT_TRANSLATE_NOOP("core", "(empty)")
SHARE = QT_TRANSLATE_NOOP("core", "Share")
COUNTED = QT_TRANSLATE_NOOP("core", "The model’s count")
LABELLED = QT_TRANSLATE_NOOP("core", "Labelled")
TOO_FEW = QT_TRANSLATE_NOOP("core", "too few labelled")
PLOT = QT_TRANSLATE_NOOP("core", "Dot: the share. Bar: its 95 % interval. Tick: what the model counted.")
NOTHING_LEFT_OUT = QT_TRANSLATE_NOOP("core", "Nothing: every row got a label.")
DEFINITION = QT_TRANSLATE_NOOP("core", "Definition")
EXAMPLES = QT_TRANSLATE_NOOP("core", "Examples")
BORDERLINE = QT_TRANSLATE_NOOP("core", "Borderline cases")

# -- left out ------------------------------------------------------------------
STATUSES: Mapping[str, str] = {
    "empty": QT_TRANSLATE_NOOP("core", "{count} rows without a text"),
    "no text": QT_TRANSLATE_NOOP("core", "{count} rows with a placeholder (N/A, -, #REF!, a number alone …)"),
    "too long": QT_TRANSLATE_NOOP("core", "{count} rows with a text that is too long for the model"),
    "not scored": QT_TRANSLATE_NOOP("core", "{count} rows without a text, or with one that is too long"),
    "error": QT_TRANSLATE_NOOP("core", "{count} rows that could not be scored"),
    "unsure": QT_TRANSLATE_NOOP("core", "{count} rows that are “unsure”"),
}
NOT_UNDERSTOOD = QT_TRANSLATE_NOOP("core", "{count} rows have a known label that is not understood")
NOT_IN_SET = QT_TRANSLATE_NOOP("core", "{count} rows have a known label that the set has not")

_WITH_INTERVAL = QT_TRANSLATE_NOOP("core", "{value} ({low} – {high})")


def percent_with(interval: Interval, translate: Translate) -> str:
    """ "83.0% (75.1% – 89.0%)"."""
    return _with(interval, translate, "{:.1%}")


def number_with(interval: Interval, translate: Translate) -> str:
    return _with(interval, translate, "{:.2f}")


def _with(interval: Interval, translate: Translate, form: str) -> str:
    places = {
        name: form.format(getattr(interval, name)).replace("-", "−") for name in ("value", "low", "high")
    }
    return fill(translate(_WITH_INTERVAL), places)
