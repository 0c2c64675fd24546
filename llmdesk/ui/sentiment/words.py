"""What the Sentiment tab says about a result, in plain words.

Owns the sentences about confidence and calibration, and which colour a label has. Must not know
widgets.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QLocale

from llmdesk.errors import fill
from llmdesk.tools.sentiment import UNSURE, Calibration, TextResult
from llmdesk.ui.theme import ColorName
from llmdesk.ui.words import percent

LEAST_SHARE = 0.05  # a word that moves the result less is not named
_NEGATIVE = ("negative", "very negative", "负面", "非常负面")  # of the ready sets
_NEUTRAL = ("neutral", "中性", UNSURE)

_SOFT: dict[ColorName, ColorName] = {"orange": "soft_orange", "muted": "soft_grey", "blue": "soft_blue"}


def label_colors(labels: Sequence[str]) -> dict[str, ColorName]:
    """Orange for what is negative, grey for what is neither; the others are blue, never by colour alone."""
    colors: dict[str, ColorName] = {}
    for label in labels:
        name = label.casefold()
        colors[label] = "orange" if name in _NEGATIVE else "muted" if name in _NEUTRAL else "blue"
    return colors


def bar_colors(labels: Sequence[str]) -> dict[str, ColorName]:
    """The same of what is drawn for a label: softer than its word has to be."""
    return {label: _SOFT[color] for label, color in label_colors(labels).items()}


def shown_label(label: str) -> str:
    """A label as it is read: only "unsure" is a word of ours."""
    return QCoreApplication.translate("SentimentWords", "unsure") if label == UNSURE else label


def confidence_words(confidence: float) -> str:
    """What a probability means for someone who reads many results."""
    wrong = round((1 - confidence) * 100)
    if wrong == 0:
        text = QCoreApplication.translate(
            "SentimentWords",
            "Confidence {percent}: fewer than 1 in 100 results like this are expected to be wrong.",
        )
    else:
        text = QCoreApplication.translate(
            "SentimentWords",
            "Confidence {percent}: of 100 results like this, about {wrong} are expected to be wrong.",
        )
    return fill(text, {"percent": percent(confidence), "wrong": wrong})


def calibration_words(calibration: Calibration) -> str:
    """On what the probabilities were set right."""
    if calibration.source == "labelled rows":
        text = QCoreApplication.translate(
            "SentimentWords", "The probabilities were calibrated on {rows} rows that you labelled."
        )
    elif calibration.source == "shipped texts":
        text = QCoreApplication.translate(
            "SentimentWords",
            "The probabilities were calibrated on {rows} example texts that come with "
            "llmdesk. Your texts may differ: label 20 rows of a table to calibrate on "
            "your own.",
        )
    elif calibration.source == "rows of the table":
        text = QCoreApplication.translate(
            "SentimentWords",
            "The model's bias, measured on {rows} rows of the table, was removed. "
            "Label 20 rows to get probabilities that you can rely on.",
        )
    elif calibration.source == "decisions":
        text = QCoreApplication.translate(
            "SentimentWords",
            "The probabilities are the engine's own: it answers questions as decision models "
            "do, and reads no examples. Label 20 rows of a table to calibrate them on your texts.",
        )
    elif calibration.source == "none":
        text = QCoreApplication.translate(
            "SentimentWords",
            "There are no example texts for these labels, so the model's bias is still "
            "in the probabilities. With a table it is removed; label 20 rows to "
            "calibrate them.",
        )
    else:  # results of earlier versions
        text = QCoreApplication.translate(
            "SentimentWords",
            "There are no example texts for these labels, so only the model's bias was "
            "removed. Label 20 rows of a table to get probabilities that you can rely "
            "on.",
        )
    return fill(text, {"rows": QLocale().toString(calibration.rows)})


def moved_words(share: float, label: str) -> str:
    """How far a piece of text moved the result, in log-odds with their sign."""
    number = QLocale().toString(abs(share), "f", 2)
    if share >= 0:
        text = QCoreApplication.translate("SentimentWords", "speaks for “{label}” (+{number})")
    else:
        text = QCoreApplication.translate("SentimentWords", "speaks against “{label}” (−{number})")
    return fill(text, {"label": label, "number": number})


def strongest_words(text: str, result: TextResult, most: int = 8) -> str:
    """The words that moved the result most, each with its number: `love +1.20 · terrible −0.81`."""
    moving = [word for word in result.words if abs(word.share) >= LEAST_SHARE]
    ranked = sorted(moving, key=lambda word: -abs(word.share))[:most]
    parts = []
    for word in ranked:
        sign = "+" if word.share >= 0 else "−"
        number = QLocale().toString(abs(word.share), "f", 2)
        parts.append(f"{text[word.start : word.end]} {sign}{number}")
    return "  ·  ".join(parts)
