"""Whether a Chinese clause denies what another says, or the reverse.

Owns denials and their reach. Must not know subjects or figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from llmdesk.tools.evidence.comparing.chinese.aligning import Aligned
from llmdesk.tools.evidence.comparing.chinese.clauses import Clause, Sentence, covered, match, says
from llmdesk.tools.evidence.comparing.chinese.lists import groups_of, negation
from llmdesk.tools.evidence.comparing.chinese.words import Word

_ENOUGH = 0.55
_SOME, _NAMED = 0.4, 0.9
_REACH = 4  # characters behind a denial in which the word begins that it denies
# What may say the same as a denial, in other words.
_NEGATIVE = re.compile("除非|否则|才|[停禁拒免缺失废]|取消|放弃|反对|作罢|落空|难以")
_REFUSED = re.compile("[废拒禁怕]|取消|作罢|担心|以防")
_SURE = 0.9  # how much of a clause the passage must have, so that a denial of the claim is its own
_RESTS = 0.35  # how well a clause must stand in a sentence to rest on it
_ABOUT = 0.3
_NO_VERB = frozenset(("nr", "u", "p", "c", "m", "q"))
_EMPTY = frozenset(("有", "是", "会", "能", "要"))
_OTHERS = ("家", "人", "的", "处")  # 别家, 别人
# What makes a clause deny or hold back, in whatever words.
_LEANS = re.compile(
    "[不没未无非免拒禁停缺失废勿莫难绝只仅除才尚待少]|否认|取消|放弃|反对|作罢|落空|搁置|避免|防止|例外|[怕恐]|担心|以防"
)


def denied_heads(clause: Clause) -> list[tuple[str, Word]]:
    """(denial, the first word behind it that says something) of each denial of a clause."""
    found = []
    for each in negation().finditer(clause.text):
        if each["word"] and not _denies_no_more(clause.text, each.start(), each.end()):
            behind = (word for word in clause.content if each.end() <= word.start <= each.end() + _REACH)
            head = next((word for word in behind if word.kind in ("v", "vn", "a", "i")), None)
            if head is not None:
                found.append((each["word"], head))
    return found


def _denies_no_more(text: str, start: int, end: int) -> bool:
    """续不续租, 是不是; and what denies but a part: 没有完全退化."""
    if text.startswith(("完全", "全部", "全", "都", "只", "仅", "一定"), end):
        return True
    return start > 0 and text[start - 1] == text[end : end + 1]


def denials(text: str) -> int:
    return sum(1 for each in negation().finditer(text) if each["word"])


def turned(claim: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str] | None:
    """(denial of the claim, "") or ("", that of the passage) where only one of the two denies; else None."""
    for clause in claim.clauses:
        close = _close(clause, sentences)
        if not close:
            continue
        sure = covered(clause.content, close[0].text) >= _SURE
        for word, head in denied_heads(clause) if sure else ():
            having = [other for other in close if match(head, other.text) >= 0.9]
            texts = [each.text for each in sentences if any(each.number == other.number for other in having)]
            if having and not any(denials(text) or _NEGATIVE.search(text) for text in texts):
                return word, ""
        for other in (*close[:1], *_of_same(clause, sentences, close[0])):
            for word, head in denied_heads(other):
                if match(head, clause.text) >= 0.9 and not _may_deny(clause.text) and not denials(claim.text):
                    return "", word
    return None


def _may_deny(text: str) -> bool:
    return denials(text) > 0 or _REFUSED.search(text) is not None


def denied_beside(claim: Sentence, aligned: Sequence[Aligned]) -> tuple[str, str] | None:
    """("", denial of the passage) where a sentence that the claim rests on denies, of one thing, what the
    claim says; else None."""
    said = [
        (word, clause)
        for clause in claim.clauses
        if not _LEANS.search(clause.text)
        for word in clause.words
        if word.kind not in _NO_VERB and word.text not in _EMPTY
    ]
    for sentence in dict.fromkeys(each.sentence for each in aligned if each.score >= _RESTS):
        for clause in sentence.clauses:
            for word, behind in _denied_words(clause):
                head = next((each for each in behind[:2] if each.text not in _EMPTY), None)
                if head is None or sum(head.text in each.text for each in sentence.clauses) > 1:
                    continue
                if not any(_same_doing(head, each) for each, _ in said):
                    continue
                before = [each for each in clause.content if each.end <= head.start - len(word)]
                if before and covered(before, claim.text) < _ABOUT:
                    continue  # it denies it of something else
                rest = [each for each in behind if each is not head][:3]
                rest = rest or [each for each in clause.content if each is not head]
                if not rest or covered(rest, claim.text) >= _ABOUT:
                    return "", word
    return None


def _denied_words(clause: Clause) -> Iterator[tuple[str, list[Word]]]:
    """(denial, the words behind it that say something) of each denial of a clause."""
    spans = [figure.span for figure in clause.figures]
    for each in negation().finditer(clause.text):
        if not each["word"] or _denies_no_more(clause.text, each.start(), each.end()):
            continue
        if clause.text.startswith(_OTHERS, each.end()):
            continue
        yield (
            each["word"],
            [
                word
                for word in clause.words
                if word.start >= each.end()
                and (says(word) or (len(word.text) == 1 and word.kind in ("v", "a")))
                and not any(start < word.end and word.start < end for start, end in spans)
            ],
        )


def _same_doing(one: Word, other: Word) -> bool:
    """Whether two verbs may say the same: alike, synonyms, or of one first character (放归, 放回)."""
    if one.text == other.text or any(other.text in group for group in groups_of(one.text)):
        return True
    if len(one.text) == len(other.text) == 2:
        return one.text[0] == other.text[0]
    return 1 in (len(one.text), len(other.text)) and (one.text in other.text or other.text in one.text)


def _of_same(clause: Clause, sentences: Sequence[Sentence], best: Clause) -> list[Clause]:
    """Clauses that name what the claim's clause begins with, where the best one does not."""
    first = clause.content[:2]
    if covered(first, best.text) >= _NAMED:
        return []
    found = (other for each in sentences for other in each.clauses if covered(first, other.text) >= _NAMED)
    return [other for other in found if covered(clause.content, other.text) >= _SOME]


def _close(clause: Clause, sentences: Sequence[Sentence]) -> list[Clause]:
    ranked = sorted(
        ((covered(clause.content, other.text), other) for each in sentences for other in each.clauses),
        key=lambda pair: -pair[0],
    )
    if not ranked or ranked[0][0] < _ENOUGH:
        return []
    return [other for score, other in ranked if score >= ranked[0][0] - 0.1]
