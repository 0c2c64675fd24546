"""What is shown as the summary: without the sentences that the document contradicts.

Owns how a sentence is taken out of a summary's text. Must not judge.
"""

from __future__ import annotations

from dataclasses import replace

from llmdesk.tools.summarize.types import Summary, SummarySentence


def contradicted(summary: Summary) -> tuple[SummarySentence, ...]:
    """The sentences that nobody should take for what the document says."""
    return tuple(each for each in summary.sentences if each.verdict == "contradicted")


def without_contradicted(summary: Summary) -> Summary:
    """The summary as it is shown. `summary` itself where nothing is contradicted; empty where all is."""
    if not contradicted(summary):
        return summary
    text, end, pending = "", 0, ""
    kept: list[SummarySentence] = []
    for sentence in summary.sentences:
        between = summary.text[end : sentence.start]
        end = sentence.end
        if sentence.verdict == "contradicted":
            pending = pending or (between if "\n" in between else "")
            continue
        between, pending = pending or between, ""
        text += between if kept else between.rpartition("\n")[2].lstrip()
        kept.append(replace(sentence, start=len(text), end=len(text) + len(sentence.text)))
        text += sentence.text
    return replace(summary, text=text, sentences=tuple(kept))
