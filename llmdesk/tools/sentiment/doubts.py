"""Why a user should look twice at what a set of labels gave: sentences, to be translated.

Owns from when on it is told. That two labels are near in meaning is told by our lists of words alone: the
scores of a small model do not show it (soccer lay nearer to world than to sports). How probable all labels
are together tells of a set and not of a row. Median of the rows and part that was right: of reviews
"recommends the place warmly" and "warns others to stay away" 0.001 and less, 0.70 and 0.73; of messages two
categories in long words 0.06, 0.45; Chinese titles with a model that hardly knows Chinese 0.01, 0.21; sets
that work had 0.16 and more. Must not know tables.
"""

from __future__ import annotations

from collections.abc import Mapping

from llmdesk.errors import QT_TRANSLATE_NOOP, Phrase
from llmdesk.tools.sentiment.naming.meaning import near_words, same_words
from llmdesk.tools.sentiment.types import LabelSet

_NEARLY_ALL = 0.9
_MOST = 0.5
_ENOUGH = 20  # rows from which on one label for nearly all is no chance

_TAKES_ALL = QT_TRANSLATE_NOOP(
    "core",
    "“{label}” took {share} of the rows. If that cannot be right, label 20 rows, or describe the labels.",
)
_SAME = QT_TRANSLATE_NOOP(
    "core",
    "“{first}” and “{second}” mean nearly the same, so which of them a row gets is a matter of chance.",
)


_NOT_EXPECTED = QT_TRANSLATE_NOOP(
    "core",
    "For {share} of the rows the model hardly expects any of these labels, so "
    "its choice between them is doubtful. Use plain words that people would "
    "use for such texts, describe the labels, or choose another model.",
)


def about(labels: LabelSet, counts: Mapping[str, int], unlikely: int = 0) -> tuple[Phrase, ...]:
    """Of `labels`, of how many rows each of them got ("unsure" too), and of how many rows the model expects
    none of them (`RowResult.unlikely`)."""
    pairs = dict.fromkeys((*same_words(labels.names), *near_words(labels)))
    found = [Phrase(_SAME, {"first": one, "second": other}) for one, other in pairs]
    total = sum(counts.get(name, 0) for name in labels.names)
    for name in labels.names:
        share = counts.get(name, 0) / total if total >= _ENOUGH else 0.0
        if share >= _NEARLY_ALL:
            found.append(Phrase(_TAKES_ALL, {"label": name, "share": f"{share:.0%}"}))
    scored = sum(counts.values())
    if scored >= _ENOUGH and unlikely > _MOST * scored:
        found.append(Phrase(_NOT_EXPECTED, {"share": f"{unlikely / scored:.0%}"}))
    return tuple(found)
