"""The words for models, files and their fit, the same wherever they show.

Owns the wording of verdicts and figures. Must not know widgets.
"""

from __future__ import annotations

import math

from PySide6.QtCore import QDateTime, QLocale

from llmdesk.errors import QT_TRANSLATE_NOOP, fill
from llmdesk.models.catalog import CatalogDownload
from llmdesk.models.fit import Fit, Verdict
from llmdesk.models.hub_answers import HubModel
from llmdesk.models.progress import Progress
from llmdesk.models.speed import READING_SPEED
from llmdesk.ui.notify import translate_core
from llmdesk.ui.theme import ColorName
from llmdesk.ui.words import format_bytes, time_left

_VERDICTS: dict[Verdict, str] = {
    "fits": QT_TRANSLATE_NOOP("core", "fits"),
    "tight": QT_TRANSLATE_NOOP("core", "tight"),
    "too big": QT_TRANSLATE_NOOP("core", "too big"),
}
VERDICT_COLORS: dict[Verdict, ColorName] = {"fits": "accent", "tight": "warning", "too big": "danger"}
_SENTENCES: dict[Verdict, str] = {
    "fits": QT_TRANSLATE_NOOP("core", "Fits: needs about {needed} of the {available} that are free."),
    "tight": QT_TRANSLATE_NOOP(
        "core",
        "Tight: needs about {needed} of the {available} that are free. It can be "
        "loaded, but other programs may slow down.",
    ),
    "too big": QT_TRANSLATE_NOOP(
        "core",
        "Too big: needs about {needed}, but only {available} are free. You can "
        "still load it, but it will be very slow or fail.",
    ),
}
_FIGURES = QT_TRANSLATE_NOOP(
    "core",
    "Weights {weights}, KV cache {cache} for a context of {context} tokens, computing {compute},"
    " program {process}.",
)
_REPACKED = QT_TRANSLATE_NOOP(
    "core", "{size} of the weights are held in memory twice, in a layout that is faster on this processor."
)
_FREED = QT_TRANSLATE_NOOP("core", "This includes {freed} that will be freed by unloading the current model.")
_PACES = (
    (10.0, QT_TRANSLATE_NOOP("core", "It should answer at about {speed} tokens/s, faster than one reads.")),
    (
        READING_SPEED,
        QT_TRANSLATE_NOOP("core", "It should answer at about {speed} tokens/s, about as fast as one reads."),
    ),
    (0.0, QT_TRANSLATE_NOOP("core", "It should answer at about {speed} tokens/s, slower than one reads.")),
)
_PACE_MARK = QT_TRANSLATE_NOOP("core", "≈ {speed} tokens/s")
_DOWNLOADS = QT_TRANSLATE_NOOP("core", "{count} downloads")
_LIKES = QT_TRANSLATE_NOOP("core", "{count} likes")
_UPDATED = QT_TRANSLATE_NOOP("core", "updated {date}")
_GATED = QT_TRANSLATE_NOOP("core", "gated")
_MANUAL = QT_TRANSLATE_NOOP("core", "gated, on request")
_SPEED = QT_TRANSLATE_NOOP("core", "{speed}/s")
_PART = QT_TRANSLATE_NOOP("core", "{done} of {total}")


def say(source: str, **params: object) -> str:
    """A marked sentence of the context "core" in the window's language, filled in."""
    return fill(translate_core(source), params, translate_core)


def verdict_word(verdict: Verdict) -> str:
    return translate_core(_VERDICTS[verdict])


def fit_sentence(fit: Fit) -> str:
    """The verdict with the two figures it comes from, and how fast it would answer."""
    words = say(
        _SENTENCES[fit.verdict], needed=format_bytes(fit.need.total), available=format_bytes(fit.available)
    )
    return f"{words} {pace_sentence(fit.tokens_per_s)}" if fit.tokens_per_s is not None else words


def pace_sentence(tokens_per_s: float) -> str:
    """How fast a model would answer here, in figures and beside reading."""
    sentence = next(sentence for least, sentence in _PACES if tokens_per_s >= least)
    return say(sentence, speed=_two_figures(tokens_per_s))


def pace_mark(tokens_per_s: float) -> str:
    """The same for lists."""
    return say(_PACE_MARK, speed=_two_figures(tokens_per_s))


def _two_figures(value: float) -> str:
    """An estimate with no more figures than it deserves."""
    digits = 1 - math.floor(math.log10(value)) if value > 0 else 0
    return QLocale().toString(round(value, digits), "f", max(0, digits))


def fit_figures(fit: Fit) -> str:
    """What the need consists of."""
    need = fit.need
    figures = say(
        _FIGURES,
        weights=format_bytes(need.weights),
        cache=format_bytes(need.kv_cache),
        context=QLocale().toString(fit.context),
        compute=format_bytes(need.compute),
        process=format_bytes(need.process),
    )
    if need.repacked > 50_000_000:
        figures += " " + say(_REPACKED, size=format_bytes(need.repacked))
    if fit.freed:
        figures += " " + say(_FREED, freed=format_bytes(fit.freed))
    return figures


def hub_facts(model: HubModel) -> str:
    """Author, downloads, likes, licence, date and access in one line; what is unknown is left out."""
    locale = QLocale()
    parts = [
        model.author,
        say(_DOWNLOADS, count=locale.toString(model.downloads)),
        say(_LIKES, count=locale.toString(model.likes)),
        model.licence,
        say(_UPDATED, date=date_text(model.updated)) if model.updated else "",
        {"": "", "auto": translate_core(_GATED), "manual": translate_core(_MANUAL)}[model.gated],
    ]
    return " · ".join(part for part in parts if part)


def about_text(entry: CatalogDownload) -> str:
    """What a suggested model is good for, in the language of the window."""
    return entry.about_zh if QLocale().language() == QLocale.Language.Chinese else entry.about


def date_text(seconds: float) -> str:
    """A day, from seconds since 1970, as everybody understands it: 2025-01-31."""
    return QDateTime.fromSecsSinceEpoch(int(seconds)).toString("yyyy-MM-dd")


def parameters_text(count: int) -> str:
    """How large a model is, as people say it: "135M", "1.5B"."""
    if count >= 10**9:
        return f"{count / 1e9:.1f}B" if count < 10**10 else f"{count / 1e9:.0f}B"
    return f"{count / 1e6:.0f}M" if count else ""


def progress_text(progress: Progress) -> str:
    """How much is there, how fast it goes, and how long it takes yet."""
    total = format_bytes(progress.total) if progress.total else "?"
    done = format_bytes(progress.done) if progress.done else "0"
    parts = [say(_PART, done=done, total=total)]
    if progress.speed > 0:
        parts.append(say(_SPEED, speed=format_bytes(round(progress.speed))))
    if progress.seconds_left is not None:
        parts.append(time_left(progress.seconds_left))
    return " · ".join(parts)
